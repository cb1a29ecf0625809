"""Change which blocks `dossier.yaml` lists for a section, and nothing else of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.registry_edit.yaml_patch import (
    dash_of,
    end_of,
    line_end,
    line_start,
)
from dossier.interchange.registry_edit.yaml_text import plain_of

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def reordered(text: str, document: str, section: str, order: Sequence[int]) -> str:
    r"""Return the manifest with the items of a list in another order, remarks with their items.

    `order` are the numbers of the items as they are, counted from 0. Raises `CannotChange`.

    >>> text = "documents:\n  a:\n    blocks:\n      x:\n        - one  # first\n        - two\n"
    >>> print(reordered(text, "a", "x", (1, 0)).split("x:\n")[1], end="")
            - two
            - one  # first
    """
    node = _list(text, document, section)
    items: list[yaml.Node] = node.value
    if sorted(order) != list(range(len(items))):
        raise CannotChange
    spans = [_span(text, node, at) for at in range(len(items))]
    edits = [(start, end, text[spans[n][0] : spans[n][1]])
             for (start, end), n in zip(spans, order, strict=True)]  # fmt: skip
    result = _raw(text, edits)
    wanted = [plain_of(items[n]) for n in order]
    if list(map(plain_of, _list(result, document, section).value)) != wanted:
        raise CannotChange
    return result


def with_block(text: str, document: str, section: str, block: str, at: int) -> str:
    """Return the manifest with a block in a list, before the item that is number `at`.

    Raises `CannotChange`.
    """
    node = _list(text, document, section)
    items: list[yaml.Node] = node.value
    before = list(map(plain_of, items))
    end = "\r\n" if "\r\n" in text else "\n"
    if node.flow_style:
        where = items[at].start_mark.index if at < len(items) else end_of(text, items[-1])
        new = f"{block}, " if at < len(items) else f", {block}"
    else:
        dash = dash_of(text, items[0])
        indent = " " * (dash - line_start(text, dash))
        if at < len(items):
            where = _span(text, node, at)[0]
            new = f"{indent}- {block}{end}"
        else:
            where = line_end(text, end_of(text, items[-1]))
            new = f"{end}{indent}- {block}"
    result = text[:where] + new + text[where:]
    after = list(map(plain_of, _list(result, document, section).value))
    if after != [*before[:at], block, *before[at:]]:
        raise CannotChange
    return result


def _raw(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return `text` with pieces replaced, each with the ends of lines that it has."""
    out: list[str] = []
    at = 0
    for start, stop, new in sorted(edits):
        out += (text[at:start], new)
        at = stop
    return "".join((*out, text[at:]))


def _span(text: str, node: yaml.SequenceNode, at: int) -> tuple[int, int]:
    """Return where an item begins and ends: whole lines with the remarks above it, or its words."""
    items: list[yaml.Node] = node.value
    if node.flow_style:
        return items[at].start_mark.index, end_of(text, items[at])
    # A remark above the first item may be about the whole list: it stays there.
    start = line_start(text, dash_of(text, items[at]))
    if at:
        start = _line_after(text, end_of(text, items[at - 1]))
    end = _line_after(text, end_of(text, items[at]))
    if not text[:end].endswith("\n"):
        raise CannotChange  # the last line of the file has no end that could be moved
    return start, end


def _line_after(text: str, at: int) -> int:
    end = line_end(text, at)
    return end + (2 if text[end : end + 2] == "\r\n" else len(text[end : end + 1]))


def _list(text: str, document: str, section: str) -> yaml.SequenceNode:
    """Return the list of a section. Raises `CannotChange` where there is none, or an empty one."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise CannotChange from error
    for name in ("documents", document, "blocks", section):
        if not isinstance(node, yaml.MappingNode):
            raise CannotChange
        node = next((value for key, value in node.value if key.value == name), None)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise CannotChange
    return node
