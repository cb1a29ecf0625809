"""A date stands in another form than the United Nations': "March 25th, 2019", "25/03/2019".

In French, Spanish and Russian: "1 juin" for "1er juin", "25 de Marzo", "25 марта 2019 г.".

Why: 03/04/2019 is two different days to two readers, and the day of an event is what is checked.
Source: United Nations Editorial Manual, "Numbers, dates and time" (read: dates there are "day month
    year" without an ordinal); grade verified. Other languages: the patterns of data/languages,
    after Unicode CLDR and documents of the UN.
Bad:
    # Background

    The court ordered dissolution on January 4th, 2017.
Says: the date "January 4th, 2017" is not in the form "4 January 2017"
Good:
    # Background

    The court ordered dissolution on 4 January 2017.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft
from dossier.lint.loose_dates import other_forms
from dossier.lint.rule import Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")
_ENDING = r"(?:st|nd|rd|th)"


@cache
def _patterns(months: tuple[str, ...]) -> tuple[TextPattern, ...]:
    month = f"(?P<m>{'|'.join(months)})"
    day, year = r"(?P<d>[1-9]|[12]\d|3[01])", r"(?P<y>(?:19|20)\d\d)"
    return tuple(
        TextPattern(each)
        for each in (
            rf"\b{month} {day}{_ENDING}?,? {year}\b",
            rf"\b(?:[Tt]he )?{day}{_ENDING} (?:of )?{month}(?:,? {year})?\b",
            rf"\b{month} {day}{_ENDING}\b",
            rf"\b{month} {day}\b(?![\d,–-])",
            rf"\b0(?P<d>[1-9]) {month}(?: {year})?\b",
            rf"(?<![\d/.])(?P<d>\d\d?)(?P<s>[/.])(?P<n>\d\d?)(?P=s){year}(?![\d/])",
        )
    )


def check(draft: Draft) -> Iterator[Hit]:
    """Find dates in other forms, in text and notes."""
    months = draft.edition.language.months
    english = draft.language.startswith("en")
    for unit in draft.units:
        own = authored(unit)
        found = _english(own, months) if english else other_forms(own, draft.edition.language)
        for start, end, right in found:
            words = unit.text[start:end]
            message = f'the date "{words}" is not in the form "{right}"'
            yield Hit(unit, message, f'write "{right}"', words)


def _english(own: str, months: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns(months):
        for each in pattern.all(own):
            if any(each.start() < end and start < each.end() for start, end in taken):
                continue
            taken.append(each.span())
            yield *each.span(), _right(each, months)


def _right(each: re.Match[str], months: tuple[str, ...]) -> str:
    """Return the date as it should be; one in figures alone may mean two days."""
    parts = each.groupdict()
    if parts.get("n"):
        day, month = int(parts["d"]), int(parts["n"])
        if month > len(months) >= day or day == month:
            day, month = month, day
        sure = day > len(months) or day == month
        return f"{day} {months[month - 1]} {parts['y']}" if sure and month <= 12 else "4 March 2019"
    year = parts.get("y")
    return f"{parts['d']} {parts['m']}{f' {year}' if year else ''}"
