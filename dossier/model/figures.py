"""Drawings: what is drawn from the data, and nothing of how it looks.

A `Drawing` holds values ready to print, in the order in which they stand; `writers/figures`
draws it. To add one, add its class here and to `Drawing`; mypy then names each place that must
learn it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen

Level: TypeAlias = Literal["1", "2", "3", "4", "5", "5+"]
LEVELS: tuple[Level, ...] = ("1", "2", "3", "4", "5", "5+")
"""The levels of the ITUC Global Rights Index, the best first."""


@frozen
class FigureTheme:
    """The colours of a kind of document, as "#rrggbb", and its sans-serif family.

    A family that is not at hand is replaced by PT Sans.
    """

    ink: str
    quiet: str
    accent: str
    rule: str
    wash: str
    sans: str = "PT Sans"


@frozen
class Moment:
    """An event: the first and the last day it can mean, and its date and title as printed.

    `group` is one of the timeline's groups, or "". `lasted` is true for what went on from the
    first day to the last, and false for what happened on some day between them.
    """

    first: date
    last: date
    label: str
    title: str
    group: str = ""
    lasted: bool = False


@frozen
class Timeline:
    """Events in time. A group is told apart by its sign; `groups` gives their order."""

    moments: tuple[Moment, ...]
    groups: tuple[str, ...] = ()


@frozen
class Counts:
    """How many events of each category (a row) there were in each year (a column)."""

    rows: tuple[tuple[str, tuple[int, ...]], ...]
    columns: tuple[str, ...]

    def total(self) -> int:
        """Return how many events there are in all."""
        return sum(sum(counts) for _, counts in self.rows)


@frozen
class Positions:
    """Earlier recommendations: in each row how many were answered how.

    A row is a position of the State and an answer our assessment, or a row is a theme and an
    answer a position. A recommendation may stand in several rows, so rows are not added up.
    """

    rows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]

    def answers(self) -> tuple[str, ...]:
        """Return the answers there are, in the order in which they first stand."""
        return tuple(dict.fromkeys(answer for _, each in self.rows for answer, _ in each))


@frozen
class Rating:
    """A country's level in the ITUC Global Rights Index, on its whole scale.

    `title` says which index of which year; `before` is the level of the year before, or "";
    `scale` gives the meaning of each level.
    """

    value: Level
    meaning: str
    scale: tuple[tuple[Level, str], ...]
    before: Level | Literal[""] = ""
    change: str = ""
    title: str = ""


CODE_WIDTH = 30
"""Millimetres of a code on the page, where nobody says how wide it is to be."""

CODE_WIDTHS = range(15, 121)
"""Millimetres that a code may be wide: less is hard to read for a telephone, more has no use."""


@frozen
class Code:
    """A QR code that leads to `address`, `width` millimetres wide with its white edge."""

    address: str
    width: int


Drawing: TypeAlias = Timeline | Counts | Positions | Rating | Code
