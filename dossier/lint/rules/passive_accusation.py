"""Violence is reported in the passive without a word on who did it, and without a source.

It stays quiet where the sentence or the one before names anybody who may have done it, where it is
said that nobody knows, and where a note is called.

Why: An investigation is asked of somebody against somebody. "Was beaten" leaves open whether the
    State is accused of the deed, of its impunity, or of nothing.
Source: House style; special procedures ask for victim, perpetrator, date and place (ISHR Academy).
Bad:
    # Attacks

    In October a member of the strike committee was beaten near the house.
Says: "was beaten" does not say by whom, nor that it is not known
Good:
    # Attacks

    In October two unidentified men beat a member of the strike committee near the house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dossier.lint.author_words import authored, noted, spans
from dossier.lint.draft import Draft
from dossier.lint.prose_words import compiled, wordlist
from dossier.lint.rule import Hit
from dossier.model.kept_patterns import program_pattern

SEVERITY = "warning"
LANGUAGES = ("en",)
KINDS = ("evidence", "background")


@cache
def _accusation(language: str) -> re.Pattern[str]:
    lists = wordlist("prose", language)
    if not lists:
        return re.compile("(?!)")
    auxiliary, verbs = "|".join(lists["passive"]), "|".join(lists["violence"])
    return program_pattern(rf"\b(?:{auxiliary}) (?:\w+ly )?(?:{verbs})(?: up)?\b", re.IGNORECASE)


def check(draft: Draft) -> Iterator[Hit]:
    """Find accusations of violence in the passive that name nobody."""
    actors = compiled("prose", draft.language, "actors")
    by = compiled("prose", draft.language, "by")
    for unit in draft.of_kind(*KINDS):
        if unit.where == "quote" or noted(unit):
            continue
        own = authored(unit)
        before = ""
        for start, end in spans(unit):
            said = own[start:end]
            each = _accusation(draft.language).search(said)
            named = actors.search(before + said) or by.search(said)
            before = said + " "
            if each and not named:
                words = unit.text[start + each.start() : start + each.end()]
                message = f'"{words}" does not say by whom, nor that it is not known'
                hint = "name who did it (officers, unidentified men), or say that it is not known"
                yield Hit(unit, message, hint, words)
