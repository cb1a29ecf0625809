"""Records: what the texts of an outline may know of the registries' entries.

A record holds ids and plain facts to sort, choose and group by, and never a person. Words print
only through what a text asks of a registry, where roles stand for names. What the document's
audience may not read of, and what is later than its date, is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from dossier.build.recurrence_links import recurrence_links
from dossier.model.conditional_text import View
from dossier.model.follow_up import NOT_ASSESSED, Change, LastTime, since_last, status_of
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.registry import Earlier, Incident, Registry, Source, may_read
from dossier.readers.templates.template_text import Id


@frozen
class IncidentRecord:
    """An incident; `title`, `account`, `outcome`, `picture` say whether it has one."""

    id: Id
    first: date
    place: str
    category: Id
    category_name: str
    title: bool
    account: bool
    outcome: bool
    picture: bool

    @property
    def year(self) -> int:
        """The year in which it began."""
        return self.first.year

    @property
    def month(self) -> int:
        """The month in which it began, 1 where only the year is known."""
        return self.first.month


@frozen
class EarlierRecord:
    """A recommendation of an earlier review; `level` is that of our assessment, or "".

    `status` is the same, or "not assessed"; `before` is that in the last follow-up that was kept,
    or "", and `change` what changed since. `recurs` are those of cycles before that it repeats, as
    an author confirmed.
    """

    id: Id
    symbol: Id
    paragraph: Id
    position: str
    level: str
    themes: tuple[str, ...]
    sdgs: tuple[str, ...]
    states: tuple[str, ...]
    cycle: int
    recurs: tuple[Id, ...] = ()
    status: str = NOT_ASSESSED
    before: str = ""
    change: Change = ""


@frozen
class SourceRecord:
    """A source; `excerpt` says whether it has one."""

    id: Id
    title: str
    publisher: str
    first: date
    themes: tuple[str, ...]
    excerpt: bool
    kind: str

    @property
    def year(self) -> int:
        """The year in which it came out."""
        return self.first.year

    @property
    def week(self) -> date:
        """The Monday of the week in which it came out."""
        return self.first - timedelta(days=self.first.weekday())


def records(
    registry: Registry,
    view: View,
    day: date,
    names: Mapping[str, str],
    code: str,
    last: LastTime | None,
) -> dict[str, tuple[Any, ...]]:
    """Return the records that a document of `day` may use; `names` are those of categories.

    `code` is that of the document's language. With `last`, the last follow-up before that day,
    earlier recommendations are compared.
    """
    incidents = [
        _incident(each, names, code)
        for each in registry.incidents.values()
        if may_read(view.audience, each.audience) and each.date.first() <= day
    ]
    sources = [
        _source(each)
        for each in registry.sources.values()
        if may_read(view.audience, each.audience) and each.issued and each.issued.first() <= day
    ]
    return {
        "incidents": tuple(sorted(incidents, key=lambda each: each.first)),
        "earlier": _every_earlier(registry, last),
        "sources": tuple(sorted(sources, key=lambda each: each.first)),
    }


def _incident(incident: Incident, names: Mapping[str, str], code: str) -> IncidentRecord:
    place = incident.place
    return IncidentRecord(
        id=Id(incident.id),
        first=incident.date.first(),
        place=place.get(code) or place.get("") or next(iter(place.values()), ""),
        category=Id(incident.category),
        category_name=names.get(incident.category, incident.category),
        title=bool(incident.title),
        account=bool(incident.account),
        outcome=bool(incident.outcome),
        picture=bool(incident.picture),
    )


def _every_earlier(registry: Registry, last: LastTime | None) -> tuple[EarlierRecord, ...]:
    links = recurrence_links(registry)
    return tuple(
        _earlier(each, [link.earlier for link in links if link.later is each], last)
        for each in registry.earlier.values()
    )


def _id(earlier: Earlier) -> Id:
    return Id(f"{earlier.symbol} {earlier.paragraph}")


def _earlier(earlier: Earlier, repeated: Iterable[Earlier], last: LastTime | None) -> EarlierRecord:
    before, changed = since_last(earlier, last)
    return EarlierRecord(
        id=_id(earlier),
        symbol=Id(earlier.symbol),
        paragraph=Id(earlier.paragraph),
        position=earlier.position,
        level=earlier.assessment.level if earlier.assessment else "",
        themes=earlier.themes,
        sdgs=earlier.sdgs,
        states=earlier.states,
        cycle=earlier.cycle or 0,
        recurs=tuple(map(_id, repeated)),
        status=status_of(earlier),
        before=before,
        change=changed,
    )


def _source(source: Source) -> SourceRecord:
    issued = source.issued.first() if source.issued else date.min
    publisher = source.fields.get("container-title") or source.fields.get("publisher", "")
    publisher = publisher or ", ".join(source.authors)
    return SourceRecord(
        id=Id(source.id),
        title=source.title,
        publisher=publisher,
        first=issued,
        themes=source.themes,
        excerpt=bool(source.excerpt),
        kind=source.kind,
    )


def filters(words: Language) -> dict[str, Callable[..., str]]:
    """Return the filters that the texts of an outline may use, in one language."""
    return {
        "long_date": words.long_date,
        "cardinal": words.cardinal,
        "ordinal": words.ordinal,
        "ordinal_word": words.ordinal_word,
        "names": words.join,
        "addressed": words.addressed,
        "term": lambda name: words.terms.get(name, name),
    }


def complete(value: object, shape: Mapping[str, object] | None) -> object:
    """Return what an author said of a field, with its keys that nobody filled in as None."""
    if isinstance(value, Mapping) and shape is not None:
        return {**dict.fromkeys(shape), **value}
    if isinstance(value, list):
        return [complete(each, shape) for each in value]
    return value
