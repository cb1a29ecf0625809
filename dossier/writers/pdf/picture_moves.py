"""Let text that follows a picture stand before it, where a page would stay empty at its foot.

Books do so: what has no room goes to the next page, and the text runs on before it. Here whole
paragraphs, lists and quotations go before, so that none is interrupted; pictures keep their order,
and so does the text. Nothing passes a heading, and nothing leaves its section or a box in it. The
document is then changed and written anew, so that it is read aloud, and read back, as it prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model.frozen import frozen
from dossier.model.page_wishes import PictureMove
from dossier.writers.pdf.page_breaks import Plan, plan_pages
from dossier.writers.pdf.picture_heights import empty
from dossier.writers.pdf.placed_nodes import PlacedNode
from dossier.writers.pdf.planned_pages import LineBox, Notes, Page, chunk_end, most_empty

_GAIN = 50.0
"""By how much a plan must cost less, so that pictures are moved for it."""

_MOST = 24
"""How many times pictures are moved at most."""

_WORK = 400_000
"""Lines that are planned at most to find better orders; a long text keeps the rest as it is."""


@frozen
class _Paper:
    """The lines of notes, the height of a page, and that of the rule above notes."""

    notes: Notes
    height: float
    rule: float

    def plan(self, nodes: Sequence[PlacedNode]) -> Plan:
        return plan_pages(_boxes(nodes), self.notes, self.height, self.rule)

    def has_hole(self, boxes: Sequence[LineBox], page: Page) -> bool:
        """Whether more stays empty at the end of `page` than may be."""
        hole = empty(boxes, page, self.notes, self.height, self.rule)
        return hole > most_empty(page.last_note - page.first_note, self.rule) + 1e-6


def picture_moves(
    nodes: Sequence[PlacedNode], notes: Notes, height: float, rule: float
) -> tuple[PictureMove, ...]:
    """Return which pictures stand further down, so that fewer and smaller holes are left.

    `nodes` are those of the text in their order; pages have room for `height`, in CSS pixels.
    """
    paper = _Paper(notes, height, rule)
    order, plan = tuple(nodes), paper.plan(nodes)
    plans = max(1, _WORK // (1 + len(_boxes(nodes))))
    tried: set[str] = set()
    for _ in range(_MOST):
        better = _better(order, plan, paper, tried, plans) if plan.cost else None
        if better is None:
            break
        order, plan = better
    return tuple(_moves(nodes, order))


def _better(
    order: tuple[PlacedNode, ...], plan: Plan, paper: _Paper, tried: set[str], plans: int
) -> tuple[tuple[PlacedNode, ...], Plan] | None:
    """Return a better order and its plan, where pictures before a hole stand further down.

    Those that were `tried` for nothing are left, and no more than so many are: each takes a few of
    the `plans` that there is time for.
    """
    boxes = _boxes(order)
    for page in plan.pages[:-1]:
        if not page.last < len(boxes) or not paper.has_hole(boxes, page):
            continue
        at = _picture_in(order, range(page.last, chunk_end(boxes, page.last)))
        if at is None or order[at].name in tried or len(tried) * _MOST > plans:
            continue
        tried.add(order[at].name)
        found = [(each, paper.plan(each)) for each in _orders(order, at, paper.height)]
        fewer = [each for each in found if len(each[1].pages) <= len(plan.pages)]
        best = min(fewer, key=lambda each: each[1].cost, default=None)
        if best is not None and best[1].cost < plan.cost - _GAIN:
            return best
    return None


def _boxes(nodes: Sequence[PlacedNode]) -> tuple[LineBox, ...]:
    return tuple(box for node in nodes for box in node.boxes)


def _picture_in(order: Sequence[PlacedNode], chunk: range) -> int | None:
    """Return the place of the first node that may stand further down and begins in a chunk."""
    begin = 0
    for at, node in enumerate(order):
        if begin in chunk and node.moves and not (at and order[at - 1].leads):
            return at
        begin += len(node.boxes)
    return None


def _orders(
    order: tuple[PlacedNode, ...], at: int, height: float
) -> Iterator[tuple[PlacedNode, ...]]:
    """Yield orders in which text stands before the pictures that begin at `at`, as much as may."""
    end = at + 1
    first = order[at]
    while not first.told and end < len(order) and _follows(order[end], first):
        end += 1
    pictures = [each.alone() for each in order[at:end]]
    passed, taken = [*first.told], 0.0
    if passed and not passed[-1].leads:
        yield _joined(order[:at], passed, pictures, order[end:])
    for text in order[end:]:
        if not _passes(text, first, pictures) or taken > height:
            return
        passed.append(text)
        taken += sum(each.height + each.gap for each in text.boxes)
        if not text.leads:
            rest = order[end + len(passed) - len(first.told) :]
            yield _joined(order[:at], passed, pictures, rest)


def _follows(node: PlacedNode, first: PlacedNode) -> bool:
    """Whether a picture goes on with the `first` one when that moves, so that they keep order."""
    return node.moves and not node.told and node.section is first.section


def _passes(text: PlacedNode, first: PlacedNode, pictures: Sequence[PlacedNode]) -> bool:
    """Whether `text` may stand before `pictures`: notes must keep their order."""
    noted = any(box.notes for each in pictures for box in each.boxes)
    calls = any(box.notes for box in text.boxes)
    return text.is_text and text.section is first.section and not (noted and calls)


def _joined(
    before: Sequence[PlacedNode],
    passed: Sequence[PlacedNode],
    pictures: Sequence[PlacedNode],
    after: Sequence[PlacedNode],
) -> tuple[PlacedNode, ...]:
    """Return nodes in a new order; the text now stays with what the pictures stayed with."""
    opening, *others = passed
    kept = opening.beginning(pictures[0].boxes[0].breaks)
    return (*before, kept, *others, pictures[0].beginning("may"), *pictures[1:], *after)


def _moves(nodes: Sequence[PlacedNode], order: Sequence[PlacedNode]) -> Iterator[PictureMove]:
    """Yield what is to be moved, so that `nodes` come in `order`."""
    before = dict(_anchors(nodes))
    for name, after in _anchors(order):
        if after != before[name]:
            yield PictureMove(name, after)


def _anchors(order: Sequence[PlacedNode]) -> Iterator[tuple[str, str]]:
    """Yield what may move, each with the last node before it that may not."""
    anchor = ""
    for node in order:
        if node.moves:
            yield node.name, anchor
        else:
            anchor = node.name
