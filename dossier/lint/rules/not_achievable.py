"""A recommendation asks for what no State can have done by the next review.

Why: A State notes what it cannot do, and then has no promise to keep.
Source: UPR Info asks for recommendations that are specific, measurable, achievable, relevant and
    time-bound (SMART; guidance for the third cycle).
Bad:
    # Recommendations

    - Immediately end all violence against trade unionists.
Says: "Immediately end all" can hardly be achieved by the next review
Good:
    # Recommendations

    - Set up, within a year, a unit of prosecutors for violence against trade unionists.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled
from dossier.lint.recommendations import requests
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en",)
_HINT = "ask for the first step that a State can have taken in four years, and prove"


def check(draft: Draft) -> Iterator[Hit]:
    """Find requests for all or nothing."""
    pattern = compiled("handbook", draft.language, "unachievable")
    for each in requests(draft):
        found = pattern.search(each.unit.text)
        if found:
            message = f'"{found[0]}" can hardly be achieved by the next review'
            yield Hit(each.unit, message, _HINT, found[0])
