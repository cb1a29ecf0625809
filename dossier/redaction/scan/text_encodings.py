"""The encodings of text: the readings that bytes may have, in the order of their likeliness."""

from __future__ import annotations

import re

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_EIGHT_BITS = ("cp1251", "kz1048", "koi8-r", "cp866", "latin-1")
"""Encodings in which every text can be read somehow; a name shows in the right one."""


def decodings(content: bytes) -> tuple[str, ...]:
    """Return a text in each encoding that it may be in, or nothing where it is none."""
    mark = next((name for start, name in _MARKS if content.startswith(start)), "")
    zeros = content.count(0)
    if mark or not zeros:
        try:
            return (content.decode(mark or "utf-8"),)
        except UnicodeDecodeError:
            pass
    if zeros > len(content) // 8:
        found = (_decoded(content, each) for each in ("utf-16-le", "utf-16-be"))
        return tuple(each for each in found if each and "\0" not in each)
    odd = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content))
    if odd > len(content) // 100:
        return ()
    return tuple(dict.fromkeys(content.decode(each, "replace") for each in _EIGHT_BITS))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""
