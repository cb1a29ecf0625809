"""Decide where pages break: pure arithmetic over line boxes of text and the notes they call.

WeasyPrint 70 can set footnotes by itself, but it drops the end of a note that is taller than its
page, and whole notes where a break inside a paragraph is avoided; and it sets all notes of a page
again for each new one. So the text is laid out once on one endless page, this module chooses the
breaks, and each page is then set with just its own notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.model.frozen import frozen

FULL_ENOUGH = 0.8
"""The part of a page that notes called before may fill, so that some text stands above them."""

HOLE = 57.0
"""The room (15 mm, in CSS pixels) that no page leaves above its notes if it can be helped: then it
ends with the beginning of a note that continues overleaf, or pages before end a little earlier."""

SQUEEZE = 4.0
"""By how much, in CSS pixels, text may come nearer to the notes where a hole would be left."""

_KEPT = 8
"""How many plans are followed where the first one leaves holes."""

_ONE_HOLE = 1000.0
"""What a hole costs besides its height: two small ones are worse than one large one."""

_SHORTER = 5
"""In how many ways a page may end: as full as can be, or with up to four chunks less."""


@frozen
class LineBox:
    """A piece that does not break: a line, a table row, a picture. Heights are in CSS pixels.

    `gap` is the space above it, which falls away at the top of a page; `breaks` says whether a
    page may ("may", "no") or must ("must") begin with it; `notes` are the positions of the notes
    called in it. `repeated` is the height of a table's heading row, printed again on a page that
    begins with this strip. What is `wide` stands across all columns; `block` says which paragraph
    or table it belongs to.
    """

    height: float
    gap: float = 0.0
    breaks: str = "may"
    notes: tuple[int, ...] = ()
    repeated: float = 0.0
    wide: bool = False
    block: int = -1


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

    Where text runs down in columns, `frames` say where the line boxes stand.
    """

    first: int
    last: int
    first_note: int
    last_note: int
    frames: tuple[Frame, ...] = ()

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


def paginate(
    boxes: Sequence[LineBox], notes: Notes, height: float, rule: float
) -> tuple[Page, ...]:
    """Return the pages of `boxes` on paper with room for `height`.

    `rule` is what the line above the notes takes, with its space. Every strip and every line of
    a note comes on exactly one page, in order; a note begins on the page of its call, unless that
    page has not even room for its first line.
    """
    planner = Planner(boxes, notes, height, rule)
    plan = planner.best(1)
    return (planner.best(_KEPT) if plan.cost else plan).pages


@frozen
class _Plan:
    """Pages as far as they are planned; what comes next, and what their holes cost.

    Of notes, the lines up to `owed` are called.
    """

    strip: int = 0
    line: int = 0
    owed: int = 0
    cost: float = 0.0
    pages: tuple[Page, ...] = ()


class Planner:
    """Plans pages: of several ways, that with the fewest pages and the smallest holes."""

    def __init__(self, boxes: Sequence[LineBox], notes: Notes, height: float, rule: float) -> None:
        self.boxes, self.notes, self.height, self.rule = boxes, notes, height, rule

    def best(self, kept: int) -> _Plan:
        """Return the best of so many plans as are `kept` after each page.

        The plan that has come furthest is always among them, so that no page more is needed.
        """
        plans = [_Plan()]
        while True:
            done = [each for each in plans if self.is_done(each)]
            if done:
                return min(done, key=lambda each: each.cost)
            found: dict[tuple[int, int, int], _Plan] = {}
            for each in (more for plan in plans for more in self.with_page(plan, kept)):
                key = each.strip, each.line, each.owed
                found[key] = min(found.get(key, each), each, key=lambda one: one.cost)
            furthest = max(found.values(), key=lambda each: (each.strip, each.line))
            others = sorted(found.values(), key=lambda each: (each.cost, -each.strip))
            plans = [furthest, *(each for each in others if each is not furthest)][:kept]

    def is_done(self, plan: _Plan) -> bool:
        return plan.strip >= len(self.boxes) and plan.line >= plan.owed

    def with_page(self, plan: _Plan, kept: int) -> Iterator[_Plan]:
        """Yield `plan` with one more page: as full as can be, and with some chunks less."""
        sheet = _Sheet(self.notes, self.height, self.rule, plan.strip, plan.line)
        sheet.continue_note(plan.owed)
        ends = sheet.fill(self.boxes)[-_SHORTER if kept > 1 else -1 :]
        for end in ends or (sheet.mark(),):
            sheet.go_back(end)
            sheet.top_up(plan.owed)
            called = [n for each in self.boxes[plan.strip : sheet.strip] for n in each.notes]
            pages = (*plan.pages, Page(plan.strip, sheet.strip, plan.line, sheet.line))
            owed = max([plan.owed, *(self.notes.end(note) for note in called)])
            planned = _Plan(sheet.strip, sheet.line, owed, plan.cost, pages)
            wanted = sheet.strip < len(self.boxes) and self.boxes[sheet.strip].breaks == "must"
            hole = 0.0 if wanted or self.is_done(planned) else max(sheet.room() - HOLE, 0.0)
            if not hole:
                yield planned
            elif not ends or end == ends[-1]:  # no line would have had room
                yield replace(planned, cost=plan.cost + _ONE_HOLE + hole)


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

    def mark(self) -> tuple[int, int, float, float]:
        """Return how far the page is filled."""
        return self.strip, self.line, self.used, self.noted

    def go_back(self, mark: tuple[int, int, float, float]) -> None:
        """Fill the page only as far as it was at `mark`."""
        self.strip, self.line, self.used, self.noted = mark

    def fill(self, boxes: Sequence[LineBox]) -> list[tuple[int, int, float, float]]:
        """Set as many line boxes as fit, each chunk that must stay together with its notes.

        Returns how far the page was filled after each chunk.
        """
        marks: list[tuple[int, int, float, float]] = []
        while self.strip < len(boxes):
            if self.strip > self.first and boxes[self.strip].breaks == "must":
                break
            end = chunk_end(boxes, self.strip)
            if not self.take(boxes, end):
                if self.strip == self.first and self.line == self.start:
                    self.force(boxes, end)
                    marks.append(self.mark())
                break
            marks.append(self.mark())
        return marks

    def take(self, boxes: Sequence[LineBox], end: int) -> bool:
        """Set the line boxes up to `end` if they fit with the notes they call."""
        body = self.body(boxes, end)
        last = max((self.notes.end(n) for s in boxes[self.strip : end] for n in s.notes), default=0)
        lines = range(self.line, max(last, self.line))
        notes = sum(self.notes.heights[each] for each in lines)
        if notes and not self.noted:
            notes += self.rule
        if body + notes <= self.room() + (SQUEEZE if notes and self.room() >= HOLE else 0.0):
            self.strip, self.line = end, lines.stop
            self.used += body
            self.noted += notes
            return True
        return self.begin_note(end, body, lines)

    def begin_note(self, end: int, body: float, lines: range) -> bool:
        """Set the line boxes and begin their last note, where a hole would be left otherwise.

        Two lines of the note stand on either page.
        """
        if not lines or self.room() < HOLE:
            return False
        begun = max(each for each in self.notes.begins if each < lines.stop)
        wanted = [*range(self.line, min(begun + 2, lines.stop))]
        cost = sum(self.notes.heights[each] for each in wanted) + (0 if self.noted else self.rule)
        if body + cost > self.room() or lines.stop - begun < 4:
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


def chunk_end(boxes: Sequence[LineBox], start: int) -> int:
    """Return the end of the line boxes from `start` on that must stay on one page."""
    end = start + 1
    while end < len(boxes) and boxes[end].breaks == "no":
        end += 1
    return end
