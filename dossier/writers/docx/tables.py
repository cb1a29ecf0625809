"""Tables of Word files: their styles, the widths of their columns, their repeated headings."""

from __future__ import annotations

from lxml import etree

from dossier.ooxml.elements import make

TABLE_STYLE = "EvidenceTable"
"""The style of tables in the text, in `word.docx`; its first row repeats on every page."""

COVER_TABLE_STYLE = "CoverTable"
"""The style of the title block."""


def table(
    style: str,
    widths: list[int],
    rows: list[list[list[etree._Element]]],
    look: str,
    properties: list[etree._Element],
    margins: int | None = None,
) -> etree._Element:
    """Return a table; its first row repeats on every page when `look` says it is a heading.

    `margins` stand beside the words of cells, in twentieths of a point; the style says them if not.
    """
    beside = () if margins is None else (_margins(margins),)
    head = make(
        "tblPr",
        make("tblStyle", val=style),
        make("tblW", w=sum(widths), type="dxa"),
        *properties,
        make("tblLayout", type="fixed"),
        *beside,
        make("tblLook", val=look),
    )
    grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
    made = make("tbl", head, grid)
    for position, row in enumerate(rows):
        kind = [] if style == COVER_TABLE_STYLE else [make("cantSplit")]
        if position == 0 and style == TABLE_STYLE:
            kind.append(make("tblHeader"))
        cells = [
            make("tc", make("tcPr", make("tcW", w=width, type="dxa")), *cell)
            for cell, width in zip(row, widths, strict=True)
        ]
        made.append(make("tr", *([make("trPr", *kind)] if kind else []), *cells))
    return made


def _margins(width: int) -> etree._Element:
    return make("tblCellMar", *(make(side, w=width, type="dxa") for side in ("left", "right")))
