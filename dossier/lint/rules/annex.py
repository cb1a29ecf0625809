"""An annex stands inside the submission, where its words count.

Why: Further information can be annexed; inside the submission it takes words from the limit, and
    reports of other organisations are not wanted even there.
Source: UPR Info on the guidelines of the 3rd cycle (further information can be annexed); The
    Advocates for Human Rights on those of the first (no reports of other organisations).
Bad:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # Background

    The law requires that unions affiliate.

    # Annex 1: The law of 2014

    Article 1. This law governs trade unions.
Says: "Annex 1: The law of 2014" stands in the submission (not verified for the 3rd cycle)
Good:
    ---
    rules: upr-individual
    cycle: 3
    ---
    # Background

    The law requires that unions affiliate (Annex 1, sent apart).
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.form_words import form_words
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked

SEVERITY = "warning"
LANGUAGES = ("en",)


def check(draft: Draft) -> Iterator[Hit]:
    """Find sections and headings that are annexes."""
    rule = asked(draft, "annexes")
    if rule is None or rule.value != "apart":
        return
    words = form_words(draft.language, "annex")
    for unit in draft.units:
        first = unit.text.lstrip("(0123456789. )").casefold().split()[:1]
        if unit.where in ("section", "heading") and first and first[0].strip(":.,–") in words:
            message = f'"{unit.text}" stands in the submission{rule.remark}'
            hint = "send it as a file of its own, if it is yours and needed"
            yield Hit(unit, message, hint, unit.text, "warning")
