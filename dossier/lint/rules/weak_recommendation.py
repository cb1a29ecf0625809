"""A recommendation asks for little: to consider, to continue, or to ask somebody else.

Why: A State can say that it considered. Of UPR Info's five categories of action only the fourth and
    the fifth ask it to do something; specific ones can be followed up.
Source: UPR Info, "Database: Action category", October 2014 (after E. R. McMahon); its verbs and
    others by its own coding of 9,598 recommendations are in data/actions.yaml, our translations in
    data/actions.<language>.yaml (grade unverified).
Bad:
    # Recommendations

    - Consider ratifying the Optional Protocol by the end of 2020.
Says: "consider" asks for considering action only (category 3 of 5)
Good:
    # Recommendations

    - Ratify the Optional Protocol by the end of 2020.
    - Continue and strengthen the training of judges by amending the plan of 2015 within a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.recommendation_strength import category, openings, verbs
from dossier.lint.recommendations import requests
from dossier.lint.rule import Hit
from dossier.model.action_category import label

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")
WEAK = (1, 2, 3)
_HINTS = {
    1: "ask the State itself to act; name what it should do",
    2: "say what the State should do that it does not do now",
    3: "ask for the thing itself, not for thinking about it",
}


def check(draft: Draft) -> Iterator[Hit]:
    """Find recommendations of the first three categories, and the verb that makes them so."""
    for each in requests(draft):
        strength = category(each.text, draft.language)
        if strength in WEAK:
            verb = next(
                one
                for one in reversed(openings(each.text, draft.language))
                if verbs(draft.language).get(one) == strength
            )
            what = label(strength).lower()
            message = f'"{verb}" asks for {what} only (category {strength} of 5)'
            yield Hit(each.unit, message, _HINTS[strength], " ".join(each.unit.text.split()[:4]))
