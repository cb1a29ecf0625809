"""The words that stand before a number in a citation, as authors type them: “No.”, “vol.”, “pp.”.

A form of citation prints such a word by itself, so one that is typed too is taken off. What each
language of the program prints is known, and what else is usual there.
"""

from __future__ import annotations

import re

from dossier.model.kept_patterns import program_pattern

NUMBER_WORD = r"(?:n[°ºo]s?|nrs?|n[uú]ms?|n[uú]mero|num[eé]ro|numbers?|№|номер|رقم|#)"
"""A word for “number” without its full stop, as a regular expression in small letters."""

_THEN = r"(?:\.\s*|\s+|(?=\d))(?=\S*\d)(.+)"
TYPED = {
    "number": rf"(?:case\s+)?{NUMBER_WORD}{_THEN}|第\s*(\S+?)\s*号",
    "volume": rf"vol(?:umes?|s)?{_THEN}",
    "page": rf"(?:pages?|pp?){_THEN}",
}
"""What is typed with its word, by what it is: a group is the rest. Browsers read these, too."""


def bare(text: str, what: str) -> str:
    """Return a number, volume or page without its word; other text as it is.

    >>> bare("No. 211-V", "number"), bare("第23号", "number"), bare("pp. 3–5", "page")
    ('211-V', '23', '3–5')
    >>> bare("Nordic 5", "number"), bare("part 5", "page"), bare("No.", "number")
    ('Nordic 5', 'part 5', 'No.')
    """
    found = program_pattern(TYPED[what], re.IGNORECASE).fullmatch(text.strip())
    return next(each for each in found.groups() if each) if found else text


def sort_of(before: str) -> str:
    """Return which of `TYPED` a form prints that has these words before it, "" for another.

    >>> sort_of("No.\u00a0"), sort_of("Case No. "), sort_of("vol. "), sort_of(" (accessed ")
    ('number', 'number', 'volume', '')
    """
    for sort in TYPED:
        printed = f"{before.strip()} 1{'号' if before.strip() == '第' else ''}"
        if bare(printed, sort) == "1":
            return sort
    return ""
