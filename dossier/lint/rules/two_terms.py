"""One thing has two names in the text: "Kazajstán" and "Kazajistán".

Why: A reader who meets another term takes it for another thing; a search finds half of the places.
Source: House style; which terms stand side by side in documents of the UN and the ILO is in
    `data/words/consistency.<language>.yaml`, grade unverified.
Bad:
    ---
    language: es
    ---
    # Antecedentes

    Kazajstán ratificó el Convenio en 2000. Los sindicatos de Kazajstán y el Gobierno de
    Kazajistán discrepan.
Says: "Kazajistán" here, "Kazajstán" elsewhere
Good:
    ---
    language: es
    ---
    # Antecedentes

    Kazajstán ratificó el Convenio en 2000. El informe se titula “Kazajistán: los sindicatos”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.author_words import authored
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import wordlist
from dossier.lint.rule import Hit
from dossier.lint.word_lists import TOPIC

SEVERITY = "warning"
LANGUAGES = ("en", "es", "fr", "ru")


def check(draft: Draft) -> Iterator[Hit]:
    """Find the rarer of the names of one thing, each where it stands first."""
    for names in _terms(draft.language):
        found: list[tuple[int, Unit, str]] = []
        for name in names:
            held = [
                (unit, each[0]) for unit in draft.prose for each in name.finditer(authored(unit))
            ]
            if held:
                found.append((len(held), *held[0]))
        usual = max(found, key=lambda each: each[0], default=None)
        for each in found:
            if usual and each is not usual:
                message = f'"{each[2]}" here, "{usual[2]}" elsewhere'
                yield Hit(each[1], message, "choose one name, and keep to it", each[2])


@cache
def _terms(tag: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    raw = wordlist(TOPIC, tag).get("terms", ())
    return tuple(tuple(re.compile(rf"(?<!\w)(?:{each})(?!\w)") for each in names) for names in raw)
