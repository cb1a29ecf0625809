"""Everyday words: in small letters they may be no name ("may", "law", "вера")."""

from __future__ import annotations

from functools import cache

from dossier.model.dictionary_entries import BEGINNING, dictionary_entries
from dossier.model.language import DATA
from dossier.redaction.names.letters import BARE


def is_everyday(word: str) -> bool:
    """Whether a word in small letters is one of everyday language.

    >>> is_everyday("price"), is_everyday("вера"), is_everyday("exemplarova")
    (True, True, False)
    """
    if word.isascii():
        known = dictionary_entries(DATA / "spelling" / "en_GB.dic")
        return any(f"\n{each}/" in known.get(each[:BEGINNING], "") for each in _bases(word))
    return word in _listed()


def _bases(word: str) -> tuple[str, ...]:
    """Return what an English word may be a form of."""
    cut = (word.removesuffix(each) for each in ("s", "es", "ed", "d", "ing", "ly"))
    return (word, *(each for each in cut if each != word and len(each) > 2))


@cache
def _listed() -> frozenset[str]:
    """Return words of other languages that are names too, in every form that is listed."""
    lines = (DATA / "names" / "everyday.txt").read_text("utf-8").splitlines()
    words = "\n".join(line for line in lines if not line.startswith("#")).translate(BARE)
    return frozenset(words.split())
