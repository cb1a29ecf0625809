"""Write new entries into the text of a registry, behind those that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from dossier.interchange.registry_edit.recommendations import CannotChange, TextEdit
from dossier.interchange.registry_edit.yaml_patch import dash_of, end_of, line_end, line_start
from dossier.interchange.registry_edit.yaml_text import Plain, key_of, pairs_of, plain_of
from dossier.readers.yaml import Loader


def composed(text: str) -> yaml.Node | None:
    """Return what a text of YAML holds. Raises `CannotChange` where it cannot be read."""
    try:
        found: yaml.Node | None = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise CannotChange from error
    return found


def added_entries(
    text: str,
    top: yaml.CollectionNode | None,
    new: Mapping[str, dict[str, Plain]],
    lists: Sequence[str],
) -> Iterator[TextEdit]:
    """Yield the edits that put entries behind the last one of `top`, as that is laid out.

    `lists` are the keys that a list of entries may stand below.
    """
    if not new:
        return
    gap = "" if not text or text.endswith("\n") else "\n"
    if top is None or not top.value:
        if top is not None or (lists and composed(text) is not None):
            yield from _into_empty(text, new, lists)
            return
        lines = _lines(new, 2 if lists else -1)
        head = f"{lists[0]}:\n" if lists else ""
        yield len(text), len(text), f"{gap}{head}{lines}\n"
        return
    if top.flow_style:
        raise CannotChange
    last = top.value[-1][1] if isinstance(top, yaml.MappingNode) else top.value[-1]
    empty = "\n" if _apart(text, top) else ""
    if isinstance(top, yaml.MappingNode):
        column = top.value[0][0].start_mark.column
        made = _lines(new, -1, empty)
        lines = "\n".join(f"{' ' * column}{each}" if each else "" for each in made.split("\n"))
    else:
        dash = dash_of(text, top.value[0])
        column = dash - line_start(text, dash)
        lines = _lines(new, column, empty)
    end = _after_remarks(text, line_end(text, end_of(text, last)), column)
    yield end, end, f"\n{empty}{lines}"


def _after_remarks(text: str, end: int, column: int) -> int:
    """Return where the last entry ends, with the remarks below it that are indented further."""
    held, at = end, text.find("\n", end) + 1
    while 0 < at < len(text):
        line = text[at : line_end(text, at)]
        words = line.strip()
        if words and not (words.startswith("#") and len(line) - len(line.lstrip()) > column):
            break
        held = at + len(line) if words else held
        at = text.find("\n", at + len(line)) + 1
    return held


def _lines(new: Mapping[str, dict[str, Plain]], dash: int, empty: str = "") -> str:
    """Return entries in lines; `dash` is how far their dashes are indented, -1 for no dashes."""
    if dash >= 0:
        made = [item_lines(values, dash) for values in new.values()]
    else:
        made = [f"{key_of(id_)}:\n{pairs_of(values, 2)}" for id_, values in new.items()]
    return f"\n{empty}".join(made)


def item_lines(values: Mapping[str, Plain], indent: int) -> str:
    """Return an entry of a list, a line for each key."""
    return f"{' ' * indent}- {pairs_of(values, indent + 2).lstrip(' ')}"


def _into_empty(
    text: str, new: Mapping[str, dict[str, Plain]], lists: Sequence[str]
) -> Iterator[TextEdit]:
    """Put the first entries into a list that is empty, or says nothing behind its key."""
    node = composed(text)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    held = next(((key, value) for key, value in pairs if key.value in lists), None)
    if held is None:
        raise CannotChange
    key, value = held
    colon = text.index(":", key.end_mark.index) + 1
    stop = max(colon, end_of(text, value)) if plain_of(value) == [] else colon
    yield colon, stop, ""
    end = line_end(text, stop)
    yield end, end, f"\n{_lines(new, key.start_mark.column + 2)}"


def _apart(text: str, top: yaml.CollectionNode) -> bool:
    """Whether an empty line stands before the last entry of several."""
    if len(top.value) < 2:
        return False
    last = top.value[-1]
    node = last[0] if isinstance(top, yaml.MappingNode) else last
    start = line_start(text, node.start_mark.index)
    return text[:start].endswith(("\n\n", "\n\r\n"))
