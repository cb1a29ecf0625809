"""Print people: by name where the document's audience may read it, else by role or pseudonym."""

from __future__ import annotations

from dossier.build.resolve.ask_context import AskContext
from dossier.model.document import Ask, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Person, Place


def person_words(ask: Ask, here: AskContext) -> Inlines:
    """Return the name of a person, or a role or pseudonym for it."""
    person = here.setting.registry.people.get(ask.id)
    if person is None:
        return here.unknown(ask, "person", here.setting.registry.people)
    forms = here.chosen(ask, ("role", "pseudonym"))
    if not forms and person.may_be_named(here.setting.audience):
        return (Text(person.name),)
    if "pseudonym" in forms or not person.role:
        return _pseudonym(person, here.at(ask), here)
    role = here.setting.said(person.role)
    if not here.first("person", person.id) and "role" not in forms:
        role = here.setting.said(person.again) or person.pseudonym or role
    if not role:
        message = f'the person "{person.id}" may not be named here and has no role'
        hint = f"add `role:` with words in {here.setting.language.name}"
        here.setting.fault(person.at, Fault.PERSON_WITHOUT_ROLE, message, hint)
    return here.words(role, person.at) if role else ()


def _pseudonym(person: Person, at: Place, here: AskContext) -> Inlines:
    """Return the pseudonym of a person, the same in every document."""
    if not person.pseudonym:
        message = f'the person "{person.id}" has no pseudonym'
        hint = "add `pseudonym:` in people.yaml, or ask for the role"
        here.setting.fault(at, Fault.MISSING_WORDS, message, hint)
    return (Text(person.pseudonym),) if person.pseudonym else ()
