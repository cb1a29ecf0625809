"""Write single entries into registries: change, add, rename, delete; the rest stays as typed.

A registry maps ids to entries, or lists entries that each say their id. What a file holds
afterwards is read again: where it is not exactly what was meant, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from dossier.interchange.registry_edit.added_entries import added_entries, composed
from dossier.interchange.registry_edit.recommendations import CannotChange, TextEdit
from dossier.interchange.registry_edit.yaml_patch import (
    changes,
    dash_of,
    end_of,
    patched,
    whole_lines,
)
from dossier.interchange.registry_edit.yaml_text import (
    Plain,
    flow_of,
    key_of,
    plain_of,
    text_of,
)
from dossier.model.frozen import frozen

__all__ = [
    "CannotChange",
    "Layout",
    "entries_of",
    "renamed",
    "with_entries",
    "with_entry",
    "without_entry",
]


def _own_id(values: Mapping[str, Plain]) -> str:
    return str(values.get("id", ""))


@frozen
class Layout:
    """How a registry is laid out: the keys that its list of entries may stand below, if any.

    `id_of` says which id the keys of a listed entry make; they hold it as `key`, or in parts.
    `keyed` entries stand below their ids there, and are no list.
    """

    lists: tuple[str, ...] = ()
    id_of: Callable[[Mapping[str, Plain]], str] = _own_id
    key: str = "id"
    keyed: bool = False


@frozen
class _Entry:
    """An entry in the file: its id, the key that is its id if it is one, and its keys."""

    id: str
    key: yaml.Node | None
    node: yaml.Node


def entries_of(text: str, layout: Layout = Layout()) -> dict[str, dict[str, Plain]]:
    """Return what each entry of a file holds, by id, as it was typed.

    Raises `CannotChange` for what is no registry that can be read as a whole.
    """
    found = {each.id: plain_of(each.node) for each in _entries(_top(text, layout), layout)}
    return {id_: each for id_, each in found.items() if isinstance(each, dict)}


def with_entry(
    text: str,
    id_: str,
    values: Mapping[str, Plain],
    *,
    layout: Layout = Layout(),
    order: Sequence[str] = (),
) -> str:
    """Return `text` with the entry `id_` holding exactly `values`; a new one stands last.

    `order` is the order of keys that were not there. A listed entry whose id is made of several
    keys may get another one. Raises `CannotChange` where that cannot be said without harm to
    something else.
    """
    return with_entries(text, {id_: values}, layout=layout, order=order)


def with_entries(
    text: str,
    entries: Mapping[str, Mapping[str, Plain]],
    *,
    layout: Layout = Layout(),
    order: Sequence[str] = (),
) -> str:
    """Return `text` with several entries, as `with_entry` does with one."""
    top = _top(text, layout)
    if layout.keyed and not (isinstance(top, yaml.MappingNode) and top.value):
        raise CannotChange
    listed = isinstance(top, yaml.SequenceNode) or (top is None and bool(layout.lists))
    wanted = {
        id_: _whole(id_, each, order, layout if listed else None) for id_, each in entries.items()
    }
    held = {each.id: each for each in _entries(top, layout)}
    new = {id_: each for id_, each in wanted.items() if id_ not in held}
    edits: list[TextEdit] = []
    for id_ in wanted.keys() & held.keys():
        edits += _changed(text, held[id_], wanted[id_], (layout.key, *order))
    edits += added_entries(text, top, new, layout.lists)
    said = {layout.id_of(each) if listed else id_: each for id_, each in wanted.items()}
    return _sure(text, patched(text, edits), layout, dict.fromkeys(wanted) | said)


def _changed(
    text: str, entry: _Entry, values: dict[str, Plain], order: Sequence[str]
) -> Iterator[TextEdit]:
    """Change an entry; one that is a single word becomes keys."""
    if isinstance(entry.node, yaml.ScalarNode) and entry.key:
        colon = text.index(":", entry.key.end_mark.index) + 1
        yield colon, max(colon, end_of(text, entry.node)), f" {flow_of(values)}"
    else:
        yield from changes(text, entry.node, values, order)


def _whole(
    id_: str, values: Mapping[str, Plain], order: Sequence[str], listed: Layout | None
) -> dict[str, Plain]:
    """Return the keys of an entry in their order, its id among them where a list holds it."""
    whole = {name: values[name] for name in order if name in values} | dict(values)
    return {listed.key: id_, **whole} if listed and listed.key else whole


def without_entry(text: str, id_: str, layout: Layout = Layout()) -> str:
    """Return `text` without an entry. Raises `KeyError`, or `CannotChange` as `with_entry` does."""
    top = _top(text, layout)
    held = next((each for each in _entries(top, layout) if each.id == id_), None)
    if held is None or top is None:
        raise KeyError(id_)
    if top.flow_style or (len(top.value) == 1 and held.key is None):
        raise CannotChange
    start = held.key.start_mark.index if held.key else dash_of(text, held.node)
    first, last, _ = whole_lines(text, start, end_of(text, held.node))
    while text[:first].endswith("\n") and not text[last:].strip("\r\n \t"):
        first -= 1  # no empty lines stay at the end of the file
    if text[:first].endswith("\n") and text[last:].startswith("\n\n"):
        first -= 1  # of the empty lines around it one is enough
    return _sure(text, patched(text, [(first, last, "")]), layout, {id_: None})


def renamed(text: str, old: str, new: str, layout: Layout = Layout()) -> str:
    """Return `text` with another id for an entry. Raises as `without_entry` does."""
    held = next((e for e in _entries(_top(text, layout), layout) if e.id == old), None)
    if held is None:
        raise KeyError(old)
    said = entries_of(text, layout)[old]
    place = held.key
    if place is None:
        names = {str(key.value): value for key, value in held.node.value}
        place = names.get(layout.key)
        said = {**said, layout.key: new}
    if place is None:
        raise CannotChange
    word = key_of(new) if held.key else text_of(new, style=getattr(place, "style", None))
    edit = place.start_mark.index, end_of(text, place), word
    return _sure(text, patched(text, [edit]), layout, {old: None, new: said})


def _top(text: str, layout: Layout) -> yaml.CollectionNode | None:
    """Return the node that holds the entries, or None where there is none."""
    node = composed(text)
    if isinstance(node, yaml.MappingNode) and layout.lists:
        held = [value for key, value in node.value if key.value in layout.lists]
        node = held[0] if held else node
        if not held or not isinstance(node, yaml.CollectionNode):
            return None
    if node is not None and not isinstance(node, yaml.CollectionNode):
        raise CannotChange
    return node


def _entries(top: yaml.Node | None, layout: Layout) -> Iterator[_Entry]:
    if isinstance(top, yaml.MappingNode):
        yield from (_Entry(str(key.value), key, value) for key, value in top.value)
    elif isinstance(top, yaml.SequenceNode):
        for each in top.value:
            said = plain_of(each)
            if isinstance(said, dict):
                yield _Entry(layout.id_of(said), None, each)


def _sure(text: str, result: str, layout: Layout, change: Mapping[str, Any]) -> str:
    """Return `result`. Raises `CannotChange` unless it says what `text` did, but for a change.

    `change` holds what entries say instead, None for one that is gone; order counts too.
    """
    wanted = {id_: each for id_, each in _said(text, layout) if id_ not in change}
    wanted |= {id_: each for id_, each in change.items() if each is not None}
    found = _said(result, layout)
    if (
        dict(found) != wanted
        or len(found) != len(wanted)
        or _rest(text, layout) != _rest(result, layout)
    ):
        raise CannotChange
    return result


def _said(text: str, layout: Layout) -> list[tuple[str, Plain]]:
    return [(each.id, plain_of(each.node)) for each in _entries(_top(text, layout), layout)]


def _rest(text: str, layout: Layout) -> dict[str, Plain]:
    """Return what a file says beside its list of entries."""
    node = composed(text)
    if not layout.lists or not isinstance(node, yaml.MappingNode):
        return {}
    return {str(k.value): plain_of(v) for k, v in node.value if k.value not in layout.lists}
