"""In which language a text is written, told by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import yaml

from dossier.model.language import DATA
from dossier.readers.yaml import Loader

LEAST = 60
"""How many words a text must have for its language to be told."""

_SHARE = 0.15
"""How many of its words are at least common ones; in the languages there are it is 0.3 to 0.5."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _raw() -> Mapping[str, Any]:
    text = (DATA / "common-words.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506 (a safe loader)
    return raw


@cache
def _common(code: str) -> frozenset[str]:
    return frozenset(_raw()["words"].get(code, ()))


@cache
def common_words() -> frozenset[str]:
    """Return the commonest words of all languages that can be told."""
    return frozenset(word for each in _raw()["words"].values() for word in each)


def name_of(code: str) -> str:
    """Return the English name of a language by its code, or the code."""
    return str(_raw()["names"].get(code, code))


def reads_as_none(text: str, codes: Iterable[str]) -> bool:
    """Whether `text` is long enough to tell and is in none of these languages.

    A language without a list of words is never held against a text.

    >>> reads_as_none("Die Gewerkschaft wurde verboten. " * 20, ["en", "fr"])
    True
    """
    words = [each.casefold() for each in _WORD.findall(text)]
    wanted = tuple(codes)
    if len(words) < LEAST or not all(_common(code) for code in wanted):
        return False
    shares = (sum(each in _common(code) for each in words) / len(words) for code in wanted)
    return max(shares, default=1.0) < _SHARE


def reads_rather_as(text: str, code: str, other: str) -> bool:
    """Whether more of a text's words are common in one language than in another, however short.

    >>> reads_rather_as("Le comité est préoccupé par la loi", "fr", "en")
    True
    """
    words = [each.casefold() for each in _WORD.findall(text)]
    counts = [sum(each in _common(one) for each in words) for one in (code, other)]
    return counts[0] > counts[1]
