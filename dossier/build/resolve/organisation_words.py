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
    name = named(organisation.names, here)
    if other.strip():
        names = {each.short or each.full: each for each in organisation.others}
        names |= {each.full: each for each in organisation.others if each.full}
        if other.strip() not in names:
            return here.unknown(replace(ask, id=other.strip()), f'name of "{ask.id}"', names)
        name = names[other.strip()]
    return (Text(introduce(name, forms, organisation.id, here)),)
