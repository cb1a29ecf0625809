"""Write into the files of review notes: new notes behind the old ones, and what is settled.

All else in a file stays as a person typed it. Texts of several lines are written as they read,
where YAML gives them back so; others in double quotation marks, in which it can hold any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import yaml

from dossier.interchange.registry_edit.recommendations import CannotChange, scalar
from dossier.model.comments import ReviewNote, same, threads

__all__ = ["HEAD", "CannotChange", "reopened", "settled", "with_notes"]

HEAD = """# What readers of drafts wrote about the text beside this file.
# `python build.py review DOSSIER` lists it, `--settle BLOCK/ID` marks a note as settled;
# a note that is deleted here is forgotten.
"""
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\ud800-\udfff"
    "\U000f0000-\U0010ffff]"
)
"""Signs that no reader of ours takes: control characters, and what has no meaning of its own."""

_ORDER = (
    "id", "kind", "author", "date", "document", "audience", "paragraph", "quoted", "old", "new",
    "text", "answers", "settled", "settled_by",
)  # fmt: skip
_BARE = re.compile(r"[a-z](?:[\w./-]*\w)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_SEVERAL = re.compile("[^ \t\n\r\u2028\u2029\ufeff][^\r\u2028\u2029\ufeff]*")
"""A text that YAML gives back when it stands there line by line."""


def with_notes(text: str, notes: Sequence[ReviewNote]) -> str:
    """Return the `text` of a file of notes with `notes` behind those it has.

    A note that is there already, settled or not, is not added again; where nothing is to add,
    `text` comes back as it is. Control characters are left out. A note whose id is not free, or no
    "r" with a number, gets the next one, and replies to it follow; a reply to a note that is
    neither in the file nor among `notes` stands alone. Raises `CannotChange` where the file is no
    list, or laid out so that it cannot be added to.
    """
    before = _notes(text)
    new = [*_numbered(before, [_cleaned(each) for each in notes])]
    if not new:
        return text
    node = _list(text)
    if node is not None and node.flow_style:
        raise CannotChange
    indent = " " * (node.start_mark.column if node is not None else 0)
    gap = "" if not text or text.endswith("\n") else "\n"
    head = HEAD if not text.strip() else ""
    added = gap + head + "".join(_entry(each, indent) for each in new)
    result = text + (added.replace("\n", "\r\n") if "\r\n" in text else added)
    if _notes(result) != [*before, *new]:
        raise CannotChange
    return result


def settled(text: str, id: str, day: date, by: str) -> str:  # noqa: A002 (the field's name)
    """Return `text` with the note `id` marked as settled on a day, by somebody.

    Only the lines of that note that say so change. Raises `KeyError` where there is no such note,
    `CannotChange` where the file is laid out so that it cannot be said.
    """
    text = reopened(text, id)
    node = _node(text, id)
    by = _CONTROL.sub("", by).strip()
    lines = [f"settled: {day.isoformat()}", *([f"settled_by: {scalar(by)}"] if by else [])]
    end = _end(text, node)
    if node.flow_style:
        result = text[:end] + "".join(f", {each}" for each in lines) + text[end:]
    else:
        end = _line_end(text, end)
        break_ = "\r\n" if "\r\n" in text else "\n"
        added = "".join(f"{break_}{' ' * node.start_mark.column}{each}" for each in lines)
        result = text[:end] + added + text[end:]
    _sure(text, result, id, {"settled": day.isoformat(), "settled_by": by})
    return result


def reopened(text: str, id: str) -> str:  # noqa: A002
    """Return `text` with the note `id` open again; raises as `settled` does."""
    node = _node(text, id)
    result = text
    for key, value in reversed(node.value):
        if key.value not in ("settled", "settled_by"):
            continue
        if node.flow_style or key.start_mark.line == node.start_mark.line:
            raise CannotChange
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        stop = text.find("\n", _line_end(text, _end(text, value))) + 1
        if not stop:  # the last line of the file, which no sign ends
            start, stop = max(0, len(text[:start].rstrip("\r\n"))), len(text)
        result = result[:start] + result[stop:]
    _sure(text, result, id, {"settled": "", "settled_by": ""})
    return result


def _sure(text: str, result: str, id_: str, change: dict[str, str]) -> None:
    """Raise `CannotChange` unless `result` says what `text` said, but for a note's `change`."""
    wanted = [replace(each, **change) if each.id == id_ else each for each in _notes(text)]  # type: ignore[arg-type]
    if _notes(result) != wanted:
        raise CannotChange


def _cleaned(note: ReviewNote) -> ReviewNote:
    texts = {each.name: getattr(note, each.name) for each in fields(note) if each.type == "str"}
    clean = {
        name: _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        for name, value in texts.items()
    }
    return replace(note, **clean)  # type: ignore[arg-type]


def _numbered(before: Sequence[ReviewNote], notes: Sequence[ReviewNote]) -> Iterator[ReviewNote]:
    """Yield the notes that are new, each with an id of its own."""
    left = list(before)
    names: dict[str, str] = {}
    fresh: list[ReviewNote] = []
    for note in notes:
        there = next((each for each in left if _again(each, note, before, notes, names)), None)
        if there is not None:
            left.remove(there)  # two remarks that say the same are two
            names.setdefault(note.id, there.id)
        else:
            fresh.append(note)
    taken = {each.id for each in before}
    last = max(map(_number, taken), default=0)
    given: list[str] = []
    for note in fresh:
        id_ = note.id if re.fullmatch(r"r[1-9]\d*", note.id) and note.id not in taken else ""
        id_ = id_ or f"r{1 + last}"
        last = max(last, _number(id_))
        taken.add(id_)
        given.append(id_)
        names.setdefault(note.id, id_)
    known = {*taken, *given}
    for note, id_ in zip(fresh, given, strict=True):
        answers = names.get(note.answers, note.answers) if note.answers else ""
        yield replace(note, id=id_, answers=answers if answers in known else "")


def _again(
    there: ReviewNote,
    note: ReviewNote,
    before: Sequence[ReviewNote],
    notes: Sequence[ReviewNote],
    names: dict[str, str],
) -> bool:
    """Whether a note of the file is `note`; replies are one only where they answer the same."""
    if not same(there, note) or bool(there.answers) != bool(note.answers):
        return False
    return not there.answers or _top(there, before) == names.get(_top(note, notes), note.answers)


def _top(note: ReviewNote, notes: Sequence[ReviewNote]) -> str:
    return next((each[0].id for each in threads(notes) if note in each), note.answers)


def _number(id_: str) -> int:
    found = re.fullmatch(r"r(\d{1,9})", id_)
    return int(found[1]) if found else 0


def _entry(note: ReviewNote, indent: str) -> str:
    """Return a note as lines of YAML, an item of a list."""
    lines = [
        f"{name}: {_written(name, getattr(note, name), indent)}\n"
        for name in _ORDER
        if getattr(note, name)
    ]
    return f"{indent}- " + f"{indent}  ".join(lines)


def _written(name: str, value: str, indent: str) -> str:
    if name in ("date", "settled") and _is_date(value):
        return value
    if name in ("author", "quoted", "old", "new", "text", "settled_by"):
        if "\n" in value and not value.endswith("\n") and _SEVERAL.fullmatch(value):
            lines = (f"{indent}    {each}" if each else "" for each in value.split("\n"))
            return "|-\n" + "\n".join(lines)
        return scalar(value)
    return value if _BARE.fullmatch(value) else scalar(value)


def _is_date(value: str) -> bool:
    try:
        return bool(_DATE.fullmatch(value) and datetime.fromisoformat(value))
    except ValueError:
        return False


def _notes(text: str) -> list[ReviewNote]:
    """Return the notes as the file has them, without judging them."""
    node = _list(text)
    found: list[ReviewNote] = []
    for each in node.value if node is not None else ():
        values = {
            key.value: value.value
            for key, value in (each.value if isinstance(each, yaml.MappingNode) else ())
            if isinstance(value, yaml.ScalarNode) and key.value in _ORDER
        }
        found.append(ReviewNote(**{"id": "", "kind": "comment", "author": "", "date": "",
                                   "text": "", **values}))  # fmt: skip
    return found


def _list(text: str) -> yaml.SequenceNode | None:
    """Return the list of notes with the places of all its values, or None where there is none."""
    try:
        top = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        raise CannotChange from error
    if top is not None and not isinstance(top, yaml.SequenceNode):
        raise CannotChange
    return top


def _node(text: str, id_: str) -> yaml.MappingNode:
    node = _list(text)
    for each in node.value if node is not None else ():
        if isinstance(each, yaml.MappingNode) and any(
            key.value == "id" and value.value == id_ for key, value in each.value
        ):
            return each
    raise KeyError(id_)


def _end(text: str, node: yaml.Node) -> int:
    """Return where a node's last sign stands; YAML ends a block where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _line_end(text: str, at: int) -> int:
    """Return where the line ends, before the signs that end it."""
    found = re.compile(r"\r?\n|$").search(text, at)
    return found.start() if found else len(text)
