"""Two full stops, commas or other stops stand side by side.

Why: It is a slip of the hand, easily made where a note stands between the two.
Source: House style.
Bad:
    # Background

    The mine was not safe.[^1].

    [^1]: See the report.
Says: two stops stand side by side: "safe.."
Good:
    # Background

    The mine was not safe.[^1] The inspector came late … and left early, etc., as the report says.

    [^1]: See the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import ALL, Hit
from dossier.lint.text_pattern import TextPattern

SEVERITY = "warning"
LANGUAGES = ALL
_TWICE = TextPattern(r"(?<!\.)(?<!\.\s)\.\s?\.(?!\s?\.|\w)|,\s?[,.;]|;\s?[;,.]|:\s?[:;,.](?!\w)")
_NO_WORD = frozenset(".,;:!?…")


def check(draft: Draft) -> Iterator[Hit]:
    """Find stops of which one is too many; three are an ellipsis."""
    for unit in (*draft.prose, *draft.notes):
        last = 0
        for found in _TWICE.all(unit.text):
            words = unit.text[_word_before(unit.text, found.start(), last) : found.end()]
            last = found.end()
            message = f'two stops stand side by side: "{words}"'
            yield Hit(unit, message, "take one out", words)


def _word_before(text: str, at: int, least: int) -> int:
    """Return where the word begins that ends at a place, and not before `least`."""
    while at > least and not (text[at - 1].isspace() or text[at - 1] in _NO_WORD):
        at -= 1
    return at
