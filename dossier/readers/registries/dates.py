"""Read dates as exactly as they are known: `2018-11-10`, `2018-11`, `2018`, spans and "about".

The form is that of EDTF, the Library of Congress's Extended Date/Time Format (levels 0 and 1, of
ISO 8601-2:2019): `2018-10~` is about October 2018, `2017-01-19/2017-01-24` a span.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dossier.model.registry import Day

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read_day(text: str) -> Day | None:
    """Return the date that `text` says, or None where it says none, or one that does not exist.

    >>> read_day("2018-10~")
    Day(year=2018, month=10, day=0, about=True, until=None)
    >>> read_day("2019-02-30") is None
    True
    """
    first, parted, last = text.strip().partition("/")
    begin = _one(first)
    if not parted:
        return begin
    end = _one(last)
    if begin is None or end is None or end.last() < begin.first():
        return None
    return begin if begin == end else replace(begin, until=end)


def _one(text: str) -> Day | None:
    bare = re.sub(r"^(?:about|circa|ca?\.|~)\s*", "", text.strip(), flags=re.IGNORECASE)
    found = _DAY.fullmatch(bare.rstrip("~"))
    if not found:
        return None
    year, month, number = (int(each or 0) for each in found.groups())
    day = Day(year, month, number, about=bare != text.strip() or "~" in text)
    try:
        date(day.year, day.month or 1, day.day or 1)
    except ValueError:
        return None
    return day if found[2] is None or day.month else None
