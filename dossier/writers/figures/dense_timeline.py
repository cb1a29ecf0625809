"""Lay out a timeline of many events: a row for each group, a mark for each event at its date.

Where marks would lie over each other they stand one above another, so that each can be counted.
What lasted is a bar that begins with its mark; where only the month or the year is known, the mark
stands in the middle of a thin line as long as that. The names of the events stand below the
picture, in the text (`build/resolve/timeline_index.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from dossier.model.figures import FigureTheme, Timeline
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.writers.figures.canvas import EDGE, WIDTH, Area, Canvas, Part, Stroke, Words, box
from dossier.writers.figures.symbols import sign
from dossier.writers.figures.text_measurement import MM, line_height, width_of, wrapped
from dossier.writers.figures.time_scale import Scale

_MARKS = (5.2, 4.6, 4.0, 3.4, 2.8)
"""Sizes of marks, in points; the first with which the rows fit is taken."""

_TALLEST, _TALLEST_ROW = 100.0, 6.1
"""Height that the picture should keep to, and that of a row on average where there are many."""

_SIZE, _SMALL = 8.0, 7.5
_NAMES, _TOTAL = 62.0, 9.0
_EDGE = 1.3
"""Room in a row above and below its marks, or its name, together."""

_BETWEEN, _BESIDE = 0.25, 1.3
"""Room between marks, and before the first day of the axis and after its last."""

_LASTED, _UNSURE = 2.4, 0.9
"""Widths of the line of what lasted, and of what is known to a month or a year, in points."""

_SLIM = {"D": 0.8}
"""Shapes that are wider than their size says."""

_TOP, _FOOT = 0.6, 5.6


@frozen
class _Event:
    """An event in its row: its days and its mark along the axis, and its level from below."""

    lasted: bool
    first: float
    last: float
    mark: float
    level: int = 0

    def ends(self, wide: float) -> tuple[float, float]:
        """Return where its ink begins and ends if its mark is so wide."""
        return min(self.first, self.mark - wide / 2), max(self.last, self.mark + wide / 2)


def lay_dense(timeline: Timeline, theme: FigureTheme, language: Language) -> Canvas:
    """Return a timeline as wide as the text of a page. Raises `ValueError` without events."""
    if not timeline.moments:
        raise ValueError("a timeline needs events")
    return _Layout(timeline, theme, language).canvas()


class _Layout:
    """The measures of one timeline, made once, and the parts that follow from them."""

    def __init__(self, timeline: Timeline, theme: FigureTheme, language: Language) -> None:
        self.theme, self.language, self.timeline = theme, language, timeline
        self.scale = Scale.of(timeline.moments)
        found = dict.fromkeys(each.group for each in timeline.moments)
        order = [each for each in dict.fromkeys(timeline.groups) if each in found]
        self.groups = [*order, *(each for each in found if each not in order)]
        self.names = [wrapped(each, _NAMES - 3, theme.sans, _SIZE) for each in self.groups]
        said = [width_of(line, theme.sans, _SIZE) for lines in self.names for line in lines]
        self.left = max([*said, width_of(self.scale.year, theme.sans, _SMALL, "bold")]) + 3
        for self.mark in _MARKS:
            self.rows = [self._stacked(group) for group in self.groups]
            self.edges = [*accumulate(self._heights(), initial=_TOP)]
            if self.edges[-1] + _FOOT <= max(_TALLEST, len(self.rows) * _TALLEST_ROW):
                break

    @property
    def wide(self) -> float:
        """The room that a mark takes, along the axis and across."""
        return (self.mark + EDGE) / MM + _BETWEEN

    def _stacked(self, group: str) -> list[_Event]:
        """Return the events of a group, each on the lowest level that has room for it."""
        found: list[_Event] = []
        taken: list[float] = []
        for each in sorted(self._events(group), key=lambda one: one.ends(self.wide)):
            begin, end = each.ends(self.wide)
            level = next((n for n, until in enumerate(taken) if until <= begin), len(taken))
            taken[level : level + 1] = [end]
            found.append(replace(each, level=level))
        return found

    def _events(self, group: str) -> Iterator[_Event]:
        for each in self.timeline.moments:
            if each.group == group:
                first, last = (self._at(self.scale.share(day)) for day in (each.first, each.last))
                yield _Event(each.lasted, first, last, first if each.lasted else (first + last) / 2)

    def _at(self, share: float) -> float:
        """Return where a part of the axis ends."""
        begin, end = self.left + _BESIDE, WIDTH - _TOTAL - _BESIDE
        return begin + share * (end - begin)

    def _heights(self) -> Iterator[float]:
        for lines, row in zip(self.names, self.rows, strict=True):
            levels = 1 + max(each.level for each in row)
            yield max(len(lines) * line_height(_SIZE), levels * self.wide) + _EDGE

    def canvas(self) -> Canvas:
        parts = [*self._grounds(), *self._rules(), *self._axis(), *self._names()]
        for row in range(len(self.rows)):
            parts += self._row(row)
        return Canvas(WIDTH, self.edges[-1] + _FOOT, tuple(parts))

    def _grounds(self) -> Iterator[Part]:
        """Yield the ground of every second year or month."""
        for unit in range(0, self.scale.count, 2):
            first, last = map(self._at, self.scale.stretch(unit))
            yield Area(box(first, self.edges[0], last, self.edges[-1]), self.theme.wash)

    def _rules(self) -> Iterator[Part]:
        for down in self.edges[1:-1]:
            yield Stroke(((0, down), (WIDTH, down)), self.theme.rule, 0.4)
        for down in (self.edges[0], self.edges[-1]):
            yield Stroke(((0, down), (WIDTH, down)), self.theme.accent, 1.0)

    def _axis(self) -> Iterator[Part]:
        """Yield the years or months below the rows, as many as there is room for."""
        theme, baseline = self.theme, self.edges[-1] + 4.2
        said = [self.scale.name(unit, self.language) for unit in range(self.scale.count)]
        half = max(width_of(each, theme.sans, _SMALL, "bold") for each in said) / 2
        every = 1 + int((2 * half + 0.8) * self.scale.count // (self._at(1) - self._at(0)))
        for unit in range(0, self.scale.count, every):
            middle = self._at(sum(self.scale.stretch(unit)) / 2)
            if self.left - 2 <= middle - half and middle + half <= WIDTH - _TOTAL:
                yield Words(
                    x=middle,
                    y=baseline,
                    text=said[unit],
                    size=_SMALL,
                    colour=theme.quiet,
                    weight="bold",
                    align="center",
                )
        yield Words(
            x=0.5, y=baseline, text=self.scale.year, size=_SMALL, colour=theme.quiet, weight="bold"
        )

    def _middle(self, row: int) -> float:
        return (self.edges[row] + self.edges[row + 1]) / 2

    def _names(self) -> Iterator[Part]:
        """Yield the names of the rows, how many events each has, and how many there are."""
        theme, height = self.theme, line_height(_SIZE)
        for row, lines in enumerate(self.names):
            baseline = self._middle(row) + _SIZE * 0.35 / MM
            first = baseline - (len(lines) - 1) * height / 2
            for number, line in enumerate(lines):
                yield Words(0.5, first + number * height, line, _SIZE, theme.ink)
            said = self.language.figure(str(len(self.rows[row])))
            yield Words(
                x=WIDTH - 1,
                y=baseline,
                text=said,
                size=_SIZE,
                colour=theme.ink,
                weight="bold",
                align="right",
            )
        if len(self.rows) > 1:
            said, down = self.language.figure(str(len(self.timeline.moments))), self.edges[-1] + 4.2
            yield Words(
                x=WIDTH - 1,
                y=down,
                text=said,
                size=_SIZE + 1,
                colour=theme.accent,
                weight="bold",
                align="right",
            )

    def _row(self, row: int) -> Iterator[Part]:
        """Yield the lines of a row's events, and their marks on them."""
        theme, group, events = self.theme, self.groups[row], self.rows[row]
        lowest = self._middle(row) + max(each.level for each in events) * self.wide / 2
        for each in events:
            down, width = lowest - each.level * self.wide, _LASTED if each.lasted else _UNSURE
            yield Stroke(((each.first, down), (each.last, down)), theme.accent, width)
        for each in events:
            down = lowest - each.level * self.wide
            made = sign(
                group=group,
                groups=self.timeline.groups,
                x=each.mark,
                y=down,
                size=self.mark,
                theme=theme,
            )
            yield replace(made, size=self.mark * _SLIM.get(made.shape, 1.0))
