"""A percentage has the sign in running text, where the United Nations writes "per cent".

Why: It is the form of all documents that the submission will be quoted in.
Source: United Nations Editorial Manual, "Numbers, dates and time": 'The words "per cent" are
    normally written out. The % sign may be used in tables' (read; grade verified).
Bad:
    # New law

    A branch union must represent at least 50% of the workforce.
Says: "50%" is "50 per cent" in running text
Good:
    # New law

    A branch union must represent at least 50 per cent of the workforce.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ("en",)
_SIGN = TextPattern(r"(?<![\w%])(\d+(?:[.,]\d+)*)\s?%|(?<![\w])(\d+(?:[.,]\d+)*) percent\b")


def check(draft: Draft) -> Iterator[Hit]:
    """Find percentages with a sign, or in one word, in paragraphs and items."""
    if not draft.language.startswith("en"):
        return
    for unit in draft.prose:
        for each in _SIGN.all(authored(unit)):
            right = f"{each[1] or each[2]} per cent"
            words = unit.text[each.start() : each.end()]
            yield Hit(unit, f'"{words}" is "{right}" in running text', f'write "{right}"', words)
