"""Lay out counts: a small column chart for each category, all on one scale, with its numbers.

Every number is printed, so that nothing has to be read off; a dot says that there were none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from dossier.catalog import Language
from dossier.draw.letters import line_height, width_of, wrapped
from dossier.draw.plate import WIDTH, Area, Part, Plate, Stroke, Words, box
from dossier.drawing import Counts, Look

_SIZE, _SMALL = 8.5, 7.5
_NAMES = 48.0
"""Width that names may take, in millimetres."""

_TOTAL = 15.0
_BAR = 5.8
"""Height of the longest bar."""

_HEAD = 6.5


def lay_counts(counts: Counts, look: Look, language: Language) -> Plate:
    """Return the charts as wide as the text of a page. Raises `ValueError` without events."""
    if not counts.total():
        raise ValueError("counts need events")
    return _Layout(counts, look, language).plate()


class _Layout:
    """The measures of one drawing of counts."""

    def __init__(self, counts: Counts, look: Look, language: Language) -> None:
        self.counts, self.look, self.language = counts, look, language
        sans = look.sans
        self.names = [wrapped(name, _NAMES - 4, sans, _SIZE) for name, _ in counts.rows]
        said = [line for lines in self.names for line in lines]
        said += [language.terms["all"]]
        self.left = max(width_of(each, sans, _SIZE, "bold") for each in said) + 4
        self.step = (WIDTH - _TOTAL - self.left) / len(counts.columns)
        least = _BAR + line_height(_SMALL) + 1.4
        heights = [max(least, len(each) * line_height(_SIZE) + 2.5) for each in self.names]
        self.bottoms = [*accumulate(heights, initial=_HEAD)][1:]
        self.most = max(max(row) for _, row in counts.rows)
        self.sums = [sum(each) for each in zip(*(row for _, row in counts.rows), strict=True)]
        self.small = self._fitting([count for _, row in counts.rows for count in row], _SMALL)
        self.large = self._fitting(self.sums, _SIZE)

    def plate(self) -> Plate:
        parts = [*self._head()]
        for row, bottom in enumerate(self.bottoms):
            parts += self._row(row, bottom)
        parts += self._foot()
        return Plate(WIDTH, self.bottoms[-1] + 7.5, tuple(parts))

    def _middle(self, column: int) -> float:
        return self.left + (column + 0.5) * self.step

    def _head(self) -> Iterator[Part]:
        look, columns = self.look, self.counts.columns
        widest = max(width_of(each, look.sans, _SMALL, "bold") for each in columns)
        every = 1 + int((widest + 1.2) // self.step)
        for number, name in enumerate(columns):
            if number % every == 0:
                middle = self._middle(number)
                yield Words(middle, 3.4, name, _SMALL, look.quiet, "bold", "center")
        said = self.language.terms["all"]
        yield Words(WIDTH - 1, 3.4, said, _SMALL, look.quiet, "bold", "right")
        yield Stroke(((0, 5.2), (WIDTH, 5.2)), look.accent, 1.0)

    def _row(self, row: int, bottom: float) -> Iterator[Part]:
        look, (_, counts) = self.look, self.counts.rows[row]
        foot = bottom - 1.2
        yield Stroke(((0, bottom), (WIDTH, bottom)), look.rule, 0.5)
        lines = self.names[row]
        for number, line in enumerate(reversed(lines)):
            baseline = foot - 0.4 - number * line_height(_SIZE)
            yield Words(0.5, baseline, line, _SIZE, look.ink)
        for column, count in enumerate(counts):
            yield from self._bar(self._middle(column), foot, count)
        whole = self.language.figure(str(sum(counts)))
        yield Words(WIDTH - 1, foot - 0.4, whole, _SIZE + 1, look.ink, "bold", "right")

    def _bar(self, middle: float, foot: float, count: int) -> Iterator[Part]:
        look, half = self.look, min(self.step * 0.3, 2.6)
        if not count:
            yield Words(middle, foot - 0.4, "·", _SIZE, look.quiet, "bold", "center")
            return
        top = foot - _BAR * count / self.most
        yield Area(box(middle - half, top, middle + half, foot), look.accent)
        said = self.language.figure(str(count))
        yield Words(middle, top - 0.8, said, self.small, look.ink, "bold", "center")

    def _fitting(self, counts: list[int], size: float) -> float:
        """Return the size, at most `size`, at which no number is wider than its column."""
        said = [self.language.figure(str(count)) for count in counts]
        widest = max(width_of(each, self.look.sans, size, "bold") for each in said)
        return size * min(1.0, (self.step - 0.9) / widest)

    def _foot(self) -> Iterator[Part]:
        look, baseline = self.look, self.bottoms[-1] + 5.2
        yield Stroke(((0, self.bottoms[-1]), (WIDTH, self.bottoms[-1])), look.accent, 1.0)
        yield Words(0.5, baseline, self.language.terms["all"], _SIZE, look.ink, "bold")
        for column, count in enumerate(self.sums):
            said, middle = self.language.figure(str(count)), self._middle(column)
            colour = look.ink if count else look.quiet
            yield Words(middle, baseline, said, self.large, colour, "bold", "center")
        whole = self.language.figure(str(self.counts.total()))
        yield Words(WIDTH - 1, baseline, whole, _SIZE + 1, look.accent, "bold", "right")
