"""Read `incidents.yaml`: dated events, their place, their category, whom and what they concern."""

from __future__ import annotations

from typing import Any

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES, Incident, Place
from dossier.readers.conditions import unclear
from dossier.readers.registries.entries import Made, read_entries
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

INCIDENT: Shape = {
    "date": Key("day", "needed"),
    "place": Key("words"),
    "what": Key("words", "needed"),
    "category": Key("text", "needed"),
    "rights": Key("texts"),
    "people": Key("texts"),
    "organisations": Key("texts"),
    "sources": Key("cites"),
    "outcome": Key("words"),
    "title": Key("words"),
    "account": Key("words"),
    "picture": Key("text"),
    "audience": Key("text", choices=AUDIENCES),
    "remark": Key("text"),
}


def read_incidents(text: str, file: str, categories: tuple[str, ...]) -> Made[Incident]:
    """Return the incidents in `text` by id; `categories` are those there are."""

    def make(
        id_: str, taken: dict[str, Any], keys: Keys, at: Place
    ) -> tuple[Incident | None, list[Finding]]:
        findings = _faults(id_, taken, keys, at, categories)
        if not {"date", "what", "category"} <= set(taken):
            return None, findings
        return Incident(
            id=id_,
            date=taken["date"],
            what=taken["what"],
            category=taken["category"],
            place=taken.get("place", {}),
            rights=taken.get("rights", ()),
            people=taken.get("people", ()),
            organisations=taken.get("organisations", ()),
            sources=taken.get("sources", ""),
            outcome=taken.get("outcome", {}),
            at=at,
            title=taken.get("title", {}),
            account=taken.get("account", {}),
            audience=taken.get("audience", "public"),
            picture=taken.get("picture", ""),
        ), findings

    return read_entries(text, file, "the incident", INCIDENT, make)


def _faults(
    id_: str, taken: dict[str, Any], keys: Keys, at: Place, categories: tuple[str, ...]
) -> list[Finding]:
    findings = [*unclear(keys, f'the incident "{id_}"', at.file)]
    if not taken.get("sources"):
        message = f'the incident "{id_}" has no source'
        hint = 'add `sources: "@key"` with a key from sources.yaml'
        findings.append(Finding(at.file, at.line, Fault.INCIDENT_WITHOUT_SOURCE, message, hint))
    category = taken.get("category", "")
    if category and category not in categories:
        message = f'there is no category "{category}"'
        hint = did_you_mean(category, categories, f"categories are {', '.join(categories)}")
        line = keys.lines["category"]
        findings.append(Finding(at.file, line, Fault.UNKNOWN_CATEGORY, message, hint))
    return findings
