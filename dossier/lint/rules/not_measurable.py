"""A recommendation asks for something that nobody can measure.

It is left alone if it goes on to say by what, or if it asks for so little that
`weak-recommendation` says so.

Why: The next review asks whether it was done. A State that takes "all necessary measures" has
    always taken some.
Source: UPR Info asks for recommendations that are specific, measurable, achievable, relevant and
    time-bound (SMART; guidance for the third cycle).
Bad:
    # Recommendations

    - Take all necessary measures within a year to protect trade unionists.
Says: "Take all necessary measures" cannot be measured
Good:
    # Recommendations

    - Take all necessary measures within a year to protect trade unionists, including a unit of
      prosecutors for attacks on them.
    - Publish every year how many attacks on trade unionists were brought to court.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled
from dossier.lint.recommendation_strength import GENERAL, category
from dossier.lint.recommendations import requests
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("en",)
_HINT = "name what will exist or be otherwise: a law amended, a body set up, a figure published"


def check(draft: Draft) -> Iterator[Hit]:
    """Find vague requests that do not go on to say by what they are carried out."""
    vague, how = (compiled("handbook", draft.language, each) for each in ("vague", "how"))
    for each in requests(draft):
        found = vague.search(each.unit.text)
        if found and category(each.text) >= GENERAL and not how.search(each.text, found.end()):
            yield Hit(each.unit, f'"{found[0]}" cannot be measured', _HINT, found[0])
