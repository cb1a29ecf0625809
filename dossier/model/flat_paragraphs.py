"""Flat paragraphs: the paragraphs, headings and cells of some nodes, in order, each with its place.

A Word file is such a row of paragraphs, and so is anything that somebody may edit in it. `flatten`
makes such a row of nodes, `unflatten` makes nodes of it: `unflatten(flatten(nodes)) == nodes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import Literal, TypeAlias

from dossier.model.document import (
    Alignment,
    BulletList,
    Cell,
    Figure,
    Heading,
    Inlines,
    Item,
    Node,
    Nodes,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
)
from dossier.model.frozen import frozen
from dossier.model.list_numbers import PLAIN, Form

Sort: TypeAlias = Literal["paragraph", "heading", "cell", "figure", "void"]
"""What a flat paragraph is; "void" keeps the place of an item or a quotation that holds nothing."""


@frozen
class Step:
    """One thing that a flat paragraph stands in. `key` tells things of one sort apart."""

    sort: Literal["bullet", "number", "item", "quote", "table", "row"]
    key: int
    start: int = 1
    alignment: tuple[Alignment, ...] = ()
    form: Form = PLAIN


Path: TypeAlias = tuple[Step, ...]


@frozen
class FlatParagraph:
    """A paragraph, heading, cell or picture, and the way to it from the block."""

    id: str
    sort: Sort
    content: Inlines
    path: Path = ()
    level: int = 0
    figure: Figure | None = None
    line: int = 0

    def depth(self) -> int:
        """Return how many lists the paragraph stands in."""
        return sum(each.sort in ("bullet", "number") for each in self.path)


def flatten(nodes: Nodes) -> tuple[FlatParagraph, ...]:
    """Return the flat paragraphs of `nodes` in reading order."""
    return tuple(_leaves(nodes, (), count(1)))


def _leaves(nodes: Nodes, path: Path, keys: count[int]) -> Iterator[FlatParagraph]:
    for node in nodes:
        match node:
            case Paragraph():
                yield FlatParagraph(node.id, "paragraph", node.content, path, line=node.line)
            case Heading():
                yield FlatParagraph(
                    node.id, "heading", node.content, path, node.level, line=node.line
                )
            case Figure():
                yield FlatParagraph("", "figure", (), path, figure=node, line=node.line)
            case Quote():
                yield from _held(node.content, (*path, Step("quote", next(keys))), keys)
            case BulletList():
                yield from _items(node.items, (*path, Step("bullet", next(keys))), keys)
            case NumberedList():
                here = Step("number", next(keys), node.start, form=node.form)
                yield from _items(node.items, (*path, here), keys)
            case Table():
                here = Step("table", next(keys), alignment=node.alignment)
                for row in (node.head, *node.rows):
                    yield from _cells(row, (*path, here, Step("row", next(keys))))


def _items(items: Sequence[Item], path: Path, keys: count[int]) -> Iterator[FlatParagraph]:
    for item in items:
        yield from _held(item.content, (*path, Step("item", next(keys))), keys)


def _held(content: Nodes, path: Path, keys: count[int]) -> Iterator[FlatParagraph]:
    yield from (
        _leaves(content, path, keys) if content else iter([FlatParagraph("", "void", (), path)])
    )


def _cells(row: Row, path: Path) -> Iterator[FlatParagraph]:
    for cell in row.cells:
        yield FlatParagraph(cell.id, "cell", cell.content, path, line=cell.line)


def unflatten(row: Sequence[FlatParagraph], depth: int = 0) -> Nodes:
    """Return the nodes whose flat paragraphs are `row`; things that are parted become two."""
    nodes: list[Node] = []
    for step, group in groupby(row, lambda flat: _step(flat, depth)):
        held = list(group)
        if step is None:
            nodes += [node for flat in held for node in _node(flat)]
        else:
            nodes.append(_thing(step, held, depth))
    return tuple(nodes)


def _step(flat: FlatParagraph, depth: int) -> Step | None:
    return flat.path[depth] if depth < len(flat.path) else None


def _node(flat: FlatParagraph) -> Iterator[Node]:
    match flat.sort:
        case "paragraph" | "cell":
            yield Paragraph(flat.content, flat.id, flat.line)
        case "heading":
            yield Heading(flat.level, flat.content, flat.id, flat.line)
        case "figure" if flat.figure:
            yield flat.figure


def _thing(step: Step, held: Sequence[FlatParagraph], depth: int) -> Node:
    match step.sort:
        case "quote":
            return Quote(unflatten(held, depth + 1))
        case "table":
            return _table(step, held, depth)
        case "number":
            return NumberedList(step.start, tuple(_grown_items(held, depth)), step.form)
    return BulletList(tuple(_grown_items(held, depth)))


def _grown_items(held: Sequence[FlatParagraph], depth: int) -> Iterator[Item]:
    for _, group in groupby(held, lambda flat: _step(flat, depth + 1)):
        inside = list(group)
        yield Item(unflatten(inside, depth + 2), inside[0].line)


def _table(step: Step, held: Sequence[FlatParagraph], depth: int) -> Table:
    rows = []
    for _, group in groupby(held, lambda flat: _step(flat, depth + 1)):
        rows.append(Row(tuple(Cell(each.content, each.id, each.line) for each in group)))
    width = max(len(row.cells) for row in rows)
    full = [replace(row, cells=(*row.cells, *_missing(row, width))) for row in rows]
    nothing: Alignment = ""
    plain = (nothing,) * width
    alignment = (*step.alignment, *plain)[:width]
    return Table(alignment, full[0], tuple(full[1:]))


def _missing(row: Row, width: int) -> Iterator[Cell]:
    for _ in range(width - len(row.cells)):
        yield Cell((), "")
