"""A submission has neither key words nor a summary at its beginning.

Why: OHCHR summarises hundreds of submissions and sorts them by issue; so do the States that read
    them.
Source: OHCHR, Technical guidelines for the submission of stakeholders’ information, 1 July 2008
    (key words); The Advocates for Human Rights, guidelines (a paragraph that sums up is allowed).
Bad:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Background

    The law of 2014 changed everything.
Says: the text has no key words and no summary at its beginning (not verified for the 4th cycle)
Good:
    ---
    rules: upr-individual
    cycle: 4
    ---
    # Background

    Key words: trade unions, registration.

    The law of 2014 changed everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "warning"
LANGUAGES = ("en",)
BEGINNING = 12
"""In how many paragraphs, headings and cells from the first on a summary is looked for."""


def check(draft: Draft) -> Iterator[Hit]:
    """Find a text that begins without saying what it is about."""
    rule = asked(draft, "key_words")
    if rule is None or draft.about.get("keywords") or not wordlist("handbook", draft.language):
        return
    pattern = compiled("handbook", draft.language, "summary")
    first = [each for each in draft.units if each.where != "note"][:BEGINNING]
    if any(pattern.search(each.text) for each in first):
        return
    message = f"the text has no key words and no summary at its beginning{rule.remark}"
    hint = "add `keywords:` to the document in its manifest, or a line “Key words: …” to the text"
    yield Hit(None, message, hint, line=line_of(draft, ""))
