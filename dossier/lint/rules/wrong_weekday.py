"""A date does not fall on the day of the week that stands beside it.

Why: One of the two is wrong, and a reader cannot know which.
Source: The Gregorian calendar.
Bad:
    # Events

    On Monday, 16 December 2011, the police opened fire.
Says: 16 December 2011 was a Friday, not a Monday
Good:
    # Events

    On Friday, 16 December 2011, the police opened fire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.dates import moments
from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.word_lists import listed, paired
from dossier.model.kept_patterns import program_pattern

SEVERITY = "error"
LANGUAGES = ("en", "es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find days of the week beside whole dates, before or after them."""
    week = listed(draft.language, "weekdays")
    if not week:
        return
    forms = paired(draft.language, "weekday_forms")
    before, after = _beside((*week, *forms))
    for unit in draft.units:
        for each in moments(unit.text, draft.edition.language.months):
            found = before.search(unit.text, max(0, each.start - 20), each.start)
            found = found or after.match(unit.text, each.end)
            if not each.exact or not found:
                continue
            right = week[each.day.first().weekday()]
            said_day = next(one for one in found.groups() if one)
            small = said_day if said_day in week else said_day.lower()
            if forms.get(small, small) != right:
                said = draft.edition.language.day(each.day)
                message = f"{said} was a {right}, not a {said_day}"
                words = unit.text[min(found.start(), each.start) : max(found.end(), each.end)]
                yield Hit(unit, message, "look the date up in the source", words)


@cache
def _beside(week: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a day of the week before a date, and after one."""
    days = "|".join(week)
    before = program_pattern(rf"(?i:\b({days}),?\s+(?:the\s+|on\s+)?)$")
    after = program_pattern(
        rf"(?:,?\s+(?:which\s+)?was\s+an?|,\s+an?|\s*\(an?)\s+({days})\b|"
        rf"\s*[,(]\s*({days})(?=[,.;)])"
    )
    return before, after
