"""Say which of the program's own facts on the UN and the ILO nobody verified, or are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.model.grade import GRADES
from dossier.model.shipped_fact import ShippedFact
from dossier.readers.shipped_facts import shipped_facts

Extent: TypeAlias = Literal["open", "all"]
"""Whether facts are listed that are not verified or due, or all."""


@frozen
class ReferenceData:
    """Facts on the day `today`: those that are due first, then the least known first.

    `grades` counts all facts by grade, listed or not, and `due` those that are due.
    """

    today: date
    facts: tuple[ShippedFact, ...]
    grades: Mapping[str, int]
    due: int


def reference_data(
    today: date,
    words: Sequence[str] = (),
    extent: Extent = "open",
    facts: Sequence[ShippedFact] | None = None,
) -> ReferenceData:
    """Return the facts that hold all `words`, in any case: by default those that are open."""
    held = shipped_facts() if facts is None else facts
    wanted = [each for each in held if _holds(each, words)]
    listed = [each for each in wanted if extent == "all" or _is_open(each, today)]
    counted = Counter(each.grade for each in wanted)
    return ReferenceData(
        today=today,
        facts=tuple(sorted(listed, key=lambda each: _weight(each, today))),
        grades={grade: counted[grade] for grade in GRADES},
        due=sum(each.due(today) for each in wanted),
    )


def _holds(fact: ShippedFact, words: Sequence[str]) -> bool:
    text = f"{fact.name} {fact.value} {fact.source} {fact.note} {fact.grade}".casefold()
    return all(each.casefold() in text for each in words)


def _is_open(fact: ShippedFact, today: date) -> bool:
    return fact.grade != "verified" or bool(fact.missing) or fact.due(today)


def _weight(fact: ShippedFact, today: date) -> tuple[bool, int]:
    known = GRADES.index(fact.grade) if fact.grade in GRADES else len(GRADES)
    return not fact.due(today), -known
