"""Dates of a language in other forms than its pattern of `data/languages` has.

A date is read loosely, however it is spelt, and compared with how the language writes that day: so
a new language needs no form of its own here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.typography import signs
from dossier.model.language import Language
from dossier.model.registry import Day

_IN_FIGURES = re.compile(r"(?<![\d/.])(\d\d?)([/.])(\d\d?)\2((?:19|20)\d\d)(?![\d/])")
"""Such as "25.03.2019", whose first number is the day in the languages there are."""


def other_forms(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Yield where a date stands in another form, and what the right one is.

    >>> from dossier.model.language import language
    >>> list(other_forms("Le 1 Juin 2022 et le 2 juin 2022.", language("fr")))
    [(3, 14, '1er juin 2022')]
    """
    for found in _IN_FIGURES.finditer(text):
        right = _said(int(found[4]), int(found[3]), int(found[1]), language)
        if right:
            yield *found.span(), right
    for found in _pattern(language).finditer(text):
        month = [each.casefold() for each in language.months].index(found["month"].casefold()) + 1
        right = _said(int(found["year"]), month, int(found["day"]), language)
        if right and _plain(found[0]) != right:
            yield *found.span(), right


def _said(year: int, month: int, day: int, language: Language) -> str:
    """Return a day as the language writes it, or "" for one that no calendar has."""
    try:
        Day(year, month, day).first()
    except ValueError:
        return ""
    return language.dates.whole(Day(year, month, day))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Return what reads a day, a month and a year, and what may stand between and after them."""
    _, _, end = language.dates.date.partition("{year}")
    ends = _either((end.strip(), *signs(language.tag, "date_ends")))
    joints = _either(signs(language.tag, "date_joints"))
    between = rf"(?:(?:{joints})\s+)?"
    # Several dates may share the word for "year" after the last: that form is not judged.
    return re.compile(
        rf"(?<![\w.,/–-])(?P<day>[0-3]?\d)(?:er|-?го)?\s+{between}"
        rf"(?P<month>{_either(language.months)}),?\s+{between}"
        rf"(?P<year>(?:19|20)\d\d)\b(?:\s+(?:{ends})(?!\w))?(?!\s*(?:годов|(?:и|–|-)\s*\d))",
        re.IGNORECASE,
    )


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(each) for each in words if each) or "(?!)"
