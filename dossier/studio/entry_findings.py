"""Put what readers find in an entry beside the field that it is about, in words of the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.registries.instruments import instruments, names
from dossier.readers.registries.shapes import shapes
from dossier.studio.entry_form import form_of
from dossier.studio.field_words import field_words, words_of

_QUOTED = re.compile(r'"([^"]+)"')
_KINDS = {
    "person": "people",
    "organisation": "organisations",
    "instrument": "rights",
    "block": "assessment",
}
"""Fields by what a message says is not there."""


_ALIKE = 0.8
"""How much a name must have in common with what was typed to be meant (`difflib`)."""


def at_fields(
    registry: str, values: Mapping[str, Plain], findings: Iterable[Finding]
) -> list[dict[str, Any]]:
    """Return findings as JSON, each with its `field` ("" for the entry as a whole) and `do`."""
    found: list[dict[str, Any]] = []
    for each in findings:
        said = field_words()["findings"].get(str(each.rule), {})
        field = _named(registry, each) or str(said.get("field", ""))
        field = field or _quoting(registry, values, each)
        field = field if field in shapes()[registry] else ""
        do = str(said.get("words", "")) or _words(registry, field, each)
        found.append({**each.as_json(), "field": field, "do": do})
    return found


def lacking(registry: str, id_: str, values: Mapping[str, Plain]) -> list[dict[str, Any]]:
    """Return as JSON what an entry needs and does not have: its name, and fields of the form.

    A field that is needed where another is empty counts only if the entry has no name either.
    """
    empty = [
        each
        for each in form_of(registry)
        if not values.get(each.key) and (_needed(registry, each.key) or (each.required and not id_))
    ]
    labels = {each.key: each.label for each in empty}
    if not id_ and registry in field_words()["ids"]:
        labels = {"": str(field_words()["ids"][registry]["label"]), **labels}
    return [_lack(registry, field, label) for field, label in labels.items()]


def no_treaty(typed: str) -> list[dict[str, Any]]:
    """Return as JSON that no treaty is called so, and the one that may be meant."""
    titles = {name.full for id_ in instruments() for name in names(id_).values()}
    close = get_close_matches(typed, sorted(titles.union(instruments())), 1, _ALIKE)
    meant = f" Did you mean “{close[0]}”?" if close else ""
    do = f"The program knows no treaty that is called so. Choose one from the list.{meant}"
    finding = Finding("treaties.yaml", 0, Fault.UNKNOWN_ID, f'there is no treaty "{typed}"', do)
    return [{**finding.as_json(), "field": "", "do": do}]


def _needed(registry: str, field: str) -> bool:
    return shapes()[registry][field].needed == "needed"


def _lack(registry: str, field: str, label: str) -> dict[str, Any]:
    fault = Fault.MISSING_KEY if field else Fault.MISSING_ID
    said = f"{label} is needed."
    finding = Finding(f"{registry}.yaml", 0, fault, f"there is no {label.lower()}", "fill it in")
    return {**finding.as_json(), "field": field, "do": said}


def _named(registry: str, finding: Finding) -> str:
    """Return the field that a finding names, or ""."""
    for name in ("missing", "key"):
        if name in finding.data:
            return str(finding.data[name])
    shape = shapes()[registry]
    kind = re.match(r"there is no (\w+) ", finding.message)
    if kind and kind[1] in _KINDS and _KINDS[kind[1]] in shape:
        return _KINDS[kind[1]]
    quoted = _QUOTED.findall(finding.message)
    return next((each for each in quoted if each in shape), "")


def _quoting(registry: str, values: Mapping[str, Plain], finding: Finding) -> str:
    """Return the field whose value a finding quotes, or ""."""
    known = [name for name in values if name in shapes()[registry]]
    quoted = _QUOTED.findall(finding.message)
    return next((name for word in quoted for name in known if _holds(values[name], word)), "")


def _holds(value: Plain, word: str) -> bool:
    if isinstance(value, list):
        return any(_holds(each, word) for each in value)
    if isinstance(value, dict):
        return any(_holds(each, word) for each in value.values())
    return word in value


def _words(registry: str, field: str, finding: Finding) -> str:
    """Return what is wrong and what to do where the form has no words of its own for a fault."""
    if "missing" in finding.data and field:
        return f"{words_of(registry, field)['label']} is needed."
    return f"{finding.message[:1].upper()}{finding.message[1:]}: {finding.hint}."
