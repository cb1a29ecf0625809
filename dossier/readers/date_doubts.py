"""What is wrong with a date that was typed, and which dates may be meant.

Two numbers before a year are never guessed: 10/11/1960 is in November for some and in October for
others. Where only one of both is a date, or the year stands first, the hint names that one.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

_NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})\.?")
_MONTH = re.compile(r"\d{4}-\d{1,2}")

FORMS = "2018-11-10, 2018-11, 2018, 2018-10~ or 2017-01-19/2017-01-24"
WORDS = "“10 November 2018” or “10 novembre 2018”"


def date_doubt(typed: str, kind: Literal["date", "day"]) -> tuple[str, str]:
    """Return what is wrong with a typed date, and what to write; a `day` may be in words.

    >>> date_doubt("10/11/1960", "date")
    ('in which either number may be the month', 'write 1960-11-10 or 1960-10-11')
    >>> date_doubt("25.3.2019", "date")
    ('which is not a date that can be read', 'write 2019-03-25')
    """
    meant = _meant(typed.strip())
    words = f", or the month in words, as in {WORDS}" if kind == "day" else ""
    if len(meant) > 1:
        return "in which either number may be the month", f"write {' or '.join(meant)}{words}"
    wrong = "which is not a date that can be read"
    if meant:
        return wrong, f"write {meant[0]}{words}"
    if any(each.fullmatch(typed.strip()) for each in (_YEAR_FIRST, _NUMBERS, _MONTH)):
        wrong = "a date that no calendar has"
    if kind == "date":
        return wrong, "write year, month and day, such as 2019-03-25"
    return wrong, f"write it as exactly as it is known: {FORMS}{words}"


def _meant(typed: str) -> list[str]:
    """Return the dates that numbers may mean, as they are to be written, the day first."""
    last = _NUMBERS.fullmatch(typed)
    first = _YEAR_FIRST.fullmatch(typed)
    if last:
        one, two, year = map(int, last.groups())
        pairs = [(year, two, one), (year, one, two)]
    elif first:
        pairs = [(int(first[1]), int(first[2]), int(first[3]))]
    else:
        pairs = []
    return list(dict.fromkeys(str(date(*each)) for each in pairs if _exists(*each)))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
