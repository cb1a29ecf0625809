"""Letters of a PDF that do not come back: drawn, but without a meaning, or with a wrong one.

A sign without meaning may be a bullet. Beside letters, or among more of its kind, it is a letter.
Where words stand in its place (`ActualText`), these are what a program reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import repeat
from typing import Any

_HIDDEN = re.compile("LH|HL|HHHH")
"""Signs of no meaning that are taken for letters: beside letters, or more in a row than bullets."""

_NO_MEANING = re.compile("[\x01\x03-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\udb80-\udbff]")
"""Signs that mean nothing, or what a font alone knows (private use), as UTF-16 has them.

PDFium has U+0002 for a hyphen at the end of a line.
"""

_COMPOSED = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefe]"
)
"""Letters that are drawn in parts, which some programs tell as other letters."""

_INSTEAD = (b"ActualText", b"ActualTexX", b"DrawnWords")
"""Marks of words that are read in place of what is drawn, or searched beside it by `drawn_text`."""

_NOTHING = 2
"""Bytes of an empty text in UTF-16, its end included."""


def loses_letters(page: Any, text: str, by_first_use: bool) -> bool:
    """Whether letters of a page cannot be read; `page` is what PDFium knows of its `text`.

    `by_first_use` says that glyphs mean what they were first used for, as WeasyPrint writes them:
    the dots of one Arabic letter are then read as another.
    """
    from pypdfium2.raw import FPDFText_HasUnicodeMapError as has_error

    suspect = _NO_MEANING.search(text) or (by_first_use and _COMPOSED.search(text))
    if not suspect and 1 not in map(has_error, repeat(page.raw), range(page.count_chars())):
        return False
    return _HIDDEN.search("".join(_kinds(page, by_first_use))) is not None


def _kinds(page: Any, by_first_use: bool) -> Iterator[str]:
    """Yield of each sign on a page whether its meaning is hidden, and else if it is a letter."""
    from pypdfium2.raw import FPDFText_GetUnicode as code_of
    from pypdfium2.raw import FPDFText_HasUnicodeMapError as has_error

    whole = page.raw
    for at in range(page.count_chars()):
        sign = chr(code_of(whole, at))
        lost = _NO_MEANING.match(sign) or has_error(whole, at) == 1
        wrong = by_first_use and _COMPOSED.match(sign)
        if (lost or wrong) and not _is_replaced(page, at):
            yield "HHHH" if wrong else "H"
        else:
            yield "L" if unicodedata.category(sign)[0] in "LM" else " "


def _is_replaced(page: Any, at: int) -> bool:
    """Whether words are told that are to be read in place of a sign."""
    import ctypes

    from pypdfium2 import raw

    drawn = raw.FPDFText_GetTextObject(page.raw, at)
    for number in range(max(raw.FPDFPageObj_CountMarks(drawn), 0) if drawn else 0):
        mark, length = raw.FPDFPageObj_GetMark(drawn, number), ctypes.c_ulong(0)
        for key in _INSTEAD:
            raw.FPDFPageObjMark_GetParamStringValue(mark, key, None, 0, length)
            if length.value > _NOTHING:
                return True
    return False
