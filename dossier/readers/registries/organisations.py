"""Read `organisations.yaml`: full names, acronyms, and the other names an organisation has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Name, Organisation, Place, Words
from dossier.model.remembered import remembered
from dossier.readers.registries.entries import Made, read_entries
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

_NAME: Shape = {
    "name": Key("words"),
    "acronym": Key("words"),
    "article": Key("words"),
    "acronym_article": Key("words"),
    "remark": Key("text"),
}

ORGANISATION: Shape = {
    "name": Key("words", "needed"),
    "acronym": Key("words"),
    "article": Key("words"),
    "acronym_article": Key("words"),
    "other_names": Key("list", shape=_NAME),
    "remark": Key("text"),
}


@remembered
def read_organisations(text: str, file: str) -> Made[Organisation]:
    """Return the organisations in `text` by id."""
    return read_entries(text, file, "the organisation", ORGANISATION, _organisation)


def _organisation(
    id_: str, taken: dict[str, Any], keys: Keys, at: Place
) -> tuple[Organisation | None, list[Finding]]:
    findings: list[Finding] = []
    others: list[Mapping[str, Name]] = []
    for position, each in enumerate(taken.get("other_names", ())):
        if names := _names(each):
            others.append(names)
            continue
        listed = [
            one for one in keys.values["other_names"].content if isinstance(one.content, Keys)
        ]
        line = listed[position].line
        message = f'another name of "{id_}" has neither name nor acronym'
        findings.append(Finding(at.file, line, Fault.MISSING_NAME, message, "add one of the two"))
    if not any((taken.get("name") or {}).values()):
        if "name" in taken:
            message, hint = f'the organisation "{id_}" has no name', "add `name: {en: …}`"
            findings.append(Finding(at.file, at.line, Fault.MISSING_NAME, message, hint))
        return None, findings
    return Organisation(id_, _names(taken), tuple(others), at), findings


def _names(taken: Mapping[str, Words]) -> dict[str, Name]:
    """Return the names by language; what is typed for any language holds for each."""

    def said(key: str, tag: str) -> str:
        words = taken.get(key, {})
        return words.get(tag) or words.get(tag.partition(" ")[0], words.get("", ""))

    keys = ("name", "acronym", "article", "acronym_article")
    tags = dict.fromkeys((*taken.get("name", ()), *taken.get("acronym", ())))
    names = {tag: Name(*(said(key, tag) for key in keys)) for tag in tags}
    needed = any(name.full for name in names.values())
    return {tag: name for tag, name in names.items() if name.full or (name.short and not needed)}
