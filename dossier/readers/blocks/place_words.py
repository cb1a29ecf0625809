"""The words for places in sources, in all languages: “pág. 30”, “пп. 3 и 7”, “第5段”.

Somebody who writes a block types the words of its language, or English ones; what is read is the
kind of place and its numbers, and each document prints its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dossier.model.language_file import language_words, languages, of_languages

_ENGLISH = {
    "paragraph": ("para.", "paras"),
    "page": ("p.", "pp."),
    "article": ("article", "articles"),
    "chapter": ("chapter", "chapters"),
    "section": ("section", "sections"),
    "annex": ("annex", "annexes"),
    "note": ("note", "notes"),
    "volume": ("vol.", "vols."),
    "rule": ("rule", "rules"),
    "principle": ("principle", "principles"),
    "recommendation": ("recommendation", "recommendations"),
    "part": ("part", "parts"),
}
"""How places are typed in a block, whatever its language; the document prints its own words."""

_SEVERAL = re.compile(r"\d\s?[–—-]\s?\d|\d,? (?:and|to|or) \d|\d, \d")


@of_languages
@cache
def places_of_languages(numbers: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds places at the start of words: by kind, the pattern with their numbers.

    `numbers` is the pattern of one number; several may stand between words of any language.
    """
    more = rf"(?:{'|'.join(map(re.escape, _and_to())) or '(?!)'}|\s*[–—-]\s*|\s*,\s*)"
    listed = rf"(?=\d){numbers}(?:{more}(?=\d){numbers})*"
    bare = rf"\d+(?:\.\d+)*(?:{more}\d+(?:\.\d+)*)*"
    found = []
    for name in _ENGLISH:
        words = sorted(set(_words_of(name)), key=lambda each: (-len(each), each))
        forms = [rf"(?i:{'|'.join(words) or '(?!)'})\s*({listed})(?!\w)"]
        forms += [rf"{before}\s*({bare})\s*{after}" for before, after in _around(name)]
        found += [(name, re.compile(rf"\s*[,،，]?\s*{form}")) for form in forms]
    return tuple(found)


def in_english(numbers: str) -> str:
    """Return numbers of places with English words between them.

    >>> in_english("3 y 7"), in_english("4 à 6")
    ('3 and 7', '4 to 6')
    """
    return _joined().sub(lambda word: _and_to()[word[0]], numbers)


def english_place(text: str) -> str:
    """Return a place in a source as it is typed in a block, or "" for words that are no place.

    >>> english_place("пп. 3 и 7"), english_place("art. 4 à 6"), english_place("so")
    ('paras 3 and 7', 'articles 4 to 6', '')
    """
    for name, pattern in _places():
        found = pattern.fullmatch(text)
        if found:
            value = in_english(found[1])
            return f"{_ENGLISH[name][bool(_SEVERAL.search(value))]} {value}"
    return ""


@of_languages
@cache
def _places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(pattern, re.IGNORECASE))
        for name in _ENGLISH
        for pattern in _patterns(name)
    )


def _patterns(name: str) -> Iterator[str]:
    """Yield what finds a kind of place: its words before the number, or on both sides of it."""
    yield rf"(?:{'|'.join(_words_of(name)) or '(?!)'})\s*(\d.*)"
    for before, after in _around(name):
        yield rf"{before}\s*(\d.*?)\s*{after}"


def _around(name: str) -> Iterator[tuple[str, str]]:
    """Yield the words on both sides of a number, as patterns."""
    for code in languages():
        for printed in language_words(code).get("citations", {}).get("places", {}).get(name, ()):
            before, around, after = printed.partition("{n}")
            if around:
                yield re.escape(before), re.escape(after)


def _words_of(name: str) -> Iterator[str]:
    """Yield the words for a kind of place: those of drafts, and those that documents print."""
    for code in languages():
        yield from _drafts(code).get("places", {}).get(name, ())
        printed = language_words(code).get("citations", {}).get("places", {}).get(name, ())
        yield from (re.escape(each) for each in printed if "{" not in each)


@of_languages
@cache
def _and_to() -> Mapping[str, str]:
    """Return the words between two places, each with the English one."""
    found: dict[str, str] = {}
    for code in languages():
        for english, said in language_words(code).get("place_words", {}).items():
            found.setdefault(said, english)
    return found


@of_languages
@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\d)])(?:{'|'.join(map(re.escape, _and_to())) or '(?!)'})(?=[\d(])")


def _drafts(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = language_words(code).get("drafts", {}).get("citations", {})
    return found
