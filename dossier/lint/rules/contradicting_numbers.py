"""One event has two figures: 16 people were killed in one place, 17 in another.

Why: A figure that changes within a text proves to a State that nobody counted.
Source: House style; texts on one day in 2011 give 11, 15, 16 and 17 dead (fact registry).
Bad:
    # Background

    On 16 December 2011 in Zhanaozen 16 people were killed by the police.

    # Events

    In Zhanaozen 17 people were killed on 16 December 2011.
Says: "17 people were killed" here, "16 people were killed" in paragraph 1
Good:
    # Background

    On 16 December 2011 in Zhanaozen at least 16 people were killed by the police.

    # Events

    In Zhanaozen 17 people were killed on 16 December 2011. In Shetpe one person was killed, and
    according to the BBC 15 people were killed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.dates import moments
from dossier.lint.draft import Draft, Unit
from dossier.lint.quotations import unquoted
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.lint.word_lists import listed
from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern
from dossier.model.remembered import remembered

SEVERITY = "warning"
LANGUAGES = ("en",)
_SAID = re.compile(
    r"\b(?:according to|official|officially|reported|reportedly|accounts?|sources?|says|"
    r"said|claims?|another|other|others|further|more|initially|first|later|estimates?)\b",
    re.IGNORECASE,
)
"""Words with which a figure is somebody's, or of something else."""


@frozen
class Count:
    """How many of what had something happen to them; `place` are the names and dates beside it."""

    how: str
    number: int
    key: str
    place: frozenset[str]
    unit: Unit
    words: str


def check(draft: Draft) -> Iterator[Hit]:
    """Find figures for the same people and deed, at the same place and day, that cannot be both."""
    if not listed(draft.language, "numbers"):
        return
    rivals = _rivals(draft)
    seen: dict[str, list[Count]] = {}
    for count in _counts(draft):
        for other in seen.get(count.key, ()):
            pair = frozenset((str(count.number), str(other.number)))
            same = other.place and count.place and (
                other.place <= count.place or count.place <= other.place
            )  # fmt: skip
            if same and not _agree(other, count) and pair not in rivals:
                message = f'"{count.words}" here, "{other.words}" in {other.unit.place}'
                hint = "give one figure, and say in a note who gives another"
                yield Hit(count.unit, message, hint, count.words)
                break
        seen.setdefault(count.key, []).append(count)


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    number = rf"\d{{1,6}}|{'|'.join(listed(tag, 'numbers')[2:])}"
    return program_pattern(
        r"(?:(?P<how>at least|more than|over|at most|up to|about|around|some|nearly|almost|"
        rf"fewer than) )?\b(?<![.\d/,-])(?P<count>{number}) (?P<noun>[a-z][\w-]+(?: [a-z][\w-]+)?) "
        r"(?:were|was|had been|are) (?P<verb>[a-z]{3,}(?:ed|en|ot|ung))\b",
        re.IGNORECASE,
    )


def _counts(draft: Draft) -> Iterator[Count]:
    numbers = listed(draft.language, "numbers")
    months = draft.edition.language.months
    for unit in draft.prose:
        for each, sentence in _told(unquoted(unit.text), draft.language):
            said = each["count"].lower()
            value = int(said) if said.isdigit() else numbers.index(said)
            key = f"{each['noun'].split()[-1].rstrip('s')} {each['verb']}".lower()
            yield Count(
                how=(each["how"] or "").lower(),
                number=value,
                key=key,
                place=_place(sentence, months),
                unit=unit,
                words=each[0],
            )


@remembered
def _told(text: str, tag: str) -> tuple[tuple[re.Match[str], str], ...]:
    """Return the figures that stand alone in their sentences, each with its sentence."""
    found: list[tuple[re.Match[str], str]] = []
    for start, end in sentence_spans(text):
        if not _SAID.search(text, start, end):
            held = [(each, text[start:end]) for each in _pattern(tag).finditer(text, start, end)]
            found += held if len(held) == 1 else []
    return tuple(found)


def _place(sentence: str, months: tuple[str, ...]) -> frozenset[str]:
    """Return the names and dates of a sentence, its first word left out."""
    days = [each.day for each in moments(sentence, months)]
    rest = sentence.partition(" ")[2]
    named = {each for each in re.findall(r"\b[A-Z][\w’-]+", rest) if each not in months}
    return frozenset(named | {str(each.first()) for each in days})


def _agree(one: Count, other: Count) -> bool:
    """Whether two figures can both be true: "at least 16" and 17."""
    if one.number == other.number:
        return True
    small, large = sorted((one, other), key=lambda each: each.number)
    loose = ("about", "around", "some", "nearly", "almost")
    if small.how in loose or large.how in loose:
        return True
    return small.how in ("at least", "more than", "over") or large.how in (
        "at most",
        "up to",
        "fewer than",
    )


def _rivals(draft: Draft) -> frozenset[frozenset[str]]:
    """Return pairs of figures that a registry explains."""
    return frozenset(
        frozenset((fact.value, rival.value))
        for fact in draft.registry.facts.values() for rival in fact.rivals
    )  # fmt: skip
