"""Read a file of review notes: what readers of drafts wrote beside a block or a dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES
from dossier.readers.yaml import CONTROL, Keys, Value, control_character, read_value
from dossier.readers.yaml_keys import Key, Shape, take

_NOTE: Shape = {
    "id": Key("text", "needed"),
    "kind": Key("text", choices=("comment", "proposal")),
    "author": Key("any"),
    "date": Key("any"),
    "document": Key("any"),
    "audience": Key("text", choices=AUDIENCES),
    "paragraph": Key("any"),
    "quoted": Key("any"),
    "old": Key("any"),
    "new": Key("any"),
    "text": Key("any"),
    "answers": Key("any"),
    "settled": Key("any"),
    "settled_by": Key("any"),
}

_VERBATIM = (
    "author", "date", "document", "paragraph", "quoted", "old", "new", "text", "answers",
    "settled", "settled_by",
)  # fmt: skip
"""Keys whose words are kept as they were written, with their lines and spaces."""


def read_review(text: str, file: str) -> tuple[tuple[ReviewNote, ...], tuple[Finding, ...]]:
    """Return the notes in `text` in order; one that cannot be used is left out, with a finding."""
    top, broken = read_value(text, file)
    findings = list(broken)
    if top is not None and not isinstance(top.content, list):
        message = "the file lists no notes"
        hint = "begin each note with `- id: r1`, and indent its other keys below"
        return (), (*findings, Finding(file, top.line, Fault.BROKEN_YAML, message, hint))
    notes: list[ReviewNote] = []
    for value in top.content if top else ():
        note, wrong = _note(value, file)
        findings += wrong
        same = next((each for each in notes if note and each.id == note.id), None)
        if note and same:
            message = f'the id "{note.id}" stands twice (first in line {same.line})'
            hint = f'write "{_free(notes)}" for the second'
            findings.append(Finding(file, value.line, Fault.DOUBLED_ID, message, hint))
        elif note:
            notes.append(note)
    return tuple(notes), (*findings, *_loose(notes))


def _note(value: Value, file: str) -> tuple[ReviewNote | None, list[Finding]]:
    keys = value.content
    if not isinstance(keys, Keys):
        message, hint = "this is no note", "write `id:` and the other keys of a note"
        return None, [Finding(file, value.line, Fault.WRONG_VALUE, message, hint)]
    taken, findings = take(keys, _NOTE, file, "the note")
    texts = {name: _typed(keys, name, file, findings) for name in _VERBATIM}
    if "id" not in taken:
        return None, findings
    kind: Any = taken.get("kind", "comment")
    findings += _faults(taken["id"], kind, keys, texts, file)
    return ReviewNote(
        id=taken["id"],
        kind=kind,
        author=texts["author"],
        date=texts["date"],
        text=texts["text"],
        quoted=texts["quoted"],
        paragraph=texts["paragraph"],
        document=texts["document"],
        audience=taken.get("audience", "internal"),
        answers=texts["answers"],
        old=texts["old"],
        new=texts["new"],
        settled=texts["settled"],
        settled_by=texts["settled_by"],
        file=file,
        line=value.line,
    ), findings


def _typed(keys: Keys, name: str, file: str, findings: list[Finding]) -> str:
    """Return the words of a key as they were written, or "" and a finding."""
    value = keys.values.get(name, Value("", 0))
    if isinstance(value.content, list | Keys):
        message, hint = f'"{name}" is no text', "put it in quotation marks"
        findings.append(Finding(file, value.line, Fault.WRONG_VALUE, message, hint))
        return ""
    if CONTROL.search(value.typed):
        findings.append(control_character(f'"{name}"', file, value.line))
    return CONTROL.sub("", value.typed)


def _faults(id_: str, kind: str, keys: Keys, texts: dict[str, str], file: str) -> Iterator[Finding]:
    """Find what a note cannot be."""
    if not re.fullmatch(r"[A-Za-z][\w-]*", id_, re.ASCII):
        message = f'"{id_}" cannot be the id of a note'
        hint = 'use "r" and a number, such as r1'
        yield Finding(file, keys.lines["id"], Fault.WRONG_ID, message, hint)
    says = texts["old"].strip() or texts["new"].strip()
    if kind == "proposal" and not says and not texts["settled"]:
        message = f'the proposal "{id_}" says neither `old` nor `new` words'
        hint = "write the words it changes as `old:`, what it makes of them as `new:`, or settle it"
        yield Finding(file, keys.line, Fault.EMPTY_PROPOSAL, message, hint, severity="warning")
    if texts["settled"] and not _is_day(texts["settled"]):
        message = f'"settled" is "{texts["settled"][:60]}", which is not a date'
        hint = "write the day it was settled, such as 2019-03-25"
        yield Finding(file, keys.lines["settled"], Fault.WRONG_VALUE, message, hint)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _free(notes: Sequence[ReviewNote]) -> str:
    taken = {each.id for each in notes}
    return next(f"r{at}" for at in range(1, len(taken) + 2) if f"r{at}" not in taken)


def _loose(notes: Sequence[ReviewNote]) -> Iterator[Finding]:
    """Find replies to notes that are not there; they are shown as notes of their own."""
    known = [each.id for each in notes]
    for each in notes:
        if each.answers and each.answers not in known:
            message = f'the note "{each.id}" answers "{each.answers}", which is not in this file'
            hint = did_you_mean(each.answers, known, "take `answers:` out, or name another note")
            yield Finding(
                each.file, each.line, Fault.UNKNOWN_NOTE, message, hint, severity="warning"
            )
