"""A submission does not say whether the Government held national consultations for the review.

Why: States are encouraged to prepare their report in a broad consultation at home. Whether they
    did is known best by those who should have been asked.
Source: Human Rights Council, resolution 5/1, annex, para. 15(a); UPR Info’s outline of a
    pre-session statement begins with national consultations (docsbay.net/doc/562276).
Bad:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Background

    The law of 2014 changed everything.

    # Recommendations

    - Repeal article 402 by the end of 2020.
Says: nothing says whether the Government held national consultations
Good:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Background

    For this review the Government consulted no trade union.

    # Recommendations

    - Repeal article 402 by the end of 2020.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "warning"
LANGUAGES = ("en",)


def check(draft: Draft) -> Iterator[Hit]:
    """Find a text with recommendations that says nothing of consultations, in any part."""
    rule = asked(draft, "consultation")
    asks = draft.of_kind("recommendation")
    if rule is None or not asks or not wordlist("handbook", draft.language):
        return
    pattern = compiled("handbook", draft.language, "consultation")
    read = (each for each in draft.units if each.kind != "recommendation" and each.where != "note")
    if any(pattern.search(each.text) for each in read):
        return
    message = "nothing says whether the Government held national consultations"
    hint = (
        "say whether it did, whom it asked, and whether you were asked, with one of these words: "
        "consulted, consultation, national dialogue"
    )
    units = draft.of_kind("background")
    yield Hit(units[-1] if units else None, message, hint, line=line_of(draft, ""))
