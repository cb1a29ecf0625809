"""The parts in a sentence do not make the total that it gives.

Why: Anybody can add. Figures that do not add up are the first thing that a delegation reads out.
Source: Arithmetic.
Bad:
    # The trial

    Of the 37 defendants, 13 were jailed and 25 were set free.
Says: 13 + 25 makes 38, not 37
Good:
    # The trial

    Of the 37 defendants, 13 were jailed and 24 were set free. The police killed 16
    people: 15 in one town and 1 in another. Of 30 unions, 12 were registered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.quotations import unquoted
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.lint.word_lists import listed
from dossier.model.kept_patterns import program_pattern
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ("en",)
_LOOSE = re.compile(
    r"\b(?:including|among them|at least|about|some|more than|over|up to|others?|the rest|"
    r"remaining|several|both|also|whom|respectively|per cent|percent|article|section|paragraph|"
    r"years?|months?|days?|hours?|aged|No\.|then|later|again|second|of them|as well as|or)\b|%"
)
"""Words with which parts need not make the whole, or figures count other things."""


def check(draft: Draft) -> Iterator[Hit]:
    """Find "of the 37 defendants, 13 … and 25 …" and "37 defendants: 13 …, 25 …" amiss."""
    if not listed(draft.language, "numbers"):
        return
    for unit in draft.prose:
        for message, words in _wrong(unquoted(unit.text), draft.language):
            yield Hit(unit, message, "look the figures up in the source", words)


@remembered
def _wrong(text: str, tag: str) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with each sum of a text, and its first words."""
    return tuple(_found(text, tag))


def _found(text: str, tag: str) -> Iterator[tuple[str, str]]:
    whole, parts, opening = _patterns(tag)
    for start, end in sentence_spans(text):
        found = whole.search(text, start, end)
        if not found or _LOOSE.search(text, found.end(), end):
            continue
        exact = bool(found["colon"])
        if exact and not opening.match(text, found.end()):
            continue
        numbers = [_value(each[1], tag) for each in parts.finditer(text, found.end(), end)]
        total = _value(found["all"] or found["total"], tag)
        wrong = sum(numbers) != total if exact else sum(numbers) > total
        if len(numbers) > 1 and wrong and max(numbers) <= total:
            said = " + ".join(map(str, numbers))
            yield f"{said} makes {sum(numbers)}, not {total}", found[0].strip()


@cache
def _patterns(tag: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds a total, its parts, and a part at the head of a list."""
    number = rf"\d{{1,6}}|{'|'.join(listed(tag, 'numbers')[2:])}"
    whole = (
        rf"\b(?:[Oo]f|[Aa]mong) (?:the|these|those|all) (?P<all>{number}) [a-z][\w’' -]{{2,40}}?,|"
        rf"\b(?<![.\d/(])(?P<total>{number}) (?:[a-z][\w’'-]+ ?){{1,3}}(?P<colon>:| \()"
    )
    part = rf"(?<![\w.,/-])({number})(?= [a-z])"
    return program_pattern(whole), program_pattern(part), program_pattern(rf"\s*(?:{number}) [a-z]")


def _value(said: str, tag: str) -> int:
    return int(said) if said.isdigit() else listed(tag, "numbers").index(said.lower())
