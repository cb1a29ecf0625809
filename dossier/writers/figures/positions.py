"""Lay out positions: a bar for each answer under its own name, all on one scale.

Answers stand in columns of their own, so that each bar is read from its own line, no key is
needed, and colour says nothing. The fuller the answer, as the data order them, the fuller the bar.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, TypeAlias, assert_never, get_args

from dossier.model.figures import FigureTheme, Positions
from dossier.model.language import Language
from dossier.writers.figures.canvas import WIDTH, Area, Canvas, Part, Point, Stroke, Words, box
from dossier.writers.figures.text_measurement import MM, line_height, width_of, wrapped

Direction: TypeAlias = Literal["rising", "upright", "falling", "level"]
_HATCHES: tuple[Direction, ...] = get_args(Direction)
_BETWEEN = 1.0
"""Space between the lines of a hatching, in millimetres."""

_SIZE, _SMALL = 8.5, 7.5
_NAMES, _TOTAL = 42.0, 13.0
_BAR = 4.2
_ROW = 8.6
_LONGEST, _SHORTEST = 60.0, 4.0
"""Lengths between which the longest bar is drawn."""


def lay_positions(positions: Positions, theme: FigureTheme, language: Language) -> Canvas:
    """Return the bars as wide as the text of a page. Raises `ValueError` where all is nothing."""
    if not any(count for _, answers in positions.rows for _, count in answers):
        raise ValueError("positions need recommendations")
    return _Layout(positions, theme, language).canvas()


class _Layout:
    """The measures of one drawing of positions."""

    def __init__(self, positions: Positions, theme: FigureTheme, language: Language) -> None:
        self.theme, self.language = theme, language
        self.rows = [(_capital(name), dict(answers)) for name, answers in positions.rows]
        self.answers = positions.answers()
        sans = theme.sans
        self.names = [wrapped(name, _NAMES - 4, sans, _SIZE, "bold") for name, _ in self.rows]
        said = [line for lines in self.names for line in lines]
        self.left = max(width_of(each, sans, _SIZE, "bold") for each in said) + 4 + _TOTAL
        self.most = [max(row.get(each, 0) for _, row in self.rows) for each in self.answers]
        self.number = width_of(language.figure(str(max(self.most))), sans, _SIZE, "bold") + 5
        self.scale, self.widths = self._columns()
        self.heads = [
            wrapped(_capital(answer), wide - 2.5, sans, _SMALL, "bold")
            for answer, wide in zip(self.answers, self.widths, strict=True)
        ]
        self.head = max(map(len, self.heads)) * line_height(_SMALL) + 2.2
        heights = [max(_ROW, len(each) * line_height(_SIZE) + 2.8) for each in self.names]
        self.bottoms = [*accumulate(heights, initial=self.head)][1:]

    def _columns(self) -> tuple[float, tuple[float, ...]]:
        """Return the millimetres of one recommendation, and the width of each answer's column.

        A column has room for its longest bar with its number, and for the words of its name.
        """
        room, scale = WIDTH - self.left, _LONGEST / max(self.most)
        words = [
            max(width_of(word, self.theme.sans, _SMALL, "bold") for word in each.split()) + 2.5
            for each in map(_capital, self.answers)
        ]
        words = [min(each, room / len(words)) for each in words]
        while True:
            bars = [most * scale + self.number for most in self.most]
            widths = [max(each) for each in zip(words, bars, strict=True)]
            free = room - sum(widths)
            if free >= 0 or scale < _SHORTEST / max(self.most):
                more = max(free, 0) / len(widths)
                squeeze = min(1.0, room / sum(widths))
                return scale, tuple(each * squeeze + more for each in widths)
            scale *= 0.97

    def canvas(self) -> Canvas:
        parts = [*self._head()]
        top = self.head
        for row, bottom in enumerate(self.bottoms):
            parts += self._row(row, top, bottom)
            top = bottom
        return Canvas(WIDTH, top + 0.6, tuple(parts))

    def _head(self) -> Iterator[Part]:
        theme, foot = self.theme, self.head - 2.0
        for column, lines in enumerate(self.heads):
            for number, line in enumerate(reversed(lines)):
                across, baseline = self._across(column), foot - number * line_height(_SMALL)
                yield Words(
                    x=across, y=baseline, text=line, size=_SMALL, colour=theme.quiet, weight="bold"
                )
        said = self.language.terms["all"]
        yield Words(
            x=self.left - 4,
            y=foot,
            text=said,
            size=_SMALL,
            colour=theme.quiet,
            weight="bold",
            align="right",
        )
        yield Stroke(((0, self.head), (WIDTH, self.head)), theme.accent, 1.0)

    def _across(self, column: int) -> float:
        return self.left + sum(self.widths[:column])

    def _row(self, row: int, top: float, bottom: float) -> Iterator[Part]:
        theme, (_, answers) = self.theme, self.rows[row]
        middle = (top + bottom) / 2
        lines, height = self.names[row], line_height(_SIZE)
        first = middle + _SIZE * 0.25 / MM - (len(lines) - 1) * height / 2
        for number, line in enumerate(lines):
            yield Words(
                x=0.5,
                y=first + number * height,
                text=line,
                size=_SIZE,
                colour=theme.ink,
                weight="bold",
            )
        whole, baseline = sum(answers.values()), middle + _SIZE * 0.25 / MM
        said = self.language.figure(str(whole))
        yield Words(
            x=self.left - 4,
            y=baseline,
            text=said,
            size=_SIZE,
            colour=theme.ink,
            weight="normal",
            align="right",
        )
        for column, answer in enumerate(self.answers):
            yield from self._bar(column, middle, answers.get(answer, 0))
        yield Stroke(((0, bottom), (WIDTH, bottom)), theme.rule, 0.5)

    def _bar(self, column: int, middle: float, count: int) -> Iterator[Part]:
        theme, left = self.theme, self._across(column)
        said, baseline = self.language.figure(str(count)), middle + _SIZE * 0.25 / MM
        right = left + self.scale * count
        yield Stroke(
            ((left, middle - _ROW / 2 + 1), (left, middle + _ROW / 2 - 1)), theme.rule, 0.6
        )
        if count:
            yield from self._filled(column, left, right, middle)
            yield Words(
                x=right + 1, y=baseline, text=said, size=_SIZE, colour=theme.ink, weight="bold"
            )
        else:
            yield Words(left + 1, baseline, said, _SIZE, theme.quiet)

    def _filled(self, column: int, left: float, right: float, middle: float) -> Iterator[Part]:
        """Yield a bar: solid for the first answer, empty for the last, hatched for the others."""
        accent, last = self.theme.accent, len(self.answers) - 1
        top, bottom = middle - _BAR / 2, middle + _BAR / 2
        fill = accent if column == 0 else "#ffffff"
        yield Area(box(left, top, right, bottom), fill, accent, 0.8)
        if 0 < column < last:
            way = _HATCHES[(column - 1) % len(_HATCHES)]
            lines = hatching(way, left, top, right, bottom)
            yield from (Stroke(line, accent, 0.7) for line in lines)


def hatching(
    way: Direction, left: float, top: float, right: float, bottom: float
) -> Iterator[tuple[Point, Point]]:
    """Yield the lines of a hatching, from edge to edge of a rectangle.

    Our own, for not every program that prints SVG knows patterns.
    """
    wide, high = right - left, bottom - top
    match way:
        case "upright":
            for across in _steps(wide - _BETWEEN / 2):
                yield ((left + across, top), (left + across, bottom))
        case "level":
            for down in _steps(high - _BETWEEN / 2):
                yield ((left, top + down), (right, top + down))
        case "rising" | "falling":
            for conditions in _steps(wide + high):
                low = (max(conditions - high, 0.0), top + min(conditions, high))
                end = (min(conditions, wide), top + max(conditions - wide, 0.0))
                if way == "rising":
                    yield ((left + low[0], low[1]), (left + end[0], end[1]))
                else:
                    yield ((right - low[0], low[1]), (right - end[0], end[1]))
        case _:
            assert_never(way)


def _steps(length: float) -> Iterator[float]:
    yield from (step * _BETWEEN for step in range(1, math.ceil(length / _BETWEEN)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
