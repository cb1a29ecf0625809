"""A dictionary of one language: which words it knows, and what a wrong one may have meant.

The dictionaries are Hunspell's (`data/spelling`), each with its licence beside it. They are read
once, and only when words are to be checked. A language has one when there are `<code>.aff` and
`<code>.dic`; English has two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dossier.lint.dictionary_words import DictionaryWords
from dossier.lint.prose_words import wordlist
from dossier.model.kept_patterns import program_pattern
from dossier.model.language import DATA, code_of

FOLDER = DATA / "spelling"
_NAMES = {"en": "en_GB", "en-us": "en_US"}
LONGEST = 50
"""Letters of the longest word for which another is suggested; each makes some 60 slips."""
_JUDGED = 50_000
"""Words of which it is remembered whether they are right."""
_PREFIXES = (
    *("de", "re", "non", "neo", "socio", "cyber", "pre", "post", "anti", "pro", "co", "sub"),
    *("inter", "multi", "self", "semi", "under", "over", "un", "mis"),
)
_TRY = re.compile(r"^TRY (\S+)", re.MULTILINE)
"""The letters of a dictionary's language, in its file of affixes."""
_SHORT = re.compile(r"(?i:de|re|non|pre|post|anti|pro|co|sub|inter|ex|ibid|e|vs|mid|cross|pan)$")


class Speller:
    """Says whether words are spelt as the dictionary, or the list of this trade, has them."""

    def __init__(self, path: Path, language: str) -> None:
        self.path = path
        self.words = DictionaryWords(path)
        extra = wordlist("spelling", language)
        self.extra = frozenset(extra.get("words", ()))
        self.wrong: dict[str, str] = dict(extra.get("wrong", {}))
        self.american = (
            frozenset(extra.get("american", ())) if path.name == "en_GB" else frozenset()
        )
        self.either = path.name == "en_GB"
        self.english = language.startswith("en")
        tried = _TRY.search(path.with_suffix(".aff").read_text("utf-8"))
        self.letters = "".join(
            sorted({e for e in (tried[1] if tried else "").lower() if e.isalpha()})
        )
        prefixes = "|".join(extra.get("prefixes", _PREFIXES if self.english else ()))
        self.prefix = (
            program_pattern(rf"(?:{prefixes})-?(?=\w{{5}})", re.IGNORECASE) if prefixes else None
        )
        self.judged: dict[str, bool] = {}

    @cached_property
    def hunspell(self) -> Any:
        """Hunspell with the dictionary, which takes long to begin."""
        from hunspell import Hunspell

        return Hunspell(self.path.name, hunspell_data_dir=str(self.path.parent))

    def knows(self, word: str) -> bool:
        """Whether `word` is right, as it stands or part by part."""
        if word not in self.judged:
            if len(self.judged) >= _JUDGED:
                self.judged.clear()
            self.judged[word] = self._knows(word)
        return self.judged[word]

    def _knows(self, word: str) -> bool:
        word = word.replace("’", "'")
        if not any(each in self.letters for each in word.lower()):
            return True  # a word of another script is not this dictionary's
        return word.lower() not in self.wrong and any(map(self._has, self._bases(word)))

    def _has(self, word: str) -> bool:
        if word in self.extra or word.lower() in self.extra or self._spelt(word):
            return True
        if " " in word:
            return all(map(self._has, word.split(" ")))
        if "'" in word and not self.english:
            return all(self._part(part) for part in word.split("'") if part)
        return "-" in word and all(self._part(part) for part in word.split("-") if part)

    def _spelt(self, word: str) -> bool:
        known = self.words.has(word)
        return bool(self.hunspell.spell(word)) if known is None else known

    def _part(self, part: str) -> bool:
        short = bool(_SHORT.match(part)) if self.english else len(part) < 3
        return short or any(map(self._has, self._bases(part)))

    def _bases(self, word: str) -> Iterator[str]:
        """Yield `word` and what it is made of: without a prefix, in English with -is- for -iz-."""
        forms = [*_endings(word, self.either)] if self.english else [word]
        yield from dict.fromkeys((word, *forms))
        for each in forms[-3:]:
            short = self.prefix.match(each) if self.prefix else None
            if short:
                yield each[short.end() :]

    def slip(self, word: str) -> str:
        """Return the likeliest right word one slip away, or an empty string."""
        word = word.replace("’", "'")
        if word.lower() in self.wrong:
            return self.wrong[word.lower()]
        if len(word) > LONGEST:
            return ""
        slips = [each for each in dict.fromkeys(_slips(word, self.letters)) if self._has(each)]
        near = [each for each in slips if each[0] == word[0]] or slips
        return near[0] if near else ""

    def further(self, word: str) -> str:
        """Return what Hunspell suggests, which takes a tenth of a second, or an empty string."""
        if len(word) > LONGEST:
            return ""
        found = [each for each in self.hunspell.suggest(word) if each[:1] == word[:1]]
        return found[0] if found else ""


def _endings(word: str, either: bool) -> Iterator[str]:
    """Yield an English word without a possessive ending, and with -is- for -iz-."""
    bare = re.sub(r"'s$|'$", "", word)
    yield bare
    if either and re.search(r"i[zs]", bare):
        yield re.sub(r"iz(?=(?:e[ds]?|er|ers|ing|ation|ations|able)$)", "is", bare)
        yield re.sub(r"i[sz]ation(?:s|al|ally)?$", "ise", bare)


def _slips(word: str, letters: str) -> Iterator[str]:
    """Yield the words one slip away: two letters changed over, one too many, wrong or missing."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (f"{a}{b[1]}{b[0]}{b[2:]}" for a, b in parts if len(b) > 1)
    yield from (a + b[1:] for a, b in parts if b and a[-1:] == b[0])
    yield from (f"{a}{letter}{b}" for a, b in parts for letter in letters)
    yield from (a + b[1:] for a, b in parts if b)
    yield from (f"{a}{letter}{b[1:]}" for a, b in parts if b for letter in letters)
    yield from (f"{a} {b}" for a, b in parts if len(a) > 2 and len(b) > 2)


@cache
def speller(tag: str) -> Speller | None:
    """Return the dictionary for a language such as "en-GB", or None where there is none."""
    path = FOLDER / _NAMES.get(tag.lower(), _NAMES.get(code_of(tag), code_of(tag)))
    return Speller(path, tag) if path.with_suffix(".dic").is_file() else None


def has_dictionary(code: str) -> bool:
    """Whether the words of a language can be held against a dictionary."""
    return (FOLDER / f"{_NAMES.get(code, code)}.dic").is_file()
