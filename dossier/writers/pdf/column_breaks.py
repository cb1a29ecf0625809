"""Decide what stands in which column of a page: pure arithmetic over line boxes, as `page_breaks`.

Text runs down the columns of a page from the first to the last. What stands across all columns
ends them: they are made equally high above it, and begin anew below it. So are those at the end of
the text. Notes stand below all columns, across the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from dossier.model.frozen import frozen
from dossier.writers.pdf.planned_pages import FULL_ENOUGH, HOLE, Frame, LineBox, Notes, Page

_EXACT = 1.0
"""By how much columns may be higher than they must be, in CSS pixels."""

_Places: TypeAlias = tuple[Frame, ...]


def break_columns(
    boxes: Sequence[LineBox], notes: Notes, height: float, rule: float, columns: int
) -> tuple[Page, ...]:
    """Return the pages of `boxes` in so many `columns`, on paper with room for `height`.

    `rule` is what the line above the notes takes, with its space. Every line box and every line of
    a note comes on exactly one page, in order; a note begins on the page of its call where it can.
    """
    planner = _Planner(with_what_leads_in(boxes), notes, height, rule, columns)
    pages: list[Page] = []
    at = line = owed = 0
    while at < len(boxes) or line < owed:
        page = planner.page(at, line, owed)
        pages.append(page)
        called = planner.called(at, page.last)
        at, line, owed = page.last, page.last_note, max(owed, called)
    return tuple(pages)


def with_what_leads_in(boxes: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """Return line boxes where what stays with something wide goes across the columns, too.

    A heading that stood alone at the end of a column would not be above its table.
    """
    found = list(boxes)
    for at in range(len(found) - 1, 0, -1):
        bound = found[at].breaks == "no" or found[at].block == found[at - 1].block
        if found[at].wide and bound and not found[at - 1].wide:
            found[at - 1] = replace(found[at - 1], wide=True)
    return tuple(found)


@frozen
class _Text:
    """What a page holds of the text: its frames, what comes after them, and how high it is."""

    frames: _Places
    end: int
    height: float


class _Planner:
    """Plans one page after the other, each as full as can be."""

    def __init__(
        self, boxes: Sequence[LineBox], notes: Notes, height: float, rule: float, columns: int
    ) -> None:
        self.boxes, self.notes = boxes, notes
        self.height, self.rule, self.columns = height, rule, columns

    def page(self, at: int, line: int, owed: int) -> Page:
        """Return the page that begins with the line box `at` and the line `line` of the notes.

        Notes up to the line `owed` were called before.
        """
        begun = self.continued(line, owed)
        text, last = self.fitted(at, line, begun)
        if text is None:
            text = self.text(at, self.height - self.noted(line, begun))
            last = self.topped_up(line, begun, text)
        return Page(at, text.end, line, last, text.frames)

    def called(self, first: int, last: int) -> int:
        """Return the position after the last line of notes that some line boxes call."""
        calls = (note for each in self.boxes[first:last] for note in each.notes)
        return max((self.notes.end(each) for each in calls), default=0)

    def noted(self, first: int, last: int) -> float:
        """Return what lines of notes take, with the rule above them."""
        heights = sum(self.notes.heights[first:last])
        return heights + self.rule if last > first else 0.0

    def continued(self, line: int, owed: int) -> int:
        """Return where the notes end that were called before, beside which some text has room."""
        end = line
        most = self.height * FULL_ENOUGH
        while end < owed and (end == line or self.noted(line, end + 1) <= most):
            end += 1
        return end

    def fitted(self, at: int, line: int, begun: int) -> tuple[_Text | None, int]:
        """Return the text that leaves just the room that its notes need, and where these end.

        Where a hole would be left above the notes, the last note goes on overleaf.
        """
        partly: tuple[_Text, int] | None = None
        for end in range(begun, len(self.notes.heights) + 1):
            room = self.height - self.noted(line, end)
            text = self.text(at, room) if room > 0 else None
            if text is None or (text.end == at < len(self.boxes)):
                break
            needed = max(self.called(at, text.end), begun)
            if needed <= end:
                hole = self.height - self.noted(line, needed) - text.height
                return partly if partly and hole > HOLE else (text, needed)
            if partly is None and self.begins(end, needed):
                partly = text, end
        return partly or (None, begun)

    def begins(self, end: int, needed: int) -> bool:
        """Whether the lines up to `end` hold two lines of the last note of those up to `needed`."""
        first = max((each for each in self.notes.begins if each < needed), default=0)
        return first + 2 <= end

    def topped_up(self, line: int, begun: int, text: _Text) -> int:
        """Return where the notes end that have room below `text`."""
        called, end = self.called(text.frames[0].first if text.frames else 0, text.end), begun
        while end < called and text.height + self.noted(line, end + 1) <= self.height:
            end += 1
        return end

    def text(self, at: int, room: float) -> _Text:
        """Return as much text from `at` on as has `room`, and something in any case."""
        frames: list[Frame] = []
        begin, used = at, 0.0
        while at < len(self.boxes):
            if at > begin and self.boxes[at].breaks == "must":
                break
            end = self.end_of_segment(at)
            gap = self.boxes[at].gap if frames else 0.0
            found = self.segment(at, end, room - used - gap)
            if not found and not frames:
                found = (self.forced(at, end, room),)
            if not found:
                break
            frames += [replace(each, top=used + gap) for each in found]
            used += gap + max(self.high(each.first, each.last) for each in found)
            at = found[-1].last
            if at < end:
                break
        return _Text(tuple(frames), at, used)

    def end_of_segment(self, at: int) -> int:
        """Return where what goes across the columns, or stands in them, ends."""
        end = at + 1
        while end < len(self.boxes) and self.boxes[end].wide == self.boxes[at].wide:
            if self.boxes[end].breaks == "must":
                break
            end += 1
        return end

    def segment(self, at: int, end: int, room: float) -> _Places:
        """Return the frames of the line boxes up to `end`, as far as they have `room`."""
        if self.boxes[at].wide:
            return tuple(self.filled(at, end, room, 1))
        found = tuple(self.filled(at, end, room, self.columns))
        return self.balanced(at, end, room) if found and found[-1].last == end else found

    def filled(self, at: int, end: int, room: float, columns: int) -> Iterator[Frame]:
        """Yield columns that are `room` high, each as full as can be."""
        for column in range(columns):
            last = at
            while last < end:
                chunk = self.chunk(last, end)
                if self.high(at, chunk) > room:
                    break
                last = chunk
            if last == at:
                return
            yield Frame(at, last, column)
            at = last

    def balanced(self, at: int, end: int, room: float) -> _Places:
        """Return columns that are as low as can be and hold all line boxes up to `end`."""
        low, high = 0.0, room
        while high - low > _EXACT:
            middle = (low + high) / 2
            found = (*self.filled(at, end, middle, self.columns),)
            low, high = (low, middle) if found and found[-1].last == end else (middle, high)
        return tuple(self.filled(at, end, high, self.columns))

    def forced(self, at: int, end: int, room: float) -> Frame:
        """Return a column of what must stay together and does not fit: as much as fits."""
        last = at + 1
        while last < end and self.high(at, last + 1) <= room:
            last += 1
        return Frame(at, last, 0)

    def chunk(self, at: int, end: int) -> int:
        """Return the end of the line boxes from `at` on that must stay together."""
        last = at + 1
        while last < end and self.boxes[last].breaks == "no":
            last += 1
        return last

    def high(self, first: int, last: int) -> float:
        """Return how high the line boxes are, without the gap at the top of a column."""
        total = sum(each.height + each.gap for each in self.boxes[first:last])
        return total + self.boxes[first].repeated - self.boxes[first].gap
