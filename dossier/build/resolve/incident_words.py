"""Print incidents: what happened, where and when, as far as the document may say it."""

from __future__ import annotations

from dossier.build.resolve.ask_context import AskContext
from dossier.build.resolve.inline_splices import uncited
from dossier.build.resolve.obligations import Obligations
from dossier.model.document import Ask, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Incident
from dossier.readers.blocks.citation_syntax import read_cites
from dossier.readers.registries.instruments import category_names

INCIDENT = ("title", "account", "category", "date", "place", "what", "outcome", "uncited", "cite")
"""What can be asked of an incident."""


def incident_words(ask: Ask, here: AskContext, obligations: Obligations) -> Inlines:
    """Return what an incident says of itself; by what bound the State then is for `obligations`."""
    incident = here.setting.registry.incidents.get(ask.id)
    if incident is None:
        return here.unknown(ask, "incident", here.setting.registry.incidents)
    if not here.setting.may_read(incident.audience):
        return here.refused(ask, "incident", incident.audience, "incidents.yaml")
    forms = here.chosen(ask, INCIDENT)
    here.dated(ask, incident.date, f'the incident "{incident.id}"')
    obligations.happened(incident)
    if here.paragraph:
        told = here.setting.places if here.scope == "text" else here.setting.noted
        told.setdefault(incident.id, here.paragraph)
    if "date" in forms:
        return (Text(here.setting.language.day(incident.date, here.case(ask))),)
    if "place" in forms:
        place = here.said(incident.place, ask, here.case(ask), incident.at)
        place = place or next(iter(incident.place.values()), "")
        if not place:
            message = f'the incident "{incident.id}" has no place'
            here.setting.fault(here.at(ask), Fault.MISSING_WORDS, message, "add `place:`")
        return here.words(place, incident.at) if place else ()
    if "category" in forms:
        return (Text(category_names(here.setting.language.code)[incident.category]),)
    if "title" in forms:
        return uncited(_told(incident, "title", here))
    if "account" in forms and incident.account:
        return _told(incident, "account", here)
    sources = here.cited(read_cites(incident.sources))
    if "cite" in forms:
        return sources
    words = _told(incident, "outcome" if "outcome" in forms else "what", here)
    return uncited(words) if "uncited" in forms else (*words, *sources)


def _told(incident: Incident, what: str, here: AskContext) -> Inlines:
    text = here.setting.said(getattr(incident, what))
    if text:
        return here.words(text, incident.at)
    message = f'the incident "{incident.id}" does not say "{what}" in {here.setting.language.name}'
    here.setting.fault(incident.at, Fault.MISSING_WORDS, message, f"add `{what}:`")
    return ()
