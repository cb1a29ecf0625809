"""The title block of a Word file: logos, labels and what stands beside them, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from dossier.model.document import CoverLine, Inlines
from dossier.model.walk import entries
from dossier.writers.docx.keep_together import whole
from dossier.writers.docx.paragraphs import Draw, paragraph
from dossier.writers.docx.runs import run, text_run
from dossier.writers.docx.tables import COVER_TABLE_STYLE, table

_FIRST_COLUMN = "0080"
"""What says that labels are the heads of their rows (`w:tblLook`), as readers aloud tell them."""

_LABELS = 2200
"""The width of the labels, in twentieths of a point."""


_BETWEEN_LOGOS = "\u2003\u2003"
"""The space between two logos: some eight millimetres."""


def logos(style: str, drawn: Sequence[etree._Element]) -> etree._Element:
    """Return a paragraph of logos, which are `drawn`."""
    pairs = [(text_run(_BETWEEN_LOGOS), run(each)) for each in drawn]
    return paragraph(style, [each for pair in pairs for each in pair][1:])


def cover_table(lines: Sequence[CoverLine], draw: Draw, width: int) -> etree._Element:
    """Return the title block, as wide as the text; `draw` makes the elements of words."""
    rows = [
        [[paragraph("CoverLabel", [text_run(line.label)])], [*_entries(line.content, draw)]]
        for line in lines
    ]
    return table(COVER_TABLE_STYLE, [_LABELS, width - _LABELS], rows, _FIRST_COLUMN, [])


def _entries(content: Inlines, draw: Draw) -> Iterator[etree._Element]:
    """Yield a paragraph of what stands beside a label, or one for each of several entries."""
    parts = entries(content) or ((),)
    for each in parts:
        made = paragraph("CoverText", [*draw(each)])
        yield whole(made) if len(parts) > 1 else made
