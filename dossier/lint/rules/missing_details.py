"""A submission lacks its session, its contact, or when its organisation was founded and what it is.

Of a plain text only the paragraph on the organisation is looked at, since session and contact may
stand in the form that goes with it.

Why: OHCHR asks for a contact, and for a paragraph with the organisation’s main activities and date
    of establishment; a delegate wants to know who speaks.
Source: OHCHR, Technical guidelines for the submission of stakeholders’ information, 1 July 2008.
Bad:
    ---
    rules: upr-individual
    cycle: 1
    ---
    # Submitting organisation

    The Centre defends trade union rights, documents violations and observes trials.

    # Background

    The law of 2014 changed everything.
Says: nothing says since when the organisation exists, or what status it has
Good:
    ---
    rules: upr-individual
    cycle: 1
    ---
    # Submitting organisation

    The Centre, founded in 1987, defends trade union rights, documents violations and observes
    trials.

    # Background

    The law of 2014 changed everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.form_words import form_words
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import Asked, asked, line_of

SEVERITY = "error"
LANGUAGES = ("en",)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")


def check(draft: Draft) -> Iterator[Hit]:
    """Find what a submission does not say of itself."""
    rule = asked(draft, "details")
    if rule is None:
        return
    if "submitters" in draft.about:
        yield from _manifest(draft, rule)
    if "organisation" in rule.value:
        yield from _organisation(draft, rule)


def _manifest(draft: Draft, rule: Asked) -> Iterator[Hit]:
    for key in ("session", "contact"):
        if key in rule.value and not draft.about.get(key):
            message = f"the {key} is not given{rule.remark}"
            hint = f"add `{key}:` to the document in its manifest"
            line = line_of(draft, key)
            yield Hit(None, message, hint, severity=rule.severity, line=line)


def _organisation(draft: Draft, rule: Asked) -> Iterator[Hit]:
    units = [each for each in draft.of_kind("organisation") if each.text.strip()]
    if not units:
        if "submitters" in draft.about:
            message = f"no paragraph says who the organisation is{rule.remark}"
            hint = "add a block of kind `organisation`, with its work and when it was founded"
            yield Hit(None, message, hint, severity=rule.severity, line=line_of(draft, ""))
        return
    text = " ".join(each.text for each in units).casefold()
    founded = _YEAR.search(text) and _says(draft, text, "founding")
    if not founded and not _says(draft, text, "status"):
        message = "nothing says since when the organisation exists, or what status it has"
        hint = "add the year it was founded, and its status with the UN or at home"
        yield Hit(units[0], message + rule.remark, hint, severity=rule.severity)


def _says(draft: Draft, text: str, name: str) -> bool:
    words = form_words(draft.language, name)
    return not words or any(re.search(rf"\b{re.escape(each)}\b", text) for each in words)
