"""Print people: by name where the document's audience may read it, else by role or pseudonym."""

from __future__ import annotations

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import Severity
from dossier.model.document import Ask, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Person, Place
from dossier.redaction.consents import without_consent


def person_words(ask: Ask, here: AskContext) -> Inlines:
    """Return the name of a person, or a role or pseudonym for it."""
    person = here.setting.registry.people.get(ask.id)
    if person is None:
        return here.unknown(ask, "person", here.setting.registry.people)
    forms = here.chosen(ask, ("role", "pseudonym"))
    if not forms and person.may_be_named(here.setting.audience):
        note_missing_consent(person, here.at(ask), here.setting)
        return (Text(_name(person, ask, here)),)
    if "pseudonym" in forms or not person.role:
        return _pseudonym(person, here.at(ask), here)
    case = here.case(ask)
    words = person.role
    if not here.first("person", person.id) and "role" not in forms:
        words = person.again if here.setting.said(person.again) else {"": person.pseudonym}
    role = here.said(words if here.setting.said(words) else person.role, ask, case, person.at)
    if not role:
        message = f'the person "{person.id}" may not be named here and has no role'
        hint = f"add `role:` with words in {here.setting.language.name}"
        here.setting.fault(person.at, Fault.PERSON_WITHOUT_ROLE, message, hint)
    return here.words(role, person.at) if role else ()


def _name(person: Person, ask: Ask, here: AskContext) -> str:
    """Return a name as the document's language writes it, in the case that is asked for."""
    case = here.case(ask)
    if case and not here.setting.said(person.name_in):
        here.without_case(ask, case, person.at)
    return here.said(person.name_in, ask, case, person.at) or person.name


def note_missing_consent(person: Person, at: Place, setting: Setting) -> None:
    """Note, once for each file, that somebody is named who did not agree to that."""
    severity: Severity = "error" if setting.final else "warning"
    finding = without_consent(
        what=f'"{person.name}" is named',
        entry=person.at,
        consent=person.consent,
        at=at,
        audience=setting.audience,
        day=setting.day,
        severity=severity,
    )
    said = finding.message if finding else ""
    told = any(each.file == at.file and each.message == said for each in setting.findings)
    if finding and not told:
        setting.findings.append(finding)


def _pseudonym(person: Person, at: Place, here: AskContext) -> Inlines:
    """Return the pseudonym of a person, the same in every document."""
    if not person.pseudonym:
        message = f'the person "{person.id}" has no pseudonym'
        hint = "add `pseudonym:` in people.yaml, or ask for the role"
        here.setting.fault(at, Fault.MISSING_WORDS, message, hint)
    return (Text(person.pseudonym),) if person.pseudonym else ()
