"""Find the date that a draft bears on its first page."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from dossier.model.language import language
from dossier.readers.drafts.dates_in_words import date_in

LONGEST = 12
"""Words of a line in which a date is that of the document, and not of an event."""

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")


def day_in(text: str) -> date | None:
    """Return the date in a short line, the last day of a month where only that is said.

    >>> day_in("Geneva, 25 March 2019"), day_in("June 2026")
    (datetime.date(2019, 3, 25), datetime.date(2026, 6, 30))
    """
    if len(text.split()) > LONGEST:
        return None
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        found = pattern.search(text)
        if found:
            year, month, day = (int(found[each]) for each in order)
            return _date(year, month, day)
    return _in_words(text)


def _in_words(text: str) -> date | None:
    """Return a date in the words of any language; in English the month may stand first."""
    english = _by_months(text, language("en").months)
    if english:
        return english
    found = date_in(text)
    return _date(*found) if found else None


def _by_months(text: str, months: Sequence[str]) -> date | None:
    names = "|".join(map(re.escape, months))
    parted = rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({names})\s+(\d{{4}})\b"
    all_ = [*re.finditer(rf"\b{parted}", text)]
    found = next((each for each in all_ if each[1]), all_[0] if all_ else None)
    turned = re.search(rf"\b({names})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", text)
    if turned:
        return _date(int(turned[3]), months.index(turned[1]) + 1, int(turned[2]))
    if found:
        return _date(int(found[3]), months.index(found[2]) + 1, int(found[1] or 0))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None
