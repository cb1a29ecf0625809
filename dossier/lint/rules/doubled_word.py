"""A word stands twice in a row.

Why: It is a slip of the hand that a spelling checker may pass over.
Source: House style.
Bad:
    # Background

    The court ordered the the dissolution of the union.
Says: "the" stands twice
Good:
    # Background

    The court ordered the dissolution of the union. All that that union had had was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.quotations import unquoted
from dossier.lint.rule import Hit
from dossier.lint.text_pattern import TextPattern
from dossier.lint.word_lists import listed

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")
_TWICE = TextPattern(r"(?<![\w’'.-])([^\W\d_]+)\s+\1(?![\w’'-]|\.\w)", re.IGNORECASE)


def check(draft: Draft) -> Iterator[Hit]:
    """Find small words that are said twice in a row, save those that may be."""
    allowed = set(listed(draft.language, "doubled"))
    for unit in (*draft.prose, *draft.notes):
        for found in _TWICE.all(unquoted(unit.text)):
            second = found[0].split()[-1]
            if second.islower() and second not in allowed:
                yield Hit(unit, f'"{second}" stands twice', "take one out", found[0])
