"""Write the matrix as a workbook to sort and filter: one value to a cell, nothing merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dossier.model.traceability import Side as End
from dossier.writers.trace.sheet import ALONE, TITLE, UNEXPLAINED, Line, Named, Past, Sheet, missing
from dossier.writers.xlsx.workbook import FILL, HEAD, INK, first_sheet, on_paper, put, saved

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

Row: TypeAlias = tuple[str, ...]

_GAP = Font(name="Arial", size=10, bold=True, color="B3261E")
_POSITIONS = {
    "supported": Font(name="Arial", size=10, bold=True, color="1D6B45"),
    "noted": Font(name="Arial", size=10, bold=True, color="8A5200"),
}
_THIN, _THICK = Side("thin", color="B9C4CC"), Side("medium", color="14466B")


def write_xlsx(sheet: Sheet) -> bytes:
    """Return `sheet` as a workbook, the same bytes for the same sheet.

    An earlier recommendation has a row of its own, and what it follows from is said again there,
    so that each row can be filtered by itself.
    """
    book = Workbook()
    matrix = first_sheet(book)
    matrix.title = MATRIX
    _fill(matrix, COLUMNS, [*_matrix(sheet)], "B2")
    rows = [
        (each.name, each.item, each.lacks, each.explained or f"[{UNEXPLAINED}]")
        for each in sheet.alone
    ]
    _fill(book.create_sheet(STANDS_ALONE), _ALONE, rows, "A2")
    document = sheet.edition.document
    return saved(book, document, f"{TITLE}: {document.title}")


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
        head = put(page.cell(1, number), name)
        head.font, head.fill = HEAD, FILL
        page.column_dimensions[get_column_letter(number)].width = width
    before = ""
    for place, row in enumerate(rows, start=2):
        edge = Border(top=_THICK if row[0] != before else _THIN)
        before = row[0]
        for number, text in enumerate(row, start=1):
            cell = put(page.cell(place, number), text)
            cell.border = edge
            cell.font = _GAP if text.startswith("[") else _POSITIONS.get(text, INK)
    page.freeze_panes = frozen
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"
    on_paper(page, 1)
