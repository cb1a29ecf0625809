"""How a language sets signs, numbers and dates, from `data/words/typography.<language>.yaml`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from dossier.lint.author_words import BLANK, without_addresses
from dossier.lint.draft import Draft, Unit
from dossier.lint.prose_words import wordlist
from dossier.lint.quotations import quotations
from dossier.model.frozen import frozen

TOPIC = "typography"


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
    texts = [(each, without_addresses(each.text)) for each in draft.prose]
    texts += [(each, _without_titles(each)) for each in draft.notes]
    for unit, text in texts:
        for name, pattern in patterns.items():
            for found in pattern.finditer(text):
                counted[name] += 1
                first.setdefault(name, (unit, found[0]))
    for name, (unit, words) in first.items():
        yield name, Slips(unit, words, counted[name])


def _without_titles(unit: Unit) -> str:
    """Return the text of a note without what it quotes or emphasises: titles of any language."""
    text = without_addresses(unit.text)
    spans = [(each.start + 1, each.end - 1) for each in quotations(text)]
    at = [(text.find(each), each) for each in unit.emphasised]
    spans += [(start, start + len(each)) for start, each in at if start >= 0]
    for start, end in spans:
        inside = re.sub(r"\S", BLANK, text[start:end])
        text = text[:start] + inside + text[end:]
    return text
