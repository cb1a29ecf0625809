"""The organisations of a statement to the Council do not stand in the order of their status.

Why: The Council prints those in general consultative status first, then special, then roster.
Source: A copy of the Council’s form on muhaz.org, and OHCHR’s pages (read on 29 November 2026).
Bad:
    ---
    rules: hrc-written-statement
    submitters:
      - {name: Centre, status: on the roster}
      - {name: Confederation, status: general consultative status}
    ---
    # Registration

    The law of 2014 requires that unions affiliate.
Says: "Confederation" (general status) stands after "Centre" (roster status)
Good:
    ---
    rules: hrc-written-statement
    submitters:
      - {name: Confederation, status: general consultative status}
      - {name: Centre, status: on the roster}
    ---
    # Registration

    The law of 2014 requires that unions affiliate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.rule_set_values import asked, line_of

SEVERITY = "warning"
LANGUAGES = ("en",)


def check(draft: Draft) -> Iterator[Hit]:
    """Find an organisation that stands after one whose status comes later."""
    rule = asked(draft, "order_of_status")
    if rule is None:
        return
    order: Sequence[str] = rule.value
    held = [
        (_of(each, "name"), _status(each, order)) for each in draft.about.get("submitters") or ()
    ]
    known = [(name, status) for name, status in held if status]
    for (first, before), (name, status) in pairwise(known):
        if order.index(status) < order.index(before):
            message = f'"{name}" ({status} status) stands after "{first}" ({before} status)'
            hint = f"name them in this order: {', '.join(order)}"
            yield Hit(None, message + rule.remark, hint, line=line_of(draft, "submitters"))


def _of(submitter: object, key: str) -> str:
    held = submitter.get(key) if isinstance(submitter, dict) else getattr(submitter, key, "")
    return str(held or "")


def _status(submitter: object, order: Sequence[str]) -> str:
    """Return the status that a submitter says it has, "" for none of these."""
    said = _of(submitter, "status").casefold()
    return next((each for each in order if re.search(rf"\b{each}\b", said)), "")
