"""Lay out counts: a row for each category, a column for each year, the more the darker.

Every number is printed, so that nothing has to be read off; a dot says that there were none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from dossier.model.figures import Counts, FigureTheme
from dossier.model.language import Language
from dossier.writers.figures.canvas import WIDTH, Area, Canvas, Part, Stroke, Words, box
from dossier.writers.figures.text_measurement import MM, line_height, width_of, wrapped
from dossier.writers.figures.tints import tint, upon

_SIZE, _SMALL = 8.0, 7.5
_NAMES, _LEAST = 64.0, 48.0
"""Width that names may take, in millimetres, where there are few columns and where many."""

_COLUMN = 5.6
"""Width that a column would like to have."""

_TOTAL = 11.0
_ROW = 5.2
_GAP, _WIDEST = 0.35, 5.0
"""What is left free around a number's ground, and how far it reaches at most from its middle."""

_FAINTEST = 0.16
"""How much of the colour the smallest number has."""

_HEAD, _FOOT = 5.4, 5.8


def lay_counts(counts: Counts, theme: FigureTheme, language: Language) -> Canvas:
    """Return the numbers as wide as the text of a page. Raises `ValueError` without events."""
    if not counts.total():
        raise ValueError("counts need events")
    return _Layout(counts, theme, language).canvas()


class _Layout:
    """The measures of one drawing of counts."""

    def __init__(self, counts: Counts, theme: FigureTheme, language: Language) -> None:
        self.counts, self.theme, self.language = counts, theme, language
        sans = theme.sans
        free = WIDTH - _TOTAL - len(counts.columns) * _COLUMN
        room = min(_NAMES, max(_LEAST, free)) - 3
        self.names = [wrapped(name, room, sans, _SIZE) for name, _ in counts.rows]
        said = [line for lines in self.names for line in lines]
        said += [language.terms["all"]]
        self.left = max(width_of(each, sans, _SIZE) for each in said) + 3
        self.step = (WIDTH - _TOTAL - self.left) / len(counts.columns)
        heights = [max(_ROW, len(each) * line_height(_SIZE) + 1.3) for each in self.names]
        self.edges = [*accumulate(heights, initial=_HEAD)]
        self.most = max(max(row) for _, row in counts.rows)
        self.sums = [sum(each) for each in zip(*(row for _, row in counts.rows), strict=True)]
        self.small = self._fitting([count for _, row in counts.rows for count in row], _SMALL)
        self.large = self._fitting(self.sums, _SIZE)

    def canvas(self) -> Canvas:
        parts = [*self._head(), *self._rules(), *self._grounds(), *self._nothing(), *self._foot()]
        for row in range(len(self.names)):
            parts += self._row(row)
        return Canvas(WIDTH, self.edges[-1] + _FOOT, tuple(parts))

    def _middle(self, column: int) -> float:
        return self.left + (column + 0.5) * self.step

    def _baseline(self, row: int, size: float) -> float:
        """Return where words stand that are in the middle of a row."""
        return (self.edges[row] + self.edges[row + 1]) / 2 + size * 0.35 / MM

    def _head(self) -> Iterator[Part]:
        theme, columns = self.theme, self.counts.columns
        widest = max(width_of(each, theme.sans, _SMALL, "bold") for each in columns)
        every = 1 + int((widest + 0.8) // self.step)
        for number, name in enumerate(columns):
            if number % every == 0:
                middle = self._middle(number)
                yield Words(
                    x=middle,
                    y=3.4,
                    text=name,
                    size=_SMALL,
                    colour=theme.quiet,
                    weight="bold",
                    align="center",
                )
        said = self.language.terms["all"]
        yield Words(
            x=WIDTH - 1,
            y=3.4,
            text=said,
            size=_SMALL,
            colour=theme.quiet,
            weight="bold",
            align="right",
        )

    def _rules(self) -> Iterator[Part]:
        for down in self.edges[1:-1]:
            yield Stroke(((0, down), (WIDTH, down)), self.theme.rule, 0.4)
        for down in (self.edges[0], self.edges[-1]):
            yield Stroke(((0, down), (WIDTH, down)), self.theme.accent, 1.0)

    def _grounds(self) -> Iterator[Part]:
        """Yield the ground of each number, the stronger the larger the number is."""
        half = min(self.step / 2 - _GAP, _WIDEST)
        for row, (_, counts) in enumerate(self.counts.rows):
            top, bottom = self.edges[row] + _GAP, self.edges[row + 1] - _GAP
            for column, count in enumerate(counts):
                middle = self._middle(column)
                if count:
                    yield Area(box(middle - half, top, middle + half, bottom), self._ground(count))

    def _ground(self, count: int) -> str:
        share = (count - 1) / max(self.most - 1, 1)
        return tint(self.theme.accent, _FAINTEST + (1 - _FAINTEST) * share)

    def _nothing(self) -> Iterator[Part]:
        """Yield the dots of all rows; what is printed alike one after another prints faster."""
        for row, (_, counts) in enumerate(self.counts.rows):
            baseline = self._baseline(row, self.small)
            for column, count in enumerate(counts):
                if not count:
                    middle = self._middle(column)
                    yield Words(
                        x=middle,
                        y=baseline,
                        text="·",
                        size=_SMALL,
                        colour=self.theme.quiet,
                        weight="bold",
                        align="center",
                    )

    def _row(self, row: int) -> Iterator[Part]:
        theme, (_, counts), lines = self.theme, self.counts.rows[row], self.names[row]
        first = self._baseline(row, _SIZE) - (len(lines) - 1) * line_height(_SIZE) / 2
        for number, line in enumerate(lines):
            yield Words(0.5, first + number * line_height(_SIZE), line, _SIZE, theme.ink)
        for column, count in enumerate(counts):
            if count:
                middle, baseline = self._middle(column), self._baseline(row, self.small)
                said, colour = (
                    self.language.figure(str(count)),
                    upon(self._ground(count), theme.ink),
                )
                yield Words(
                    x=middle,
                    y=baseline,
                    text=said,
                    size=self.small,
                    colour=colour,
                    weight="bold",
                    align="center",
                )
        whole = self.language.figure(str(sum(counts)))
        yield Words(
            x=WIDTH - 1,
            y=self._baseline(row, _SIZE),
            text=whole,
            size=_SIZE,
            colour=theme.ink,
            weight="bold",
            align="right",
        )

    def _fitting(self, counts: list[int], size: float) -> float:
        """Return the size, at most `size`, at which no number is wider than its column."""
        said = [self.language.figure(str(count)) for count in counts]
        widest = max(width_of(each, self.theme.sans, size, "bold") for each in said)
        return size * min(1.0, (self.step - 0.9) / widest)

    def _foot(self) -> Iterator[Part]:
        theme, baseline = self.theme, self.edges[-1] + 4.2
        yield Words(
            x=0.5,
            y=baseline,
            text=self.language.terms["all"],
            size=_SIZE,
            colour=theme.ink,
            weight="bold",
        )
        for column, count in enumerate(self.sums):
            said, middle = self.language.figure(str(count)), self._middle(column)
            colour = theme.ink if count else theme.quiet
            yield Words(
                x=middle,
                y=baseline,
                text=said,
                size=self.large,
                colour=colour,
                weight="bold",
                align="center",
            )
        whole = self.language.figure(str(self.counts.total()))
        yield Words(
            x=WIDTH - 1,
            y=baseline,
            text=whole,
            size=_SIZE + 1,
            colour=theme.accent,
            weight="bold",
            align="right",
        )
