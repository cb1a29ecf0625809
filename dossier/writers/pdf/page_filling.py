"""Fill one page with line boxes and the notes that they call: pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.frozen import frozen
from dossier.writers.pdf.planned_pages import (
    FULL_ENOUGH,
    NARROWER,
    SQUEEZE,
    LineBox,
    Notes,
    chunk_end,
    loose_gaps,
    most_empty,
)

_TIGHTER = 2
"""Chunks that may stand on a page besides those that fit, where spaces become smaller."""


@frozen
class Filled:
    """How far a page is filled: the line boxes and the lines of notes on it, and their heights."""

    strip: int
    line: int
    used: float
    noted: float


class Sheet:
    """One page while it is being filled."""

    def __init__(self, notes: Notes, height: float, rule: float, strip: int, line: int) -> None:
        self.notes = notes
        self.height = height
        self.rule = rule
        self.first = self.strip = strip
        self.start = self.line = line
        self.used = 0.0
        self.noted = 0.0
        self.tight = False

    def room(self) -> float:
        """Return what is empty; less than nothing where text comes nearer to the notes."""
        return self.height - self.used - self.noted

    def most_empty(self) -> float:
        """Return how much may stay empty below the text."""
        return most_empty(self.noted, self.rule)

    def continue_note(self, end: int) -> None:
        """Set the rest of notes called before, as far as it fits beside some text."""
        while self.line < end:
            cost = self.cost(self.line)
            if self.line > self.start and self.noted + cost > self.height * FULL_ENOUGH:
                break
            self.noted += cost
            self.line += 1

    def top_up(self, end: int) -> None:
        """Give the room that no text has taken to the rest of notes called before."""
        while self.line < end and self.cost(self.line) <= self.room():
            self.noted += self.cost(self.line)
            self.line += 1

    def cost(self, line: int) -> float:
        """Return what one more line of notes takes, with the rule above the first."""
        return self.notes.heights[line] + (0.0 if self.noted else self.rule)

    def mark(self) -> Filled:
        """Return how far the page is filled."""
        return Filled(self.strip, self.line, self.used, self.noted)

    def go_back(self, mark: Filled) -> None:
        """Fill the page only as far as it was at `mark`."""
        self.strip, self.line, self.used, self.noted = (
            mark.strip, mark.line, mark.used, mark.noted,
        )  # fmt: skip

    def fill(self, boxes: Sequence[LineBox]) -> list[Filled]:
        """Set as many line boxes as fit, each chunk that must stay together with its notes.

        Returns how far the page was filled after each chunk.
        """
        marks: list[Filled] = []
        while self.goes_on(boxes):
            end = chunk_end(boxes, self.strip)
            if not self.take(boxes, end):
                if self.strip == self.first and self.line == self.start:
                    self.force(boxes, end)
                    marks.append(self.mark())
                break
            marks.append(self.mark())
        return marks

    def fill_more(self, boxes: Sequence[LineBox]) -> list[Filled]:
        """Set a little more than fits, since loose gaps may become smaller."""
        self.tight = True
        marks: list[Filled] = []
        while len(marks) < _TIGHTER and self.goes_on(boxes) and self.strip > self.first:
            if not self.take(boxes, chunk_end(boxes, self.strip)):
                break
            marks.append(self.mark())
        self.tight = False
        return marks

    def goes_on(self, boxes: Sequence[LineBox]) -> bool:
        """Whether the next line box, if there is one, may stand on this page."""
        if self.strip >= len(boxes):
            return False
        return self.strip == self.first or boxes[self.strip].breaks != "must"

    def take(self, boxes: Sequence[LineBox], end: int) -> bool:
        """Set the line boxes up to `end` if they fit with the notes they call."""
        body = self.body(boxes, end)
        last = max((self.notes.end(n) for s in boxes[self.strip : end] for n in s.notes), default=0)
        lines = range(self.line, max(last, self.line))
        notes = sum(self.notes.heights[each] for each in lines)
        if notes and not self.noted:
            notes += self.rule
        more = loose_gaps(boxes, self.first, end) * NARROWER if self.tight else 0.0
        nearer = SQUEEZE if notes and self.room() >= self.most_empty() else 0.0
        if body + notes <= self.room() + max(more, nearer):
            self.strip, self.line = end, lines.stop
            self.used += body
            self.noted += notes
            return True
        return self.begin_note(end, body, lines, more)

    def begin_note(self, end: int, body: float, lines: range, more: float) -> bool:
        """Set the line boxes and begin their last note, where a hole would be left otherwise.

        Two lines of the note stand on either page. There are `more` pixels than are empty.
        """
        if not lines or self.room() < self.most_empty():
            return False
        begun = max(each for each in self.notes.begins if each < lines.stop)
        wanted = [*range(self.line, min(begun + 2, lines.stop))]
        cost = sum(self.notes.heights[each] for each in wanted) + (0 if self.noted else self.rule)
        if body + cost > self.room() + more or lines.stop - begun < 4:
            return False
        self.strip = end
        self.used += body
        self.noted += cost
        self.line = wanted[-1] + 1
        while self.line < lines.stop and self.notes.heights[self.line] <= self.room():
            self.noted += self.notes.heights[self.line]
            self.line += 1
        if self.line == lines.stop - 1:
            self.line -= 1
            self.noted -= self.notes.heights[self.line]
        return True

    def force(self, boxes: Sequence[LineBox], end: int) -> None:
        """Set what does not fit on an empty page: as many line boxes as do, then lines of notes."""
        for each in range(self.strip, end):
            body = self.body(boxes, each + 1)
            if each > self.first and body > self.room():
                break
            self.used += body
            self.strip = each + 1
        called = [n for s in boxes[self.first : self.strip] for n in s.notes]
        self.top_up(max((self.notes.end(note) for note in called), default=0))

    def body(self, boxes: Sequence[LineBox], end: int) -> float:
        """Return the height of the line boxes up to `end`, without the gap at the top of a page."""
        total = sum(each.height + each.gap for each in boxes[self.strip : end])
        if self.strip == self.first:
            total += boxes[self.first].repeated - boxes[self.first].gap
        return total
