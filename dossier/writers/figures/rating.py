"""Lay out a rating: the whole scale as rising steps with one of them marked, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.figures import LEVELS, FigureTheme, Level, Rating
from dossier.model.language import Language
from dossier.writers.figures.canvas import Area, Canvas, Part, Sign, Words, box
from dossier.writers.figures.text_measurement import MM, line_height, width_of, wrapped

_WIDTH = 118
_STEP, _GAP = 10.5, 1.2
_LOW, _RISE = 5.5, 2.0
"""Height of the first step, and by how much each is higher than the one before."""

_TINY = 6.8
_SCALE = len(LEVELS) * (_STEP + _GAP) - _GAP
_SAID = _SCALE + 8


def lay_rating(rating: Rating, theme: FigureTheme, language: Language) -> Canvas:
    """Return the badge of a rating. Raises `ValueError` without its meaning."""
    if not rating.meaning:
        raise ValueError("a rating needs its meaning")
    return _Layout(rating, theme, language).canvas()


class _Layout:
    """The measures of one badge."""

    def __init__(self, rating: Rating, theme: FigureTheme, language: Language) -> None:
        self.rating, self.theme, self.language = rating, theme, language
        room = _WIDTH - _SAID
        self.title = wrapped(rating.title, _WIDTH, theme.sans, 8.5)
        self.meaning = wrapped(rating.meaning, room, theme.sans, 11, "bold")
        self.change = wrapped(rating.change, room, theme.sans, 8.5)
        self.top = len(self.title) * line_height(8.5) + (2.0 if self.title else 1.2)
        self.foot = self.top + 4.6 + _LOW + _RISE * (len(LEVELS) - 1)

    def canvas(self) -> Canvas:
        parts = [*self._title(), *self._steps(), *self._ends(), *self._said()]
        said = self.top + 11.5 + len(self.meaning) * line_height(11)
        said += len(self.change) * line_height(8.5)
        ends = max(map(len, self._end_words())) * line_height(_TINY)
        return Canvas(_WIDTH, max(said + 1.5, self.foot + ends + 1.8), tuple(parts))

    def _title(self) -> Iterator[Part]:
        for number, line in enumerate(self.title):
            baseline = 3.0 + number * line_height(8.5)
            yield Words(
                x=0, y=baseline, text=line, size=8.5, colour=self.theme.quiet, weight="bold"
            )

    def _steps(self) -> Iterator[Part]:
        theme = self.theme
        for number, level in enumerate(LEVELS):
            left = number * (_STEP + _GAP)
            middle, top = left + _STEP / 2, self.foot - _LOW - number * _RISE
            corners = box(left, top, left + _STEP, self.foot)
            marked = level == self.rating.value
            if marked:
                yield Area(corners, theme.accent, theme.accent)
                yield Sign(
                    x=middle, y=top - 2.0, shape="v", size=7, fill=theme.accent, edge=theme.accent
                )
            else:
                yield Area(corners, theme.wash, theme.rule)
            if level == self.rating.before and not marked:
                yield from self._before(middle, top)
            colour = "#ffffff" if marked else theme.ink
            size = 12.0 if marked else 9.5
            baseline = self.foot - _LOW / 2 + size * 0.35 / MM
            yield Words(
                x=middle,
                y=baseline,
                text=level,
                size=size,
                colour=colour,
                weight="bold",
                align="center",
            )

    def _before(self, middle: float, top: float) -> Iterator[Part]:
        """Yield the mark of the level of the year before: hollow, and named."""
        said = self.language.terms["year before"]
        yield Sign(x=middle, y=top - 1.7, shape="v", size=5, fill="#ffffff", edge=self.theme.quiet)
        across = max(middle, width_of(said, self.theme.sans, _TINY) / 2)
        yield Words(
            x=across,
            y=top - 3.2,
            text=said,
            size=_TINY,
            colour=self.theme.quiet,
            weight="normal",
            align="center",
        )

    def _said(self) -> Iterator[Part]:
        """Yield the level in large figures, its meaning, and what changed."""
        theme, baseline = self.theme, self.top + 9.0
        yield Words(
            x=_SAID, y=baseline, text=self.rating.value, size=28, colour=theme.accent, weight="bold"
        )
        for line in self.meaning:
            baseline += line_height(11)
            yield Words(
                x=_SAID, y=baseline + 1.0, text=line, size=11, colour=theme.ink, weight="bold"
            )
        for line in self.change:
            baseline += line_height(8.5)
            yield Words(_SAID, baseline + 1.8, line, 8.5, theme.quiet)

    def _ends(self) -> Iterator[Part]:
        """Yield the meaning of the first level and of the last, below them."""
        theme, (first, last) = self.theme, self._end_words()
        for number, line in enumerate(first):
            yield Words(0, self._below(number), line, _TINY, theme.quiet)
        for number, line in enumerate(last):
            yield Words(
                x=_SCALE,
                y=self._below(number),
                text=line,
                size=_TINY,
                colour=theme.quiet,
                weight="normal",
                align="right",
            )

    def _below(self, line: int) -> float:
        return self.foot + 3.4 + line * line_height(_TINY)

    def _end_words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        meanings: dict[Level, str] = dict(self.rating.scale)
        sans = self.theme.sans
        first = wrapped(meanings.get(LEVELS[0], ""), _SCALE / 2 - 2, sans, _TINY)
        taken = max((width_of(each, sans, _TINY) for each in first), default=0.0)
        last = wrapped(meanings.get(LEVELS[-1], ""), _SCALE - taken - 4, sans, _TINY)
        return first, last
