"""The recommendations of a draft, each as one text, and the sentence that leads to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from dossier.lint.draft import Draft, Unit
from dossier.lint.word_lists import listed
from dossier.model.frozen import frozen
from dossier.model.kept_patterns import program_pattern
from dossier.model.language import code_of
from dossier.model.remembered import remembered


@frozen
class Request:
    """A recommendation: its block, its first unit, and all its words."""

    block: str
    unit: Unit
    text: str


def requests(draft: Draft) -> tuple[Request, ...]:
    """Return the recommendations in order, headings and sub-headings left out."""
    found: dict[str, Request] = {}
    for unit in draft.of_kind("recommendation"):
        held = found.get(unit.block)
        if held is None:
            found[unit.block] = Request(unit.block, unit, unit.text)
        else:
            found[unit.block] = Request(unit.block, held.unit, f"{held.text} {unit.text}")
    return tuple(found.values())


def leads(draft: Draft) -> Iterator[str]:
    """Yield the words that lead to recommendations: titles, headings, sentences before a list."""
    for unit in draft.units:
        heading = unit.where in ("section", "heading") and unit.kind in (
            "recommendation",
            "lead",
            "",
        )
        if unit.kind == "lead" or heading:
            yield unit.text


def opening_words(request: Request) -> str:
    """Return the first words of a recommendation, as they stand in its unit."""
    return " ".join(request.unit.text.split()[:5])


@cache
def time_words(tag: str) -> re.Pattern[str]:
    """Return the pattern of words that set a time, or "(?!)" where there is no list."""
    words = "|".join((*map(re.escape, listed(tag, "times")), *listed(tag, "spans")))
    return program_pattern(rf"\b(?:{words or '(?!)'})\b", re.IGNORECASE)


@remembered
def content(text: str, tag: str = "en") -> frozenset[str]:
    """Return the words of a text that say what it is about, without their endings.

    >>> sorted(content("Amend the laws on trade unions"))
    ['amend', 'law', 'trad', 'union']
    >>> sorted(content("Отменить законы о профсоюзах", "ru"))
    ['закон', 'отмен', 'профсоюз']
    """
    folded = text.lower().replace("’", "'")
    code = code_of(tag)
    if code == "en":
        words = re.findall(r"[a-z]+(?:-[a-z]+)*|\d[\d()]*", folded)
        return frozenset(_stem(each) for each in words if each not in _empty(code))
    words = re.findall(r"[^\W\d_]+|\d[\d()]*", folded)
    said = (each for each in words if len(each) > 1 or each.isdigit())
    return frozenset(_stemmer(code)(each) for each in said if each not in _empty(code))


@cache
def _empty(code: str) -> frozenset[str]:
    return frozenset(listed(code, "empty"))


@cache
def _stemmer(code: str) -> Callable[[str], str]:
    """Return what takes the endings off words of a language other than English."""
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[code]).stemWord
    return stem


_SNOWBALL = {"es": "spanish", "fr": "french", "ru": "russian"}
"""What Snowball calls a language."""


def _stem(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return re.sub(r"(?<=.{4})(?:ing|ed|ion|ions|ment|ments|e)$", "", word)
