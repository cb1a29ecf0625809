"""Word lists on prose, by topic and language, from `data/words`, and patterns made of them.

A language without a file has no lists: the rules that need them find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dossier.model.kept_patterns import program_pattern
from dossier.model.language import DATA
from dossier.model.program_data import read_data

FOLDER = DATA / "words"


@cache
def wordlist(topic: str, tag: str) -> Mapping[str, Any]:
    """Return the lists on `topic` in the language of a tag such as "en-GB"; perhaps none."""
    path = FOLDER / f"{topic}.{tag.partition('-')[0].lower()}.yaml"
    if not path.is_file():
        return {}
    raw: dict[str, Any] = read_data(path)
    return raw


def any_of(patterns: Iterable[str]) -> str:
    r"""Return the pattern that finds whole words fitting any of `patterns`; "(?!)" for none.

    >>> any_of(["sources say", "reportedly"])
    '(?<![\\w-])(?:sources say|reportedly)(?![\\w-])'
    """
    joined = "|".join(patterns)
    return rf"(?<![\w-])(?:{joined})(?![\w-])" if joined else "(?!)"


@cache
def compiled(topic: str, tag: str, name: str) -> re.Pattern[str]:
    """Return the pattern that finds whole words of the list `name`, without regard to case."""
    return program_pattern(any_of(wordlist(topic, tag).get(name, ())), re.IGNORECASE)
