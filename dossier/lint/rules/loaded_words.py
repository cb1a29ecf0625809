"""Abusive or loaded words, such as "thugs", "sham trial" or "so-called", outside quotations.

Why: A submission that abuses can be refused, and what it states is heard as polemics. The facts
    weigh more without the adjective.
Source: No abusive language: read for the Human Rights Committee (OHCHR, information for civil
    society) and for special procedures; for the UPR not found in a source. Word list with a reason
    for each entry: `data/words/prose.<language>.yaml`, grade partly.
Bad:
    # Attacks

    Government thugs broke up the meeting.
Says: "thugs" abuses where a description would convince
Good:
    # Attacks

    Six men in plain clothes broke up the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft
from dossier.lint.prose_words import any_of, wordlist
from dossier.lint.rule import Hit
from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)
_WHERE = ("title", "section", "heading", "text", "item", "cell")


@frozen
class _Loaded:
    words: re.Pattern[str]
    unless: re.Pattern[str]
    why: str
    instead: str


@cache
def _entries(language: str) -> tuple[_Loaded, ...]:
    return tuple(
        _Loaded(
            program_pattern(any_of([each["words"]]), re.IGNORECASE),
            program_pattern(any_of([each["unless"]] if "unless" in each else []), re.IGNORECASE),
            each["why"], each["instead"],
        )
        for each in wordlist("prose", language).get("loaded", ())
    )  # fmt: skip


def check(draft: Draft) -> Iterator[Hit]:
    """Find loaded words in all that the author says in the text."""
    for unit in draft.units:
        if unit.where in _WHERE:
            for start, end, entry in _found(authored(unit), draft.language):
                words = unit.text[start:end]
                yield Hit(unit, f'"{words}" {entry.why}', f"write {entry.instead}", words)


@lru_cache(maxsize=8192)
def _found(own: str, language: str) -> tuple[tuple[int, int, _Loaded], ...]:
    """Return where loaded words stand in a text; the same text stands in several documents."""
    found: list[tuple[int, int, _Loaded]] = []
    for entry in _entries(language):
        held = [each.span() for each in entry.words.finditer(own)]
        right = [each.span() for each in entry.unless.finditer(own)] if held else []
        found += (
            (*each, entry)
            for each in held
            if not any(start <= each[0] < end for start, end in right)
        )
    return tuple(found)
