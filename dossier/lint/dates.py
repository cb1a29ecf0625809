"""Dates in running text: days, months and years, with the first and last day that can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern
from dossier.model.registry import Day


@frozen
class Moment:
    """A date in a text, where it stands, and whether words such as "on" or "in" lead to it."""

    start: int
    end: int
    day: Day
    led: bool

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return bool(self.day.day)


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@lru_cache(maxsize=16)
def _pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    month = "|".join(map(re.escape, months))
    lead = r"(?P<lead>\b(?:on|in|since|until|by|from|On|In|Since|Until|By|From)\s+(?:the\s+)?)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
    return program_pattern(
        rf"{lead}(?:\b{day}\s+(?:(?:of|de)\s+)?(?P<month>{month})\.?,?\s+(?:del?\s+)?(?P<year>\d{{4}})\b|"
        rf"\b(?P<month2>{month})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<year2>\d{{4}})\b|"
        rf"\b(?P<month3>{month})\s+(?P<year3>\d{{4}})\b|"
        r"\b(?P<year5>(?:19|20)\d\d)-(?P<month5>[01]\d)-(?P<day5>[0-3]\d)\b|"
        r"(?<=[nNeElLyYm]\s)(?P<year4>(?:19|20)\d\d)\b(?![-–/]\d))"
    )


@lru_cache(maxsize=4096)
def moments(text: str, months: tuple[str, ...]) -> tuple[Moment, ...]:
    """Return the dates of `text` in order; what no calendar knows, as 31 June, is left out.

    >>> names = ("January", "February")
    >>> [each.day for each in moments("On 3 January 2017, or in February 2016.", names)]
    ... # doctest: +ELLIPSIS
    [Day(year=2017, month=1, day=3, ...), Day(year=2016, month=2, day=0, ...)]
    """
    return tuple(_moments(text, months)) if _YEAR.search(text) else ()


def _moments(text: str, months: tuple[str, ...]) -> Iterator[Moment]:
    for each in _pattern(months).finditer(text):
        if each["year4"] and not each["lead"]:
            continue
        part = {key.rstrip("2345"): value for key, value in each.groupdict().items() if value}
        month = part.get("month", "0")
        number = int(month) if month.isdigit() else months.index(month) + 1
        day = Day(int(part["year"]), number, int(part.get("day", 0)))
        try:
            day.first()
        except ValueError:
            continue
        start = each.start() + len(each["lead"] or "")
        yield Moment(start, each.end(), day, bool(each["lead"]))


def whole_months(first: date, last: date) -> int:
    """Return how many months have passed in full from `first` to `last`.

    >>> whole_months(date(2016, 2, 15), date(2016, 12, 5))
    9
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)
