"""How a language sets signs, numbers and dates, from `data/words/typography.<language>.yaml`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from dossier.lint.author_words import BLANK, without_addresses
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import wordlist
from dossier.lint.quotations import quotations
from dossier.model.frozen import frozen
from dossier.model.registry import Registry, Source
from dossier.model.remembered import Same

TOPIC = "typography"
_TITLES = ("title-short", "container-title", "collection-title")
"""Fields of a source, besides its title, that are titles too."""


@cache
def signs(tag: str, name: str) -> tuple[str, ...]:
    """Return the list `name` of a language; an empty one for a language that has none."""
    return tuple(str(each) for each in wordlist(TOPIC, tag).get(name, ()))


@cache
def pairs(tag: str, name: str) -> Mapping[str, str]:
    """Return the pairs `name` of a language, such as the letters that stand for others."""
    return {str(key): str(each) for key, each in wordlist(TOPIC, tag).get(name, {}).items()}


@frozen
class Slips:
    """The same slip in several places: the first unit and words, and how many places there are."""

    unit: Unit
    words: str
    count: int

    @property
    def places(self) -> str:
        """What a message adds of the other places: " (3 places)", or nothing."""
        return f" ({self.count} places)" if self.count > 1 else ""


def slips(draft: Draft, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[str, Slips]]:
    """Yield, for each pattern that prose or notes fit, its name and where."""
    counted: Counter[str] = Counter()
    first: dict[str, tuple[Unit, str]] = {}
    for unit, text in typed(draft):
        for name, pattern in patterns.items():
            for found in pattern.finditer(text):
                counted[name] += 1
                first.setdefault(name, (unit, found[0]))
    for name, (unit, words) in first.items():
        yield name, Slips(unit, words, counted[name])


def typed(draft: Draft) -> Iterator[tuple[Unit, str]]:
    """Yield the units of prose and of notes with what is typed in the draft's language.

    Addresses are blanked, and in notes the titles of sources, which are of any language: what is
    quoted or emphasised, and what the registry calls so.
    """
    yield from ((each, without_addresses(each.text)) for each in draft.prose)
    yield from zip(draft.notes, _noted(Same(draft.notes), Same(draft.registry)), strict=True)


@lru_cache(maxsize=8)
def _noted(notes: Same[tuple[Unit, ...]], registry: Same[Registry]) -> tuple[str, ...]:
    """Return what is typed in notes; several rules of one draft ask for it."""
    titles = _titles(registry.value.sources.values())
    return tuple(_without_titles(each, titles) for each in notes.value)


def _without_titles(unit: Unit, titles: Sequence[str]) -> str:
    text = without_addresses(unit.text)
    spans = [(each.start + 1, each.end - 1) for each in quotations(text)]
    at = [(text.find(each), each) for each in unit.emphasised]
    spans += [(start, start + len(each)) for start, each in at if start >= 0]
    there = "|".join(re.escape(each) for each in titles if each in text)
    if there:
        spans += [each.span() for each in re.finditer(rf"(?<!\w)(?:{there})(?!\w)", text)]
    for start, end in spans:
        inside = re.sub(r"\S", BLANK, text[start:end])
        text = text[:start] + inside + text[end:]
    return text


def _titles(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the titles of sources, the longest first."""
    known = {
        title
        for each in sources
        for title in (each.title, *(each.fields.get(name, "") for name in _TITLES))
        if title
    }
    return tuple(sorted(known, key=len, reverse=True))
