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
MOST = 256
"""Columns that cells of other rows reach down into, and how often a cell that says itself again
is read. Columns are not limited."""

_ENDLESS = 100_000
"""Rows that `rowspan="0"` means: all that are left."""

_PARTED = (
    (re.compile(r"(?<!\\)\|"), 2),
    (re.compile("\t"), 2),
    (re.compile(";"), 2),
    (re.compile(","), 3),
)
"""What parts the cells of a line, and how many lines with as many of it are rows of a table."""


def columns_of(rows: Iterable[Iterable[tuple[int, str]]]) -> Iterator[str]:
    r"""Yield the short cells that stand below each other, a line each; of one column nothing.

    Rows are cells with their columns, from 0.

    >>> list(columns_of(map(enumerate, [["J", "some words"], ["A", "others"], ["N", "third"]])))
    ['J\nA\nN', 'some words\nothers\nthird']
    """
    columns: dict[int, list[str]] = {}
    for at, text in (cell for row in rows for cell in row):
        columns.setdefault(at, []).append(text.strip())
    for at in sorted(columns) if max(columns, default=0) else ():
        cells = filter(None, columns[at])
        for short, group in groupby(cells, lambda cell: len(cell.split()) <= SHORT):
            held = [*group]
            if short and len(held) > 1:
                yield "\n".join(held)


def columns_of_tree(root: etree._Element) -> Iterator[str]:
    """Yield the columns of all tables of a web page, a Word file, slides or OpenDocument."""
    for table in root.iter("{*}table", "{*}tbl"):
        yield from columns_of(_rows(table))


def _rows(table: etree._Element) -> Iterator[Iterator[tuple[int, str]]]:
    """Yield the cells of each row of a table with their columns, those of tables in it left out.

    On web pages a cell may reach down into the rows below, to the end of its group of rows.
    """
    hanging: dict[int, int] = {}
    group: etree._Element | None = None
    for number, row in enumerate(_inside(table, _ROWS)):
        if row.getparent() is not group:
            hanging, group = {}, row.getparent()
        yield _cells(row, number, hanging)


def _cells(row: etree._Element, number: int, hanging: dict[int, int]) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row with their columns; `hanging` has the row to which others reach."""
    at = _number(row.find("{*}trPr/{*}gridBefore"), "val", 0)
    for cell in _inside(row, _CELLS):
        while hanging.get(at, 0) > number:
            at += 1
        again = max(1, _number(cell, "number-columns-repeated"))
        text = _words(cell)
        yield from ((at + each, text) for each in range(min(again, MOST) if text else 1))
        wide = max(1, _number(cell, "colspan"), _number(cell.find("{*}tcPr/{*}gridSpan"), "val"))
        high = _number(cell, "rowspan") or _ENDLESS
        for each in range(at, min(at + wide, MOST)) if high > 1 else ():
            hanging[each] = number + high
        at += wide * again


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


def _number(element: etree._Element | None, name: str, default: int = 1) -> int:
    """Return what an attribute counts, whatever its namespace."""
    for key, value in element.items() if element is not None else ():
        said = str(value).strip()
        if str(key).rpartition("}")[2] == name and re.fullmatch("[0-9]{1,5}", said):
            return int(said)
    return default


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
                yield from columns_of(enumerate(sign.split(each)) for each in held)
