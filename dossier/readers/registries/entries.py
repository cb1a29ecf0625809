"""Read a registry: a YAML file of entries by id, each with keys that a shape allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Place
from dossier.readers.blocks.nodes import ID
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_keys import Shape, space_lacks, take, unfilled
from dossier.readers.yaml_parts import read_parts

_LACKS = (
    Fault.MISSING_STATUS, Fault.FACT_WITHOUT_SOURCE, Fault.INCIDENT_WITHOUT_SOURCE,
    Fault.PERSON_WITHOUT_ROLE, Fault.RIVAL_WITHOUT_SOURCE,
)  # fmt: skip
"""Faults of entries that lack something."""

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

    The file maps ids to entries, or is a list of entries that each have an `id`.

    `what` names an entry in messages ("the fact"). `make` gets the id, the values, the keys with
    their lines, and the place; it returns None for an entry that cannot be used.
    """
    top, broken = read_parts(text, file)
    findings = list(broken)
    made: dict[str, Entry] = {}
    for id_, line, value in _listed(top, file, what, findings):
        fault = _unfit(id_, value, what)
        if fault:
            findings.append(Finding(file, line, *fault))
            continue
        taken, wrong = take(value.content, shape, file, f'{what} "{id_}"')
        inner = Keys(value.content.values, value.content.lines, line)
        entry, faults = make(id_, taken, inner, Place(file, line))
        told = [each for each in faults if not _follows(each, wrong)]
        findings += [*_at(wrong, line), *told, *unfilled(inner, shape, file)]
        if entry is not None and told == faults:
            made[id_] = entry
    return made, tuple(findings)


def _listed(
    top: Value | None, file: str, what: str, findings: list[Finding]
) -> Iterator[tuple[str, int, Value]]:
    """Yield id, line and keys of each entry, whichever way the file lists them."""
    content = top.content if top else None
    if isinstance(content, Keys):
        yield from ((id_, content.lines[id_], each) for id_, each in content.values.items())
        return
    seen: dict[str, int] = {}
    for value in content if isinstance(content, list) else ():
        inner = value.content if isinstance(value.content, Keys) else Keys(line=value.line)
        id_ = inner.values.get("id", Value("", 0)).typed
        if not id_:
            message, hint = f"{what} has no id", "add `id:`, a short name to call it by"
            findings.append(Finding(file, value.line, Fault.MISSING_ID, message, hint))
        elif id_ in seen:
            message = f'the key "{id_}" stands twice (first in line {seen[id_]})'
            findings.append(Finding(file, value.line, Fault.DOUBLED_KEY, message, "keep one"))
        else:
            seen[id_] = value.line
            rest = {name: each for name, each in inner.values.items() if name != "id"}
            lines = {name: line for name, line in inner.lines.items() if name != "id"}
            yield id_, value.line, Value(Keys(rest, lines, value.line), value.line)
    if content is not None and not isinstance(content, list):
        message, hint = "the file lists no entries", "write `id:` and its keys below, indented"
        findings.append(Finding(file, top.line if top else 1, Fault.BROKEN_YAML, message, hint))


def _unfit(id_: str, value: Value, what: str) -> tuple[Fault, str, str] | None:
    """Return rule, message and hint where an entry can be none."""
    if not ID.fullmatch(id_.lower()):
        hint = "use small letters, digits and hyphens"
        return Fault.WRONG_ID, f'"{id_}" cannot be an id', space_lacks(id_) or hint
    if not isinstance(value.content, Keys):
        message = f'{what} "{id_}" has no keys'
        return Fault.WRONG_VALUE, message, "add its keys below it, indented by two spaces"
    return None


def _follows(finding: Finding, wrong: list[Finding]) -> bool:
    """Whether an entry lacks something only since a value of it could not be read."""
    return finding.rule in _LACKS and any("key" in each.data for each in wrong)


def _at(findings: list[Finding], line: int) -> list[Finding]:
    """Let a key that is missing be found at the entry's own line."""
    return [replace(each, line=line) if "missing" in each.data else each for each in findings]
