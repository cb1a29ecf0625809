"""Raised figures, which plain text keeps as signs of their own: 10⁶ is not 106."""

from __future__ import annotations

import re

_FIGURES = re.compile(r"\s*(?:[-+−–]?[0-9]+|[-+−–])\s*")
_SIGNS = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")


def raised(text: str) -> str:
    """Return raised words as plain text: figures and their sign stay raised.

    >>> raised("-6"), raised("th"), raised("1, 2")
    ('⁻⁶', 'th', '1, 2')
    """
    return text.translate(_SIGNS) if _FIGURES.fullmatch(text) else text
