"""The dates that are coming, the nearest first: of documents that are not final, of sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dossier.build.deadlines import coming_sessions, days_of, remarks_on, states_of
from dossier.build.overview import DossierOverview, overview
from dossier.model.frozen import frozen
from dossier.model.grade import graded, remark
from dossier.model.language import language
from dossier.model.sessions import Session
from dossier.project.layout import Places

_LANGUAGE = "en-GB"


@frozen
class ComingDate:
    """A day: what it is, whose or which States', and what is not sure about it.

    `own` says that it concerns the dossier that was asked for. `said` is the day in words, or its
    months where only these are known: then `day` is their first, and `exact` false.
    """

    day: date
    said: str
    days: int
    what: str
    about: str
    own: bool
    doubt: str = ""
    exact: bool = True


def coming_dates(places: Places, dossier: str, today: date) -> tuple[ComingDate, ...]:
    """Return all dates of the project and of coming sessions, those of `dossier` marked as own."""
    known = overview(places)
    state = _state(known, dossier)
    mine = coming_sessions(today, state) if state else ()
    sessions = {each.number: each for each in (*coming_sessions(today), *mine)}
    numbers = {each.number for each in mine}
    found = [each for one in sessions.values() for each in _of(one, today, one.number in numbers)]
    found += [
        ComingDate(
            day=each.deadline,
            said=language(_LANGUAGE).long_date(each.deadline),
            days=(each.deadline - today).days,
            what=f"“{each.title}” must be sent",
            about=held.title,
            own=held.name == dossier,
            doubt=each.doubt,
        )
        for held in known
        for each in held.documents
        if each.deadline
    ]
    return tuple(sorted(found, key=lambda each: (each.day, not each.own, each.what)))


def said_of_state(places: Places, dossier: str) -> tuple[str, ...]:
    """Return what must be said of the State of a dossier, such as why no session reviews it."""
    remarks = remarks_on(_state(overview(places), dossier))
    return tuple(f"{each.state}: {graded(each.words, each.grade)}" for each in remarks)


def _state(known: Sequence[DossierOverview], dossier: str) -> str:
    return next((each.state for each in known if each.name == dossier), "")


def _of(one: Session, today: date, own: bool) -> Iterator[ComingDate]:
    words = language(_LANGUAGE)
    name = f"{words.ordinal(one.number)} session of the UPR"
    dated = (
        ("deadline", one.deadline, f"{name}: submissions are due", ""),
        ("dates", one.begins, f"{name} begins", "" if one.exact else days_of(one, words)),
    )
    for kind, day, what, roughly in dated:
        if day and day >= today:
            yield ComingDate(
                day=day,
                said=roughly or words.long_date(day),
                days=(day - today).days,
                what=what,
                about=states_of(one),
                own=own,
                doubt=remark(one.grades[kind]).strip(" ()"),
                exact=not roughly,
            )
