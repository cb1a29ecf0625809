"""One word, or one name, is spelt in two ways.

Why: Two spellings show that nobody read the whole; of a name they make two places or persons.
Source: House style; New Hart's Rules asks for one spelling within a text (not compared). A
    submission of 2019 has "centred around" and "centered around".
Bad:
    # Background

    The strikes were centred around one city.

    # Violence

    The strikes of that year, centered around the city, were put down.
Says: "centered" here, "centred" elsewhere
Good:
    # Background

    The strikes were centred around one city.

    # Violence

    The strikes of that year, centred around the city, were put down. The Center for Justice said
    so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import Hit
from dossier.lint.spelling_variants import own_words, root, sound
from dossier.lint.word_lists import listed

SEVERITY = "warning"
LANGUAGES = ("en",)
SHORTEST = 6
"""Shorter names sound alike by chance."""


def check(draft: Draft) -> Iterator[Hit]:
    """Find the rarer spelling of words and names, where it stands first."""
    if not listed(draft.language, "ise"):
        return
    counted: Counter[str] = Counter()
    first: dict[str, Unit] = {}
    groups: dict[str, set[str]] = {}
    for unit, word in own_words(draft):
        key = _key(word, draft.language)
        if key:
            counted[word] += 1
            first.setdefault(word, unit)
            groups.setdefault(key, set()).add(word)
    for spellings in groups.values():
        yield from _hits(spellings, counted, first)


def _key(word: str, tag: str) -> str:
    if word.islower():
        return root(word, tag) if len(word) > 4 else ""
    named = word[0].isupper() and word[1:].islower() and len(word) >= SHORTEST
    return f"+{sound(word, tag)}" if named else ""


def _hits(spellings: set[str], counted: Counter[str], first: dict[str, Unit]) -> Iterator[Hit]:
    if len(spellings) < 2 or _mere_endings(spellings):
        return
    order = list(first)
    usual = max(spellings, key=lambda each: (counted[each], -order.index(each)))
    for word in sorted(spellings - {usual}, key=order.index):
        message = f'"{word}" here, "{usual}" elsewhere'
        yield Hit(first[word], message, "choose one spelling, and keep to it", word)


def _mere_endings(spellings: set[str]) -> bool:
    """Whether the words differ in their last letter alone: other words, or an adjective."""
    one, *others = sorted(spellings)
    return any(one[:-1] in (each, each[:-1]) or each[:-1] == one for each in others)
