"""Procedures besides the UPR: when bodies of the UN and the ILO meet, and by when they want texts.

What is known stands in `data/procedures.yaml`, each value with its source and how well it is known.
No day is made up: of a session whose days nobody announced only the earliest month is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any

from dossier.model.frozen import frozen
from dossier.model.grade import Grade
from dossier.model.language import DATA
from dossier.model.program_data import read_data

ILO_CONVENTIONS = "ILO Conventions"
"""Stands for every Convention of the ILO among the instruments of a procedure."""


@frozen
class Procedure:
    """A procedure; `instruments` are those of which one at least must bind the State.

    `yearly` are the months and days of yearly deadlines, `months` are the earliest in which its
    sessions begin, `rule` says how a deadline is found. `grades` and `sources` are by these names.
    """

    id: str
    name: str
    instruments: tuple[str, ...] = ()
    yearly: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    rule: str = ""
    grades: Mapping[str, Grade] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


@frozen
class ProcedureDate:
    """A coming date of a procedure: a day, or (`exact` false) the first of its earliest month."""

    procedure: Procedure
    day: date
    exact: bool

    @property
    def what(self) -> str:
        """The value that the date is from."""
        return "yearly" if self.exact else "months"


@cache
def procedures() -> tuple[Procedure, ...]:
    """Return the procedures that are known."""
    raw = _raw()
    return tuple(_procedure(id_, each, raw["sources"]) for id_, each in raw["procedures"].items())


def checked_procedures() -> date:
    """Return the day on which the data were checked."""
    day: date = _raw()["checked"]
    return day


def coming_of(procedure: Procedure, today: date, until: date) -> Iterator[ProcedureDate]:
    """Yield the dates of a procedure from `today` to `until`, in order."""
    for year in range(today.year, until.year + 1):
        for month_and_day in sorted(procedure.yearly):
            day = date(year, *month_and_day)
            if today <= day <= until:
                yield ProcedureDate(procedure, day, exact=True)
        for month in procedure.months:
            first = date(year, month, 1)
            if today.replace(day=1) <= first <= until:
                yield ProcedureDate(procedure, first, exact=False)


def concerns(procedure: Procedure, bound: frozenset[str]) -> bool:
    """Whether a State that is bound by these instruments can be brought before the procedure.

    >>> [each.id for each in procedures() if concerns(each, frozenset({"C087"}))]
    ['ilo-article-23', 'ilo-conference-committee', 'human-rights-council']
    """
    wanted = procedure.instruments
    conventions = any(each[0] in "CP" and each[1:].isdigit() for each in bound)
    return not wanted or bool(bound & set(wanted)) or (ILO_CONVENTIONS in wanted and conventions)


@cache
def _raw() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = read_data(DATA / "procedures.yaml")
    return raw


def _procedure(id_: str, raw: Mapping[str, Any], titles: Mapping[str, str]) -> Procedure:
    held = {key: raw[key] for key in ("yearly", "months", "rule") if key in raw}
    yearly = held["yearly"]["value"] if "yearly" in held else ()
    return Procedure(
        id=id_,
        name=str(raw["name"]),
        instruments=tuple(raw.get("for", ())),
        yearly=tuple((int(each[:2]), int(each[3:])) for each in yearly),
        months=tuple(held["months"]["value"]) if "months" in held else (),
        rule=str(held["rule"]["value"]) if "rule" in held else "",
        grades={key: each["grade"] for key, each in held.items()},
        sources={key: titles[each["source"]] for key, each in held.items()},
    )
