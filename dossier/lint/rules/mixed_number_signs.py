"""The sign of a number stands in two forms: "n° 87" and "nº 98".

Why: Who searches the text for “convention n° 98” does not find the other form.
Source: House style; ILO pages in French have "n°", "nº" and "no" side by side (NORMLEX, case
    3283); forms of each language are in `data/words/typography.<language>.yaml`.
Bad:
    ---
    language: fr
    ---
    # Contexte

    La convention n° 87 et la convention n° 98 sont ratifiées, non la convention nº 151.
Says: the sign of a number is "nº" here, and "n°" elsewhere
Good:
    ---
    language: fr
    ---
    # Contexte

    La convention n° 87 et la convention n° 98 sont ratifiées, non la convention n° 151.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import Hit
from dossier.lint.typography import signs

SEVERITY = "warning"
LANGUAGES = ("es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find the rarer forms of the sign, each once."""
    counted: Counter[str] = Counter()
    first: dict[str, tuple[Unit, str]] = {}
    for unit in (*draft.prose, *draft.notes):
        for found in _pattern(draft.language).finditer(authored(unit)):
            form = found["sign"].casefold()
            counted[form] += 1
            first.setdefault(form, (unit, found[0]))
    usual = max(counted, key=lambda each: counted[each], default="")
    for form, (unit, words) in first.items():
        if form != usual:
            message = f'the sign of a number is "{form}" here, and "{usual}" elsewhere'
            yield Hit(unit, message, f'write "{usual}" throughout', words)


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    forms = sorted(signs(tag, "number_signs"), key=len, reverse=True)
    said = "|".join(map(re.escape, forms)) or "(?!)"
    return re.compile(rf"(?<![\w.])(?P<sign>{said})[ \u00a0\u202f]?\d+", re.IGNORECASE)
