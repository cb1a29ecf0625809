"""A space stands before a comma, a full stop or another mark that follows its word.

Why: Word processors break the line there, and the mark begins the next one.
Source: House style; French alone puts a space before tall marks, and never before these two.
Bad:
    # Background

    The union was dissolved , and its leaders were charged.
Says: a space stands before ","
Good:
    # Background

    The union was dissolved, and its leaders were charged ... with fraud of .5 per cent.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ALL
_SPACED = TextPattern(r"(?:[\w)\]’”\"'%]+)[ \u00a0\u202f]+([,.])(?=[\s’”\"')]|$)")
_TALL = TextPattern(r"(?:[\w)\]’”\"'%]+)[ \u00a0\u202f]+([,.;:!?])(?=[\s’”\"')]|$)")


def check(draft: Draft) -> Iterator[Hit]:
    """Find spaces before marks; in French before commas and full stops only."""
    pattern = _SPACED if draft.language.startswith("fr") else _TALL
    for unit in (*draft.prose, *draft.notes):
        for found in pattern.all(unit.text):
            hint = "take the space out"
            yield Hit(unit, f'a space stands before "{found[1]}"', hint, found[0])
