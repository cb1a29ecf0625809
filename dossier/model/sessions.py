"""Sessions of the UPR Working Group: when, which States, and by when submissions must be sent.

What is known stands in `data/sessions.yaml`, each value with its source and how well it is known.
Nothing is guessed: a session without a deadline has none here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal, TypeAlias

import yaml

from dossier.model.language import DATA

Grade: TypeAlias = Literal["verified", "partly", "unverified"]


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the Working Group; what is not known is None or empty.

    `begins` and `ends` are days where `exact`, else the first and last day of the months known.
    `grades` and `sources` are by "dates", "deadline" and "states". `follows` is the session whose
    States are expected again, where that is all that is known of them.
    """

    number: int
    begins: date | None = None
    ends: date | None = None
    exact: bool = False
    deadline: date | None = None
    states: tuple[str, ...] = ()
    follows: int | None = None
    grades: Mapping[str, Grade] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def cycle(self) -> int:
        """The cycle of the review it belongs to; from the second on each has fourteen sessions."""
        return 1 if self.number <= 12 else 2 + (self.number - 13) // 14

    def left(self, today: date) -> int | None:
        """Return the days left until its deadline, below zero after it."""
        return (self.deadline - today).days if self.deadline else None


def session(number: int) -> Session | None:
    """Return what is known of a session, or None.

    >>> session(42).deadline
    datetime.date(2022, 7, 14)
    """
    return _sessions().get(number)


def coming(today: date) -> tuple[Session, ...]:
    """Return the sessions that are not over, or not known to be, in order."""
    return tuple(each for each in _sessions().values() if each.ends and each.ends >= today)


def remark(grade: Grade) -> str:
    """Return what a message must add to a value of this grade.

    >>> remark("verified"), remark("unverified")
    ('', ' (not verified)')
    """
    return {"verified": "", "partly": " (verified only in part)"}.get(grade, " (not verified)")


def checked() -> date:
    """Return the day on which the data were checked."""
    day: date = _raw()["checked"]
    return day


def expected() -> str:
    """Return what is usual, for a session whose deadline is not known."""
    return str(_raw()["expects"])


@cache
def _raw() -> Mapping[str, Any]:
    text = (DATA / "sessions.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (a safe loader)
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
    named |= {key: entry.get(key) for key in ("deadline", "states")}
    held = {key: value for key, value in named.items() if value}
    begins, ends = _span(held["dates"]["value"]) if "dates" in held else (None, None)
    states = held.get("states", {})
    follows = states.get("follows")
    before = found[follows].states if follows in found else ()
    return Session(
        number=number,
        begins=begins,
        ends=ends,
        exact="dates" in entry,
        deadline=held.get("deadline", {}).get("value"),
        states=tuple(states.get("value", before)),
        follows=follows,
        grades={key: value["grade"] for key, value in held.items()},
        sources={key: titles[value["source"]] for key, value in held.items()},
    )


def _span(text: str) -> tuple[date, date]:
    """Return the first and last day of a span of days or of months."""
    first, _, last = str(text).partition("/")
    if len(first) > len("2027-04"):
        return date.fromisoformat(first), date.fromisoformat(last)
    year, month = (int(each) for each in last.split("-"))
    return date.fromisoformat(f"{first}-01"), date(year, month, monthrange(year, month)[1])
