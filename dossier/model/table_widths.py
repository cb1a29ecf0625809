"""Share the width of a table among its columns, the same in PDF, HTML and Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.model.document import Document, Inline, Note, NoteAgain, Table, Text
from dossier.model.frozen import frozen
from dossier.model.text_columns import column_share
from dossier.model.walk import blocks, everything, plain, rebuilt

_LEAST = 2.5
"""Characters that every column is given beyond its words, for the space between columns."""

_WIDE = re.compile(r"[MWmw]")
_CAPITAL = re.compile(r"[A-ZÀ-ÞΑ-ΫА-Я]")
"""Letters that are wider than others: "Norway" is as wide as seven letters."""

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

TYPE = 9.5
"""The size in which tables are set, in points."""

_SMALLEST = 6.0
"""The size below which nobody reads; words that are too long for it break."""

_BETWEEN = 1.3
"""Characters that a column of small type is given beyond its words, of those in usual type."""

_BOLD = 1.12
"""How much wider bold type is."""

_FEW_WORDS = 16.0
"""Characters that a line of a long text has even in a table of many columns."""

_CALL = "00"
"""What the call of a note takes of a line."""

_PIECES = re.compile(r"(?<=-)|\s+")
"""Where a line may end."""


@frozen
class Columns:
    """How a table is laid out: the share of each column, and the size of the type in points.

    A table that has no room in a column of the text stands across all of them: it `spans` them.
    """

    shares: tuple[float, ...]
    type: float = TYPE
    spans: bool = False

    @property
    def scale(self) -> float:
        """The size of the type, as a part of the usual one."""
        return self.type / TYPE

    @property
    def small(self) -> bool:
        """Whether the type is smaller than usual, so that all words stay whole."""
        return self.type < TYPE


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of each column of one table; they add up to 1.

    A column's share grows more slowly than its longest cell, so that long texts get more lines
    rather than all the width, but leaves room for its longest word, as far as there is room.
    """
    return _shares(table, _LINE)


def _shares(table: Table, line: float) -> tuple[float, ...]:
    """Return shares: each column's longest word first, the rest to those whose cells want more."""
    least = [_least(table, column) for column in range(len(table.alignment))]
    return _spread(table, line, least, least)


def _spread(
    table: Table, line: float, least: Sequence[float], words: Sequence[float]
) -> tuple[float, ...]:
    """Return shares of columns that have at least `least`; `words` of it are for their words."""
    more = [max(_longest(table, at) - each, 0.0) ** _GROWTH for at, each in enumerate(words)]
    part = max(line - sum(least), 0.0) / sum(more) if sum(more) else 0.0
    widths = [need + part * each for need, each in zip(least, more, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def table_columns(document: Document, room: float = 1.0) -> Mapping[str, Columns]:
    """Return the columns of a document's tables by the id of their first cell.

    Tables with the same heading row get the same ones, as if they were one. `room` is how much a
    line holds, as a part of what it does in the usual size of type.
    """
    line = _LINE * room * (_ACROSS if document.settings.paper == "landscape" else 1.0)
    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in _tables(document):
        heads = tuple(plain(cell.content) for cell in table.head.cells)
        groups.setdefault(heads, []).append(table)
    text = document.settings.columns
    return {
        table.head.cells[0].id: columns
        for tables in groups.values()
        for columns in [
            _fitted(replace(tables[0], rows=tuple(r for t in tables for r in t.rows)), line, text)
        ]
        for table in tables
    }


def _fitted(table: Table, line: float, columns: int) -> Columns:
    """Return the columns of a table in a column of the text, or across all where it needs that."""
    narrow = _columns(table, line * column_share(columns))
    if columns == 1 or not narrow.small:
        return narrow
    return replace(_columns(table, line), spans=True)


def _columns(table: Table, line: float) -> Columns:
    """Return the columns of a table; its type is smaller where the words are too wide for it."""
    columns = range(len(table.alignment))
    if sum(_least(table, column) for column in columns) <= line:
        return Columns(_shares(table, line))
    words = [_widest(table, column) for column in columns]
    room = line - _BETWEEN * len(columns)
    size = max(int(2 * TYPE * min(room / sum(words), 1.0)) / 2, _SMALLEST)
    small = [word * size / TYPE + _BETWEEN for word in words]
    return Columns(_spread(table, line, small, words), size)


def _tables(document: Document) -> Iterator[Table]:
    for block in blocks(document):
        yield from (each for each in everything(block) if isinstance(each, Table))


def _longest(table: Table, column: int) -> float:
    """Return the characters of a column's longest cell, as far as they ask for width."""
    return min(max(map(len, _texts(table, column))) + _LEAST, _LONG)


def _least(table: Table, column: int) -> float:
    """Return how many characters a column must have to keep its words whole."""
    head, *texts = _texts(table, column)
    word = max((_width(word[:_WHOLE]) for text in texts for word in text.split()), default=0.0)
    bold = max((len(word) for word in head.split()), default=0)
    return max(word, min(bold, _WHOLE) * 1.25) + _LEAST


def _width(word: str) -> float:
    """Return the width of a word in characters, a little more than usual ones take.

    >>> round(_width("Norway"), 1), round(_width("noted"), 1)
    (6.9, 5.5)
    """
    wide, capitals = len(_WIDE.findall(word)), len(_CAPITAL.findall(word))
    return max(len(word) * 1.1, len(word) + 0.6 * wide + 0.3 * capitals)


def _widest(table: Table, column: int) -> float:
    """Return the width of the longest piece of a column that no line breaks, in characters."""
    head, *texts = _texts(table, column)
    pieces = max((len(each) for text in texts for each in _PIECES.split(text)), default=0)
    bold = max((len(each) for each in _PIECES.split(head)), default=0)
    word = max(min(pieces, _WHOLE), min(bold, _WHOLE) * _BOLD)
    return max(word, _FEW_WORDS) if _longest(table, column) > 2 * _FEW_WORDS else word


def _texts(table: Table, column: int) -> list[str]:
    """Return what the cells of a column say; the call of a note is two letters of the word."""
    cells = (row.cells[column] for row in (table.head, *table.rows))
    return [plain(tuple(rebuilt(each, _counted) for each in cell.content)) for cell in cells]


def _counted(inline: Inline) -> Inline:
    return Text(_CALL) if isinstance(inline, Note | NoteAgain) else inline
