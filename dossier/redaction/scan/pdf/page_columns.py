"""Short texts that stand below each other on a page, read downward, as in a column of a table.

The words of a page come row by row, so that what stands below each other is nowhere together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import groupby, pairwise
from math import isfinite
from typing import Any

from dossier.model.frozen import frozen
from dossier.redaction.scan.table_columns import SHORT

_WIDE = 30
"""Heights of a text from which it is too wide to be short: some ten words."""


_STRIPS = 256
"""Upright strips that a page is parted into, so that not all its columns are looked at."""

_OPEN = 64
"""Columns that one strip holds open: more are texts drawn over one another."""


@frozen
class _Box:
    """The place of a text on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_wide(self) -> bool:
        return self.right - self.left > _WIDE * (self.top - self.bottom)

    def is_below(self, other: _Box) -> bool:
        """Whether it stands below another text, and not only beside it."""
        least = -0.5 * min(self.top - self.bottom, other.top - other.bottom)
        apart = other.bottom - self.top > least
        return apart and self.left < other.right and other.left < self.right


def page_columns(held: Any) -> Iterator[str]:
    """Yield the short texts below each other, a line each, where others stand beside them.

    A long text between them parts a column. `held` is what PDFium knows of the text of a page.
    """
    boxes = (_Box(*held.get_rect(at)) for at in range(held.count_rects()))
    found = [each for each in boxes if isfinite(each.left) and isfinite(each.right)]
    found.sort(key=lambda each: (-each.top, each.left))
    if any(min(one.top, two.top) > max(one.bottom, two.bottom) for one, two in pairwise(found)):
        for column in _columns(found):
            yield from _said(column, held)


def _columns(found: Sequence[_Box]) -> Iterator[Sequence[_Box]]:
    """Yield texts that stand below each other; they come from the top of the page to its foot."""
    open_ = _Open(found)
    for each in found:
        above = [column for column in open_.beside(each) if each.is_below(column[-1])]
        nearest = min(above, key=lambda column: column[-1].bottom, default=None)
        if each.is_wide:
            for column in above:
                open_.close(column)
            yield from above
        elif nearest is None:
            open_.add([each])
        else:
            open_.close(nearest)
            nearest.append(each)
            open_.add(nearest)
    yield from (*open_.ended, *open_.beside(None))


class _Open:
    """Columns that may go on, found by the strips of the page that their last text stands in."""

    def __init__(self, found: Sequence[_Box]) -> None:
        self.left = min((each.left for each in found), default=0)
        right = max((each.right for each in found), default=0)
        self.width = max((right - self.left) / _STRIPS, 1)
        self.strips: dict[int, dict[int, list[_Box]]] = {}
        self.ended: list[list[_Box]] = []

    def beside(self, box: _Box | None) -> Iterable[list[_Box]]:
        """Return the columns in the strips of a text, or all."""
        strips = self.strips if box is None else self._strips(box)
        held = (self.strips.get(at, {}) for at in strips)
        return {key: column for each in held for key, column in each.items()}.values()

    def add(self, column: list[_Box]) -> None:
        """Hold a column open; of too many in one strip, the one that went on longest ago ends."""
        for at in self._strips(column[-1]):
            held = self.strips.setdefault(at, {})
            held[id(column)] = column
            if len(held) > _OPEN:
                self.ended.append(next(iter(held.values())))
                self.close(self.ended[-1])

    def close(self, column: list[_Box]) -> None:
        for at in self._strips(column[-1]):
            self.strips[at].pop(id(column), None)

    def _strips(self, box: _Box) -> range:
        first, last = ((each - self.left) // self.width for each in (box.left, box.right))
        return range(int(first), int(last) + 1)


def _said(column: Sequence[_Box], held: Any) -> Iterator[str]:
    """Yield the short texts of a column that no longer one parts, a line each."""
    if len(column) < 2:
        return
    texts = [held.get_text_bounded(*astuple(each)).split() for each in column]
    for short, group in groupby(filter(None, texts), lambda words: len(words) <= SHORT):
        said = [" ".join(words) for words in group]
        if short and len(said) > 1:
            yield "\n".join(said)
