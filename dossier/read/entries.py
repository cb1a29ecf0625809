"""Read a registry: a YAML file of entries by id, each with keys that a shape allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dossier.finding import Finding
from dossier.read.tree import ID
from dossier.read.yaml import Keys, Shape, Value, read_yaml, take
from dossier.registry import Place

Entry = TypeVar("Entry")
Made = tuple[Mapping[str, Entry], tuple[Finding, ...]]


def read_entries(
    text: str,
    file: str,
    what: str,
    shape: Shape,
    make: Callable[[str, dict[str, Any], Keys, Place], tuple[Entry | None, list[Finding]]],
) -> Made[Entry]:
    """Return the entries of `text` by id, made by `make` from the values that `shape` allows.

    `what` names an entry in messages ("the fact"). `make` gets the id, the values, the keys with
    their lines, and the place; it returns None for an entry that cannot be used.
    """
    keys, broken = read_yaml(text, file)
    findings = list(broken)
    made: dict[str, Entry] = {}
    for id_, value in keys.values.items():
        line = keys.lines[id_]
        fault = _unfit(id_, value, what)
        if fault:
            findings.append(Finding(file, line, *fault))
            continue
        taken, wrong = take(value.content, shape, file, f'{what} "{id_}"')
        inner = Keys(value.content.values, value.content.lines, line)
        entry, faults = make(id_, taken, inner, Place(file, line))
        findings += [*_at(wrong, line), *faults]
        if entry is not None:
            made[id_] = entry
    return made, tuple(findings)


def _unfit(id_: str, value: Value, what: str) -> tuple[str, str, str] | None:
    """Return rule, message and hint where an entry can be none."""
    if not ID.fullmatch(id_.lower()):
        return "wrong-id", f'"{id_}" cannot be an id', "use small letters, digits and hyphens"
    if not isinstance(value.content, Keys):
        message = f'{what} "{id_}" has no keys'
        return "wrong-value", message, "add its keys below it, indented by two spaces"
    return None


def _at(findings: list[Finding], line: int) -> list[Finding]:
    """Let a key that is missing be found at the entry's own line."""
    return [
        Finding(each.file, line, each.rule, each.message, each.hint, each.severity)
        if each.rule.startswith("missing-")
        else each
        for each in findings
    ]
