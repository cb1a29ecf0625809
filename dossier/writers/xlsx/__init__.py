"""Write a document as a workbook: a sheet for each section, its tables to sort and filter.

Words that are no table stand in rows as wide as the sheet. Numbers of sections, paragraphs, list
items and notes are typed, for a workbook counts none of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dossier.model.document import Cell, Row, Table, Text
from dossier.model.edition import Edition
from dossier.model.table_widths import shares
from dossier.model.walk import plain
from dossier.writers.xlsx.cells import Run, address_in, joined, rich, runs
from dossier.writers.xlsx.sheet_contents import Line, Look, SheetContent, sheet_contents
from dossier.writers.xlsx.workbook import FILL, first_sheet, on_paper, put, saved

_WIDE, _NARROW = 120.0, 7.0
"""Widths of a sheet and of its narrowest column, in characters."""

_LINES = 26
"""Lines that a row holds; Excel shows no row higher than 409 points."""

_ABOVE = 170.0
"""Height, in points, up to which what stands above a table may stay in sight with its heading."""

_SIZES: Mapping[Look, float] = {
    "procedure": 10, "title": 18, "section": 14, "heading": 11.5, "text": 10, "picture": 9,
}  # fmt: skip
_BLUE, _GREY, _WHITE, _BLACK = "14466B", "57626B", "FFFFFF", "000000"
_COLOURS: Mapping[Look, str] = {"procedure": _BLUE, "section": _BLUE, "picture": _GREY}
_LIGHT: tuple[Look, ...] = ("text", "picture")
_EDGE = Border(bottom=Side("thin", color="B9C4CC"))


def write_xlsx(edition: Edition) -> bytes:
    """Return `edition` as a workbook, the same bytes for the same edition."""
    book = Workbook()
    for number, content in enumerate(sheet_contents(edition)):
        page = book.create_sheet() if number else first_sheet(book)
        page.title = content.name
        _Sheet(page, content, edition).fill()
    return saved(book, edition.document, edition.document.title)


class _Sheet:
    """One worksheet while it is being filled, row by row."""

    def __init__(self, page: Worksheet, content: SheetContent, edition: Edition) -> None:
        self.page, self.content, self.edition = page, content, edition
        self.tables = [each for each in content.pieces if isinstance(each, Table)]
        self.widths = _widths(self.tables)
        self.row, self.above = 1, 0.0

    def fill(self) -> None:
        self.page.sheet_view.showGridLines = False
        for number, width in enumerate(self.widths, start=1):
            self.page.column_dimensions[get_column_letter(number)].width = width
        on_paper(self.page)
        for piece in self.content.pieces:
            if isinstance(piece, Table):
                self.table(piece)
            else:
                for part in _rows(piece, sum(self.widths)):
                    self.line(part)

    def line(self, line: Line) -> None:
        """Fill a row as wide as the sheet, and as high as its words need."""
        row, size = self.row, _SIZES[line.look]
        bold, colour = line.look not in _LIGHT, _COLOURS.get(line.look, _BLACK)
        words = joined(replace(each, bold=bold or each.bold) for each in line.runs)
        cell = put(self.page.cell(row, 1), rich(words, size, colour))
        cell.font = Font(
            name="Arial", size=size, bold=all(each.bold for each in words), color=colour
        )
        cell.alignment = Alignment(wrap_text=True, vertical="top", indent=2 * line.indent)
        if line.address:
            cell.hyperlink = line.address
        last = len(self.widths)
        if last > 1:
            self.page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        height = _height(line, sum(self.widths))
        self.page.row_dimensions[row].height = height
        self.row, self.above = row + 1, self.above + height

    def table(self, table: Table) -> None:
        """Fill in a table; alone on its sheet, its heading stays in sight and on every page."""
        top, numeric = self.row, _numeric(table)
        self.cells(table.head, table, _WHITE)
        for row in table.rows:
            self.cells(row, table, _BLACK)
            for number, cell in enumerate(row.cells, start=1):
                if numeric[number - 1] and plain(cell.content):
                    self.page.cell(self.row - 1, number).value = int(plain(cell.content))
        if table is max(self.tables, key=lambda each: len(each.rows)):
            end = get_column_letter(len(table.alignment))
            self.page.auto_filter.ref = f"A{top}:{end}{max(self.row - 1, top + 1)}"
        if len(self.tables) == 1:
            on_paper(self.page, top)
            if self.above <= _ABOVE:
                self.page.freeze_panes = f"A{top + 1}"
        self.row += 1

    def cells(self, row: Row, table: Table, colour: str) -> None:
        """Fill the cells of a row; those of the heading are white on blue."""
        for number, cell in enumerate(row.cells, start=1):
            self.cell(number, cell, colour, table.alignment[number - 1] or "left")
        self.row += 1

    def cell(self, number: int, cell: Cell, colour: str, alignment: str) -> None:
        bold = colour == _WHITE
        held = runs(cell.content, self.edition)
        words = joined(replace(each, bold=bold or each.bold) for each in held)
        made = put(self.page.cell(self.row, number), rich(words, 10, colour))
        strong = all(each.bold for each in words)
        made.font, made.border = Font(name="Arial", size=10, bold=strong, color=colour), _EDGE
        made.alignment = Alignment(wrap_text=True, vertical="top", horizontal=alignment)
        if bold:
            made.fill = FILL
        if address_in(cell.content):
            made.hyperlink = address_in(cell.content)


def _widths(tables: list[Table]) -> tuple[float, ...]:
    """Return the widths of a sheet's columns, for all its tables together."""
    found: list[float] = []
    for table in tables:
        wanted = [max(share * _WIDE, _NARROW) for share in shares(table)]
        found += [0.0] * (len(wanted) - len(found))
        found = [max(each) for each in zip(found, [*wanted, *[0.0] * len(found)], strict=False)]
    whole = max(1.0, sum(found) / (1.4 * _WIDE))
    return tuple(round(max(each / whole, _NARROW), 1) for each in found) or (_WIDE,)


def _numeric(table: Table) -> tuple[bool, ...]:
    """Return for each column whether it holds plain whole numbers alone, to be sorted as such."""
    found = []
    for number in range(len(table.alignment)):
        cells = [row.cells[number].content for row in table.rows]
        bare = all(isinstance(part, Text) for content in cells for part in content)
        said = [plain(content) for content in cells if plain(content)]
        whole = all(re.fullmatch(r"0|[1-9][0-9]{0,8}", each) for each in said)
        found.append(bare and whole and bool(said))
    return tuple(found)


def _rows(line: Line, wide: float) -> Iterator[Line]:
    """Yield `line`, in several where it has more lines than Excel shows in one row."""
    if _count(line, wide) <= _LINES:
        yield line
        return
    room = int(_LINES * _letters(line, wide) * 0.9)
    held: list[Run] = []
    length = 0
    for run in line.runs:
        for piece in re.findall(r"\S*\s*", run.text):
            if held and length + len(piece) > room:
                yield replace(line, runs=tuple(held))
                held, length = [], 0
            held.append(replace(run, text=piece))
            length += len(piece)
    yield replace(line, runs=tuple(held))


def _letters(line: Line, wide: float) -> float:
    """Return how many letters fit on a line, for certain; bold ones are wider."""
    each = 1.05 if line.look in _LIGHT else 0.95
    return max((wide - 3 * line.indent) * 10 / _SIZES[line.look] * each, 10)


def _count(line: Line, wide: float) -> int:
    letters = _letters(line, wide)
    said = "".join(each.text for each in line.runs)
    return sum(max(1, math.ceil(len(each) / letters)) for each in said.split("\n"))


def _height(line: Line, wide: float) -> float:
    """Return the height of a row in points: what is merged does not grow by itself."""
    space = 10.0 if line.look in ("section", "title", "heading") else 4.0
    return round(_count(line, wide) * _SIZES[line.look] * 1.32 + space, 1)
