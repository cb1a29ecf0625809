"""Print organisations by the name that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.name_in_print import introduce, named
from dossier.model.document import Ask, Inlines, Text
from dossier.model.registry import Name, Organisation


def organisation_words(ask: Ask, here: AskContext) -> Inlines:
    """Return the name of an organisation, or one that it has besides: `as …`."""
    organisation = here.setting.registry.organisations.get(ask.id)
    if organisation is None:
        return here.unknown(ask, "organisation", here.setting.registry.organisations)
    words, _, other = f"{ask.words} ".partition("as ")
    forms = here.chosen(replace(ask, words=words), ("bare", "full", "short"))
    names = organisation.names
    if other.strip():
        called = _called(organisation)
        if other.strip() not in called:
            return here.unknown(replace(ask, id=other.strip()), f'name of "{ask.id}"', called)
        names = called[other.strip()]
    case, code = here.case(ask), here.setting.language.code
    if case and code in names and names[code].full and f"{code} {case}" not in names:
        here.without_case(ask, case, organisation.at)
    key = f"{organisation.id} {named(names, here).full}"
    return (Text(introduce(named(names, here, case), forms, key, here)),)


def _called(organisation: Organisation) -> dict[str, Mapping[str, Name]]:
    """Return the other names by what asks for one: its acronym, or its full name in a language."""
    named_so = [(each, name) for each in organisation.other_names for name in each.values()]
    called = {name.short or name.full: each for each, name in named_so}
    return called | {name.full: each for each, name in named_so if name.full}
