"""Everyday words: in small letters they may be no name ("may", "law", "вера")."""

from __future__ import annotations

from functools import cache

from dossier.model.language import DATA


def is_everyday(word: str) -> bool:
    """Whether a word in small letters is one of everyday language.

    >>> is_everyday("price"), is_everyday("вера"), is_everyday("exemplarova")
    (True, True, False)
    """
    if word.isascii():
        return any(each in _english() for each in _bases(word))
    return word in _listed()


def _bases(word: str) -> tuple[str, ...]:
    """Return what an English word may be a form of."""
    cut = (word.removesuffix(each) for each in ("s", "es", "ed", "d", "ing", "ly"))
    return (word, *(each for each in cut if each != word and len(each) > 2))


@cache
def _english() -> frozenset[str]:
    """Return the words of the English dictionary that are written small."""
    lines = (DATA / "spelling" / "en_GB.dic").read_text("utf-8").splitlines()[1:]
    words = (line.partition("/")[0] for line in lines)
    return frozenset(each for each in words if each.islower())


@cache
def _listed() -> frozenset[str]:
    """Return words of other languages that are names too, in every form that is listed."""
    lines = (DATA / "names" / "everyday.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
