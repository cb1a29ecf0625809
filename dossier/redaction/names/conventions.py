"""Conventions: which words of a name a person is known by, from `data/names/conventions.yaml`.

A Spanish double surname is known by its first half, a Vietnamese by the last word, an Icelander by
the first. Where nobody says what the parts are, they are guessed by language; what is guessed
wrongly must still be guarded, so that in doubt more words count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dossier.redaction.names.letters import BARE, CYRILLIC
from dossier.redaction.names.name_data import read_name_data
from dossier.redaction.names.spelling_words import CHAINS

LONG_NAME = 3
"""Words of a name in Latin letters that may have two family names, where nobody says."""


def known_by(words: Sequence[str], core: Sequence[int], language: str) -> frozenset[int]:
    """Return the places of the words that a person is known by.

    `words` are the bare words of the name in small letters, `core` the places of those that are
    neither titles nor particles, `language` the code of the person's language, or "".
    """
    pattern = read_name_data("conventions")["languages"].get(
        language.partition("-")[0].casefold(), ""
    )
    if len(core) < 2:
        return frozenset(core)
    named = [at for at in core if not is_patronymic(words[at])] or [*core]
    if not pattern:
        pattern = _guessed(words, core, named)
    match pattern:
        case "all":
            return frozenset(core)
        case "all-but-first":
            return frozenset(core[1:])
        case "last-two" if len(named) > 2:
            return frozenset(named[-2:])
    last = core[-1] if len(core) == 2 or named[-1] == core[-1] else core[0]
    return frozenset((last,))


def _guessed(words: Sequence[str], core: Sequence[int], named: Sequence[int]) -> str:
    """Return the convention of a name whose language nobody says."""
    first, last = words[core[0]], words[core[-1]]
    if first in _listed("family_first") or last.endswith(
        tuple(read_name_data("conventions")["called_first"])
    ):
        return "all"
    if last in _listed("given_last") and first not in _listed("given_last"):
        return "all"
    if any(word in CHAINS for word in words):
        return "all-but-first"
    written = [at for at in named if len(words[at]) > 1]
    plain = len(named) == len(core) == len(written) and not CYRILLIC.search(last)
    return "last-two" if plain and len(core) >= LONG_NAME else "last"


def is_patronymic(word: str) -> bool:
    """Whether a word says whose child somebody is.

    >>> is_patronymic("petrovna"), is_patronymic("samplova")
    (True, False)
    """
    return word.endswith(_patronymics()) and len(word) > 6


@cache
def _patronymics() -> tuple[str, ...]:
    return tuple(
        each.translate(BARE) for each in read_name_data("conventions")["patronymic"].split()
    )


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_name_data("conventions")[name].split())
