"""Read Zotero's field Extra, which is CSL's `note`: variables of CSL, one a line, and prose.

`Original Date: 1900`, `event-place: Geneva` and the older `{:jurisdiction: KZ}` give a variable
that the item has no field for; `type:` and `issued:` have precedence over the item's. Lines that
begin with `tex.` are Better BibTeX's, for a field of BibTeX.

Source: Zotero's documentation on the field Extra; Better BibTeX's on the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from dossier.readers.registries.csl_dates import read_written
from dossier.readers.registries.dates import read_day
from dossier.readers.yaml import Keys, Value

_LINE = re.compile(r"^\s*(?:\{:)?([A-Za-z][A-Za-z .()_-]{0,40}?)\s*:\s*(.+?)\}?\s*$")
_PRECEDE = ("type", "issued")
_NEVER = ("id", "note", "custom")


def read_extra(note: Value, variables: Collection[str], types: Collection[str]) -> dict[str, Value]:
    """Return the variables of CSL in a note, each at its line; a line of prose is none."""
    names = {each.lower(): each for each in (*variables, "type") if each not in _NEVER}
    found: dict[str, Value] = {}
    for line, text in enumerate(note.typed.splitlines(), start=note.line):
        said = _LINE.match(text)
        label = re.sub(r"[\s_]+", "-", said[1].strip().lower()) if said else ""
        name = names.get("issued" if label == "date" else label, "")
        if said and name and _fits(name, said[2], types):
            found.setdefault(name, _value(said[2], line))
    return found


def _fits(name: str, said: str, types: Collection[str]) -> bool:
    """Whether what precedes the item's own field is one that can be meant."""
    match name:
        case "type":
            return said in types
        case "issued":
            return bool(read_day(said) or read_written(said))
    return True


def completed(keys: Keys, extra: Mapping[str, Value]) -> Keys:
    """Return the keys of an entry with what its Extra adds."""
    added = {
        name: value for name, value in extra.items() if name in _PRECEDE or name not in keys.values
    }
    lines = {name: value.line for name, value in added.items()}
    return Keys({**keys.values, **added}, {**keys.lines, **lines}, keys.line)


def _value(said: str, line: int) -> Value:
    """Return a value as CSL has it: `Doe || Jane` is a person."""
    family, parted, given = said.partition("||")
    if not parted:
        return Value(said, line, said)
    parts = {"family": family.strip(), "given": given.strip()}
    person = Keys({key: Value(each, line, each) for key, each in parts.items()}, {}, line)
    return Value([Value(person, line)], line)
