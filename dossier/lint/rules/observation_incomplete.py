"""An observation to the ILO does not say what it is, or is not signed.

Why: The Office sends on what is an observation for the Committee of Experts, is signed, and comes
    no later than 1 September. It goes to ORGS-CEACR@ilo.org.
Source: ILO, guide-supervision.ilo.org, on reporting under article 22 (read on 29 November 2026).
Bad:
    ---
    rules: ilo-article-23
    ---
    # Registration

    The law of 2014 requires that unions affiliate.
Says: nothing says that this is an observation under article 23 for the CEACR, or who signs it
Good:
    ---
    rules: ilo-article-23
    ---
    # Registration

    This observation for the Committee of Experts, under article 23 of the ILO Constitution, is on
    Convention No. 87. The law of 2014 requires that unions affiliate.

    Signed: the general secretary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "warning"
LANGUAGES = ("en",)
_OBSERVATION = re.compile(r"\b(?:observations?|comments?|communication)\b", re.IGNORECASE)
_FOR = re.compile(r"\barticle 23\b|\bcommittee of experts\b|\bCEACR\b", re.IGNORECASE)
_HINT = "say both; it is due on 1 September, at ORGS-CEACR@ilo.org"


def check(draft: Draft) -> Iterator[Hit]:
    """Find an observation that does not say so, or has no signature."""
    kind, signed = asked(draft, "says_what_it_is"), asked(draft, "signed")
    if kind is None or signed is None or not wordlist("handbook", draft.language):
        return
    text = " ".join(each.text for each in draft.units if each.where != "note")
    missing = []
    if not (_OBSERVATION.search(text) and _FOR.search(text)):
        missing.append("that this is an observation under article 23 for the CEACR")
    if not compiled("handbook", draft.language, "signing").search(text):
        missing.append("who signs it")
    if missing:
        message = f"nothing says {', or '.join(missing)}{kind.remark}"
        yield Hit(None, message, _HINT, line=line_of(draft, ""))
