"""Print treaties and laws, and the articles of them that are asked for."""

from __future__ import annotations

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.name_in_print import introduce, named, with_article
from dossier.build.resolve.obligations import Obligations
from dossier.model.article_words import Of
from dossier.model.document import Ask, Citation, Cite, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Place
from dossier.readers.blocks.citation_syntax import read_cites


def treaty_words(ask: Ask, here: AskContext, obligations: Obligations) -> Inlines:
    """Return a treaty by name, with articles or what the State did with it."""
    found = obligations.find(ask, here.at(ask), here.block.kind)
    if found is None:
        return ()
    instrument, forms, articles = found
    if "reservation" in forms:
        return _reservation(instrument.id, here.at(ask), here)
    if forms & {"ratified", "signed", "in-force"}:
        return obligations.date(instrument, forms, here.at(ask), here.cited)
    if articles and "bare" in forms:
        forms = forms | {"short"}
    names = instrument.names_on(here.setting.day)
    name = named(names, here)
    called = introduce(name, forms, f"{instrument.id} {name.full}", here)
    if not articles:
        called = _bent(called, ask, here)
    of: Of = "UN treaty" if instrument.body == "United Nations" else "treaty"
    return (Text(obligations.article(called, articles, forms, of)),)


def _bent(name: str, ask: Ask, here: AskContext) -> str:
    """Return the name of an instrument or a law in the case that is asked for."""
    case = here.case(ask)
    bent = here.setting.language.cases[case].name(name) if case else name
    if bent is None:
        message = f'how "{name}" stands in the {case} is not known'
        hint = (
            f"add its beginning under `cases: {case}: names:` of the language, or say it in words"
        )
        here.setting.fault(here.at(ask), Fault.MISSING_WORDS, message, hint)
    return bent or name


def _reservation(id_: str, at: Place, here: AskContext) -> Inlines:
    """Return the State's reservation to an instrument, with its sources."""
    status = here.setting.registry.treaties.get(id_)
    words = here.setting.said(status.reservation) if status else ""
    if status is None or not words:
        message = f"treaties.yaml has no reservation to {id_}"
        here.setting.fault(at, Fault.MISSING_WORDS, message, "add `reservation:` there")
        return ()
    said = here.words(words, status.at)
    return (*said, *here.cited(read_cites(status.sources)))


def law_words(ask: Ask, here: AskContext, obligations: Obligations) -> Inlines:
    """Return a provision of a law that is among the sources: "article 402 of the Code"."""
    source = here.setting.registry.sources.get(ask.id)
    sources = here.setting.registry.sources
    laws = {key: each for key, each in sources.items() if each.kind in ("law", "treaty")}
    if source is None or source.id not in laws:
        return here.unknown(ask, "law", laws)
    if not here.setting.may_read(source.audience):
        return here.refused(ask, "source", source.audience, "sources.yaml")
    forms, articles = obligations.places(ask, ("bare", "cite"), here.at(ask))
    if "cite" in forms:
        places = (("article", articles),) if articles else ()
        cite = Cite(source.id, places, line=ask.line)
        return (Citation((cite,), ask.line),)
    name = here.setting.said(source.title_in) or source.fields.get("title-short") or source.title
    if not articles:
        name = _bent(name, ask, here)
    if "bare" not in forms:
        article = source.fields.get("article", here.setting.term("the"))
        name = with_article("" if article == "none" else article, name)
    return (Text(obligations.article(name, articles, forms)),)
