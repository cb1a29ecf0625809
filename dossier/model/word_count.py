"""Count words as Word counts them.

Words are what white space separates; a sign between two spaces, such as a French colon, is one too.
Each character of Chinese and Japanese is one, and each of its full-width marks.
"""

from __future__ import annotations

import re

_EAST_ASIAN = re.compile(
    "[\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
)
_SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")


def words_in(text: str) -> int:
    """Return how many words a text has.

    >>> words_in("Il dit : non."), words_in("《工会法》第87条")
    (4, 8)
    """
    if text.isascii():
        return len(text.split())
    found = characters_in(text)
    return found + len(_EAST_ASIAN.sub(" ", text).split()) if found else len(text.split())


def characters_in(text: str) -> int:
    """Return how many of the words are single characters of Chinese or Japanese."""
    return 0 if text.isascii() else len(_EAST_ASIAN.findall(text))


def signs_in(text: str) -> int:
    """Return how many of the words are signs that stand alone.

    >>> signs_in("Il dit : « non »")
    3
    """
    return len(_SIGN.findall(text))
