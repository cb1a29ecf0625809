"""Read `facts.yaml`: figures with their exactness, their sources and their rivals."""

from __future__ import annotations

import re
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Fact, Place, Rival
from dossier.model.remembered import remembered
from dossier.readers.blocks.citation_syntax import CITES
from dossier.readers.registries.entries import Made, read_entries
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

EXACTNESS = ("exactly", "at least", "at most", "about", "more than", "fewer than")

_RIVAL: Shape = {
    "value": Key("text", "needed"),
    "wording": Key("words"),
    "sources": Key("cites"),
    "remark": Key("text"),
}

FACT: Shape = {
    "value": Key("text", "needed"),
    "unit": Key("text", by_language="write one text; say the whole figure in `wording: {en: …}`"),
    "exactness": Key("text", choices=EXACTNESS),
    "wording": Key("words"),
    "as_of": Key("day"),
    "sources": Key("cites"),
    "rivals": Key("list", shape=_RIVAL),
    "review_by": Key("date"),
    "remark": Key("text"),
}


@remembered
def read_facts(text: str, file: str) -> Made[Fact]:
    """Return the facts in `text` by id; one without a source is a finding, as is such a rival."""
    return read_entries(text, file, "the fact", FACT, _fact)


def _fact(
    id_: str, taken: dict[str, Any], keys: Keys, at: Place
) -> tuple[Fact | None, list[Finding]]:
    if "value" not in taken:
        return None, []
    findings: list[Finding] = []
    if not taken.get("sources"):
        message = f'the fact "{id_}" has no source'
        hint = 'add `sources: "@key, p. 3"` with a key from sources.yaml'
        findings.append(Finding(at.file, at.line, Fault.FACT_WITHOUT_SOURCE, message, hint))
    rivals = [_rival(each, keys, position, at) for position, each in _listed(taken)]
    for rival in rivals:
        if not re.search(CITES, f" {rival.sources}") and not rival.sources:
            message = f'the fact "{id_}" has a rival value "{rival.value}" with no source'
            hint = "say in `sources:` who gives that figure, or delete it"
            findings.append(
                Finding(at.file, rival.at.line, Fault.RIVAL_WITHOUT_SOURCE, message, hint)
            )
    fact = Fact(
        id=id_,
        value=taken["value"],
        unit=taken.get("unit", ""),
        exactness=taken.get("exactness", "exactly"),
        wording=taken.get("wording", {}),
        as_of=taken.get("as_of"),
        sources=taken.get("sources", ""),
        rivals=tuple(rivals),
        review_by=taken.get("review_by"),
        at=at,
    )
    return fact, findings


def _listed(taken: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return [(at, each) for at, each in enumerate(taken.get("rivals", ())) if "value" in each]


def _rival(taken: dict[str, Any], keys: Keys, position: int, at: Place) -> Rival:
    listed = [each for each in keys.values["rivals"].content if isinstance(each.content, Keys)]
    line = listed[position].line
    return Rival(
        value=taken["value"],
        sources=taken.get("sources", ""),
        at=Place(at.file, line),
        wording=taken.get("wording", {}),
    )
