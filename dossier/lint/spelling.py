"""A dictionary of one language: which words it knows, and what a wrong one may have meant.

The dictionaries are Hunspell's (`data/spelling`), made of SCOWL; see its licence there. They are
read once, and only when words are to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dossier.lint.prose_words import wordlist
from dossier.model.language import DATA

FOLDER = DATA / "spelling"
_NAMES = {"en": "en_GB", "en-gb": "en_GB", "en-us": "en_US", "en-gb-oxendict": "en_GB"}
LONGEST = 50
"""Letters of the longest word for which another is suggested; each letter makes 53 slips."""
_JUDGED = 50_000
"""Words of which it is remembered whether they are right."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PREFIX = re.compile(
    r"(?i:de|re|non|neo|socio|cyber|pre|post|anti|pro|co|sub|inter|multi|self|semi|under|over|un|mis)-?(?=\w{5})"
)
_SHORT = re.compile(r"(?i:de|re|non|pre|post|anti|pro|co|sub|inter|ex|ibid|e|vs|mid|cross|pan)$")


class Speller:
    """Says whether words are spelt as the dictionary, or the list of this trade, has them."""

    def __init__(self, path: Path, language: str) -> None:
        from hunspell import Hunspell

        self.hunspell: Any = Hunspell(path.name, hunspell_data_dir=str(path.parent))
        extra = wordlist("spelling", language)
        self.extra = frozenset(extra.get("words", ()))
        self.wrong: dict[str, str] = dict(extra.get("wrong", {}))
        self.american = (
            frozenset(extra.get("american", ())) if path.name == "en_GB" else frozenset()
        )
        self.either = path.name == "en_GB"
        self.judged: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether `word` is right, as it stands or part by part."""
        if word not in self.judged:
            if len(self.judged) >= _JUDGED:
                self.judged.clear()
            self.judged[word] = self._knows(word)
        return self.judged[word]

    def _knows(self, word: str) -> bool:
        word = word.replace("’", "'")
        return word.lower() not in self.wrong and any(map(self._has, _bases(word, self.either)))

    def _has(self, word: str) -> bool:
        if word in self.extra or word.lower() in self.extra or self.hunspell.spell(word):
            return True
        if " " in word:
            return all(map(self._has, word.split(" ")))
        return "-" in word and all(self._part(part) for part in word.split("-") if part)

    def _part(self, part: str) -> bool:
        return bool(_SHORT.match(part)) or any(map(self._has, _bases(part, self.either)))

    def slip(self, word: str) -> str:
        """Return the likeliest right word one slip away, or an empty string."""
        word = word.replace("’", "'")
        if word.lower() in self.wrong:
            return self.wrong[word.lower()]
        if len(word) > LONGEST:
            return ""
        slips = [each for each in dict.fromkeys(_slips(word)) if self._has(each)]
        near = [each for each in slips if each[0] == word[0]] or slips
        return near[0] if near else ""

    def further(self, word: str) -> str:
        """Return what Hunspell suggests, which takes a tenth of a second, or an empty string."""
        if len(word) > LONGEST:
            return ""
        found = [each for each in self.hunspell.suggest(word) if each[:1] == word[:1]]
        return found[0] if found else ""


def _bases(word: str, either: bool) -> Iterator[str]:
    """Yield `word` and what it is made of: without a prefix, with -is- for -iz-."""
    yield word
    bare = re.sub(r"'s$|'$", "", word)
    if bare != word:
        yield bare
    forms = [bare]
    if either and re.search(r"i[zs]", bare):
        forms.append(re.sub(r"iz(?=(?:e[ds]?|er|ers|ing|ation|ations|able)$)", "is", bare))
        forms.append(re.sub(r"i[sz]ation(?:s|al|ally)?$", "ise", bare))
    yield from forms[1:]
    for each in forms:
        short = _PREFIX.match(each)
        if short:
            yield each[short.end() :]


def _slips(word: str) -> Iterator[str]:
    """Yield the words one slip away: two letters changed over, one too many, wrong or missing."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (f"{a}{b[1]}{b[0]}{b[2:]}" for a, b in parts if len(b) > 1)
    yield from (a + b[1:] for a, b in parts if b and a[-1:] == b[0])
    yield from (f"{a}{letter}{b}" for a, b in parts for letter in _LETTERS)
    yield from (a + b[1:] for a, b in parts if b)
    yield from (f"{a}{letter}{b[1:]}" for a, b in parts if b for letter in _LETTERS)
    yield from (f"{a} {b}" for a, b in parts if len(a) > 2 and len(b) > 2)


@cache
def speller(tag: str) -> Speller | None:
    """Return the dictionary for a language such as "en-GB", or None where there is none."""
    name = _NAMES.get(tag.lower())
    return Speller(FOLDER / name, tag) if name else None
