"""Decide where pages break: pure arithmetic over line boxes of text and the notes they call.

WeasyPrint 70 can set footnotes by itself, but it drops the end of a note that is taller than its
page, and whole notes where a break inside a paragraph is avoided; and it sets all notes of a page
again for each new one. So the text is laid out once on one endless page, this module chooses the
breaks, and each page is then set with just its own notes.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.frozen import frozen

FULL_ENOUGH = 0.8
"""The part of a page that notes called before may fill, so that some text stands above them."""

HOLE = 57.0
"""The room (15 mm, in CSS pixels) that no page leaves above its notes if it can be helped: then it
ends with the beginning of a note that continues overleaf."""


@frozen
class LineBox:
    """A piece that does not break: a line, a table row, a picture. Heights are in CSS pixels.

    `gap` is the space above it, which falls away at the top of a page; `breaks` says whether a
    page may ("may", "no") or must ("must") begin with it; `notes` are the positions of the notes
    called in it. `repeated` is the height of a table's heading row, printed again on a page that
    begins with this strip.
    """

    height: float
    gap: float = 0.0
    breaks: str = "may"
    notes: tuple[int, ...] = ()
    repeated: float = 0.0


@frozen
class Page:
    """A page: line boxes `first` to `last` (exclusive), and lines of notes in the same way."""

    first: int
    last: int
    first_note: int
    last_note: int


@frozen
class Notes:
    """The lines of all notes, in order: their heights, and where each note begins."""

    heights: Sequence[float]
    begins: Sequence[int]

    def end(self, note: int) -> int:
        """Return the position after the last line of `note`."""
        return self.begins[note + 1] if note + 1 < len(self.begins) else len(self.heights)


def paginate(
    boxes: Sequence[LineBox], notes: Notes, height: float, rule: float
) -> tuple[Page, ...]:
    """Return the pages of `boxes` on paper with room for `height`.

    `rule` is what the line above the notes takes, with its space. Every strip and every line of
    a note comes on exactly one page, in order; a note begins on the page of its call, unless that
    page has not even room for its first line.
    """
    pages: list[Page] = []
    strip = line = owed = 0
    while strip < len(boxes) or line < owed:
        sheet = _Sheet(notes, height, rule, strip, line)
        sheet.continue_note(owed)
        sheet.fill(boxes)
        sheet.top_up(owed)
        pages.append(Page(strip, sheet.strip, line, sheet.line))
        called = [note for each in boxes[strip : sheet.strip] for note in each.notes]
        owed = max([owed, *(notes.end(note) for note in called)])
        strip, line = sheet.strip, sheet.line
    return tuple(pages)


class _Sheet:
    """One page while it is being filled."""

    def __init__(self, notes: Notes, height: float, rule: float, strip: int, line: int) -> None:
        self.notes = notes
        self.height = height
        self.rule = rule
        self.first = self.strip = strip
        self.start = self.line = line
        self.used = 0.0
        self.noted = 0.0

    def room(self) -> float:
        return self.height - self.used - self.noted

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

    def fill(self, boxes: Sequence[LineBox]) -> None:
        """Set as many line boxes as fit, each chunk that must stay together with its notes."""
        while self.strip < len(boxes):
            if self.strip > self.first and boxes[self.strip].breaks == "must":
                return
            end = _chunk(boxes, self.strip)
            if not self.take(boxes, end):
                if self.strip == self.first and self.line == self.start:
                    self.force(boxes, end)
                return

    def take(self, boxes: Sequence[LineBox], end: int) -> bool:
        """Set the line boxes up to `end` if they fit with the notes they call."""
        body = self.body(boxes, end)
        last = max((self.notes.end(n) for s in boxes[self.strip : end] for n in s.notes), default=0)
        lines = range(self.line, max(last, self.line))
        notes = sum(self.notes.heights[each] for each in lines)
        if notes and not self.noted:
            notes += self.rule
        if body + notes <= self.room():
            self.strip, self.line = end, lines.stop
            self.used += body
            self.noted += notes
            return True
        return self.begin_note(end, body, lines)

    def begin_note(self, end: int, body: float, lines: range) -> bool:
        """Set the line boxes and begin their last note, where a hole would be left otherwise.

        Two lines of the note at least stand on either page.
        """
        if not lines or self.room() < HOLE:
            return False
        begun = max(each for each in self.notes.begins if each < lines.stop)
        wanted = [*range(self.line, min(begun + 2, lines.stop))]
        cost = sum(self.notes.heights[each] for each in wanted) + (0 if self.noted else self.rule)
        if body + cost > self.room():
            return False
        self.strip = end
        self.used += body
        self.noted += cost
        self.line = wanted[-1] + 1
        while self.line < lines.stop and self.notes.heights[self.line] <= self.room():
            self.noted += self.notes.heights[self.line]
            self.line += 1
        if self.line == lines.stop - 1 and self.line - begun > 2:
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


def _chunk(boxes: Sequence[LineBox], start: int) -> int:
    """Return the end of the line boxes from `start` on that must stay on one page."""
    end = start + 1
    while end < len(boxes) and boxes[end].breaks == "no":
        end += 1
    return end
