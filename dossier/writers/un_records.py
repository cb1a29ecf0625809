"""Records of the UN as a table: CSV for other programs, a workbook for people.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula. Texts come from outside, so
such a cell has an apostrophe before it in CSV, and is typed as text in a workbook.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dossier.model.un_record import UnRecord

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

COLUMNS = (
    "Number", "State", "Mechanism", "Kind", "Symbol", "Paragraph", "Text", "Recommending States",
    "Position", "Words", "Cycle", "Session", "Published", "Year", "Themes", "SDGs", "Annotation",
    "Origin",
)  # fmt: skip
_WIDTHS = {"Text": 90, "Themes": 30, "State": 20, "Symbol": 22, "Recommending States": 25}
_FORMULA = re.compile(r"[=+\-@\t\r]")


def csv_of(records: Iterable[tuple[int, UnRecord]]) -> bytes:
    """Return records as CSV in UTF-8 with a mark at its beginning, by which Excel knows it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for cells in _rows(records):
        writer.writerow([f"'{each}" if _FORMULA.match(each) else each for each in cells])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def xlsx_of(records: Iterable[tuple[int, UnRecord]]) -> bytes:
    """Return records as a workbook with one sheet; a text beyond Excel's limit ends with "…"."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Records")
    for at, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, 12)
    sheet.freeze_panes = "A2"
    sheet.append(_typed(sheet, COLUMNS))
    for cells in _rows(records):
        sheet.append(_typed(sheet, cells))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _typed(sheet: WriteOnlyWorksheet, cells: Iterable[str]) -> list[Any]:
    """Return cells that hold text, whatever they begin with."""
    from openpyxl.cell import WriteOnlyCell

    from dossier.writers.xlsx.workbook import LONGEST, put

    fitting = (each if len(each) <= LONGEST else f"{each[: LONGEST - 1]}…" for each in cells)
    return [put(WriteOnlyCell(sheet), each) for each in fitting]


def _rows(records: Iterable[tuple[int, UnRecord]]) -> Iterator[tuple[str, ...]]:
    for number, each in records:
        yield (
            str(number),
            "; ".join(each.states),
            each.mechanism,
            each.kind,
            each.symbol,
            each.paragraph,
            each.text,
            "; ".join(each.recommending),
            each.position,
            each.words,
            str(each.cycle or ""),
            str(each.session or ""),
            each.published,
            str(each.year or ""),
            "; ".join(each.themes),
            "; ".join(each.sdgs),
            each.annotation,
            each.origin,
        )
