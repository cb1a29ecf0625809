"""A written statement to the Council has bold words or italics in its text.

Titles of works and words of other languages in italics count too.

Why: The secretariat prints statements as they come, and its form has no bold, underline or italics.
Source: A copy of the Council’s form on muhaz.org, and OHCHR’s pages (read on 29 November 2026).
Bad:
    ---
    rules: hrc-written-statement
    ---
    # Registration

    The law of 2014 requires that **all** unions affiliate.
Says: the text has bold or italics in 1 place, the first "all"
Good:
    ---
    rules: hrc-written-statement
    ---
    # Registration

    The law of 2014 requires that all unions affiliate.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import PROSE, Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import asked

SEVERITY = "warning"
LANGUAGES = ALL


def check(draft: Draft) -> Iterator[Hit]:
    """Find emphasis; one finding for all, at the first."""
    rule = asked(draft, "emphasis")
    if rule is None or rule.value:
        return
    held = [each for each in draft.units if each.where in (*PROSE, "note") and each.stressed]
    count = sum(len(each.stressed) for each in held)
    if held:
        words = held[0].stressed[0]
        places = f"{count} place{'s' if count > 1 else ''}"
        message = f'the text has bold or italics in {places}, the first "{words}"{rule.remark}'
        yield Hit(held[0], message, "print the words plainly; use quotation marks", words)
