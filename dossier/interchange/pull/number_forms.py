"""The forms in which numbers are typed before a paragraph: "3.", "(1)", "a)", "iv."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.list_numbers import letter_values

TYPED = re.compile(
    r"\s*(?:[(\[](?P<in>\d{1,4}|[^\W\d_]|[ivxlcIVXLC]{1,7})[)\]][.:]?"
    r"|(?P<out>\d{1,4}|[a-z]|[^\W\d_A-Za-z](?=\))|[ivxlc]{1,7}|[IVXLC]{2,7})[.)．:]{1,2}-?)(?:\s+|(?=[^\W\d_]{2}))"
)
"""A typed number, with the space behind it. A capital letter with a full stop is a name's."""

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def without_number(text: str) -> str:
    """Return words without any number that may have been typed before them."""
    found = TYPED.match(text)
    return text[found.end() :] if found else text


def values(number: str) -> Iterator[int]:
    """Yield the values that a number may have: "i" is the ninth letter and the first in Rome.

    >>> list(values("i")), list(values("в"))
    ([9, 1], [3])
    """
    if number.isdecimal():
        yield int(number)
        return
    small = number.lower()
    if not small.isascii():
        yield from letter_values(small)
        return
    if len(small) == 1:
        yield ord(small) - ord("a") + 1
    if small and number.isascii() and set(small) <= set(_ROMAN):
        signs = [_ROMAN[each] for each in small]
        yield sum(
            -one if one < two else one for one, two in zip(signs, [*signs[1:], 0], strict=True)
        )
