"""The part of a Word file that holds its footnotes or endnotes.

python-docx 1.2 has no such part; this makes one as Word does, with its two separators
(see docs/word/footnotes.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from dossier.model.document import Note, Paragraph
from dossier.model.edition import Edition
from dossier.model.list_numbers import Form
from dossier.model.numbering import mark_of
from dossier.ooxml.elements import attribute, child, make
from dossier.ooxml.names import NAMES, q
from dossier.writers.docx.blocks import Body
from dossier.writers.docx.directions import set_notes
from dossier.writers.docx.paragraphs import paragraph
from dossier.writers.docx.runs import Story, run, text_run
from dossier.writers.docx.stable_ids import StableIds
from dossier.writers.html import notes_of

_WIDTH = 9026
"""Width of the text on A4 with margins of an inch, in twentieths of a point."""


def add_notes(
    edition: Edition,
    package_part: Any,
    numbering: Callable[[int, int, Form], int],
    ids: StableIds,
) -> None:
    """Add the notes of `edition` to the document whose main part is `package_part`."""
    kind = edition.document.settings.notes.removesuffix("s")
    name = PackURI(f"/word/{kind}s.xml")
    types = {"footnote": CONTENT_TYPE.WML_FOOTNOTES, "endnote": CONTENT_TYPE.WML_ENDNOTES}
    relations = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
    for old in [key for key, each in package_part.rels.items() if each.reltype == relations[kind]]:
        package_part.rels.pop(old)  # Word gives every file it saves a part with separators
    part = Part(name, types[kind], b"", package_part.package)

    def relate(address: str) -> str:
        return str(part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    body = Body(
        edition=edition,
        story=Story(edition, relate, ids, link_style=""),
        numbering=numbering,
        picture=_no_picture,
        width=_WIDTH,
        styles=frozenset(),
        bullets=None,
    )
    root = etree.Element(q(f"{kind}s"), nsmap=NAMES)
    root.append(_separator(kind, -1, "separator"))
    root.append(_separator(kind, 0, "continuationSeparator"))
    hanging = _hanging(package_part.styles.element, f"{kind.capitalize()}Text")
    for note in notes_of(edition):
        root.append(_note(kind, edition.numbers.note[note.id], note, body, hanging))
    set_notes(root, edition.language)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package_part.relate_to(part, relations[kind])


def _separator(kind: str, number: int, name: str) -> etree._Element:
    words = make(
        "p", make("pPr", make("spacing", after=0, line=240, lineRule="auto")), make("r", make(name))
    )
    return make(kind, words, type=name, id=number)


def _hanging(styles: Any, style: str) -> int:
    """Return how far the number of a note hangs before its words, in twentieths of a point."""
    found = styles.xpath(f'w:style[@w:styleId="{style}"]/w:pPr/w:ind/@w:hanging')
    return int(found[0]) if found else 0


def _note(kind: str, number: int, note: Note, body: Body, hanging: int) -> etree._Element:
    """Return a note; where its number hangs, a tab leads to its words."""
    style = f"{kind.capitalize()}Text"
    look = f"{kind.capitalize()}Reference"
    own = mark_of(note.id)
    mark = text_run(own, look) if own else run(make(f"{kind}Ref"), look)
    paragraphs = [*body.nodes(note.content, 0, style)]
    if not note.content or not isinstance(note.content[0], Paragraph):
        paragraphs.insert(0, paragraph(style, []))
    paragraphs[0].insert(1, mark)
    paragraphs[0].insert(2, run(make("tab")) if hanging else text_run(" "))
    for other in paragraphs[1:] if hanging else ():
        if attribute(child(other, "pPr", "pStyle")) == style:
            other[0].append(make("ind", left=hanging, firstLine=0))
    return make(kind, *paragraphs, id=number)


def _no_picture(_: object) -> etree._Element:
    raise ValueError("a note holds no pictures")
