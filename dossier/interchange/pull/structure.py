"""Place paragraphs that came back in the structure of a block: lists, quotations, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import count
from typing import Literal

from dossier.model.bookmark_names import DEEPEST_LIST
from dossier.model.flat_paragraphs import FlatParagraph, Path, Sort, Step
from dossier.model.frozen import frozen
from dossier.readers.exported_docx.paragraphs import Kind, Shape

_NEW = count(-1, -1)


def shapes(row: Sequence[FlatParagraph]) -> list[tuple[Kind, int]]:
    """Return what each paragraph looks like in Word: its kind, and its level in lists."""
    seen: set[int] = set()
    found: list[tuple[Kind, int]] = []
    for flat in row:
        found.append(_shape(flat, seen))
        seen |= {step.key for step in flat.path if step.sort == "item"}
    return found


def _shape(flat: FlatParagraph, seen: set[int]) -> tuple[Kind, int]:
    if flat.sort == "heading":
        return "heading", flat.level
    if flat.sort == "figure":
        return "picture", 0
    inner = next((each for each in reversed(flat.path) if each.sort in ("item", "quote", "row")),
                 None)  # fmt: skip
    if inner is None:
        return "paragraph", 0
    if inner.sort == "row":
        return "cell", 0
    if inner.sort == "quote":
        return "quote", 0
    lists = [each.sort for each in flat.path if each.sort in ("bullet", "number")]
    if inner.key in seen:
        return "continue", len(lists)
    return ("bullet" if lists[-1] == "bullet" else "number"), len(lists)


def fits(flat: FlatParagraph, shape: tuple[Kind, int], returned: Shape) -> bool:
    """Whether a paragraph that came back still has the shape that it was exported in."""
    kind, level = shape
    if kind == "heading" or returned.kind == "heading":
        return kind == returned.kind
    if kind in ("bullet", "number", "continue"):
        return kind == returned.kind and min(level, DEEPEST_LIST) == returned.level
    if kind == "paragraph":
        return returned.kind in ("paragraph", "caption", "frame")
    return kind == returned.kind or flat.sort == "figure"


@frozen
class PlacedParagraph:
    """A paragraph in its order, that of the source that it was, and what it looks like in Word.

    `returned` is the shape of a new one, which says how its list begins; `column` is that of a cell
    in the file, -1 where it is not there.
    """

    flat: FlatParagraph
    own: FlatParagraph | None
    shape: tuple[Kind, int]
    returned: Shape | None = None
    column: int = -1


class TableRowPaths:
    """The paths to the rows of the tables that came back; `known` are those of cells that are."""

    def __init__(self, known: Iterable[tuple[Shape, Path]]) -> None:
        self.tables: dict[int, Path] = {}
        self.rows: dict[tuple[int, int], Path] = {}
        for shape, path in known:
            if not path or path[-1].sort != "row":
                continue
            if path[:-1] not in self.tables.values():
                self.tables.setdefault(shape.table, path[:-1])
            if path[:-1] == self.tables.get(shape.table) and path not in self.rows.values():
                self.rows.setdefault((shape.table, shape.row), path)

    def path(self, shape: Shape) -> Path:
        """Return the path to the row of a cell, a new one where there is none yet."""
        place = shape.table, shape.row
        if place not in self.rows:
            table = self.tables.setdefault(shape.table, (Step("table", next(_NEW)),))
            self.rows[place] = (*table, Step("row", next(_NEW)))
        return self.rows[place]


def with_paths(row: Sequence[PlacedParagraph]) -> list[FlatParagraph]:
    """Return paragraphs with paths that give them their shapes, each after the one before it.

    A paragraph keeps the path that it has in the source where that leads somewhere still: a bullet
    opens an item, a paragraph below it goes on in the item that is open.
    """
    found: list[FlatParagraph] = []
    opened: set[int] = set()
    before: Path = ()
    for at, each in enumerate(row):
        after = next((e.shape for e in row[at + 1 :] if e.shape[0] != "quote"), ("paragraph", 0))
        before = _path(each, before, opened, after)
        opened |= {step.key for step in before if step.sort == "item"}
        found.append(replace(each.flat, path=before, sort=_sort(each)))
    return _continued(found)


def _continued(row: Sequence[FlatParagraph]) -> list[FlatParagraph]:
    """Return paragraphs, numbered lists that something parts going on with their numbers.

    So they do in Word, where the two parts are one list.
    """
    found: list[FlatParagraph] = []
    now: dict[int, Step] = {}
    items: dict[int, set[int]] = {}
    before: Path = ()
    for flat in row:
        path = list(flat.path)
        for n, step in enumerate(path[:-1]):
            if step.sort != "number":
                continue
            path[n] = own = now.get(step.key, step)
            if items.get(own.key) and own not in before:
                path[n] = Step(own.sort, next(_NEW), own.start + len(items[own.key]), form=own.form)
                now[step.key] = path[n]
            items.setdefault(path[n].key, set()).add(path[n + 1].key)
        before = tuple(path)
        found.append(replace(flat, path=before))
    return found


def _sort(each: PlacedParagraph) -> Sort:
    if each.flat.sort in ("void", "figure"):
        return each.flat.sort
    kind = each.shape[0]
    return kind if kind in ("heading", "cell") else "paragraph"


def _path(each: PlacedParagraph, before: Path, opened: Set[int], after: tuple[Kind, int]) -> Path:
    own, (kind, level) = each.flat.path, each.shape
    match kind:
        case "bullet" | "number":
            return _item(each, before, opened)
        case "continue":
            return own if own and _leads(own, before) else _inside(before, level)
        case "quote":
            return _quote(own, before, after)
        case "cell":
            return own if _leads(own, before) else own[-2:]
        case "heading" | "picture" | "caption":
            return own if _leads(own, before) else ()
    return ()


def _leads(own: Path, before: Path) -> bool:
    """Whether the innermost item on a path is one that is open."""
    size = max((n for n, step in enumerate(own, start=1) if step.sort == "item"), default=0)
    return own[:size] == before[:size]


def _item(each: PlacedParagraph, before: Path, opened: Set[int]) -> Path:
    """Return the path to an item: in its own list, else one that is open, else a new one."""
    own, (kind, level) = each.flat.path, each.shape
    sort: Literal["bullet", "number"] = "number" if kind == "number" else "bullet"
    lists = [n for n, step in enumerate(own) if step.sort == sort]
    if lists and own[lists[-1] + 1 :][:1] and _leads(own[: lists[-1]], before):
        outer, step, item = own[: lists[-1]], own[lists[-1]], own[lists[-1] + 1]
    else:
        level = min(level, 1 + sum(step.sort == "item" for step in before))
        outer = _inside(before, level - 1)
        step = own[lists[-1]] if lists else _open(before, level, sort, each.returned)
        item = own[lists[-1] + 1] if lists else Step("item", next(_NEW))
    if item.key in opened:
        item = Step("item", next(_NEW))
    return (*outer, step, item)


def _open(
    before: Path, level: int, sort: Literal["bullet", "number"], returned: Shape | None
) -> Step:
    """Return the list of a level that is open, or a new one."""
    lists = [step for step in before if step.sort in ("bullet", "number")]
    if len(lists) >= level and lists[level - 1].sort == sort:
        return lists[level - 1]
    if sort == "bullet" or returned is None:
        return Step(sort, next(_NEW))
    return Step(sort, next(_NEW), returned.start, form=returned.form)


def _inside(path: Path, level: int) -> Path:
    """Return the path into the item of a level that `path` leads to; () where there is none."""
    items = [n for n, step in enumerate(path) if step.sort == "item"]
    return path[: items[min(level, len(items)) - 1] + 1] if items and level else ()


def _quote(own: Path, before: Path, after: tuple[Kind, int]) -> Path:
    """Return the path to a quotation; before what goes on in an item it stands in it."""
    here = own if own and own[-1].sort == "quote" and _leads(own, before) else ()
    level = {"continue": after[1], "bullet": after[1] - 1, "number": after[1] - 1}.get(after[0], 0)
    inner = _inside(before, level)
    if inner and here[: len(inner)] != inner:
        return (*inner, here[-1] if here else Step("quote", next(_NEW)))
    if not here and before and before[-1].sort == "quote":
        return before
    return here or (Step("quote", next(_NEW)),)


def joined(row: Sequence[FlatParagraph], source: Sequence[FlatParagraph]) -> list[FlatParagraph]:
    """Return paragraphs with lists and quotations joined that meet, since they print as one.

    Those that meet in the source already are left.
    """
    apart = {pair for pair in map(_meeting, source, source[1:]) if pair}
    names: dict[int, int] = {}
    found: list[FlatParagraph] = []
    for flat in row:
        now = replace(flat, path=tuple(_renamed(step, names) for step in flat.path))
        pair = _meeting(found[-1], now) if found else None
        if pair and pair not in apart:
            names[pair[1]] = pair[0]
            now = replace(flat, path=tuple(_renamed(step, names) for step in flat.path))
        found.append(now)
    return found


def _renamed(step: Step, names: Mapping[int, int]) -> Step:
    return replace(step, key=names[step.key]) if step.key in names else step


def _meeting(one: FlatParagraph, two: FlatParagraph) -> tuple[int, int] | None:
    """Return the keys of two things of one sort, of which one ends where the other begins."""
    for first, second in zip(one.path, two.path, strict=False):
        if first.key != second.key:
            alike = first.sort == second.sort and first.sort in ("bullet", "number", "quote")
            return (first.key, second.key) if alike else None
    return None
