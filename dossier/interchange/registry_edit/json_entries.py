"""Write single sources into a file of CSL-JSON: change, rename, delete; the rest stays as typed.

The order of entries and keys, the indentation and every value that keeps its meaning stay. What a
file holds afterwards is read again: where it is not exactly what was meant, nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier.interchange.registry_edit.json_values import as_json, plain_json
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.registry_edit.registry_files import CITED
from dossier.interchange.registry_edit.verification_entry import KEYS
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.frozen import frozen
from dossier.readers.registries.csl_names import variables

_SPACE = re.compile(r"[ \t\r\n]*")


@frozen
class _Member:
    """A key of an object, and where its name and its value stand in the text."""

    key: str
    start: int
    named: int
    value: int
    end: int


@frozen
class _Object:
    """An object between the brackets at `start` and `end`."""

    start: int
    end: int
    members: tuple[_Member, ...]


def with_json_entry(text: str, id_: str, values: Mapping[str, Plain]) -> str:
    """Return `text` with the entry `id_` holding `values`. Raises `CannotChange`.

    What says who saw a source is left alone.
    """
    at, found, raw = _found(text, id_)
    wanted = _wanted(raw[at], values)
    new = _rewritten(text, found[at], raw[at], wanted)
    return _sure(new, [*raw[:at], wanted, *raw[at + 1 :]])


def renamed_json(text: str, id_: str, called: str) -> str:
    """Return `text` with the entry `id_` called otherwise. Raises `CannotChange`."""
    at, found, raw = _found(text, id_)
    if any(_id(each) == called for each in raw):
        raise CannotChange
    key = next(each for each in CITED if raw[at].get(each))
    wanted = {**raw[at], key: called}
    new = _rewritten(text, found[at], raw[at], wanted)
    return _sure(new, [*raw[:at], wanted, *raw[at + 1 :]])


def without_json_entry(text: str, id_: str) -> str:
    """Return `text` without an entry, and without its comma. Raises `CannotChange`."""
    at, found, raw = _found(text, id_)
    here = found[at]
    if at:
        new = text[: found[at - 1].end] + text[here.end :]
    elif len(found) > 1:
        new = text[: here.start] + text[found[1].start :]
    else:
        new = text[: here.start].rstrip() + text[_after(text, here.end) :]
    return _sure(new, [*raw[:at], *raw[at + 1 :]])


def _found(text: str, id_: str) -> tuple[int, list[_Object], list[dict[str, Any]]]:
    """Return which entry has the id, where all stand, and what they hold."""
    try:
        found = list(_entries(text))
        raw = [json.loads(text[each.start : each.end]) for each in found]
        same = raw == _list(text)
    except (ValueError, IndexError, RecursionError):
        raise CannotChange from None
    twice = any(len(one) != len(each.members) for one, each in zip(raw, found, strict=True))
    if twice or not same:
        raise CannotChange
    at = [number for number, each in enumerate(raw) if _id(each) == id_]
    if len(at) != 1:
        raise CannotChange
    return at[0], found, raw


def _id(entry: Mapping[str, Any]) -> str:
    return str(next((entry[key] for key in CITED if entry.get(key)), ""))


def _list(text: str) -> Any:
    whole = json.loads(text)
    if isinstance(whole, dict):
        whole = whole.get("references") or whole.get("items")
    return whole


def _entries(text: str) -> Iterator[_Object]:
    """Yield the objects of the list of a file."""
    at = _after(text, 0)
    if text[at] == "{":
        held = {each.key: each for each in _object(text, at).members}
        lists = [held[key] for key in ("references", "items") if key in held]
        at = lists[0].value if lists else len(text)
    if text[at] != "[":
        raise ValueError
    at = _after(text, at + 1)
    while text[at] != "]":
        found = _object(text, at)
        yield found
        at = _after(text, found.end)
        at = _after(text, at + 1) if text[at] == "," else at


def _object(text: str, start: int) -> _Object:
    members = []
    if text[start] != "{":
        raise ValueError
    at = _after(text, start + 1)
    while text[at] != "}":
        key, named = _DECODER.raw_decode(text, at)
        value = _after(text, _after(text, named) + 1)
        _, end = _DECODER.raw_decode(text, value)
        members.append(_Member(key, at, named, value, end))
        at = _after(text, end)
        at = _after(text, at + 1) if text[at] == "," else at
    return _Object(start, at + 1, tuple(members))


_DECODER = json.JSONDecoder()


def _after(text: str, at: int) -> int:
    """Return where the space at `at` ends."""
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _wanted(raw: Mapping[str, Any], values: Mapping[str, Plain]) -> dict[str, Any]:
    """Return what an entry shall hold, its keys in the order that they have."""
    names = {each.lower(): each for each in variables()}
    rest = dict(values)
    wanted: dict[str, Any] = {}
    for name, old in raw.items():
        there = name if name in rest else names.get(name.lower(), name)
        if name in CITED or name in KEYS:
            wanted[name] = old
        elif there in rest:
            same = plain_json(old) == rest[there]
            wanted[name] = old if same else as_json(there, rest[there], old)
        rest.pop(there, None)
    return wanted | {n: as_json(n, each, None) for n, each in rest.items() if n not in KEYS}


def _rewritten(text: str, here: _Object, raw: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """Return `text` with an object that holds `wanted`; each key keeps what stands before it."""
    kept = [each for each in here.members if each.key in wanted]
    first, ascii_ = here.members[0], "\\u" in text and text.isascii()
    opening = text[here.start + 1 : first.start]
    between = _between(text, here.members) or f",{opening or ' '}"
    colon = text[first.named : first.value]
    indent = opening.rpartition("\n")[2] if "\n" in opening else ""
    parts: list[str] = []
    for each in kept:
        if plain_json(raw[each.key]) == plain_json(wanted[each.key]):
            value = text[each.value : each.end]
        else:
            value = _dumped(wanted[each.key], text[each.value : each.end], indent, colon, ascii_)
        at = here.members.index(each)
        before = text[here.members[at - 1].end : each.start] if at and parts else ""
        parts += [before or (between if parts else opening), text[each.start : each.value], value]
    for name in [each for each in wanted if each not in raw]:
        value = _dumped(wanted[name], text[here.start : here.end], indent, colon, ascii_)
        parts += [between if parts else opening, json.dumps(name), colon, value]
    closing = text[here.members[-1].end : here.end]
    return f"{text[: here.start]}{{{''.join(parts)}{closing}{text[here.end :]}"


def _between(text: str, members: Sequence[_Member]) -> str:
    """Return what stands between the last two keys."""
    return text[members[-2].end : members[-1].start] if len(members) > 1 else ""


def _dumped(value: Any, like: str, indent: str, colon: str, ascii_: bool) -> str:
    """Return a value as JSON, in several lines where the text that it takes after has some."""
    if "\n" not in like or not indent or not isinstance(value, list | dict):
        tight = ("," if colon == ":" else ", ", colon if "\n" not in colon else ": ")
        return json.dumps(value, ensure_ascii=ascii_, separators=tight)
    step = indent[: max(1, len(indent) // 2)] if not indent.startswith("\t") else "\t"
    made = json.dumps(value, ensure_ascii=ascii_, indent=step, separators=(",", colon))
    newline = "\r\n" if "\r\n" in like else "\n"
    return made.replace("\n", newline + indent)


def _sure(text: str, wanted: Sequence[Mapping[str, Any]]) -> str:
    """Return a new text, if it holds exactly what was meant."""
    if (_list(text) or []) != list(wanted):
        raise CannotChange
    return text
