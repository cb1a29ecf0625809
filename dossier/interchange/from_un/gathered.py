"""Gather what the library has on a State and a number of themes, and when the State is reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from dossier.interchange.from_un.parties import newest_of_bodies, newest_of_conventions, whole_of
from dossier.interchange.from_un.themes import Theme
from dossier.interchange.recommendations.from_library import NAME, export_of
from dossier.interchange.recommendations.run import RecommendationsRequest, import_read
from dossier.model.frozen import frozen
from dossier.model.registry import Earlier
from dossier.model.sessions import Session
from dossier.model.un_record import UnRecord
from dossier.project.layout import Files
from dossier.project.review_session import review_to_write_for
from dossier.project.un_library.search import Query, search
from dossier.readers.un_exports.export import UPR


@frozen
class OnTheme:
    """What was said of a theme: recommendations of earlier reviews, and by other bodies.

    `earlier` has the newest cycle first, `said` the newest document of each body, newest first.
    """

    theme: Theme
    earlier: tuple[Earlier, ...]
    said: tuple[UnRecord, ...]

    @property
    def last(self) -> tuple[Earlier, ...]:
        """The recommendations of the last cycle that has any."""
        return tuple(each for each in self.earlier if each.cycle == self.earlier[0].cycle)


@frozen
class Gathered:
    """What there is on a State. `review` is the session to write for, None where none is known.

    `silent` are themes of which the library has nothing, `reports` the days of the reports of
    earlier reviews by their symbols, "" where nobody says it. `undated` counts the records whose
    day was left out, since it is still to come. `spoken` has the newest document of each treaty
    body that wrote on the State on anything, `applied` the newest comment of the ILO's Committee of
    Experts on each Convention.
    """

    state: str
    themes: tuple[OnTheme, ...]
    silent: tuple[Theme, ...]
    review: Session | None
    earlier: tuple[Earlier, ...] = ()
    reports: Mapping[str, str] = field(default_factory=dict)
    undated: int = 0
    spoken: tuple[UnRecord, ...] = ()
    applied: Mapping[str, UnRecord] = field(default_factory=dict)

    @property
    def said(self) -> tuple[UnRecord, ...]:
        """What other bodies said of any theme, each once, newest first."""
        every = dict.fromkeys(each for one in self.themes for each in one.said)
        ordered = sorted(every, key=lambda each: (each.symbol, _numbers(each.paragraph)))
        return tuple(sorted(ordered, key=lambda each: each.day, reverse=True))


def gather(
    library: Path, state: str, themes: Sequence[Theme], kinds: tuple[str, ...], today: date
) -> Gathered:
    """Return what the library has. Raises `Refused` where it has nothing on the State at all."""
    read = [_records(library, state, theme) for theme in themes]
    late = {at for one in read for at, each in one.items() if each.published > today.isoformat()}
    found = [tuple(_dated(one, late)) for one in read]
    every = dict.fromkeys(each for one in found for each in one)
    reviews = tuple(each for each in every if each.is_recommendation_of_upr)
    entries = _entries(state, reviews)
    whole = whole_of(library, state, today)
    on = [_on(*each, entries, kinds) for each in zip(themes, found, strict=True)]
    return Gathered(
        state=state,
        themes=tuple(each for each in on if each.earlier or each.said),
        silent=tuple(each.theme for each in on if not (each.earlier or each.said)),
        review=review_to_write_for(state, today),
        earlier=tuple(sorted(entries, key=_order)),
        reports={each.symbol: each.published for each in reviews if each.symbol},
        undated=len(late),
        spoken=newest_of_bodies(whole),
        applied=newest_of_conventions(whole),
    )


def _records(library: Path, state: str, theme: Theme) -> dict[int, UnRecord]:
    """Return the records that have one of a theme's phrases, by their numbers."""
    asked = (Query(texts=(term,), states=(state,), most=0) for term in theme.terms)
    return {
        number: each
        for query in asked
        for found in (search(library, query),)
        if not any(word.near for word in found.words)
        for number, each in found.records
    }


def _dated(records: Mapping[int, UnRecord], late: Set[int]) -> Iterator[UnRecord]:
    """Yield records, without a day that is still to come: no document can be cited by it."""
    for at, each in records.items():
        yield replace(each, published="", year=0) if at in late else each


def _entries(state: str, records: Iterable[UnRecord]) -> tuple[Earlier, ...]:
    """Return recommendations as entries of a registry, those of one paragraph of a report once."""
    request = RecommendationsRequest((), state)
    return import_read(Files("", Path(), {}), export_of(records), NAME, request).entries


def _on(
    theme: Theme,
    found: Sequence[UnRecord],
    entries: Iterable[Earlier],
    kinds: tuple[str, ...],
) -> OnTheme:
    reviews = [each for each in found if each.is_recommendation_of_upr]
    known = {(each.origin, each.text) for each in reviews}
    places = {(each.symbol, each.paragraph) for each in reviews if each.paragraph}
    of_theme = (
        each
        for each in entries
        if (each.origin, each.text) in known or (each.symbol, each.paragraph) in places
    )
    others = [each for each in found if each.mechanism != UPR and each.kind in kinds]
    return OnTheme(theme, tuple(sorted(of_theme, key=_order)), tuple(_last_of_each_body(others)))


def _last_of_each_body(records: Iterable[UnRecord]) -> Iterator[UnRecord]:
    """Yield what stands in the newest document of each body, newest first, by its paragraphs."""
    ordered = sorted(records, key=lambda each: each.day, reverse=True)
    last: dict[str, str] = {}
    for each in ordered:
        last.setdefault(each.mechanism, each.document)
    kept = [each for each in ordered if last[each.mechanism] == each.document]
    names = list(last)
    yield from sorted(
        kept, key=lambda each: (names.index(each.mechanism), _numbers(each.paragraph))
    )


def _order(entry: Earlier) -> tuple[int, str, list[int]]:
    return -(entry.cycle or 0), entry.symbol, _numbers(entry.paragraph)


def _numbers(paragraph: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", paragraph)]
