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
from dossier.writers.pdf.page_filling import Sheet
from dossier.writers.pdf.planned_pages import (
    SQUEEZE,
    WIDER,
    LineBox,
    Notes,
    Page,
    loose_gaps,
)

_KEPT = 8
"""How many plans are followed where the first one leaves holes."""

_ONE_HOLE = 1000.0
"""What a hole costs besides its height: two small ones are worse than one large one."""

_SHORTER = 5
"""In how many ways a page may end: as full as can be, or with up to four chunks less."""

_SPREAD = 30.0
"""What it costs that loose gaps are as large or as small as they may be."""


def paginate(
    boxes: Sequence[LineBox], notes: Notes, height: float, rule: float
) -> tuple[Page, ...]:
    """Return the pages of `boxes` on paper with room for `height`.

    `rule` is what the line above the notes takes, with its space. Every strip and every line of
    a note comes on exactly one page, in order; a note begins on the page of its call, unless that
    page has not even room for its first line.
    """
    return plan_pages(boxes, notes, height, rule).pages


def plan_pages(boxes: Sequence[LineBox], notes: Notes, height: float, rule: float) -> Plan:
    """Return the best plan for `boxes`: that of `paginate`, with what its holes cost."""
    planner = Planner(boxes, notes, height, rule)
    plan = planner.best(1)
    return planner.best(_KEPT) if plan.cost else plan


@frozen
class Plan:
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

    def best(self, kept: int) -> Plan:
        """Return the best of so many plans as are `kept` after each page.

        The plan that has come furthest is always among them, so that no page more is needed.
        """
        plans = [Plan()]
        while True:
            done = [each for each in plans if self.is_done(each)]
            if done:
                return min(done, key=lambda each: each.cost)
            found: dict[tuple[int, int, int], Plan] = {}
            for each in (more for plan in plans for more in self.with_page(plan, kept)):
                key = each.strip, each.line, each.owed
                found[key] = min(found.get(key, each), each, key=lambda one: one.cost)
            furthest = max(found.values(), key=lambda each: (each.strip, each.line))
            others = sorted(found.values(), key=lambda each: (each.cost, -each.strip))
            plans = [furthest, *(each for each in others if each is not furthest)][:kept]

    def is_done(self, plan: Plan) -> bool:
        """Whether all line boxes and all notes are on pages."""
        return plan.strip >= len(self.boxes) and plan.line >= plan.owed

    def with_page(self, plan: Plan, kept: int) -> Iterator[Plan]:
        """Yield `plan` with one more page: as full as can be, with some chunks less, or more."""
        sheet = Sheet(self.notes, self.height, self.rule, plan.strip, plan.line)
        sheet.continue_note(plan.owed)
        ends = sheet.fill(self.boxes)[-_SHORTER if kept > 1 else -1 :]
        fullest = ends[-1] if ends else sheet.mark()
        more = sheet.fill_more(self.boxes) if kept > 1 else []
        for end in (*(ends or (fullest,)), *more):
            sheet.go_back(end)
            sheet.top_up(plan.owed)
            planned, hole = self.ended(plan, sheet)
            if not hole:
                yield planned
            elif end is fullest:  # no line would have had room
                yield replace(planned, cost=planned.cost + _ONE_HOLE + hole)

    def ended(self, plan: Plan, sheet: Sheet) -> tuple[Plan, float]:
        """Return `plan` with the page of `sheet`, and the hole that stays on it."""
        called = [n for each in self.boxes[plan.strip : sheet.strip] for n in each.notes]
        owed = max([plan.owed, *(self.notes.end(note) for note in called)])
        page = Page(plan.strip, sheet.strip, plan.line, sheet.line)
        planned = Plan(sheet.strip, sheet.line, owed, plan.cost, (*plan.pages, page))
        wanted = sheet.strip < len(self.boxes) and self.boxes[sheet.strip].breaks == "must"
        room, allowed = sheet.room(), sheet.most_empty()
        if room < 0:
            spread = min(room + (SQUEEZE if sheet.noted else 0.0), 0.0)
        elif wanted or self.is_done(planned) or room <= allowed:
            spread = 0.0
        else:
            most = loose_gaps(self.boxes, page.first, page.last) * WIDER
            spread = min(room - allowed, most)
        hole = 0.0 if wanted or self.is_done(planned) else max(room - spread - allowed, 0.0)
        return self.spread(planned, page, spread), hole

    def spread(self, plan: Plan, page: Page, spread: float) -> Plan:
        """Return `plan`, in which the last `page` has larger or smaller loose gaps."""
        most = loose_gaps(self.boxes, page.first, page.last)
        if not spread or not most:
            return plan
        cost = plan.cost + _SPREAD * (spread / most) ** 2
        pages = (*plan.pages[:-1], replace(page, spread=spread))
        return replace(plan, cost=cost, pages=pages)
