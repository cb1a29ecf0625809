"""Two recommendations ask for the same.

Why: OHCHR and States read a list from the top; what comes twice takes the place of what does not
    come at all.
Source: House style.
Bad:
    # Recommendations

    - Amend the Law on Trade Unions to remove barriers to registration by the end of 2020.
    - Release all trade unionists who are in prison immediately.
    - Remove the barriers to registration of trade unions by amending the Law on Trade Unions.
Says: "Remove the barriers to registration" asks for the same as "Amend the Law on Trade"
Good:
    # Recommendations

    - Amend the Law on Trade Unions to remove barriers to registration by the end of 2020.
    - Amend the Criminal Code to remove the crime of calling for a strike by the end of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.recommendations import Request, content, opening_words, requests, time_words
from dossier.lint.rule import Hit
from dossier.lint.word_lists import listed
from dossier.model.language import code_of

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")
ALIKE = 0.75
"""How many of the words of the shorter one the longer one has too, when they say the same."""

LEAST = 4


def check(draft: Draft) -> Iterator[Hit]:
    """Find pairs of recommendations with nearly the same words, times and small words left out."""
    if not listed(draft.language, "empty"):
        return
    held: dict[frozenset[str], Request] = {}
    for second in requests(draft):
        words = _words(second, draft.language)
        for others, first in held.items():
            small = min(len(words), len(others))
            if small >= LEAST and len(words & others) >= ALIKE * max(
                small, len(words | others) / 1.6
            ):
                yield _hit(first, second)
                break
        held.setdefault(words, second)


def _words(request: Request, tag: str) -> frozenset[str]:
    """Return what a recommendation is about, without its time."""
    bare = re.sub(
        r",?\s*\b(?:by (?:the end of )?\d{4}|within \w+ (?:months?|years?)(?: of the review)?)\b",
        "", request.text,
    )  # fmt: skip
    return content(time_words(tag).sub("", bare) if code_of(tag) != "en" else bare, tag)


def _hit(first: Request, second: Request) -> Hit:
    message = f'"{opening_words(second)}" asks for the same as "{opening_words(first)}"'
    return Hit(second.unit, message, "make one of the two", opening_words(second))
