"""Where a web address that is shown may go on in the next line, on paper and on the web."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"\b([a-z][a-z0-9+.-]*:)//([^\s<>]*[^\s<>.,;:)\]])")
"""An address in a text: its scheme, and what comes behind the two slashes."""

SYMBOL = re.compile(
    r"(?<![\w/])(?:A|CCPR|CEDAW|CERD|CAT|CRC|CRPD|CED|CMW|E|S|HRI|ST|DP|T|GB)(?:/[A-Z0-9][\w.()-]*)+"
)
"""A symbol of a document of the UN or the ILO, such as A/HRC/53/8: no line ends within it."""

BREAKS = re.compile(r"(?<=[/?&=#_.,:;+%-])(?=[^\W_])")
"""The places in the rest of an address: after `/`, `?`, `&`, `-`, `.` and the like."""


def address_parts(text: str) -> tuple[str, ...]:
    """Return a text in parts, between which its addresses may break; never after `https://`.

    >>> address_parts("See https://example.org/a-b.")
    ('See https://example.', 'org/', 'a-', 'b.')
    """
    if "://" not in text:
        return (text,)
    places = [
        found.start(2) + each.start()
        for found in ADDRESS.finditer(text)
        for each in BREAKS.finditer(found[2])
    ]
    ends = (*places, len(text))
    return tuple(text[start:end] for start, end in zip((0, *places), ends, strict=True))
