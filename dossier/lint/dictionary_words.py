"""The words of a Hunspell dictionary, looked up without Hunspell, which takes long to read one.

A word is in a dictionary where it stands there, or where rules make it of one that does: a suffix,
a prefix or both. This tells it for words that are not all in capitals, of dictionaries whose rules
do no more than that (English and Russian); of all other words only Hunspell can tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from dossier.model.dictionary_entries import BEGINNING, dictionary_entries
from dossier.model.frozen import frozen
from dossier.model.program_data import read_made

_SIMPLE = frozenset(
    (
        *("SET", "TRY", "ICONV", "WORDCHARS", "PFX", "SFX", "REP", "KEY", "MAP"),
        *("NOSUGGEST", "COMPOUNDMIN", "COMPOUNDRULE", "ONLYINCOMPOUND"),
    )
)
"""What a file of affixes may hold; rules of compounds are for words with digits."""

_SHAPE = re.compile(r"[^\W\d_]+(?:[' -][^\W\d_]+)*'?")
_LONGEST = 50
_PARTS = 4
"""Parts with hyphens between them that a word may have; Hunspell does not try every number."""


@frozen
class Affix:
    """What a word with a flag may end (begin) in, in the place of `strip`, if its end `fits`.

    `fits` has the letters of each place, after "^" those that it has not; `crosses` where both a
    prefix and a suffix may be added.
    """

    flag: str
    strip: str
    fits: tuple[str, ...]
    crosses: bool


@frozen
class Affixes:
    """The suffixes and prefixes of a dictionary, by the letters that they add."""

    suffixes: Mapping[str, tuple[Affix, ...]]
    prefixes: Mapping[str, tuple[Affix, ...]]
    longest: int
    """The letters of the longest suffix."""
    part: str
    """The flag of what is a part of compounds alone."""


class DictionaryWords:
    """The words of the dictionary whose files are `path` with `.dic` and `.aff`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def affixes(self) -> Affixes | None:
        """The rules of the dictionary, or None where they say more than is known here."""
        return read_made(self.path.with_suffix(".aff"), _affixes)

    @cached_property
    def _entries(self) -> Mapping[str, str]:
        return dictionary_entries(self.path.with_suffix(".dic"))

    def has(self, word: str) -> bool | None:
        """Whether a word is in the dictionary, or None where only Hunspell can tell."""
        if len(word) > _LONGEST or not self.affixes or not _SHAPE.fullmatch(word):
            return None
        whole = self._whole(word, self.affixes)
        if whole or whole is None or "-" not in word:
            return whole
        parts = word.split("-")
        return None if len(parts) > _PARTS else self._joined(parts)

    def _joined(self, parts: list[str]) -> bool | None:
        """Whether parts that hyphens join are words, or some of them together."""
        told: bool | None = False
        for at in range(1, len(parts)):
            both = [self.has("-".join(each)) for each in (parts[:at], parts[at:])]
            if all(both):
                return True
            told = None if None in both and False not in both else told
        return told

    def _whole(self, word: str, affixes: Affixes) -> bool | None:
        small = word.lower()
        capitals = sum(a != b for a, b in zip(word, small, strict=False))
        if len(small) != len(word) or (capitals > 1 and word.isupper()):
            return None
        begins = capitals == 1 and word[0] != small[0]
        return self._made(word, affixes) or (begins and self._made(small, affixes))

    def _made(self, word: str, affixes: Affixes) -> bool:
        """Whether a word stands in the dictionary, or is made of one that does."""
        if any(True for _ in self._flags(word, affixes)):
            return True
        if any(True for _ in self._of_suffix(word, affixes)):
            return True
        for each, stem in _before(word, affixes.prefixes):
            if any(each.flag in flags for flags in self._flags(stem, affixes)):
                return True
            if each.crosses and any(
                one.crosses and each.flag in flags for one, flags in self._of_suffix(stem, affixes)
            ):
                return True
        return False

    def _of_suffix(self, word: str, affixes: Affixes) -> Iterator[tuple[Affix, str]]:
        """Yield the suffixes that a word has, with the flags of the word without it."""
        for end in range(max(len(word) - affixes.longest, 1), len(word) + 1):
            for each in affixes.suffixes.get(word[end:], ()):
                stem = word[:end] + each.strip
                for flags in self._flags(stem, affixes):
                    if each.flag in flags and _fits(stem[::-1], each.fits[::-1]):
                        yield each, flags

    def _flags(self, word: str, affixes: Affixes) -> Iterator[str]:
        """Yield the flags of a word, once for each time that it stands in the dictionary."""
        there = self._entries.get(word[:BEGINNING], "")
        sought = f"\n{word}/"
        at = there.find(sought)
        while at >= 0:
            begin = at + len(sought)
            at = there.index("\n", begin)
            flags = there[begin:at]
            if not affixes.part or affixes.part not in flags:
                yield flags
            at = there.find(sought, at)


def _before(word: str, prefixes: Mapping[str, tuple[Affix, ...]]) -> Iterator[tuple[Affix, str]]:
    """Yield the prefixes that a word may have, with the word without it."""
    for length in range(len(word)):
        for each in prefixes.get(word[:length], ()):
            stem = each.strip + word[length:]
            if _fits(stem, each.fits):
                yield each, stem


def _fits(letters: str, places: tuple[str, ...]) -> bool:
    """Whether letters are, one after the other, what each place may have."""
    if len(letters) < len(places):
        return False
    return all(
        (each not in place) if place[0] == "^" else (each in place)
        for each, place in zip(letters, places, strict=False)
    )


def _affixes(rules: str) -> Affixes | None:
    """Return the rules of a file of affixes, or None where it says more than is known here."""
    lines = [line.split() for line in rules.splitlines() if line and not line.startswith("#")]
    if any(line and line[0] not in _SIMPLE for line in lines):
        return None
    made: dict[str, defaultdict[str, list[Affix]]] = {
        "SFX": defaultdict(list),
        "PFX": defaultdict(list),
    }
    crosses = {(line[0], line[1]): line[2] == "Y" for line in lines if len(line) == 4}
    for kind, flag, strip, add, *fits in (line for line in lines if line and line[0] in made):
        if not fits:
            continue  # it says how many rules of the flag follow
        if "/" in add:
            return None  # what has this affix may have another one
        places = _places("" if fits[0] == "." else fits[0])
        affix = Affix(flag, strip.replace("0", ""), places, crosses[kind, flag])
        made[kind][add.replace("0", "")].append(affix)
    suffixes, prefixes = ({add: tuple(each) for add, each in made[k].items()} for k in made)
    part = next((line[1] for line in lines if line and line[0] == "ONLYINCOMPOUND"), "")
    return Affixes(suffixes, prefixes, max(map(len, suffixes), default=0), part)


def _places(fits: str) -> tuple[str, ...]:
    """Return what each place of a condition may have: "[^aeiou]y." is ("^aeiou", "y", "^")."""
    places = re.findall(r"\[([^\]]+)\]|(.)", fits)
    return tuple(inside or one.replace(".", "^") for inside, one in places)
