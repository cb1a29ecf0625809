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
_EIGHT_BITS = (
    "cp1251", "kz1048", "koi8-r", "cp866", "latin-1", "cp1250", "cp1253", "cp1254", "cp1255",
    "cp1256", "cp1257", "cp1258", "cp874", "cp1125", "iso8859-2", "iso8859-5", "iso8859-6",
    "cp720", "mac-cyrillic", "mac-roman",
)  # fmt: skip
"""Encodings in which every text can be read somehow; a name shows in the right one."""

_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc-jp", "cp949", "johab")
"""Encodings of two bytes a letter, in which few texts of another one can be read."""

_SHIFTED = {b"\x1b$": "iso2022_jp_2", b"\x1b$)C": "iso2022_kr", b"~{": "hz"}
"""Encodings that write each letter in ASCII, by the bytes that such letters begin with."""


def decodings(content: bytes) -> tuple[str, ...]:
    """Return a text in each encoding that it may be in, or nothing where it is none."""
    shifted = (_decoded(content, name) for start, name in _SHIFTED.items() if start in content)
    return tuple(dict.fromkeys((*_unshifted(content), *(each for each in shifted if each))))


def _unshifted(content: bytes) -> tuple[str, ...]:
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
    east_asian = (_decoded(content, each) for each in _EAST_ASIAN)
    eight_bits = (content.decode(each, "replace") for each in _EIGHT_BITS)
    return tuple(each for each in (*eight_bits, *east_asian) if each)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""
