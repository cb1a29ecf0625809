"""Pages as they are planned: line boxes of text, the lines of notes, and what stands on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from dossier.model.frozen import frozen

FULL_ENOUGH = 0.8
"""The part of a page that notes called before may fill, so that some text stands above them."""

HOLE = 57.0
"""The room (15 mm, in CSS pixels) that no page leaves above its notes, or at its foot, if it can be
helped: then it ends with the beginning of a note that continues overleaf, loose gaps become larger
or smaller, or pages before end a little earlier."""

SQUEEZE = 4.0
"""By how much, in CSS pixels, text may come nearer to the notes where a hole would be left."""

WIDER, NARROWER = 0.6, 0.3
"""By which parts spaces between paragraphs may grow and shrink, where a hole would be left."""


@frozen
class LineBox:
    """A piece that does not break: a line, a table row, a picture. Heights are in CSS pixels.

    `gap` is the space above it, which falls away at the top of a page; `breaks` says whether a
    page may ("may", "no") or must ("must") begin with it; `notes` are the positions of the notes
    called in it. `repeated` is the height of a table's heading row, printed again on a page that
    begins with this strip. What is `wide` stands across all columns; `block` says which paragraph
    or table it belongs to. A `loose` gap may be made larger or smaller.
    """

    height: float
    gap: float = 0.0
    breaks: str = "may"
    notes: tuple[int, ...] = ()
    repeated: float = 0.0
    wide: bool = False
    block: int = -1
    loose: bool = False


@frozen
class Frame:
    """Line boxes `first` to `last` (exclusive) in a column, counted from 0, so far from the top."""

    first: int
    last: int
    column: int
    top: float = 0.0


@frozen
class Page:
    """A page: line boxes `first` to `last` (exclusive), and lines of notes in the same way.

    Where text runs down in columns, `frames` say where the line boxes stand. `spread` is by how
    much, in CSS pixels, all loose gaps together are larger than usual, or smaller.
    """

    first: int
    last: int
    first_note: int
    last_note: int
    frames: tuple[Frame, ...] = ()
    spread: float = 0.0

    def in_frames(self) -> tuple[Frame, ...]:
        """Return the frames; a page without columns has one."""
        return self.frames or (Frame(self.first, self.last, 0),)


@frozen
class Notes:
    """The lines of all notes, in order: their heights, and where each note begins."""

    heights: Sequence[float]
    begins: Sequence[int]

    def end(self, note: int) -> int:
        """Return the position after the last line of `note`."""
        return self.begins[note + 1] if note + 1 < len(self.begins) else len(self.heights)


def most_empty(noted: float, rule: float) -> float:
    """Return how much of a page may stay empty below its text.

    The space above the `rule` of notes, where it has any, is a part of what one sees.
    """
    return HOLE - (rule if noted else 0.0)


def loose_gaps(boxes: Sequence[LineBox], first: int, last: int) -> float:
    """Return how high the loose gaps between the line boxes of a page are together."""
    return sum(each.gap for each in boxes[first + 1 : last] if each.loose)


def with_fixed_gaps(boxes: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """Return line boxes between which no gap may be spread."""
    return tuple(replace(each, loose=False) for each in boxes)


def shifts(boxes: Sequence[LineBox], page: Page) -> tuple[float, ...]:
    """Return how far down each line box of `page` is moved, as its loose gaps are spread.

    It is empty where they are as they were.

    >>> boxes = (LineBox(9), LineBox(9, gap=2, loose=True), LineBox(9), LineBox(9, 4, loose=True))
    >>> shifts(boxes, Page(0, 4, 0, 0, spread=3.0))
    (0.0, 1.0, 1.0, 3.0)
    """
    if not page.spread:
        return ()
    each_one = page.spread / loose_gaps(boxes, page.first, page.last)
    gaps = (each.gap if each.loose else 0.0 for each in boxes[page.first + 1 : page.last])
    return tuple(accumulate((gap * each_one for gap in gaps), initial=0.0))


def chunk_end(boxes: Sequence[LineBox], start: int) -> int:
    """Return the end of the line boxes from `start` on that must stay on one page."""
    end = start + 1
    while end < len(boxes) and boxes[end].breaks == "no":
        end += 1
    return end
