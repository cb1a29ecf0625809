"""Tell a committee from its covenant: CESCR and CCPR are bodies, not treaties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.readers.registries.instruments import mistaken

_ARTICLE = r"(?i:articles?|arts?\.)"
_RELIED = (
    rf"\b{_ARTICLE}\s[^.;]{{0,40}}\bof the|\b(?:ratif\w+|acced\w+ to|party to|parties to|bound by|"
    r"under|provisions of|Covenant|Convention)\b[^.;]{0,60}?"
)
"""What stands before a treaty that is relied on, and never before a committee."""


def misused(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each committee's acronym that stands for its covenant, the covenant's id, and where.

    >>> list(misused("under article 8 of the CESCR"))
    [('CESCR', 'ICESCR', 23)]
    >>> list(misused("The CESCR recommended it."))
    []
    """
    for wrong, right in mistaken().items():
        if wrong not in text:
            continue
        pattern = (
            rf"(?:{_RELIED})[\s(“\"‘'](?P<after>{wrong})\b|\b(?P<before>{wrong}),?\s+{_ARTICLE}"
        )
        found = re.search(pattern, text)
        if found:
            yield wrong, right, found.start("after" if found["after"] else "before")
