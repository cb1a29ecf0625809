"""Place paragraphs that came back in the structure of a block: lists, quotations, tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, takewhile

from dossier.leaf import Leaf, Path, Sort, Step
from dossier.read.word.line import Kind, Shape

_NEW = count(-1, -1)


def shapes(row: Sequence[Leaf]) -> list[tuple[Kind, int]]:
    """Return what each leaf looks like in Word: its kind, and its level in lists."""
    seen: set[int] = set()
    found: list[tuple[Kind, int]] = []
    for leaf in row:
        found.append(_shape(leaf, seen))
        seen |= {step.key for step in leaf.path if step.sort == "item"}
    return found


def _shape(leaf: Leaf, seen: set[int]) -> tuple[Kind, int]:
    if leaf.sort == "heading":
        return "heading", leaf.level
    if leaf.sort == "figure":
        return "picture", 0
    inner = next((each for each in reversed(leaf.path) if each.sort in ("item", "quote", "row")),
                 None)  # fmt: skip
    if inner is None:
        return "paragraph", 0
    if inner.sort == "row":
        return "cell", 0
    if inner.sort == "quote":
        return "quote", 0
    lists = [each.sort for each in leaf.path if each.sort in ("bullet", "number")]
    if inner.key in seen:
        return "continue", len(lists)
    return ("bullet" if lists[-1] == "bullet" else "number"), len(lists)


def fits(leaf: Leaf, shape: tuple[Kind, int], came: Shape) -> bool:
    """Whether a paragraph that came back still has the shape of its leaf."""
    kind, level = shape
    if kind == "heading" or came.kind == "heading":
        return kind == came.kind
    if kind in ("bullet", "number", "continue"):
        return kind == came.kind and min(level, 5) == came.level
    if kind == "paragraph":
        return came.kind in ("paragraph", "caption", "frame")
    return kind == came.kind or leaf.sort == "figure"


def placed(came: Shape, before: Path, after: Path) -> tuple[Sort, Path]:
    """Return sort and path of a paragraph of a shape, between two whose paths are known.

    A bullet continues the list before it, or begins the one after it, or a list of its own.
    """
    match came.kind:
        case "bullet" | "number":
            return "paragraph", _item(came, before, after)
        case "continue":
            return "paragraph", _inside(before, came.level)
        case "quote":
            return "paragraph", _quote(before, after)
        case "heading":
            return "heading", ()
    return "paragraph", ()


def _item(came: Shape, before: Path, after: Path) -> Path:
    sort = came.kind if came.kind in ("bullet", "number") else "bullet"
    for path in (before, after):
        lists = [n for n, step in enumerate(path) if step.sort in ("bullet", "number")]
        if len(lists) >= came.level and path[lists[came.level - 1]].sort == sort:
            return (*path[: lists[came.level - 1] + 1], _step("item"))
    level = min(came.level, 1 + sum(each.sort == "item" for each in before))
    outer = _inside(before, level - 1) if level > 1 else ()
    new = _step("bullet") if sort == "bullet" else Step("number", next(_NEW), came.start)
    return (*outer, new, _step("item"))


def _inside(path: Path, level: int) -> Path:
    """Return the way into the item of a level that `path` leads to; () where there is none."""
    items = [n for n, step in enumerate(path) if step.sort == "item"]
    return path[: items[min(level, len(items)) - 1] + 1] if items and level else ()


def _quote(before: Path, after: Path) -> Path:
    for path in (before, after):
        if path and path[-1].sort == "quote":
            return path
    outer = _inside(before, sum(each.sort == "item" for each in before))
    return (*outer, _step("quote"))


def _step(sort: str) -> Step:
    return Step("item", next(_NEW)) if sort == "item" else (
        Step("bullet", next(_NEW)) if sort == "bullet" else Step("quote", next(_NEW)))  # fmt: skip


def new_key() -> int:
    """Return a key that no step has."""
    return next(_NEW)


def common(one: Path, other: Path) -> Path:
    """Return what two paths share from their beginning."""
    both = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(each for each, _ in both)
