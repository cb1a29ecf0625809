"""Tables of a web page, and lists of terms, which come out as tables of two columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dossier.model.document import Alignment, Cell, Inlines, Row, Table
from dossier.readers.drafts.piece import Piece

WIDEST = 60
"""Columns that a cell may span."""

_PLAIN_SIDE: Alignment = ""
_ALIGN: Mapping[str, Alignment] = {"left": "left", "center": "center", "right": "right"}


def table(element: Any, cell: Callable[[Any], Inlines]) -> Iterator[Piece]:
    """Yield a table, unless all of it is empty; `cell` reads what stands in a cell."""
    line = int(element.sourceline or 0)
    read = [_spanned(row, cell) for row in _rows(element)]
    width = max((len(each) for each in read), default=0)
    if not width or not any(any(each) for each in read):
        return
    rows = [
        Row(
            tuple(
                Cell(row[n] if n < len(row) else (), f"cell-{line}.{at}.{n}", line)
                for n in range(width)
            )
        )
        for at, row in enumerate(read)
    ]
    align = _sides(next(_rows(element)))
    sides = tuple(align[at] if at < len(align) else _PLAIN_SIDE for at in range(width))
    yield Piece((), line, node=Table(sides, rows[0], tuple(rows[1:])))


def _spanned(row: list[Any], cell: Callable[[Any], Inlines]) -> list[Inlines]:
    """Return what stands in each column of a row; a cell that spans several fills the first."""
    return [content for each in row for content in (cell(each), *[()] * (_columns(each) - 1))]


def _sides(row: list[Any]) -> list[Alignment]:
    """Return how the columns are aligned that the cells of a row stand in."""
    return [
        _ALIGN.get((each.get("align") or each.get("class") or "").lower(), "")
        for each in row
        for _ in range(_columns(each))
    ]


def _columns(cell: Any) -> int:
    """Return how many columns a cell spans."""
    span = cell.get("colspan") or "1"
    return min(int(span), WIDEST) if span.isdecimal() and len(span) < 4 else 1


def terms(element: Any, cell: Callable[[Any], Inlines]) -> Iterator[Piece]:
    """Yield a list of terms as a table of two columns."""
    rows: list[tuple[Inlines, Inlines]] = []
    for each in element.iter("dt", "dd"):
        content = cell(each)
        if each.tag == "dt" or not rows or rows[-1][1]:
            rows.append((content, ()) if each.tag == "dt" else ((), content))
        else:
            rows[-1] = rows[-1][0], content
    line = int(element.sourceline or 0)
    made = [
        Row(tuple(Cell(each, f"cell-{line}.{at}.{n}", line) for n, each in enumerate(row)))
        for at, row in enumerate(rows)
    ]
    if made:
        yield Piece((), line, node=Table(("", ""), made[0], tuple(made[1:])))


def _rows(table: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row of a table, not those of tables inside it."""
    for each in table:
        if each.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(each)
        elif each.tag == "tr":
            yield [cell for cell in each if cell.tag in ("td", "th")]


def is_frame(table: Any) -> bool:
    """Whether a table has a single column, so that its cells stand by themselves."""
    return max((len(each) for each in _rows(table)), default=0) == 1
