"""A number stands in the form of another language: "12,500" or "3.5 %" in a French text.

Why: A French reader takes "12,500" for twelve and a half.
Source: Unicode CLDR: French, Spanish and Russian have a decimal comma; French and Russian part
    thousands by a space, as documents of the UN in Spanish do (from memory).
Bad:
    ---
    language: fr
    ---
    # Contexte

    La grève a réuni 12,500 travailleurs.
Says: "12,500" is not in the form "12 500"
Good:
    ---
    language: fr
    ---
    # Contexte

    La grève a réuni 12 500 travailleurs, soit 3,5 % du total (recommandation 124.34).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import Hit

SEVERITY = "warning"
LANGUAGES = ("es", "fr", "ru")
_THOUSANDS = re.compile(r"(?<![\w.,/])\d{1,3}(?:,\d{3})+(?![\w/]|,\d)")
_SHARE = re.compile(r"(?<![\w.,/])\d+\.\d+(?=[ \u00a0\u202f]?%)")


def check(draft: Draft) -> Iterator[Hit]:
    """Find numbers with commas between thousands, and shares with a decimal point."""
    for unit in draft.units:
        own = authored(unit)
        for found in _THOUSANDS.finditer(own):
            right = draft.edition.language.figure(found[0].replace(",", ""))
            right = re.sub(r"[\u00a0\u202f]", " ", right)
            if right != found[0] and "," not in right:
                yield _hit(unit, found[0], right)
        for found in _SHARE.finditer(own):
            yield _hit(unit, found[0], found[0].replace(".", ","))


def _hit(unit: Unit, words: str, right: str) -> Hit:
    return Hit(unit, f'"{words}" is not in the form "{right}"', f'write "{right}"', words)
