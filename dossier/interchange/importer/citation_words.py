"""The words of citations in drafts of all languages, from `drafts` in `data/languages`.

A note may be in another language than its draft. So the words of all languages are looked for
together; whether a source prints as the note was typed is held against it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from dossier.model.language_file import language_words, languages

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


class CitationWords:
    """Patterns of what notes are made of, each made when it is first looked for."""

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Words that lead to a source, such as "See also"."""
        return re.compile(rf"(?:{_either('see')})(?: |(?<=[\u4e00-\u9fff]))(?=\S)")

    @cached_property
    def ibid(self) -> re.Pattern[str]:
        """The source of the note before, and the place in it."""
        return re.compile(rf"(?:{_either('ibid')})(?:,? (?P<place>.+))?", re.IGNORECASE)

    @cached_property
    def above(self) -> re.Pattern[str]:
        """The source of an earlier note, its number, and the place in it."""
        held = _either("above")
        return re.compile(rf".+?,? (?:{held}) (?P<note>\d+)(?: выше)?(?:, (?P<place>.+))?")

    @cached_property
    def address(self) -> re.Pattern[str]:
        """A web address, perhaps with the day on which somebody saw it."""
        lead, seen = _either("address"), _either("accessed")
        return re.compile(
            rf"(?:(?i:{lead}) )?<?(https?://[^\s<>]+?)>?(?: \((?:{seen}) ([^()]+)\))?"
        )

    @cached_property
    def number(self) -> re.Pattern[str]:
        """The number of a law or a document."""
        return re.compile(rf"(?:{_either('number')})\s?(\d\S*)")

    @cached_property
    def case(self) -> re.Pattern[str]:
        """The number of a case, and what it is about."""
        return re.compile(rf"(?:{_either('case')})\s?(\d+)(?: \((.+)\))?")

    @cached_property
    def cfa(self) -> re.Pattern[str]:
        """The ILO's Committee on Freedom of Association."""
        return re.compile(_either("cfa"))

    @cached_property
    def report(self) -> re.Pattern[str]:
        """A report of that Committee by its number."""
        return re.compile(_either("report"))

    @cached_property
    def treaty(self) -> re.Pattern[str]:
        """A word that makes a name one of a treaty."""
        return re.compile(rf"\b(?:{_either('treaty')})\b")

    @cached_property
    def body(self) -> re.Pattern[str]:
        """A word that makes a name one of a body."""
        return re.compile(rf"\b(?:{_either('body')})")


WORDS = CitationWords()


def _either(name: str) -> str:
    """Return the pattern of the words of a sort in all languages, the longest first."""
    said = {each for code in languages() for each in _citations(code).get(name, ())}
    return "|".join(sorted(said, key=lambda each: (-len(each), each)))


def _citations(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = language_words(code).get("drafts", {}).get("citations", {})
    return found


def english_place(text: str) -> str:
    """Return a place in a source as it is typed in a block, or "" for words that are no place.

    >>> english_place("пп. 3 и 7"), english_place("art. 4 à 6"), english_place("so")
    ('paras 3 and 7', 'articles 4 to 6', '')
    """
    for name, pattern in _places():
        found = pattern.fullmatch(text)
        if found:
            value = _joined().sub(lambda word: _and_to()[word[0]], found[1])
            return f"{_ENGLISH[name][bool(_SEVERAL.search(value))]} {value}"
    return ""


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
    for code in languages():
        for printed in language_words(code).get("citations", {}).get("places", {}).get(name, ()):
            before, around, after = printed.partition("{n}")
            if around:
                yield rf"{re.escape(before)}\s*(\d.*?)\s*{re.escape(after)}"


def _words_of(name: str) -> Iterator[str]:
    """Yield the words for a kind of place: those of drafts, and those that documents print."""
    for code in languages():
        yield from _citations(code).get("places", {}).get(name, ())
        printed = language_words(code).get("citations", {}).get("places", {}).get(name, ())
        yield from (re.escape(each) for each in printed if "{" not in each)


@cache
def _and_to() -> Mapping[str, str]:
    """Return the words between two places, each with the English one."""
    held = (language_words(code).get("place_words", {}) for code in languages())
    return {said: english for each in held for english, said in each.items()}


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\d)])(?:{'|'.join(map(re.escape, _and_to())) or '(?!)'})(?=[\d(])")
