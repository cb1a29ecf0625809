"""Print what a source says of itself, or a quotation from it."""

from __future__ import annotations

from dossier.build.resolve.ask_context import AskContext
from dossier.model.document import Ask, Citation, Cite, Inlines, Link, Text
from dossier.model.faults import Fault
from dossier.model.registry import Source

SOURCE = ("cite", "title", "date", "publisher", "excerpt", "link")
"""What can be asked of a source."""


def source_words(ask: Ask, here: AskContext) -> Inlines:
    """Return what a source says of itself, or a quotation from it."""
    source = here.setting.registry.sources.get(ask.id)
    if source is None:
        return here.unknown(ask, "source", here.setting.registry.sources)
    if not here.setting.may_read(source.audience):
        return here.refused(ask, "source", source.audience, "sources.yaml")
    here.dated(ask, source.issued, f'the source "{source.id}"')
    forms = here.chosen(ask, SOURCE)
    if "cite" in forms or not forms:
        return (Citation((Cite(source.id, line=ask.line),), ask.line),)
    return _quoted(ask, source, forms, here)


def _quoted(ask: Ask, source: Source, forms: set[str], here: AskContext) -> Inlines:
    fields, language = source.fields, here.setting.language
    publisher = fields.get("container-title") or fields.get("publisher", "")
    excerpt = here.setting.said(source.excerpt)
    said = {
        "title": source.title,
        "publisher": publisher or ", ".join(source.authors),
        "date": language.day(source.issued) if source.issued else "",
        "excerpt": f"{language.quotes[0]}{excerpt}{language.quotes[1]}" if excerpt else "",
        "link": source.title,
    }
    form = next(each for each in SOURCE if each in forms)
    if not said[form]:
        message = f'the source "{source.id}" has no "{form}"'
        here.setting.fault(here.at(ask), Fault.MISSING_WORDS, message, "add it to the source")
    if form == "link" and fields.get("URL"):
        return (Link(fields["URL"], (Text(source.title),)),)
    return (Text(said[form]),) if said[form] else ()
