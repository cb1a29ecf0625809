"""Sessions of the UPR Working Group: when, which States, and by when submissions must be sent.

What is known stands in `data/sessions.yaml`, each value with its source and how well it is known.
Nothing is guessed: a session without a deadline has none here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any

from dossier.model.frozen import frozen
from dossier.model.grade import Grade
from dossier.model.language import DATA
from dossier.model.program_data import read_data


@frozen
class Session:
    """A session of the Working Group; what is not known is None or empty.

    `begins` and `ends` are days where `exact`, else the first and last day of the months known.
    `grades` and `sources` are by "dates", "deadline", "states" and "moved". `follows` is the
    session whose States are expected again, where that is all that is known of them; `moved` are
    those among `states` that the Council moved here.
    """

    number: int
    begins: date | None = None
    ends: date | None = None
    exact: bool = False
    deadline: date | None = None
    states: tuple[str, ...] = ()
    follows: int | None = None
    moved: tuple[str, ...] = ()
    grades: Mapping[str, Grade] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def cycle(self) -> int:
        """The cycle of the review it belongs to; from the second on each has fourteen sessions."""
        return 1 if self.number <= 12 else 2 + (self.number - 13) // 14

    def left(self, today: date) -> int | None:
        """Return the days left until its deadline, below zero after it."""
        return (self.deadline - today).days if self.deadline else None


@frozen
class StateRemark:
    """What must be said of a State whose review is not where the order of review has it."""

    state: str
    words: str
    grade: Grade
    source: str
    checked: date


def session(number: int) -> Session | None:
    """Return what is known of a session, or None.

    >>> session(42).deadline
    datetime.date(2022, 7, 14)
    """
    return _sessions().get(number)


def every_session() -> tuple[Session, ...]:
    """Return all sessions of which something is known, in order."""
    return tuple(_sessions().values())


def coming(today: date) -> tuple[Session, ...]:
    """Return the sessions that are not over, or not known to be, in order."""
    return tuple(each for each in _sessions().values() if each.ends and each.ends >= today)


def checked() -> date:
    """Return the day on which the data were checked."""
    day: date = _raw()["checked"]
    return day


def expected() -> str:
    """Return what is usual, for a session whose deadline is not known."""
    return str(_raw()["expects"]["value"])


def state_remarks() -> tuple[StateRemark, ...]:
    """Return what must be said of single States."""
    titles = _raw()["sources"]
    return tuple(
        StateRemark(
            state=state,
            words=str(each["value"]),
            grade=each["grade"],
            source=titles[each["source"]],
            checked=each.get("checked", checked()),
        )
        for state, each in _raw()["remarks"].items()
    )


@cache
def _raw() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = read_data(DATA / "sessions.yaml")
    return raw


@cache
def _sessions() -> Mapping[int, Session]:
    raw = _raw()
    found: dict[int, Session] = {}
    for number, entry in sorted(raw["sessions"].items()):
        found[number] = _session(number, entry, raw["sources"], found)
    return found


def _session(
    number: int, entry: Mapping[str, Any], titles: Mapping[str, str], found: Mapping[int, Session]
) -> Session:
    named = {"dates": entry.get("dates") or entry.get("months")}
    named |= {key: entry.get(key) for key in ("deadline", "states", "moved")}
    held = {key: value for key, value in named.items() if value}
    begins, ends = _span(held["dates"]["value"]) if "dates" in held else (None, None)
    states = held.get("states", {})
    follows = states.get("follows")
    before = found[follows].states if follows in found else ()
    moved = tuple(held.get("moved", {}).get("value", ()))
    return Session(
        number=number,
        begins=begins,
        ends=ends,
        exact="dates" in entry,
        deadline=held.get("deadline", {}).get("value"),
        states=(*states.get("value", before), *moved),
        follows=follows,
        moved=moved,
        grades={key: value["grade"] for key, value in held.items()},
        sources={key: titles[value["source"]] for key, value in held.items()},
    )


def _span(text: str) -> tuple[date, date]:
    """Return the first and last day of a span, whose ends are days or months."""
    first, _, last = str(text).partition("/")
    return _day(first, 1), _day(last, 31)


def _day(text: str, latest: int) -> date:
    """Return a day, or of a month the day `latest`, or its last one if it is shorter."""
    if len(text) > len("2027-04"):
        return date.fromisoformat(text)
    year, month = (int(each) for each in text.split("-"))
    return date(year, month, min(latest, monthrange(year, month)[1]))
