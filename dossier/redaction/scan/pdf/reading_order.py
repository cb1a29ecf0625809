"""Words from right to left, in every order in which a PDF may give them back.

Some programs write such a line as it is drawn, from left to right, some turn its words, some only
their letters; what reads the line may turn them once more. A phrase that runs the other way, such
as a name in Latin letters, and that goes on in the next line stands there at the far end: its two
parts meet in no order of the line, but where they were drawn one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

_SPACE, _WIDE_SPACE = 0.15, 0.3
"""How far apart words stand at least, as a part of the height of their letters.

Letters of one word may stand nearly as far apart, where its second half is bold.
"""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


def turned_lines(text: str) -> Iterator[str]:
    """Yield the lines of `text` that are written from right to left, in three other orders.

    >>> list(turned_lines("שרה לוי"))
    ['יול הרש', 'הרש יול', 'לוי שרה']
    """
    lines = [each for each in text.splitlines() if _RIGHT_TO_LEFT.search(each)]
    if lines:
        yield "\n".join(each[::-1] for each in lines)
        yield "\n".join(" ".join(word[::-1] for word in each.split()) for each in lines)
        yield "\n".join(" ".join(each.split()[::-1]) for each in lines)


def as_drawn(page: Any, held: Any) -> tuple[str, ...]:
    """Return the words of a page in the order in which they are drawn, if some run leftward.

    `held` is what PDFium knows of the text of its `page`. Words that touch are one. Where it may be
    doubted what touches, the words are returned either way.
    """
    if not _RIGHT_TO_LEFT.search(str(held.get_text_range())):
        return ()
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

    said, found = _letters(held), list[tuple[str, tuple[float, ...]]]()
    for each in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT]):
        words = _words(said.get(_address(each.raw), []))
        found += [(words, each.get_bounds())] if words else []
    return tuple(dict.fromkeys(_in_a_row(found, space) for space in (_SPACE, _WIDE_SPACE)))


def _in_a_row(drawn: Sequence[tuple[str, tuple[float, ...]]], space: float) -> str:
    """Return drawn texts with what stands between them."""
    found = [words for words, _ in drawn[:1]]
    for (_, before), (words, after) in pairwise(drawn):
        found += [_between(before, after, space), words]
    return "".join(found)


def unparted(text: str) -> str:
    """Return a text with words as one that a narrow column breaks without a hyphen.

    How narrow the column is does not show, where the rest of its lines runs the other way.
    """
    return re.sub(r"(?<=\w)\n(?=\w)", "", text)


def _letters(held: Any) -> dict[int | None, list[tuple[float, float, str]]]:
    """Return the letters of each drawn text, by its address, with their places (x, y) in points."""
    import ctypes

    from pypdfium2.raw import FPDFText_GetCharOrigin, FPDFText_GetTextObject, FPDFText_GetUnicode

    found: dict[int | None, list[tuple[float, float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(held.count_chars()):
        FPDFText_GetCharOrigin(held.raw, at, x, y)
        letter = x.value, y.value, chr(FPDFText_GetUnicode(held.raw, at))
        found.setdefault(_address(FPDFText_GetTextObject(held.raw, at)), []).append(letter)
    return found


def _address(drawn: Any) -> int | None:
    import ctypes

    return ctypes.cast(drawn, ctypes.c_void_p).value


def _words(drawn: Sequence[tuple[float, float, str]]) -> str:
    """Return the words of one drawn text: those that run rightward from left to right.

    PDFium turns the parts of such a text round where it takes its line for one that runs leftward.
    """
    text = "".join(letter for _, _, letter in drawn)
    if _RIGHT_TO_LEFT.search(text) or len({y for _, y, _ in drawn}) != 1:
        return text
    return "".join(letter for _, _, letter in sorted(drawn, key=itemgetter(0)))


def _between(before: tuple[float, ...], after: tuple[float, ...], space: float) -> str:
    """Return what stands between two texts with these bounds: left, bottom, right, top."""
    if min(before[3], after[3]) <= max(before[1], after[1]):
        return "\n"
    gap = max(after[0] - before[2], before[0] - after[2])
    return " " if gap > space * (before[3] - before[1]) else ""
