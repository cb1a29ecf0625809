"""Change values in a YAML text, and leave all else of it as a person typed it.

The places of values are found; what differs is put there, what is new behind its neighbour, what
is gone is cut out. Remarks, the order of keys, quotation marks and brackets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import TypeAlias

import yaml

from dossier.interchange.registry_edit.recommendations import CannotChange, TextEdit
from dossier.interchange.registry_edit.yaml_text import (
    Plain,
    flow_of,
    item_of,
    key_of,
    pairs_of,
    plain_of,
    text_of,
    value_of,
)

Pair: TypeAlias = tuple[yaml.ScalarNode, yaml.Node]


def changes(
    text: str, node: yaml.Node, value: Plain, order: Sequence[str] = (), *, flow: bool = False
) -> Iterator[TextEdit]:
    """Yield the edits that make a node of `text` hold `value`.

    `order` is that of new keys; `flow` says that the node stands between brackets.
    """
    match node, value:
        case yaml.MappingNode(), dict():
            yield from _in_mapping(text, node, value, order)
        case yaml.SequenceNode(), list() if node.value:
            yield from _in_list(text, node, value)
        case yaml.ScalarNode(), str():
            if plain_of(node) != value:
                indent = _indent(text, node.start_mark.index) + 2
                new = text_of(value, style=node.style, flow=flow, indent=indent)
                yield node.start_mark.index, end_of(text, node), new
        case _:
            raise CannotChange


def patched(text: str, edits: Iterable[TextEdit]) -> str:
    """Return `text` with pieces replaced, and with the ends of its lines in them."""
    end = "\r\n" if "\r\n" in text else "\n"
    out: list[str] = []
    at = 0
    for start, stop, new in sorted(edits, key=lambda each: each[:2]):
        if start < at:
            raise CannotChange
        out += (text[at:start], new.replace("\n", end))
        at = stop
    return "".join((*out, text[at:]))


def end_of(text: str, node: yaml.Node) -> int:
    """Return where a node's last sign stands; YAML ends a block where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def line_end(text: str, at: int) -> int:
    """Return where the line ends, before the signs that end it."""
    found = re.compile(r"\r?\n|$").search(text, at)
    return found.start() if found else len(text)


def line_start(text: str, at: int) -> int:
    """Return where the line of a sign begins."""
    return text.rfind("\n", 0, at) + 1


def whole_lines(text: str, start: int, end: int) -> TextEdit:
    """Return the edit that cuts out the lines from that of `start` to that of `end`."""
    first, last = line_start(text, start), line_end(text, end)
    if first == 0:
        return 0, text.find("\n", last) + 1 or len(text), ""
    before = first - 2 if text[:first].endswith("\r\n") else first - 1
    return before, last, ""  # from line end to line end: what is put behind either one stays


def dash_of(text: str, node: yaml.Node) -> int:
    """Return where the dash of an item stands. Raises `CannotChange` where it begins no line."""
    at = text.rfind("-", 0, node.start_mark.index)
    between = text[at + 1 : node.start_mark.index]
    if at < 0 or between.strip() or text[line_start(text, at) : at].strip():
        raise CannotChange
    return at


def _in_mapping(
    text: str, node: yaml.MappingNode, value: Mapping[str, Plain], order: Sequence[str]
) -> Iterator[TextEdit]:
    pairs: list[Pair] = node.value
    held = {str(key.value): (key, each) for key, each in pairs}
    if len(held) != len(pairs) or not value:
        raise CannotChange
    if pairs and not held.keys() & value.keys():
        yield _all_new(text, node, value)
        return
    yield from _without(text, node, [name for name in held if name not in value])
    for name, (key, old) in held.items():
        if name in value and plain_of(old) != value[name]:
            yield from _changed(text, node, (key, old), value[name])
    kept = [name for name in held if name in value]
    new = {name: each for name, each in value.items() if name not in held}
    yield from _inserted(text, node, {name: held[name] for name in kept}, (new, order))


def _all_new(text: str, node: yaml.MappingNode, value: Mapping[str, Plain]) -> TextEdit:
    """Put other keys in the place of all there are."""
    if _remarks(text, node):
        raise CannotChange
    start, end = node.value[0][0].start_mark.index, end_of(text, node.value[-1][1])
    if node.flow_style:
        return start, end, flow_of(dict(value))[1:-1]
    return start, end, pairs_of(value, node.value[0][0].start_mark.column).lstrip(" ")


def _changed(text: str, node: yaml.MappingNode, pair: Pair, value: Plain) -> Iterator[TextEdit]:
    """Change the value of a key; one of another kind takes its place as a whole."""
    key, old = pair
    try:
        edits = list(changes(text, old, value, flow=bool(node.flow_style)))
    except CannotChange:
        if _remarks(text, old):
            raise
        colon = text.index(":", key.end_mark.index) + 1
        column = key.start_mark.column
        new = value_of(value, column, flow=bool(node.flow_style))
        edits = [(colon, max(colon, end_of(text, old)), new)]
    if isinstance(old, yaml.ScalarNode) and old.start_mark.index <= key.end_mark.index + 1:
        colon = text.index(":", key.end_mark.index) + 1  # nothing stood behind the colon
        edits = [(colon, colon, value_of(value, key.start_mark.column, flow=bool(node.flow_style)))]
    yield from edits


def _without(text: str, node: yaml.MappingNode, names: Sequence[str]) -> Iterator[TextEdit]:
    """Cut out keys with their values, those that follow each other in one piece."""
    pairs: list[Pair] = node.value
    gone = [str(key.value) in names for key, _ in pairs]
    for at, (key, value) in enumerate(pairs):
        if not gone[at]:
            continue
        start, end = key.start_mark.index, end_of(text, value)
        following = next((pairs[n][0] for n in range(at + 1, len(pairs)) if not gone[n]), None)
        on_line = text[line_start(text, start) : start].strip() != ""
        if node.flow_style and following is not None:
            yield start, pairs[at + 1][0].start_mark.index, ""
        elif node.flow_style:
            before = end_of(text, pairs[at - 1][1])
            yield before, end, ""
        elif on_line and at + 1 < len(pairs):
            yield start, pairs[at + 1][0].start_mark.index, ""
        elif on_line:
            raise CannotChange
        else:
            yield whole_lines(text, start, end)


def _inserted(
    text: str,
    node: yaml.MappingNode,
    held: Mapping[str, Pair],
    new: tuple[Mapping[str, Plain], Sequence[str]],
) -> Iterator[TextEdit]:
    """Put keys behind those that come before them in the order of keys."""
    values, order = new
    rank = {name: at for at, name in enumerate(order)}
    last = len(rank)
    column = next(iter(held.values()))[0].start_mark.column if held else node.start_mark.column
    for name in sorted(values, key=lambda each: rank.get(each, last)):
        before = [each for each in held if rank.get(each, -1) < rank.get(name, last)]
        pair = held[before[-1]] if before else None
        written = f"{key_of(name)}:{value_of(values[name], column, flow=bool(node.flow_style))}"
        if pair is None and held:
            at = next(iter(held.values()))[0].start_mark.index
            yield at, at, written + (", " if node.flow_style else f"\n{' ' * column}")
        elif pair is None:
            raise CannotChange
        elif node.flow_style:
            at = end_of(text, pair[1])
            yield at, at, f", {written}"
        else:
            at = line_end(text, end_of(text, pair[1]))
            yield at, at, f"\n{' ' * column}{written}"


def _in_list(text: str, node: yaml.SequenceNode, value: Sequence[Plain]) -> Iterator[TextEdit]:
    """Change a list item by item; items that stay are not touched."""
    if not value:
        raise CannotChange
    items: list[yaml.Node] = node.value
    old, new = (list(map(repr, each)) for each in (map(plain_of, items), value))
    for tag, first, end, begin, stop in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            continue
        pairs = list(zip_longest(range(first, end), range(begin, stop)))
        added = [value[n] for at, n in pairs if at is None]
        for at, n in pairs:
            if at is not None and n is not None:
                yield from _changed_item(text, node, items[at], value[n])
        gone = [at for at, n in pairs if n is None]
        yield from _without_items(text, node, gone)
        if added:
            yield _with_items(text, node, end, added)


def _changed_item(
    text: str, node: yaml.SequenceNode, item: yaml.Node, value: Plain
) -> Iterator[TextEdit]:
    try:
        yield from list(changes(text, item, value, flow=bool(node.flow_style)))
    except CannotChange:
        if _remarks(text, item):
            raise
        new = flow_of(value)
        if not node.flow_style:
            column = text.index("-", line_start(text, dash_of(text, item)))
            new = item_of(value, column - line_start(text, column)).lstrip(" ")[2:]
        yield item.start_mark.index, end_of(text, item), new


def _without_items(text: str, node: yaml.SequenceNode, gone: Sequence[int]) -> Iterator[TextEdit]:
    items: list[yaml.Node] = node.value
    for at in gone:
        item = items[at]
        if not node.flow_style:
            yield whole_lines(text, dash_of(text, item), end_of(text, item))
        elif any(n not in gone for n in range(at + 1, len(items))):
            yield item.start_mark.index, items[at + 1].start_mark.index, ""
        else:
            yield end_of(text, items[at - 1]), end_of(text, item), ""


def _with_items(text: str, node: yaml.SequenceNode, at: int, added: Sequence[Plain]) -> TextEdit:
    """Put items before the one that is number `at`, or behind the last."""
    items: list[yaml.Node] = node.value
    if node.flow_style:
        words = ", ".join(map(flow_of, added))
        if at == 0:
            start = items[0].start_mark.index
            return start, start, f"{words}, "
        end = end_of(text, items[at - 1])
        return end, end, f", {words}"
    dash = dash_of(text, items[0])
    column = dash - line_start(text, dash)
    lines = "\n".join(item_of(each, column) for each in added)
    if at == 0:
        start = line_start(text, dash)
        return start, start, f"{lines}\n"
    end = line_end(text, end_of(text, items[at - 1]))
    return end, end, f"\n{lines}"


def _remarks(text: str, node: yaml.Node) -> bool:
    """Whether a remark stands among the parts of a node, which a new value would drop."""
    leaves = sorted(_leaves(text, node))
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(leaves)]
    return any("#" in gap for gap in gaps)


def _leaves(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.CollectionNode):
        for each in node.value:
            for part in each if isinstance(each, tuple) else (each,):
                yield from _leaves(text, part)
    else:
        yield node.start_mark.index, end_of(text, node)


def _indent(text: str, at: int) -> int:
    line = text[line_start(text, at) : at]
    return len(line) - len(line.lstrip(" -"))
