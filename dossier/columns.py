"""Share the width of a table among its columns, the same in PDF, HTML and Word."""

from __future__ import annotations

from dossier.model import Table
from dossier.walk import plain

_LEAST = 2
"""Characters that every column is given beyond its words, for the space between columns."""

_WHOLE = 24
"""Characters up to which a word has the right to stay whole."""


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of each column; they add up to 1.

    A column's share grows more slowly than its longest cell, so that long texts get more lines
    rather than all the width, but leaves room for its longest word.
    """
    weights = [_weight(table, column) for column in range(len(table.alignment))]
    return tuple(weight / sum(weights) for weight in weights)


def _weight(table: Table, column: int) -> float:
    texts = [plain(row.cells[column].content) for row in (table.head, *table.rows)]
    longest = max(len(text) for text in texts)
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return max(float(longest**0.75), min(word, _WHOLE) * 1.1) + _LEAST
