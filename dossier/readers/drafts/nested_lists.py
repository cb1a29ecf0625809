"""Make nested lists of items that know only their level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model.document import BulletList, Item, Node, Nodes, NumberedList
from dossier.model.frozen import frozen
from dossier.readers.drafts.piece import Listed


@frozen
class Entry:
    """An item on its way into a list."""

    listed: Listed
    content: Nodes
    line: int


def nested(entries: Sequence[Entry]) -> Iterator[Node]:
    """Yield the lists that `entries` make; an entry of a deeper level is in the item before it."""
    items: list[Item] = []
    first: Listed | None = None
    at = 0
    while at < len(entries):
        entry = entries[at]
        end = at + 1
        while end < len(entries) and entries[end].listed.level > entry.listed.level:
            end += 1
        if first and not _goes_on(first, len(items), entry.listed):
            yield _list(first, items)
            first, items = None, []
        first = first or entry.listed
        items.append(Item((*entry.content, *nested(entries[at + 1 : end])), entry.line))
        at = end
    if first:
        yield _list(first, items)


def _goes_on(first: Listed, count: int, listed: Listed) -> bool:
    if first.form != listed.form:
        return False
    if first.ordered != listed.ordered or first.series != listed.series:
        return False
    return not listed.ordered or listed.number == first.number + count


def _list(first: Listed, items: Sequence[Item]) -> Node:
    if first.ordered:
        return NumberedList(first.number, tuple(items), first.form)
    return BulletList(tuple(items))
