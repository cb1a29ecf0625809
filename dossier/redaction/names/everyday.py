"""Everyday words: in small letters they may be no name ("may", "law", "вера")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from dossier.model.language import DATA
from dossier.model.program_data import read_made
from dossier.redaction.names.letters import BARE


def is_everyday(word: str) -> bool:
    """Whether a word in small letters is one of everyday language.

    >>> is_everyday("price"), is_everyday("вера"), is_everyday("exemplarova")
    (True, True, False)
    """
    if word.isascii():
        return any(f"\n{each}\n" in _english().get(each[:2], "") for each in _bases(word))
    return word in _listed()


def _bases(word: str) -> tuple[str, ...]:
    """Return what an English word may be a form of."""
    cut = (word.removesuffix(each) for each in ("s", "es", "ed", "d", "ing", "ly"))
    return (word, *(each for each in cut if each != word and len(each) > 2))


@cache
def _english() -> Mapping[str, str]:
    """Return the words of the English dictionary that are written small, by their first letters."""
    return read_made(DATA / "spelling" / "en_GB.dic", _by_beginning)


def _by_beginning(dictionary: str) -> dict[str, str]:
    """Return the words of a dictionary that are written small, by their first letters.

    Those that begin alike are one text, each on a line: a set of all takes ten times the memory.
    """
    words = (line.partition("/")[0] for line in dictionary.splitlines()[1:])
    alike = defaultdict(list)
    for each in words:
        if each.islower():
            alike[each[:2]].append(each)
    return {first: "\n".join(("", *each, "")) for first, each in alike.items()}


@cache
def _listed() -> frozenset[str]:
    """Return words of other languages that are names too, in every form that is listed."""
    lines = (DATA / "names" / "everyday.txt").read_text("utf-8").splitlines()
    words = "\n".join(line for line in lines if not line.startswith("#")).translate(BARE)
    return frozenset(words.split())
