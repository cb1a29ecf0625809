"""The tables of a Word file; the lines of a cell are parted by line breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from lxml import etree

from dossier.model.document import Alignment, Break, Cell, Inlines, Row, Table, Text
from dossier.model.walk import below
from dossier.ooxml.elements import child, number, switch, visible
from dossier.ooxml.names import local
from dossier.readers.drafts.piece import Listed, Piece

Read: TypeAlias = Sequence[Sequence[tuple[etree._Element, Sequence[Piece]]]]
"""The cells of each row with what stands in them."""

_PLAIN: Alignment = ""
WIDEST = 60
"""Columns that a cell may span; Word allows no more than 63."""


def rows(table: etree._Element) -> list[list[etree._Element]]:
    """Return the cells of each row that is not hidden."""
    return [list(_inside(row, "tc")) for row in _inside(table, "tr") if not _is_hidden(row)]


def hidden_words(table: etree._Element) -> Iterator[str]:
    """Yield the words of each row that is hidden."""
    for row in _inside(table, "tr"):
        if _is_hidden(row):
            yield " ".join(each.text or "" for each in row.iter() if local(each) == "t")


def _is_hidden(row: etree._Element) -> bool:
    return switch(child(row, "trPr"), "hidden") or False


def columns(found: Sequence[Sequence[etree._Element]]) -> int:
    """Return how many columns the widest row has."""
    return max((sum(map(_span, row)) for row in found), default=0)


def table(read: Read, line: int) -> Table:
    """Return a table whose rows all have the same number of cells; `line` is its first."""
    width = columns([[cell for cell, _ in row] for row in read])
    made = [_row(row, width, line, at) for at, row in enumerate(read)]
    plain: tuple[Alignment, ...] = tuple(_PLAIN for _ in range(width))
    return Table(plain, made[0], tuple(made[1:]))


def _row(
    row: Sequence[tuple[etree._Element, Sequence[Piece]]], width: int, line: int, at: int
) -> Row:
    cells: list[Cell] = []
    for element, pieces in row:
        first = pieces[0].line if pieces else line
        cells.append(Cell(cell_content(pieces), f"cell-{line}.{at}.{len(cells)}", first))
        for _ in range(_span(element) - 1):
            cells.append(Cell((), f"cell-{line}.{at}.{len(cells)}", first))
    while len(cells) < width:
        cells.append(Cell((), f"cell-{line}.{at}.{len(cells)}", line))
    return Row(tuple(cells))


def cell_content(pieces: Sequence[Piece]) -> Inlines:
    """Return what stands in a cell on lines of its own, tables inside it cell by cell."""
    lines = [line for piece in pieces for line in _lines(piece)]
    found: Inlines = ()
    for line in lines:
        found = (*found, Break(), *line) if found else line
    return found


def _lines(piece: Piece) -> Iterator[Inlines]:
    if piece.content:
        mark = _mark(piece.listed) if piece.listed else ""
        yield (Text(f"{mark} "), *piece.content) if mark else piece.content
    if piece.node:
        yield from (each.content for each in below(piece.node) if isinstance(each, Cell))


def _mark(listed: Listed) -> str:
    """Return the bullet or number of an item as it prints; a cell holds no list."""
    return listed.mark if listed.ordered else "•"


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through controls and changes."""
    for each in visible(element):
        if local(each) == name:
            yield each
        elif local(each) not in ("tr", "tc", "p", "tbl"):
            yield from _inside(each, name)


def _span(cell: etree._Element) -> int:
    return min(max(1, number(child(cell, "tcPr", "gridSpan")) or 1), WIDEST)
