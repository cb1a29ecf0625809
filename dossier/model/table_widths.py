"""Share the width of a table among its columns, the same in PDF, HTML and Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier.model.document import Section, Table
from dossier.model.walk import everything, plain

_LEAST = 2
"""Characters that every column is given beyond its words, for the space between columns."""

_LONG = 80
"""Characters beyond which a longer cell gets no more width, only more lines."""

_WHOLE = 24
"""Characters up to which a word has the right to stay whole."""


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of each column; they add up to 1.

    A column's share grows more slowly than its longest cell, so that long texts get more lines
    rather than all the width, but leaves room for its longest word.
    """
    weights = [_weight(table, column) for column in range(len(table.alignment))]
    return tuple(weight / sum(weights) for weight in weights)


def alike(section: Section) -> Mapping[str, tuple[float, ...]]:
    """Return the shares of a section's tables by the id of their first cell.

    Tables with the same heading row get the same shares, as if they were one.
    """
    found = [each for block in section.blocks for each in everything(block)]
    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in (each for each in found if isinstance(each, Table)):
        heads = tuple(plain(cell.content) for cell in table.head.cells)
        groups.setdefault(heads, []).append(table)
    return {
        table.head.cells[0].id: widths
        for tables in groups.values()
        for widths in [shares(replace(tables[0], rows=tuple(r for t in tables for r in t.rows)))]
        for table in tables
    }


def _weight(table: Table, column: int) -> float:
    texts = [plain(row.cells[column].content) for row in (table.head, *table.rows)]
    longest = min(max(len(text) for text in texts), _LONG)
    word = max((len(word) for text in texts for word in text.split()), default=0)
    bold = max((len(word) for word in texts[0].split()), default=0)
    return max(float(longest**0.75), min(word, _WHOLE) * 1.1, min(bold, _WHOLE) * 1.4) + _LEAST
