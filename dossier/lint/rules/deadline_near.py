"""The deadline of the session that a draft is for comes within fourteen days.

`deadline:` in the manifest goes before what the program knows of the session.

Why: A joint submission needs the consent of all its submitters, and OHCHR’s system an account.
Source: House rule; the deadline’s own source stands in `dossier/data/sessions.yaml`.
Bad:
    ---
    status: draft
    session: 43
    today: 2022-10-01
    ---
    # Background

    The law of 2014 changed everything.
Says: the deadline of the 43rd session is 11 October 2022, in 10 days
Good:
    ---
    status: draft
    session: 43
    today: 2022-09-01
    ---
    # Background

    The law of 2014 changed everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.deadline import days, due
from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.rule_set_values import line_of

SEVERITY = "warning"
LANGUAGES = ALL
NEAR = 14


def check(draft: Draft) -> Iterator[Hit]:
    """Find a draft whose deadline is near."""
    found = due(draft)
    if found is None or not 0 <= found.left <= NEAR:
        return
    when = "today" if not found.left else f"in {days(found.left)}"
    message = f"the deadline {found.of}is {found.said}, {when}{found.remark}"
    hint = "send it a day early; the hour in Geneva is not verified"
    yield Hit(None, message, hint, line=line_of(draft, "session"))
