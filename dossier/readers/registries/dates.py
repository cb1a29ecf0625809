"""Read dates as exactly as they are known: `2018-11-10`, `2018-11`, `2018`, spans and "about".

The form is that of EDTF, the Library of Congress's Extended Date/Time Format (levels 0 and 1, of
ISO 8601-2:2019): `2018-10~` is about October 2018, `2017-01-19/2017-01-24` a span, `2019-21`
spring 2019, `201X` the years 2010 to 2019, `2019/..` since 2019. What is uncertain (`2019?`) is
about. Years beyond four digits are left to those who date rocks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dossier.model.registry import Day

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_TIME = re.compile(r"(?<=\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$")
_UNKNOWN_PART = re.compile(r"(?:-(?:XX|uu))+$")
_UNKNOWN_YEARS = re.compile(r"(\d{2})(?:XX|uu)|(\d{3})[Xu]")
_OPEN = ("", "..", "open")
_SEASONS = range(21, 25)


def read_day(text: str) -> Day | None:
    """Return the date that `text` says, or None where it says none, or one that does not exist.

    >>> read_day("2018-10~")
    Day(year=2018, month=10, day=0, about=True, until=None, season=0, open='')
    >>> read_day("2019-21").season
    1
    >>> read_day("2019-02-30") is None
    True
    """
    first, parted, last = (each.strip() for each in text.strip().partition("/"))
    if not parted:
        return _one(first)
    if (first in _OPEN) != (last in _OPEN):
        known = _one(last if first in _OPEN else first)
        if known is None or known.until:
            return None
        return replace(known, open="before" if first in _OPEN else "after")
    begin, end = _one(first), _one(last)
    if begin is None or end is None or end.last() < begin.first():
        return None
    return begin if begin == end else replace(begin, until=end.until or end)


def _one(text: str) -> Day | None:
    bare = re.sub(r"^(?:about|circa|ca?\.|~)\s*", "", text, flags=re.IGNORECASE)
    sure = bare.rstrip("~?%")
    about = sure != text
    whole = _UNKNOWN_PART.sub("", _TIME.sub("", sure))
    years = _UNKNOWN_YEARS.fullmatch(whole)
    if years:
        first = int((years[1] or years[2]).ljust(4, "0"))
        return Day(first, about=about, until=Day(first + (99 if years[1] else 9)))
    found = _DAY.fullmatch(whole)
    return _existing(found, about) if found else None


def _existing(found: re.Match[str], about: bool) -> Day | None:
    """Return the day that was found, where the calendar has it."""
    year, month, number = (int(each or 0) for each in found.groups())
    if month in _SEASONS and found[3] is None and year:
        return Day(year, about=about, season=month - 20)
    try:
        date(year, month or 1, number or 1)
    except ValueError:
        return None
    return Day(year, month, number, about) if found[2] is None or month else None
