"""Lay out a timeline: an axis to scale, and a row of words for each event.

The axis shows when things happened and how thick they came; a thin line leads from each day on it
to the event's row. Rows stand as near to their day as the words above them allow, so that no two
overlap, and what belongs to one year stands together on one ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dossier.model.figures import FigureTheme, Moment, Timeline
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.writers.figures.canvas import WIDTH, Area, Canvas, Part, Sign, Stroke, Words, box
from dossier.writers.figures.label_placement import spread
from dossier.writers.figures.symbols import sign
from dossier.writers.figures.text_measurement import LEADING, MM, line_height, width_of, wrapped
from dossier.writers.figures.time_scale import Scale

_SIZES = ((9.0, 0.55), (8.5, 0.5), (8.0, 0.45), (7.5, 0.38), (7.2, 0.3))
"""Sizes of type, and the space between rows in heights of a line; the first that fits is taken."""

_TALLEST = 190.0
"""Height that a page has room for, in millimetres; type gets smaller to keep to it."""

_BAR, _FAN, _SIGN, _DATE = 2.5, 13.5, 16.0, 19.0
"""Where the axis ends, where rows begin, their signs, their dates, counted from the axis on."""

_WIDEST_DATE = 34.0
_UNIT = 5.5
"""Height that a year (or month) of the axis would like to have."""


@frozen
class _Row:
    """An event with its words in lines.

    The group stands `beside` millimetres right of where the title's last line begins, or, where
    there is no room for it, in lines of its own below.
    """

    moment: Moment
    dates: tuple[str, ...]
    titles: tuple[str, ...]
    groups: tuple[str, ...]
    beside: float

    def lines(self) -> int:
        below = 0 if self.beside else len(self.groups)
        return max(len(self.dates), len(self.titles) + below)


def lay_timeline(timeline: Timeline, theme: FigureTheme, language: Language) -> Canvas:
    """Return a timeline as wide as the text of a page. Raises `ValueError` without events."""
    if not timeline.moments:
        raise ValueError("a timeline needs events")
    return _Layout(timeline, theme, language).canvas()


class _Layout:
    """The measures of one timeline, made once, and the parts that follow from them."""

    def __init__(self, timeline: Timeline, theme: FigureTheme, language: Language) -> None:
        self.theme = theme
        self.groups = timeline.groups
        moments = sorted(timeline.moments, key=lambda each: (each.first, each.last))
        self.scale = Scale.of(moments)
        self.names = [self.scale.name(unit, language) for unit in range(self.scale.count)]
        for self.size, self.gap in _SIZES:
            self.rows = self._rows(moments)
            self.heights = self._heights()
            if sum(self.heights) <= _TALLEST:
                break
        least = min(self.scale.count * _UNIT, _TALLEST / 2)
        self.height = max(sum(self.heights), least)
        wanted = [self.at(each.first) - self._middle(0) for each in moments]
        self.tops = spread(wanted, self.heights, self.height)

    def _rows(self, moments: list[Moment]) -> tuple[_Row, ...]:
        sans, size = self.theme.sans, self.size
        self.axis = max(width_of(each, sans, self.small, "bold") for each in self.names) + 1.7
        widest = max(width_of(each.label, sans, size, "bold") for each in moments)
        self.title = self.axis + _DATE + min(widest, _WIDEST_DATE) + 4
        room = WIDTH - self.title - 1.5
        several = len({each.group for each in moments}) > 1
        found = []
        for each in moments:
            moment = each if several else Moment(each.first, each.last, each.label, each.title)
            titles = wrapped(each.title, room, sans, size)
            last = width_of(titles[-1], sans, size) + 2.5 if titles else room
            beside = last if last + width_of(moment.group, sans, self.small) <= room else 0.0
            groups = wrapped(moment.group, room, sans, self.small)
            dates = wrapped(each.label, _WIDEST_DATE, sans, size, "bold")
            found.append(_Row(moment, dates, titles, groups, beside))
        return tuple(found)

    @property
    def small(self) -> float:
        """The size of what is less important."""
        return self.size - 1

    def _heights(self) -> tuple[float, ...]:
        line = line_height(self.size)
        return tuple((each.lines() + self.gap) * line for each in self.rows)

    def at(self, day: date) -> float:
        """Return where a day stands on the axis."""
        return self.scale.share(day) * self.height

    def canvas(self) -> Canvas:
        parts = (*self._grounds(), *self._axis(), *self._fans(), *self._words())
        # A hair of room below and above, for the ends of lines and letters.
        edge = 0.4
        return Canvas(WIDTH, self.height + 2 * edge, tuple(_lowered(each, edge) for each in parts))

    def _grounds(self) -> Iterator[Part]:
        """Yield the ground of every second year, from its stretch of the axis to its rows."""
        rows = zip(self.rows, self.tops, self.heights, strict=True)
        years = groupby(rows, key=lambda each: self.scale.unit(each[0].moment.first))
        for number, (unit, each) in enumerate(years):
            held = [*each]
            top, bottom = held[0][1], held[-1][1] + held[-1][2]
            first, last = (share * self.height for share in self.scale.stretch(unit))
            if number % 2 == 0:
                bar, fan = self.axis + _BAR, self.axis + _FAN
                yield Area(box(self.axis, first, bar, last), self.theme.rule)
                corners = ((bar, first), (fan, top), (WIDTH, top))
                yield Area((*corners, (WIDTH, bottom), (fan, bottom), (bar, last)), self.theme.wash)

    def _axis(self) -> Iterator[Part]:
        theme, size = self.theme, self.small
        left, right = self.axis, self.axis + _BAR
        yield Area(box(left, 0, right, self.height), edge=theme.quiet)
        free = 0.0
        for unit, name in enumerate(self.names):
            first, last = (share * self.height for share in self.scale.stretch(unit))
            if unit:
                yield Stroke(((left, first), (right, first)), theme.quiet, 0.5)
            room = last - first
            baseline = first + min(size / MM, room / 2 + size * 0.36 / MM)
            if baseline - size * 0.75 / MM < free:
                continue
            free = baseline + size * (LEADING - 0.75) / MM
            yield Words(
                x=left - 1.2,
                y=baseline,
                text=name,
                size=size,
                colour=theme.quiet,
                weight="bold",
                align="right",
            )

    def _fans(self) -> Iterator[Part]:
        """Yield for each event its days on the axis and the line from there to its row."""
        left, right = self.axis, self.axis + _BAR
        fan, sign = self.axis + _FAN, self.axis + _SIGN
        for row, top in zip(self.rows, self.tops, strict=True):
            moment = row.moment
            first, last = self.at(moment.first), self.at(moment.last)
            middle = self._middle(top)
            path = ((right, first), (right + 1.5, first), (fan, middle), (sign, middle))
            yield Stroke(path, self.theme.quiet, 0.4)
            if moment.last > moment.first:
                yield Stroke(((right, first), (right, last)), self.theme.accent, 1.6)
            yield Stroke(((left, first), (right, first)), self.theme.accent, 1.0)

    def _middle(self, top: float) -> float:
        """Return the height at which the small letters of a row's first line stand."""
        return self._baseline(top, 0) - self.size * 0.25 / MM

    def _baseline(self, top: float, line: int) -> float:
        return top + line_height(self.size) * (line + self.gap / 2 + 0.76)

    def _words(self) -> Iterator[Part]:
        theme, size = self.theme, self.size
        across, dates = self.axis + _SIGN, self.axis + _DATE
        for row, top in zip(self.rows, self.tops, strict=True):
            yield sign(
                group=row.moment.group,
                groups=self.groups,
                x=across,
                y=self._middle(top),
                size=size * 0.62,
                theme=theme,
            )
            for line, text in enumerate(row.dates):
                yield Words(
                    x=dates,
                    y=self._baseline(top, line),
                    text=text,
                    size=size,
                    colour=theme.ink,
                    weight="bold",
                )
            for line, text in enumerate(row.titles):
                yield Words(self.title, self._baseline(top, line), text, size, theme.ink)
            yield from self._group(row, top)

    def _group(self, row: _Row, top: float) -> Iterator[Part]:
        across, line = self.title, len(row.titles)
        if row.beside:
            across, line = across + row.beside, line - 1
        for number, text in enumerate(row.groups, start=line):
            yield Words(across, self._baseline(top, number), text, self.small, self.theme.quiet)


def _lowered(part: Part, by: float) -> Part:
    match part:
        case Words(x, y, text, size, colour, weight, align):
            return Words(
                x=x, y=y + by, text=text, size=size, colour=colour, weight=weight, align=align
            )
        case Sign(x, y, shape, size, fill, edge):
            return Sign(x=x, y=y + by, shape=shape, size=size, fill=fill, edge=edge)
        case Stroke(points, colour, width):
            return Stroke(tuple((x, y + by) for x, y in points), colour, width)
        case Area(points, fill, edge, width):
            return Area(tuple((x, y + by) for x, y in points), fill, edge, width)
