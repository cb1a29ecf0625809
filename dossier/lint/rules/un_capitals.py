"""A term of the United Nations is written small that it writes with a capital, or the reverse.

Each term is reported once, at its first place, with how often it stands.

Why: Delegations and the secretariat read these terms every day, and stumble where they are wrong.
Source: United Nations Editorial Manual, "Capitalization in English"; counted in documents of the
    UPR; `data/words/un-terms.<language>.yaml`, grade partly.
Bad:
    # Background

    In 2015 the special rapporteur visited the country.
Says: "the special rapporteur" is "Special Rapporteur" in documents of the United Nations
Good:
    # Background

    In 2015 the Special Rapporteur visited the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft
from dossier.lint.prose_words import wordlist
from dossier.lint.rule import Hit
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)


@cache
def _terms(language: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple(
        (program_pattern(each["wrong"]), program_pattern(each.get("unless", "(?!)")), each["right"])
        for each in wordlist("un-terms", language).get("terms", ())
    )


def check(draft: Draft) -> Iterator[Hit]:
    """Find terms with the wrong capitals in the text, each once."""
    units = [each for each in draft.units if each.where in ("text", "item", "cell")]
    found = [(unit, _found(authored(unit), draft.language)) for unit in units]
    for number, (_, _, right) in enumerate(_terms(draft.language)):
        places = [
            (unit, unit.text[start:end])
            for unit, spans in found
            for term, start, end in spans
            if term == number
        ]
        if places:
            unit, words = places[0]
            times = f" ({len(places)} times)" if len(places) > 1 else ""
            message = f'"{words}" is "{right}" in documents of the United Nations{times}'
            yield Hit(unit, message, f'write "{right}"', words)


@lru_cache(maxsize=8192)
def _found(own: str, language: str) -> tuple[tuple[int, int, int], ...]:
    """Return which terms stand wrong in a text, and where; it may stand in several documents."""
    return tuple(
        (number, *each.span())
        for number, (wrong, unless, _) in enumerate(_terms(language))
        for each in wrong.finditer(own)
        if not unless.match(own, each.start())
    )
