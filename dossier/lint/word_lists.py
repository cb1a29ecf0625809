"""Word lists that rules on consistency and recommendations need, of the language of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dossier.lint.prose_words import wordlist

TOPIC = "consistency"


@cache
def listed(tag: str, name: str) -> tuple[str, ...]:
    """Return a list of words, in the order of the file; none for an unknown language."""
    return tuple(str(each) for each in wordlist(TOPIC, tag).get(name, ()))


@cache
def paired(tag: str, name: str) -> Mapping[str, str]:
    """Return a list of pairs, such as British and American spellings."""
    return {str(key): str(each) for key, each in (wordlist(TOPIC, tag).get(name) or {}).items()}
