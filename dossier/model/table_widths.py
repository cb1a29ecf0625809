"""Share the width of a table among its columns, the same in PDF, HTML and Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.model.document import Document, Inline, Note, NoteAgain, Table, Text
from dossier.model.frozen import frozen
from dossier.model.letter_widths import width
from dossier.model.text_columns import column_share
from dossier.model.walk import blocks, everything, plain, rebuilt

_LEAST = 2.5
"""Letters that every column is given beyond its words, for the space between columns."""

_OTHER_FONTS, _BOLD = 1.05, 1.13
"""How much wider than in PT Sans words are in the fonts of Word files, and bold ones there."""

_WORD_FONTS = 1.12
"""How much wider than in print the text of a cell is at most in a Word file, which is narrower."""

_LONG = 1200
"""Letters beyond which a longer cell asks for no more width, only for more lines."""

_WHOLE = 24
"""Letters up to which a word has the right to stay whole."""

_LINE = 92
"""Letters that a line of a table holds at least: A4 upright, in the type of tables."""

_ACROSS = 1.55
"""How much more a line holds across the sheet."""

TYPE = 9.5
"""The size in which tables are set, in points."""

_SMALLEST = 6.0
"""The size below which nobody reads; words that are too long for it break."""

_BETWEEN = 1.5
"""Letters that a column of small type is given beyond its words, of those in usual type."""

_TOO_LITTLE = 0.1
"""Letters that a table may be too wide, and no word breaks."""

_FEW_WORDS = 16.0
"""Letters that a line of a long text has even in a table of many columns."""

_CALL = "00"
"""What the call of a note takes of a line."""

_SHORT = 18.0
"""Letters of a cell that stays on one line, where no other column gets too little by that."""

_FOR_SHORT = 0.9
"""The part of a line that columns may ask for so that short cells stay on one line."""

_ANYWHERE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Chinese letters, after each of which a line may end."""

_WORDS = re.compile(rf"[{_ANYWHERE}]|(?:[\u00a0\u202f]|[^\s{_ANYWHERE}])+")
"""What no line should break; at a hyphen it may."""

_HYPHEN = re.compile(r"(?<=-)")


@frozen
class Columns:
    """How a table is laid out: the share of each column, and the size of the type in points.

    A table that has no room in a column of the text stands across all of them: it `spans` them.
    Where even the smallest type is too large, its words do not stay `whole`.
    """

    shares: tuple[float, ...]
    type: float = TYPE
    spans: bool = False
    whole: bool = True

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

    Each column has room for its longest word, as far as there is room, and the rest is shared so
    that rows take few lines: what fills one cell only gets more lines rather than all the width.
    """
    return _shares(table, _LINE)


def _shares(table: Table, line: float) -> tuple[float, ...]:
    columns = range(len(table.alignment))
    least = [_least(table, column) for column in columns]
    whole = [max(one, _short(table, column)) for one, column in zip(least, columns, strict=True)]
    return _spread(table, line, whole if sum(whole) <= line * _FOR_SHORT else least)


def _spread(table: Table, line: float, least: Sequence[float]) -> tuple[float, ...]:
    """Return shares of columns that are as wide as `least`, and no wider than their longest cell.

    Of all ways to share a line, the squares of the heights of all cells are then least in sum,
    since a cell of so many letters is that many by its width high: widths are as the third root
    of the sum of squares.
    """
    cells = [[min(width(each), _LONG) for each in _texts(table, at)] for at in range(len(least))]
    wish = [(1 + sum(each**2 for each in column)) ** (1 / 3) for column in cells]
    longest = [max(column) * _OTHER_FONTS + _LEAST for column in cells]
    most = [*map(max, least, longest)]
    widths = most if sum(most) <= line else _held(line, wish, least, most)
    return tuple(each / sum(widths) for each in widths)


def _held(
    line: float, wish: Sequence[float], least: Sequence[float], most: Sequence[float]
) -> list[float]:
    """Return widths in the proportions of `wish`, each from `least` to `most`, `line` in sum.

    What would be narrower or wider than it may be is held there, and the others share the rest.
    """
    held: dict[int, float] = {}
    while len(held) < len(wish):
        rest = line - sum(held.values())
        unit = rest / sum(each for at, each in enumerate(wish) if at not in held)
        wanted = {at: each * unit for at, each in enumerate(wish) if at not in held}
        low = {at: least[at] for at, each in wanted.items() if each < least[at]}
        high = {at: most[at] for at, each in wanted.items() if each > most[at]}
        over = sum(least[at] - wanted[at] for at in low) - sum(wanted[at] - most[at] for at in high)
        held |= (low if over > 0 else high) or wanted
    return [held[at] for at in range(len(wish))]


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
    size = max(min(int(2 * TYPE * room / sum(words)) / 2, TYPE - 0.5), _SMALLEST)
    small = [word * size / TYPE + _BETWEEN for word in words]
    whole = sum(small) <= line + _TOO_LITTLE
    return Columns(_spread(table, line, small), size, whole=whole)


def _tables(document: Document) -> Iterator[Table]:
    for block in blocks(document):
        yield from (each for each in everything(block) if isinstance(each, Table))


def _least(table: Table, column: int) -> float:
    """Return how wide a column must be to keep its words whole, in whatever font."""
    head, *texts = _texts(table, column)
    word = max((width(each[:_WHOLE]) for text in texts for each in _WORDS.findall(text)), default=0)
    bold = max((width(each[:_WHOLE]) for each in _WORDS.findall(head)), default=0)
    return max(word * _OTHER_FONTS, bold * _BOLD) + _LEAST


def _short(table: Table, column: int) -> float:
    """Return how wide a column of short cells is where all stand on one line, in whatever font.

    So a pair of numbers that just fits in print does not break in Word, whose letters are wider.
    """
    longest = max(map(width, _texts(table, column)))
    return longest * _WORD_FONTS + _LEAST if longest <= _SHORT else 0.0


def _widest(table: Table, column: int) -> float:
    """Return the width of the longest piece of a column that no line breaks; a head is bold."""
    head, *texts = _texts(table, column)
    word = max(_piece(head) * _BOLD / _OTHER_FONTS, *map(_piece, texts), 0.0)
    longest = max(map(width, (head, *texts)))
    return max(word, _FEW_WORDS) if longest > 2 * _FEW_WORDS else word


def _piece(text: str) -> float:
    """Return the width of the longest piece of a text that no line breaks; at a hyphen one may."""
    pieces = (one for each in _WORDS.findall(text) for one in _HYPHEN.split(each))
    return max((width(each[:_WHOLE]) for each in pieces), default=0.0)


def _texts(table: Table, column: int) -> list[str]:
    """Return what the cells of a column say; the call of a note is two letters of the word."""
    cells = (row.cells[column] for row in (table.head, *table.rows))
    return [plain(tuple(rebuilt(each, _counted) for each in cell.content)) for cell in cells]


def _counted(inline: Inline) -> Inline:
    return Text(_CALL) if isinstance(inline, Note | NoteAgain) else inline
