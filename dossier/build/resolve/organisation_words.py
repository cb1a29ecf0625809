"""Print organisations by the name that is asked for."""

from __future__ import annotations

from dataclasses import replace

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.name_in_print import introduce, named
from dossier.model.document import Ask, Inlines, Text


def organisation_words(ask: Ask, here: AskContext) -> Inlines:
    """Return the name of an organisation, or one that it has besides: `as …`."""
    organisation = here.setting.registry.organisations.get(ask.id)
    if organisation is None:
        return here.unknown(ask, "organisation", here.setting.registry.organisations)
    words, _, other = f"{ask.words} ".partition("as ")
    forms = here.chosen(replace(ask, words=words), ("bare", "full", "short"))
    names = organisation.names
    if other.strip():
        known = {
            called: each
            for each in organisation.others
            for name in each.values()
            for called in (name.short, name.full)
            if called
        }
        if other.strip() not in known:
            return here.unknown(replace(ask, id=other.strip()), f'name of "{ask.id}"', known)
        names = known[other.strip()]
    case, code = here.case(ask), here.setting.language.code
    if case and code in names and names[code].full and f"{code} {case}" not in names:
        here.without_case(ask, case, organisation.at)
    name = named(names, here, case)
    key = f"{organisation.id} {named(names, here).full}"
    return (Text(introduce(name, forms, key, here)),)
