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
_TWICE = TextPattern(
    r"[^\s.,;:!?…]*(?:(?<!\.)(?<!\.\s)\.\s?\.(?!\s?\.|\w)|,\s?[,.;]|;\s?[;,.]|:\s?[:;,.](?!\w))"
)


def check(draft: Draft) -> Iterator[Hit]:
    """Find stops of which one is too many; three are an ellipsis."""
    for unit in (*draft.prose, *draft.notes):
        for found in _TWICE.all(unit.text):
            message = f'two stops stand side by side: "{found[0]}"'
            yield Hit(unit, message, "take one out", found[0])
