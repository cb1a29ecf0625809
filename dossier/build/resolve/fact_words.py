"""Print facts: figures with their exactness, their sources, and who gives another figure."""

from __future__ import annotations

from dataclasses import replace

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.inline_splices import joined, uncited
from dossier.model.document import Ask, Inlines, Text
from dossier.model.registry import Fact
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
    value = here.setting.language.figure(fact.value)
    figure = here.setting.term("quantity").format(figure=value, unit=fact.unit).strip()
    name = "about figure" if fact.exactness == "about" else fact.exactness
    return (Text(here.setting.term(name).format(figure=figure)),)


def _sources(fact: Fact, here: AskContext) -> Inlines:
    """Return the citation of a fact: its sources, then who gives another figure."""
    cites = [*read_cites(fact.sources, fact.at.line)]
    for rival in fact.rivals:
        value = here.setting.said(rival.wording) or rival.value
        said = here.setting.citation_style.words["rival"].format(value=value)
        article = here.setting.said(rival.article)
        said = f"{said} {article}" if article else said
        first, *more = read_cites(rival.sources, rival.at.line) or (None,)
        if first is not None:
            before = joined([Text(said), *((Text(" "), *first.before) if first.before else ())])
            cites += [replace(first, before=before), *more]
    return here.cited(tuple(cites))
