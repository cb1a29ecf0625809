"""Short texts that stand below each other on a page, read downward, as in a column of a table.

The words of a page come row by row, so that what stands below each other is nowhere together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import groupby, pairwise
from typing import Any

from dossier.model.frozen import frozen
from dossier.redaction.scan.table_columns import SHORT

_WIDE = 30
"""Heights of a text from which it is too wide to be short: some ten words."""


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
    found = [_Box(*held.get_rect(at)) for at in range(held.count_rects())]
    found.sort(key=lambda each: (-each.top, each.left))
    if any(min(one.top, two.top) > max(one.bottom, two.bottom) for one, two in pairwise(found)):
        for column in _columns(found):
            yield from _said(column, held)


def _columns(found: Sequence[_Box]) -> Iterator[Sequence[_Box]]:
    """Yield texts that stand below each other; they come from the top of the page to its foot."""
    columns: list[list[_Box]] = []
    for each in found:
        above = [column for column in columns if each.is_below(column[-1])]
        nearest = min(above, key=lambda column: column[-1].bottom, default=None)
        if each.is_wide:
            columns = [column for column in columns if column not in above]
            yield from above
        elif nearest is None:
            columns.append([each])
        else:
            nearest.append(each)
    yield from columns


def _said(column: Sequence[_Box], held: Any) -> Iterator[str]:
    """Yield the short texts of a column that no longer one parts, a line each."""
    if len(column) < 2:
        return
    texts = [held.get_text_bounded(*astuple(each)).split() for each in column]
    for short, group in groupby(filter(None, texts), lambda words: len(words) <= SHORT):
        said = [" ".join(words) for words in group]
        if short and len(said) > 1:
            yield "\n".join(said)
