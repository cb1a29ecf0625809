"""Write the matrix as a workbook to sort and filter: one value to a cell, nothing merged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import TypeAlias

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from dossier.trace import Side as End
from dossier.write.trace.archive import packed
from dossier.write.trace.sheet import (
    ALONE,
    TITLE,
    UNEXPLAINED,
    Line,
    Named,
    Past,
    Sheet,
    missing,
)

MATRIX, STANDS_ALONE = "Matrix", "Stands alone"
COLUMNS: Mapping[str, int] = {
    "Concern": 34,
    "Evidence": 28,
    "Obligation": 28,
    "Recommendation": 44,
    "Earlier recommendation": 14,
    "States": 18,
    "What it asked": 44,
    "Position": 12,
    "The State’s words": 30,
    "Our assessment": 16,
    "In our words": 40,
}
_ALONE: Mapping[str, int] = dict(zip(ALONE, (22, 70, 34, 60), strict=True))
_LONGEST = 32767
"""Characters that Excel takes in a cell."""

_PARTS = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz",
          "color", "name", "family", "charset", "scheme")  # fmt: skip

Row: TypeAlias = tuple[str, ...]

_INK, _HEAD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True, color="FFFFFF")
_FILL = PatternFill("solid", start_color="14466B")
_GAP = Font(name="Arial", size=10, bold=True, color="B3261E")
_POSITIONS = {
    "supported": Font(name="Arial", size=10, bold=True, color="1D6B45"),
    "noted": Font(name="Arial", size=10, bold=True, color="8A5200"),
}
_WRAP = Alignment(wrap_text=True, vertical="top")
_THIN, _THICK = Side("thin", color="B9C4CC"), Side("medium", color="14466B")


def write_xlsx(sheet: Sheet) -> bytes:
    """Return `sheet` as a workbook, the same bytes for the same sheet.

    An earlier recommendation has a row of its own, and what it follows from is said again there,
    so that each row can be filtered by itself.
    """
    book = Workbook()
    matrix = book.active
    if not isinstance(matrix, Worksheet):
        raise TypeError(matrix)
    matrix.title = MATRIX
    _fill(matrix, COLUMNS, [*_matrix(sheet)], "B2")
    rows = [
        (each.name, each.item, each.lacks, each.explained or f"[{UNEXPLAINED}]")
        for each in sheet.alone
    ]
    _fill(book.create_sheet(STANDS_ALONE), _ALONE, rows, "A2")
    _describe(book, sheet)
    made = io.BytesIO()
    book.save(made)
    day = datetime.combine(sheet.edition.document.properties.date, time())
    book.properties.modified = day  # saving sets it to the hour of the day
    core = tostring(book.properties.to_tree())
    styles = _ordered(made.getvalue())
    return packed(made.getvalue(), {"docProps/core.xml": core, "xl/styles.xml": styles})


def _ordered(content: bytes) -> bytes:
    """Return the styles with the parts of fonts in the order in which Excel has them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = etree.fromstring(archive.read("xl/styles.xml"))
    for font in styles.iter("{*}font"):
        font[:] = sorted(font, key=lambda each: _PARTS.index(etree.QName(each).localname))
    made: bytes = etree.tostring(styles, xml_declaration=True, encoding="UTF-8")
    return made


def _matrix(sheet: Sheet) -> Iterator[Row]:
    for group in sheet.groups:
        concern = _named(group.concern) if group.concern else _gap("concern")
        for line in group.lines:
            for past in line.rows:
                yield (concern, *_chain(line), *_past(line, past))


def _gap(side: End) -> str:
    return f"[{missing(side)}]"


def _named(named: Named) -> str:
    return "\n".join(named.words)


def _chain(line: Line) -> Row:
    return (
        "\n".join(": ".join(each.words) for each in line.evidence) or _gap("evidence"),
        "\n".join(": ".join(each.words) for each in line.obligations) or _gap("obligation"),
        _named(line.recommendation) if line.recommendation else _gap("recommendation"),
    )


def _past(line: Line, past: Past | None) -> Row:
    if past is None:
        said = missing("earlier recommendation") if line.recommendation else ""
        return (said, "", line.unfollowed, "", "", "", "")
    return (
        past.paragraph,
        past.states,
        past.text,
        past.position,
        past.words,
        past.level,
        past.assessment,
    )


def _fill(page: Worksheet, columns: Mapping[str, int], rows: Sequence[Row], frozen: str) -> None:
    for number, (name, width) in enumerate(columns.items(), start=1):
        head = _put(page.cell(1, number), name)
        head.font, head.fill = _HEAD, _FILL
        page.column_dimensions[get_column_letter(number)].width = width
    before = ""
    for place, row in enumerate(rows, start=2):
        edge = Border(top=_THICK if row[0] != before else _THIN)
        before = row[0]
        for number, text in enumerate(row, start=1):
            cell = _put(page.cell(place, number), text)
            cell.border = edge
            cell.font = _GAP if text.startswith("[") else _POSITIONS.get(text, _INK)
    page.freeze_panes = frozen
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"
    _paper(page)


def _put(cell: object, text: str) -> Cell:
    """Put `text` into a cell as text: Excel shall not take "=1+1" or "-x" for a formula."""
    if not isinstance(cell, Cell):
        raise TypeError(cell)
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    cell.value = clean or None
    cell.data_type = "s" if clean else "n"
    cell.quotePrefix = clean.startswith(("=", "+", "-", "@"))  # keeps it text when it is edited
    cell.alignment = _WRAP
    return cell


def _paper(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _describe(book: Workbook, sheet: Sheet) -> None:
    """Say what the workbook is and of when; no user's name gets in."""
    document, properties = sheet.edition.document, book.properties
    properties.title = f"{TITLE}: {document.title}"
    properties.creator = properties.lastModifiedBy = document.properties.author
    properties.subject = document.properties.subject
    properties.keywords = ", ".join(document.properties.keywords)
    properties.language = document.language
    properties.created = datetime.combine(document.properties.date, time())
