"""The deadline of the session that a draft is for has passed.

`deadline:` in the manifest goes before what the program knows of the session.

Why: Late submissions are not considered, in any cycle.
Source: The Advocates for Human Rights on the guidelines of the first cycle; the deadline’s own
    source stands in `dossier/data/sessions.yaml`.
Bad:
    ---
    status: draft
    session: 43
    today: 2022-10-14
    ---
    # Background

    The law of 2014 changed everything.
Says: the deadline of the 43rd session was 11 October 2022, 3 days ago
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


def check(draft: Draft) -> Iterator[Hit]:
    """Find a draft that comes too late for its session."""
    found = due(draft)
    if found is None or found.left >= 0:
        return
    message = f"the deadline {found.of}was {found.said}, {days(-found.left)} ago{found.remark}"
    hint = "ask OHCHR whether it was extended, or set `session:` to the one it will be for"
    yield Hit(None, message, hint, line=line_of(draft, "session"))
