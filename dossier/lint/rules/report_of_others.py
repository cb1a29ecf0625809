"""A report of another organisation is sent along with the submission.

Why: OHCHR asks that stakeholders do not annex reports of others. What they say can be cited.
Source: OHCHR, Technical guidelines for the submission of stakeholders’ information, 1 July 2008;
    The Advocates for Human Rights, guidelines.
Bad:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Background

    The report of Human Rights Watch is annexed to this submission.
Says: the report of Human Rights Watch is sent along (not verified for the 4th cycle)
Good:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Background

    Human Rights Watch describes the same (*Report*, 2016, p. 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.prose_words import any_of, wordlist
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)
_NAME = r"(?P<{}>(?-i:[A-ZÀ-Þ])[\w’'-]+(?: (?:(?:of|for|and|the) )*(?-i:[A-ZÀ-Þ])[\w’'-]+)*)"
_REPORT = r"reports? (?:of|by|from) (?:the )?"


def check(draft: Draft) -> Iterator[Hit]:
    """Find sentences and headings that send somebody else's report along."""
    rule = asked(draft, "reports_of_others")
    if rule is None or not wordlist("handbook", draft.language):
        return
    own = _own(draft)
    for unit in draft.units:
        for found in _pattern(draft.language).finditer(unit.text):
            name = found["after"] or found["before"]
            if name.casefold() not in own:
                message = f"the report of {name} is sent along{rule.remark}"
                yield Hit(unit, message, "cite it, and leave it out of what you send", name)


def _own(draft: Draft) -> frozenset[str]:
    """Return the names and acronyms of the submitters, as they are compared."""
    every = draft.about.get("submitters") or ()
    return frozenset(
        str(value).casefold()
        for each in every
        for value in (
            (each.get("name"), each.get("acronym"))
            if isinstance(each, dict)
            else (getattr(each, "name", ""), getattr(each, "acronym", ""))
        )
        if value
    )


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    """Return the pattern of a report that is said to go along, before or after it is named."""
    along = any_of(wordlist("handbook", tag).get("along", ()))
    after = rf"{along}[^.;]{{0,60}}?\b{_REPORT}{_NAME.format('after')}"
    before = rf"\b{_REPORT}{_NAME.format('before')} (?:is|are|was|were) {along}"
    return program_pattern(f"{before}|{after}", re.IGNORECASE)
