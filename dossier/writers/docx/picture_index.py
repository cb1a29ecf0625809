"""What lists the content of a picture, such as the events of a timeline, in a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from dossier.model.document import BulletList, Node, Nodes, Paragraph
from dossier.ooxml.elements import make
from dossier.writers.docx.keep_together import kept
from dossier.writers.docx.paragraphs import Draw, paragraph

_HANGING, _ABOVE = 227, 120
"""How far an entry that goes on hangs, and the space above a year, in twentieths of a point."""


def index_paragraphs(index: Nodes, style: str, draw: Draw) -> Iterator[etree._Element]:
    """Yield the paragraphs of an index in the style of captions, for they belong to the picture.

    A year stays with its first entry. `draw` makes the elements of words.
    """
    for at, node in enumerate(index):
        match node:
            case Paragraph():
                year = kept(paragraph(style, [*draw(node.content)]))
                year[0].append(make("spacing", before=_ABOVE, after=0))
                yield year
            case BulletList():
                entries = [part for item in node.items for part in item.content]
                yield from _entries(entries, style, draw, at + 1 == len(index))


def _entries(
    entries: Sequence[Node], style: str, draw: Draw, last: bool
) -> Iterator[etree._Element]:
    """Yield the entries of a year; below the last of all is the space that the style says."""
    for at, each in enumerate(entries, 1):
        if isinstance(each, Paragraph):
            made = paragraph(style, [*draw(each.content)])
            after = {} if last and at == len(entries) else {"after": 0}
            made[0].append(make("spacing", before=0, **after))
            made[0].append(make("ind", left=_HANGING, hanging=_HANGING))
            yield made
