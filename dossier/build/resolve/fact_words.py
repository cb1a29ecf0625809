"""Print facts: figures with their exactness, their sources, and who gives another figure."""

from __future__ import annotations

import re
from dataclasses import replace

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.inline_splices import joined, uncited
from dossier.model.document import Ask, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Fact, Rival
from dossier.readers.blocks.citation_syntax import read_cites


def fact_words(ask: Ask, here: AskContext) -> Inlines:
    """Return a fact in its own words or its value, and the citation of its sources."""
    fact = here.setting.registry.facts.get(ask.id)
    if fact is None:
        return here.unknown(ask, "fact", here.setting.registry.facts)
    forms = here.chosen(ask, ("value", "uncited", "cite"))
    here.dated(ask, fact.as_of, f'the fact "{fact.id}"')
    sources = () if "uncited" in forms else _sources(fact, here)
    if "cite" in forms:
        return sources
    if "value" in forms:
        return (Text(here.setting.language.figure(fact.value)), *sources)
    words = _wording(fact, ask, here)
    return uncited(words) if "uncited" in forms else (*words, *sources)


def _wording(fact: Fact, ask: Ask, here: AskContext) -> Inlines:
    given = here.said(fact.wording, ask, here.case(ask), fact.at)
    if given:
        return here.words(given, fact.at)
    _in_another_language(fact, fact, here)
    value = here.setting.language.figure(fact.value)
    figure = here.setting.term("quantity").format(figure=value, unit=fact.unit).strip()
    name = "about figure" if fact.exactness == "about" else fact.exactness
    return (Text(here.setting.term(name).format(figure=figure)),)


def _sources(fact: Fact, here: AskContext) -> Inlines:
    """Return the citation of a fact: its sources, then who gives another figure."""
    cites = [*read_cites(fact.sources, fact.at.line)]
    start, _, end = here.setting.citation_style.words["rival"].partition("{value}")
    for rival in fact.rivals:
        first, *more = read_cites(rival.sources, rival.at.line) or (None,)
        if first is not None:
            said = (Text(start), *_rival(fact, rival, here), Text(end))
            before = here.before(first)
            before = joined([*said, *((Text(" "), *before) if before else ())])
            cites += [replace(first, before=before), *more]
    return here.cited(tuple(cites))


def _rival(fact: Fact, rival: Rival, here: AskContext) -> Inlines:
    given = here.setting.said(rival.wording)
    if given:
        return here.words(given, rival.at)
    if re.search(r"[^\W\d_]", rival.value):
        _in_another_language(fact, rival, here)
    return (Text(rival.value),)


def _in_another_language(fact: Fact, told: Fact | Rival, here: AskContext) -> None:
    """Note that a figure has no words in the language of the document.

    The first language of `wording` is the one in which values and units are typed.
    """
    tongue = here.setting.language
    first = next(iter(told.wording or fact.wording), "")
    if first in ("", tongue.code):
        return
    what = f'the fact "{fact.id}"'
    if told is not fact:
        what += f' has a rival value "{told.value}", which'
    message = f'{what} does not say "wording" in {tongue.name}'
    hint = f"add `{tongue.code}:` to its `wording:`"
    here.setting.fault(told.at, Fault.MISSING_WORDS, message, hint)
