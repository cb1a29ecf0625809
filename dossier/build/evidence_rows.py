"""The rows of evidence: what an entry of a registry says in a list, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import partial
from typing import TypeAlias, assert_never

from dossier.build.entry_references import EntryKey, earlier_id
from dossier.build.entry_words import figure_words, read_words
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.registry import (
    Day,
    Earlier,
    Fact,
    Incident,
    Name,
    Organisation,
    Person,
    Place,
    Registry,
    Source,
    Status,
)
from dossier.readers.registries.instruments import categories, instruments, names
from dossier.redaction.consents import flaw
from dossier.redaction.names.coverage import coverage


@frozen
class EvidenceRow:
    """An entry: what its columns say, and by what they are sorted where that is another text.

    `flags` are "due", "without-consent" and "unverified". `more` is what is searched and not shown.
    """

    registry: str
    id: str
    kind: str
    cells: Mapping[str, str]
    sort: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    more: str = ""
    at: Place = field(default_factory=Place)


Entry: TypeAlias = Source | Fact | Incident | Person | Organisation | Status | Earlier


def entries(registry: Registry) -> Iterator[tuple[EntryKey, Entry]]:
    """Yield all entries by registry and id, a registry after the other."""
    yield from ((("sources", each.id), each) for each in registry.sources.values())
    yield from ((("facts", each.id), each) for each in registry.facts.values())
    yield from ((("incidents", each.id), each) for each in registry.incidents.values())
    yield from ((("people", each.id), each) for each in registry.people.values())
    yield from ((("organisations", each.id), each) for each in registry.organisations.values())
    yield from ((("treaties", each.instrument), each) for each in registry.treaties.values())
    yield from ((("recommendations", earlier_id(e)), e) for e in registry.earlier.values())


class ListedEntries:
    """The rows of a registry in one language."""

    def __init__(self, registry: Registry, tongue: Language, today: date) -> None:
        self.registry = registry
        self.tongue = tongue
        self.today = today
        self.said = partial(read_words, registry, tongue.code)

    def rows(self) -> Iterator[EvidenceRow]:
        """Yield all rows, a registry after the other."""
        registry = self.registry
        yield from map(self._source, registry.sources.values())
        yield from map(self._fact, registry.facts.values())
        yield from map(self._incident, registry.incidents.values())
        yield from map(self._person, registry.people.values())
        yield from map(self._organisation, registry.organisations.values())
        yield from map(self._treaty, registry.treaties.values())
        yield from map(self._recommendation, registry.earlier.values())

    def name(self, entry: Entry) -> str:
        """Return what an entry is called: the first column of its table."""
        match entry:
            case Source():
                return entry.title or entry.fields.get("role", "")
            case Fact():
                return figure_words(self.registry, self.tongue.code, entry)
            case Incident():
                return self.said(entry.title) or self.said(entry.what)
            case Person():
                return self.said(entry.role) or entry.pseudonym
            case Organisation():
                return self._own_name(entry).full
            case Status():
                return self.instrument(entry.instrument)
            case Earlier():
                return entry.paragraph
        assert_never(entry)

    def _own_name(self, organisation: Organisation) -> Name:
        every = organisation.names
        return every.get(self.tongue.code) or every.get("") or next(iter(every.values()))

    def _day(self, day: Day | None) -> str:
        return self.tongue.day(day) if day else ""

    def _source(self, source: Source) -> EvidenceRow:
        who = ", ".join(source.authors) or _first(
            source, "publisher", "authority", "container-title"
        )
        return EvidenceRow(
            registry="sources",
            id=source.id,
            kind=source.fields.get("type", "") or source.kind,
            cells={
                "title": self.name(source),
                "who": who,
                "date": self._day(source.issued) or source.fields.get("issued-said", ""),
                "verified": source.verified,
                "seen": self._seen(source),
            },
            sort={"date": _iso(source.issued)},
            flags=() if source.verified == "yes" else ("unverified",),
            more=" ".join((source.fields.get("number", ""), source.fields.get("URL", ""))),
            at=source.at,
        )

    def _seen(self, source: Source) -> str:
        """Return the day on which a source was seen and by whom, as far as that is known."""
        on = self.tongue.long_date(source.verified_on) if source.verified_on else ""
        return ", ".join(filter(None, (on, source.verified_by)))

    def _fact(self, fact: Fact) -> EvidenceRow:
        due = bool(fact.review_by and fact.review_by < self.today)
        return EvidenceRow(
            registry="facts",
            id=fact.id,
            kind=fact.exactness,
            cells={
                "figure": self.name(fact),
                "sources": fact.sources.replace("@", ""),
                "rivals": "; ".join(each.value for each in fact.rivals),
                "as_of": self._day(fact.as_of),
                "review_by": self.tongue.long_date(fact.review_by) if fact.review_by else "",
            },
            sort={"as_of": _iso(fact.as_of), "review_by": str(fact.review_by or "")},
            flags=("due",) if due else (),
            more=f"{fact.value} {fact.unit}",
            at=fact.at,
        )

    def _incident(self, incident: Incident) -> EvidenceRow:
        label = categories().get(incident.category, {})
        return EvidenceRow(
            registry="incidents",
            id=incident.id,
            kind=incident.category,
            cells={
                "date": self._day(incident.date),
                "what": self.name(incident),
                "place": self.said(incident.place),
                "category": label.get(self.tongue.code, label.get("en", incident.category)),
            },
            sort={"date": _iso(incident.date)},
            more=f"{self.said(incident.what)} {self.said(incident.outcome)}",
            at=incident.at,
        )

    def _person(self, person: Person) -> EvidenceRow:
        found = coverage(person)
        lacks = "" if person.named == "nobody" else flaw(person.consent, person.named, self.today)
        guarded = (*found.alone, *found.beside_a_title, *found.together)
        return EvidenceRow(
            registry="people",
            id=person.id,
            kind=person.named,
            cells={
                "name": person.name,
                "role": self.name(person),
                "named": person.named,
                "consent": lacks or str(person.consent or ""),
                "guarded": ", ".join(guarded),
            },
            flags=("without-consent",) if lacks else (),
            more=" ".join(person.spellings),
            at=person.at,
        )

    def _organisation(self, organisation: Organisation) -> EvidenceRow:
        name = self._own_name(organisation)
        others = [each.full or each.short for each in organisation.others]
        return EvidenceRow(
            registry="organisations",
            id=organisation.id,
            kind="",
            cells={"name": name.full, "acronym": name.short, "others": "; ".join(others)},
            more=" ".join(each.short for each in organisation.others),
            at=organisation.at,
        )

    def _treaty(self, status: Status) -> EvidenceRow:
        act = status.standing or "not a party" if status.act == "none" else status.act
        return EvidenceRow(
            registry="treaties",
            id=status.instrument,
            kind=act,
            cells={
                "name": self.name(status),
                "act": act,
                "bound": self._day(status.bound),
                "in_force": self._day(status.in_force),
                "verified": status.verified,
            },
            sort={"bound": _iso(status.bound), "in_force": _iso(status.in_force)},
            flags=() if status.verified == "yes" else ("unverified",),
            at=status.at,
        )

    def instrument(self, id_: str) -> str:
        """Return the title of an instrument, or its id where there are no data of it."""
        if id_ not in instruments():
            return id_
        known = names(id_)
        return (known.get(self.tongue.code) or known["en"]).full

    def _recommendation(self, earlier: Earlier) -> EvidenceRow:
        level = earlier.assessment.level if earlier.assessment else ""
        return EvidenceRow(
            registry="recommendations",
            id=earlier_id(earlier),
            kind=earlier.position or "pending",
            cells={
                "paragraph": earlier.paragraph,
                "text": earlier.text,
                "states": ", ".join(earlier.states),
                "position": earlier.position,
                "level": level,
            },
            more=" ".join((*earlier.themes, earlier.symbol, earlier.words)),
            at=earlier.at,
        )


def _iso(day: Day | None) -> str:
    return day.first().isoformat() if day else ""


def _first(source: Source, *fields: str) -> str:
    return next((source.fields[each] for each in fields if source.fields.get(each)), "")
