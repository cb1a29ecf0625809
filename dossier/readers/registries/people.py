"""Read `people.yaml`: names that nobody may read unless it says so, and roles that all may."""

from __future__ import annotations

from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES, Person, Place
from dossier.model.remembered import remembered
from dossier.readers.conditions import unclear
from dossier.readers.registries.consent import CONSENT, consent_of
from dossier.readers.registries.entries import Made, read_entries
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

PERSON: Shape = {
    "name": Key("text", "needed"),
    "name-in": Key("words"),
    "spellings": Key("texts"),
    "family": Key("texts"),
    "given": Key("texts"),
    "called": Key("texts"),
    "language": Key("text"),
    "role": Key("words"),
    "again": Key("words"),
    "named": Key("text", choices=("nobody", *AUDIENCES)),
    "audience": Key("text", choices=("nobody", *AUDIENCES)),
    "consent": CONSENT,
    "pseudonym": Key("text"),
    "remark": Key("text"),
}


@remembered
def read_people(text: str, file: str) -> Made[Person]:
    """Return the persons in `text` by id. A key `named` that cannot be read means nobody."""
    return read_entries(text, file, "the person", PERSON, _person)


def _person(
    id_: str, taken: dict[str, Any], keys: Keys, at: Place
) -> tuple[Person | None, list[Finding]]:
    findings = [*unclear(keys, f'the person "{id_}"', at.file)]
    named = taken.get("named", taken.get("audience", "nobody"))
    if taken.get("audience", named) != named:
        message = (
            f'the person "{id_}" has both `named: {named}` and `audience: {taken["audience"]}`'
        )
        hint = "keep one of the two: they mean the same"
        findings.append(
            Finding(at.file, keys.lines["audience"], Fault.UNCLEAR_AUDIENCE, message, hint)
        )
        named = "nobody"
    consent, unsaid = consent_of(taken, keys, at, f'the person "{id_}"')
    findings += unsaid
    if not (taken.get("role") or taken.get("pseudonym")) and named != "public":
        message = f'the person "{id_}" has no role to stand for the name'
        hint = "add `role: {en: the chair of …}`; it prints where the name may not"
        findings.append(Finding(at.file, at.line, Fault.PERSON_WITHOUT_ROLE, message, hint))
    if "name" not in taken:
        return None, findings
    return Person(
        id=id_,
        name=taken["name"],
        spellings=(*taken.get("spellings", ()), *_in_other_languages(taken)),
        role=taken.get("role", {}),
        again=taken.get("again", {}),
        named=named,
        at=at,
        pseudonym=taken.get("pseudonym", ""),
        family=taken.get("family", ()),
        given=taken.get("given", ()),
        called=taken.get("called", ()),
        language=taken.get("language", ""),
        consent=consent,
        name_in=taken.get("name-in", {}),
    ), findings


def _in_other_languages(taken: dict[str, Any]) -> tuple[str, ...]:
    """Return the name as other languages write it: each is guarded as the name is."""
    listed = (taken["name"], *taken.get("spellings", ()))
    return tuple(each for each in taken.get("name-in", {}).values() if each not in listed)
