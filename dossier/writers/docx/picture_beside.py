"""A picture and the paragraph beside it in a Word file: the two cells of a table without lines.

A frame (`w:framePr`) would do in Word, but LibreOffice loses it in a content control, and in both
what follows the paragraph would run beside the picture as well. See docs/word/controls.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.shared import Mm
from lxml import etree

from dossier.ooxml.elements import make

_BETWEEN = 284
"""The space between the picture and the words, in twentieths of a point: five millimetres."""

_LEAST = 1701
"""The width that words need, thirty millimetres; where they have less they stand below."""

_BELOW = 20
"""The height of the empty paragraph that parts two such tables, in twentieths of a point."""


def picture_beside(
    shown: Sequence[etree._Element],
    told: Sequence[etree._Element],
    picture: float,
    width: int,
    indent: int,
) -> Iterator[etree._Element]:
    """Yield a table of a picture with its caption, `shown`, and of the words beside it.

    `picture` is the width of the picture in millimetres, `width` that of the whole and `indent`
    its place, in twentieths of a point. An empty paragraph follows, since a table must not touch
    the next one.
    """
    first = round(Mm(picture).twips) + _BETWEEN
    if width - first < _LEAST:
        yield from (*shown, *told)
        return
    for each in shown:
        each[0].append(make("ind", left=0, firstLine=0))
    cells = [
        make("tc", make("tcPr", make("tcW", w=wide, type="dxa")), *content)
        for wide, content in ((first, shown), (width - first, told))
    ]
    sides = ("top", "left", "bottom", "right")
    yield make(
        "tbl",
        make(
            "tblPr",
            make("tblW", w=width, type="dxa"),
            make("tblInd", w=indent, type="dxa"),
            make("tblLayout", type="fixed"),
            make("tblCellMar", *(make(side, w=0, type="dxa") for side in sides)),
        ),
        make("tblGrid", make("gridCol", w=first), make("gridCol", w=width - first)),
        make("tr", make("trPr", make("cantSplit")), *cells),
    )
    spacing = make("spacing", before=0, after=0, line=_BELOW, lineRule="exact")
    yield make("p", make("pPr", make("pStyle", val="TableText"), spacing))
