"""The right to strike is said to be protected by the supervisory bodies of the ILO alone.

A text that names the Court or its opinion is left alone, and one from before the opinion.

Why: The International Court of Justice is reported to have found on 21 May 2026 that Convention
    No. 87 protects the right to strike of workers and their organizations. It is also reported to
    have said nothing of the content, scope or conditions of that right, for which the bodies of
    the ILO remain the source.
Source: `dossier/data/instruments/icj-2026.yaml`: the Advisory Opinion as one report tells it, by
    ten votes to four (another report says eleven to four); article 37 of the ILO Constitution.
Bad:
    ---
    date: 2026-11-29
    ---
    # Obligations

    The right to strike is protected only by the supervisory bodies of the ILO.
Says: this says that the bodies of the ILO alone protect the right to strike; the International
    Court of Justice is reported to have found on 21 May 2026 that Convention No. 87 protects it
Good:
    ---
    date: 2026-11-29
    ---
    # Obligations

    The right to strike is protected under Convention No. 87, as the International Court of
    Justice found; its scope is known only from the supervisory bodies of the ILO.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.draft import Draft
from dossier.lint.prose_words import any_of, compiled, wordlist
from dossier.lint.rule import Hit
from dossier.lint.sentence_spans import sentence_spans
from dossier.readers.registries.instruments import instrument

SEVERITY = "warning"
LANGUAGES = ("en",)
OPINION = "ICJ-2026"
_TOPIC = "handbook"
_BETWEEN = r"(?: [^\s,;:.]+){0,6}? "


def check(draft: Draft) -> Iterator[Hit]:
    """Find sentences on the right to strike that name the bodies of the ILO as its only source."""
    court = compiled(_TOPIC, draft.language, "court")
    if draft.day < instrument(OPINION).adopted or any(map(court.search, _texts(draft))):
        return
    strike = compiled(_TOPIC, draft.language, "strike")
    for unit in draft.prose:
        if not strike.search(unit.text):
            continue
        for begin, end in sentence_spans(unit.text):
            found = _alone(draft.language).search(unit.text, begin, end)
            if found and compiled(_TOPIC, draft.language, "protects").search(unit.text, begin, end):
                yield Hit(unit, _MESSAGE, _HINT, found[0])


def _texts(draft: Draft) -> Iterator[str]:
    return (each.text for each in draft.units)


@cache
def _alone(tag: str) -> re.Pattern[str]:
    """Return the pattern of words by which bodies of the ILO alone do something."""
    words = wordlist(_TOPIC, tag)
    bodies, solely, alone = (any_of(words.get(each, ())) for each in ("bodies", "solely", "alone"))
    led = rf"{solely}{_BETWEEN}(?:the )?(?:ILO’s |ILO's )?{bodies}"
    return re.compile(rf"{led}|{bodies}(?: of the ILO)? {alone}", re.IGNORECASE)


_MESSAGE = (
    "this says that the bodies of the ILO alone protect the right to strike; the International "
    "Court of Justice is reported to have found on 21 May 2026 that Convention No. 87 protects it"
)
_HINT = (
    f"compare the Court’s text, then name the Advisory Opinion ({{treaty:{OPINION}}} in a "
    "dossier); `python build.py reference-data icj` says what is known of it"
)
