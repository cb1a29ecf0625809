"""Share the width of a table among its columns, the same in PDF, HTML and Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dossier.model.document import Document, Table
from dossier.model.walk import blocks, everything, plain

_LEAST = 2
"""Characters that every column is given beyond its words, for the space between columns."""

_LONG = 240
"""Characters beyond which a longer cell gets no more width, only more lines."""

_GROWTH = 0.9
"""How a column grows with its longest cell: less than the cell does, which has lines to go into."""

_WHOLE = 24
"""Characters up to which a word has the right to stay whole."""

_LINE = 92
"""Characters that a line of a table holds at least: A4 upright, in the type of tables."""

_ACROSS = 1.55
"""How much more a line holds across the sheet."""


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of each column of one table; they add up to 1.

    A column's share grows more slowly than its longest cell, so that long texts get more lines
    rather than all the width, but leaves room for its longest word, as far as there is room.
    """
    return _shares(table, _LINE)


def _shares(table: Table, line: float) -> tuple[float, ...]:
    """Return shares: each column's longest word first, the rest to those whose cells want more."""
    columns = range(len(table.alignment))
    least = [_least(table, column) for column in columns]
    more = [max(_longest(table, column) - least[column], 0.0) ** _GROWTH for column in columns]
    spare = max(line - sum(least), 0.0)
    part = spare / sum(more) if sum(more) else 0.0
    widths = [need + part * each for need, each in zip(least, more, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def table_shares(document: Document) -> Mapping[str, tuple[float, ...]]:
    """Return the shares of a document's tables by the id of their first cell.

    Tables with the same heading row get the same shares, as if they were one.
    """
    line = _LINE * (_ACROSS if document.settings.paper == "landscape" else 1.0)
    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in _tables(document):
        heads = tuple(plain(cell.content) for cell in table.head.cells)
        groups.setdefault(heads, []).append(table)
    return {
        table.head.cells[0].id: widths
        for tables in groups.values()
        for widths in [
            _shares(replace(tables[0], rows=tuple(r for t in tables for r in t.rows)), line)
        ]
        for table in tables
    }


def _tables(document: Document) -> Iterator[Table]:
    for block in blocks(document):
        yield from (each for each in everything(block) if isinstance(each, Table))


def _longest(table: Table, column: int) -> int:
    """Return the characters of a column's longest cell, as far as they ask for width."""
    return min(max(map(len, _texts(table, column))) + _LEAST, _LONG)


def _least(table: Table, column: int) -> float:
    """Return how many characters a column must have to keep its words whole."""
    head, *texts = _texts(table, column)
    word = max((len(word) for text in texts for word in text.split()), default=0)
    bold = max((len(word) for word in head.split()), default=0)
    return max(min(word, _WHOLE) * 1.1, min(bold, _WHOLE) * 1.25) + _LEAST


def _texts(table: Table, column: int) -> list[str]:
    return [plain(row.cells[column].content) for row in (table.head, *table.rows)]
