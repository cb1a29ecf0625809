"""The events of a dense timeline by name: a list by years below the rows, in two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from dossier.model.figures import FigureTheme, Moment
from dossier.writers.figures.canvas import WIDTH, Part, Words
from dossier.writers.figures.symbols import sign
from dossier.writers.figures.text_measurement import line_height, wrapped

_TALLEST = 148.0
"""How high the whole picture may be, in millimetres; of more events it names none."""

_LINES = (4, 2, 1)
"""How many lines an event may take; fewer where the picture would be too high."""

_SIZE = 7.0
_MARK = 3.6
_BETWEEN = 6.0
"""Room between the columns, in millimetres."""

_INDENT = 3.2
_ABOVE, _ABOVE_YEAR = 3.0, 1.2


class EventList:
    """The lines of the list in their columns, and how high it is; it stands below `top`."""

    def __init__(
        self, moments: Sequence[Moment], groups: Sequence[str], theme: FigureTheme, top: float
    ) -> None:
        self.theme, self.groups = theme, groups
        self.wide = (WIDTH - _BETWEEN) / 2
        for self.most in _LINES:
            self.blocks = [*self._blocks(moments)]
            self.columns = self._columns()
            self.height = max(sum(map(self._height, each)) for each in self.columns) + _ABOVE
            if top + self.height <= _TALLEST:
                return
        self.columns, self.height = ([], []), 0.0

    def _blocks(self, moments: Sequence[Moment]) -> Iterator[tuple[str, Moment, tuple[str, ...]]]:
        """Yield each event with its lines; the first of a year has the year above it."""
        ordered = sorted(moments, key=lambda each: (each.first, each.last))
        for year, held in groupby(ordered, key=lambda each: each.first.year):
            for number, each in enumerate(held):
                words = f"{each.label}: {each.title}"
                lines = self._wrapped(words)
                if len(lines) > self.most:
                    lines = (*lines[: self.most - 1], self._shortened(lines[self.most - 1]))
                yield "" if number else str(year), each, lines

    def _shortened(self, line: str) -> str:
        """Return a line whose sentence goes on, which the picture does not show."""
        words = line.split(" ")
        while len(words) > 1 and len(self._wrapped(f"{' '.join(words)} …")) > 1:
            words.pop()
        return f"{' '.join(words)} …"

    def _wrapped(self, words: str) -> tuple[str, ...]:
        return wrapped(words, self.wide - _INDENT, self.theme.sans, _SIZE)

    def _height(self, block: tuple[str, Moment, tuple[str, ...]]) -> float:
        year, _, lines = block
        return len(lines) * line_height(_SIZE) + (_ABOVE_YEAR + line_height(_SIZE) if year else 0.0)

    def _columns(self) -> tuple[list[tuple[str, Moment, tuple[str, ...]]], ...]:
        """Return the events in two columns as high as each other, as nearly as can be."""
        ends = [*accumulate(map(self._height, self.blocks))]
        first = 1 + next(at for at, end in enumerate(ends) if end >= ends[-1] / 2)
        left, right = self.blocks[:first], self.blocks[first:]
        if right:  # its year stands above each column
            _, moment, lines = right[0]
            right[0] = str(moment.first.year), moment, lines
        return left, right

    def parts(self, top: float) -> Iterator[Part]:
        """Yield the list below `top`."""
        for number, column in enumerate(self.columns):
            left, down = number * (self.wide + _BETWEEN), top + _ABOVE
            for block in column:
                yield from self._event(block, left, down)
                down += self._height(block)

    def _event(
        self, block: tuple[str, Moment, tuple[str, ...]], left: float, top: float
    ) -> Iterator[Part]:
        (year, moment, lines), theme, line = block, self.theme, line_height(_SIZE)
        down = top
        if year:
            down += _ABOVE_YEAR + line
            yield Words(left, down - line * 0.25, year, _SIZE, theme.accent, "bold")
        yield sign(
            group=moment.group,
            groups=self.groups,
            x=left + _INDENT / 3,
            y=down + line * 0.52,
            size=_MARK,
            theme=theme,
        )
        for said in lines:
            down += line
            yield Words(left + _INDENT, down - line * 0.25, said, _SIZE, theme.ink)
