"""Two events stand in an order that cannot be: a refusal before the application it refuses.

Why: One of the two dates is wrong, and whoever knows the case will see it.
Source: House style; pairs of events in data/words/consistency.en.yaml.
Bad:
    # Registration

    The union applied on 8 June 2015 and was refused on 22 May 2015.
Says: "refused" on 22 May 2015 comes before "applied" on 8 June 2015
Good:
    # Registration

    The union applied on 8 June 2015 and was refused on 22 June 2015. It had been refused on 25 May
    2015 already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from dossier.lint.dates import Moment, moments
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import wordlist
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.lint.word_lists import TOPIC
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)
_BACK = re.compile(
    r"\b(?:had|having|after|already|earlier|previously|before|again|another|since)\b"
)


def check(draft: Draft) -> Iterator[Hit]:
    """Find a second step dated before the first, in one sentence or two that follow each other."""
    order = _order(draft.language)
    if not order:
        return
    for unit in draft.prose:
        events = tuple(_events(unit, draft))
        for first, second in pairwise(events):
            if second[1] in order.get(first[1], ()) and _close(unit, first, second):
                one, other = first[2].day, second[2].day
                if other.last() < one.first():
                    say = draft.edition.language.day
                    message = (f'"{second[1]}" on {say(other)} comes before '
                               f'"{first[1]}" on {say(one)}')  # fmt: skip
                    words = unit.text[second[0] : second[2].end]
                    yield Hit(unit, message, "look both dates up in their sources", words)


@cache
def _order(tag: str) -> Mapping[str, tuple[str, ...]]:
    held = wordlist(TOPIC, tag).get("order") or {}
    return {first: tuple(seconds) for first, seconds in held.items()}


@cache
def _verbs(tag: str) -> re.Pattern[str]:
    known = {*_order(tag), *(each for held in _order(tag).values() for each in held)}
    joined = "|".join(sorted(map(re.escape, sorted(known)), key=len, reverse=True))
    return program_pattern(rf"\b({joined})\b[^.;:,\d]{{0,60}}?\bon\s+$")


def _events(unit: Unit, draft: Draft) -> Iterator[tuple[int, str, Moment]]:
    """Yield what happened on a whole date: where, the verb, the date, in the order of the text."""
    for each in moments(unit.text, draft.edition.language.months):
        found = _verbs(draft.language).search(unit.text, max(0, each.start - 90), each.start)
        if each.exact and found:
            yield found.start(), found[1], each


def _close(unit: Unit, first: tuple[int, str, Moment], second: tuple[int, str, Moment]) -> bool:
    """Whether two events are told one after the other, and not looking back."""
    between = unit.text[first[2].end : second[0]]
    spans = sentence_spans(unit.text)
    places = [next((n for n, (start, end) in enumerate(spans) if start <= at < end), -9)
              for at in (first[0], second[0])]  # fmt: skip
    return places[1] - places[0] <= 1 and not _BACK.search(between)
