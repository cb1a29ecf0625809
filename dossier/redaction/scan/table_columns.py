"""The columns of tables, read downward: a name may stand there with a part or a letter a row.

Files hold tables row by row, so that what stands below each other is nowhere together. A column is
read where its cells are short; in long ones nobody spells a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from lxml import etree

SHORT = 4
"""Words of a cell that may be a part of a name."""

_CELLS = frozenset({"td", "th", "tc", "table-cell", "covered-table-cell"})
_ROWS = frozenset({"tr", "table-row"})
_TABLES = frozenset({"table", "tbl"})
_LINES = frozenset({"p", "div", "br", "li", "h"})
_SPANS = ("colspan", "number-columns-spanned", "number-columns-repeated", "gridSpan")
WIDEST = 64
"""Columns that are told apart; what stands further right is read as one more."""

_PARTED = (
    (re.compile(r"(?<!\\)\|"), 2),
    (re.compile("\t"), 2),
    (re.compile(";"), 2),
    (re.compile(","), 3),
)
"""What parts the cells of a line, and how many lines with as many of it are rows of a table."""


def columns_of(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    r"""Yield the short cells that stand below each other, a line each; of one column nothing.

    >>> list(columns_of([["J", "some words"], ["A", "others"], ["N", "third"]]))
    ['J\nA\nN', 'some words\nothers\nthird']
    """
    width = min(max(map(len, rows), default=0), WIDEST)
    for at in range(width if width > 1 else 0):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        for short, group in groupby(cells, lambda cell: len(cell.split()) <= SHORT):
            held = [*group]
            if short and len(held) > 1:
                yield "\n".join(held)


def columns_of_tree(root: etree._Element) -> Iterator[str]:
    """Yield the columns of all tables of a web page, a Word file, slides or OpenDocument."""
    for table in root.iter("{*}table", "{*}tbl"):
        yield from columns_of([*_rows(table)])


def _rows(table: etree._Element) -> Iterator[list[str]]:
    """Yield the cells of each row of a table, those inside of tables in it left out."""
    hanging: dict[int, int] = {}
    for row in _inside(table, _ROWS):
        cells: list[str] = []
        for cell in _inside(row, _CELLS):
            while hanging.get(len(cells), 0) > 0:
                hanging[len(cells)] -= 1
                cells.append("")
            spans = _number(cell, ("rowspan", "number-rows-spanned"))
            if spans > 1:
                hanging[len(cells)] = spans - 1
            cells += [_words(cell), *[""] * (_columns(cell) - 1)]
        yield cells[:WIDEST]


def _inside(element: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the elements of these names below one, not those of tables inside."""
    waiting = [*element][::-1]
    while waiting:
        each = waiting.pop()
        name = _name(each)
        if name in names:
            yield each
        elif name not in _TABLES:
            waiting += [*each][::-1]


def _columns(cell: etree._Element) -> int:
    grid = next(cell.iter("{*}gridSpan"), None) if _name(cell) == "tc" else None
    said = _number(cell, _SPANS) if grid is None else _number(grid, ("val",))
    return min(max(1, said), WIDEST)


def _number(element: etree._Element, names: Iterable[str]) -> int:
    for key, value in element.items():
        if str(key).rpartition("}")[2] in names and str(value).isdecimal() and len(value) < 6:
            return int(value)
    return 1


def _words(cell: etree._Element) -> str:
    """Return what a cell says, its paragraphs parted by spaces."""
    found: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if event == "start":
            found.append(" " if _name(node) in _LINES else "")
            found.append(node.text or "")
        elif node is not cell:
            found.append(node.tail or "")
    return " ".join("".join(found).split())


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def columns_of_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the columns of tables in plain text, whose lines have as many bars, tabs or commas."""
    for sign, least in _PARTED:
        counts = (len(sign.findall(line)) for line in lines)
        for count, group in groupby(zip(counts, lines, strict=True), itemgetter(0)):
            held = [line for _, line in group]
            if count and len(held) >= least:
                yield from columns_of([sign.split(each) for each in held])
