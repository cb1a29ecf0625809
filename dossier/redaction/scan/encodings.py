"""Other ways to write the same words: escaped, marked up, broken at the end of a line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_ESCAPE = re.compile(
    r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})|\\0*([0-9a-fA-F]{2,6}) ?"
    r"|_x([0-9a-fA-F]{4})_|\\[nrtfbv]"
)
"""A letter as JavaScript, JSON, a style sheet or a spreadsheet writes it."""

_QUOTED = re.compile("(?:=[0-9A-Fa-f]{2}){2}")
"""Letters as calendars and address books write them, which are addresses but for the sign."""

_EMPHASIS = re.compile(r"(?<=\w)[*_`~]+|[*_`~]+(?=\w)|\\(?=[^\w\s])")
_HYPHEN = re.compile(r"[\u00ad\u00ac\x02\ufffe]|[-\u2010\u2011][ \t]*\r?\n[ \t]*")
"""A hyphen at the end of a line, also as a PDF gives it."""

_TAG = re.compile(r"<[^<>]*>")
_NEAR = 40
"""How many letters around a broken word are looked at with it: two names."""


def spelt_out(text: str) -> Iterator[str]:
    r"""Yield a text without escapes and entities, and without marks of emphasis, where it has any.

    >>> list(spelt_out(r"Ja**ne** &amp; \u0042o"))
    ['Jane & \\u0042o', 'Ja**ne** & Bo']
    """
    plain = html.unescape(text) if "&" in text else text
    bare = _EMPHASIS.sub("", plain) if re.search(r"[*_`~\\]", plain) else plain
    if "\\" in plain or "_x" in plain:
        yield from dict.fromkeys((bare, _ESCAPE.sub(_letter, plain)))
    elif bare != text:
        yield bare
    if _QUOTED.search(plain):
        yield re.sub("=([0-9A-Fa-f]{2})", r"%\1", plain)


def _letter(found: re.Match[str]) -> str:
    code = int(next((each for each in found.groups() if each), "20"), 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def mended(text: str) -> Iterator[str]:
    r"""Yield words that are broken at the end of a line as one, with those around them.

    >>> list(mended("She met Jane Ex-\nemplar there"))
    ['She met Jane Exemplar there']
    """
    for found in _HYPHEN.finditer(text):
        near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        yield _HYPHEN.sub("", near)


def joined(line: str, after: str) -> str:
    """Return two lines as one text, a word that is broken between them as one.

    >>> joined("She met Jane Ex-", "emplar there")
    'She met Jane Exemplar there'
    """
    return _HYPHEN.sub("", f"{line.rstrip()}\n{after}")


def untagged(text: str) -> Iterator[str]:
    """Yield a text without tags, words run together where a tag parts them, and then apart.

    >>> list(untagged("Ja<b>ne</b>"))
    ['Jane', 'Ja ne ']
    """
    for between in ("", " "):
        yield html.unescape(_TAG.sub(between, text))
