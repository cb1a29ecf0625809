"""Where phrases of another script or direction stand in a text, by its letters and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import category

from dossier.model.scripts import (
    BY_LETTERS,
    CODES,
    RIGHT_TO_LEFT_LETTERS,
    Direction,
    direction_of_letter,
    guessed_language,
)

_SYMBOL = re.compile(
    r"\+\d[\d \u00a0()./-]*\d"  # a telephone number
    r"|\d{1,3}(?:[ \u202f]\d{3})+(?:[.,]\d+)?(?!\d)"  # groups of digits
    r"|(?a:\w*\d\w*(?:[-/.:]\w+)+)"  # 124-34, 15/2009
)
"""What holds no letter of either kind and would print back to front in right-to-left text."""


def phrases(text: str, base: Direction, code: str) -> Iterator[tuple[int, int]]:
    """Yield where phrases begin and end that are foreign to a language of this direction and code.

    >>> text = "القانون 211-V، (ILO 87)، و124-34 وA/HRC/9 12 أيار"
    >>> [text[first:end] for first, end in phrases(text, "rtl", "ar")]
    ['211-V', 'ILO', '124-34', 'A/HRC/9']
    >>> text = "«Grunt» (Lutzk، Law (New) of 2010) ثم"
    >>> [text[first:end] for first, end in phrases(text, "rtl", "ar")]
    ['Grunt', 'Lutzk', 'Law (New) of']
    >>> text = "the قانون 9 رقم (3) and Заң №5 «Об»."
    >>> [text[first:end] for first, end in phrases(text, "ltr", "en")]
    ['قانون 9 رقم', 'Заң №5 «Об']
    """
    if base == "ltr":
        kinds = "".join(_script(each, code) for each in text)
        yield from (found.span() for found in _OTHER_SCRIPT.finditer(kinds))
        return
    kinds = "".join(map(_kind, text))
    spans = [_trimmed(text, *found.span()) for found in _RIGHTWARD.finditer(kinds)]
    taken = {at for first, end in spans for at in range(first, end)}
    spans += [each.span() for each in _SYMBOL.finditer(text) if not taken & {*range(*each.span())}]
    yield from sorted(span for span in spans if span[0] < span[1])


_WORD = "[do]*l[ldo]*"
_RIGHTWARD = re.compile(rf"{_WORD}(?:[so]*s{_WORD}|s?p[ldso]*c(?:[ldo]+|(?=[so]*s[do]*l)|$))*")
_OTHER_SCRIPT = re.compile(r"([^ldsonpc])(?:(?:\1|[dsopc])*\1)?")
_SISTERS = (("ru", "uk", "kk"), ("ar", "fa"), ("zh", "ja"))
"""Languages that share a script."""


@cache
def foreign_letters(code: str) -> re.Pattern[str]:
    """Return what finds a letter that may be foreign to a language which runs from left to right.

    It is asked first: nearly all texts hold none, and to look at each letter takes long.
    """
    own = next((each for each in _SISTERS if code in each), (code,))
    letters = "|".join(letters for language, letters in BY_LETTERS if language not in own)
    return re.compile(f"{letters}|{RIGHT_TO_LEFT_LETTERS}")


_PAIRS = {")": "(", "]": "[", "}": "{"}


@lru_cache(maxsize=4096)
def _script(letter: str, code: str) -> str:
    """Return a sign for the script of a letter that a language does not use; else its kind.

    Single Greek letters are signs of science.
    """
    found = guessed_language(letter) if not letter.isascii() else ""
    sisters = next((each for each in _SISTERS if found in each), (found,))
    if found in ("", "el") or code in sisters:
        return _kind(letter).replace("r", "l")
    return chr(0xE000 + CODES.index(sisters[0]))


def _kind(letter: str) -> str:
    """Return l or r for a letter by its direction, or d, s, n, p, c or o.

    These are digits, spaces, line ends, opening and closing brackets and quotation marks, others.
    """
    if letter == "\n":
        return "n"
    way = direction_of_letter(letter)
    if way:
        return "l" if way == "ltr" else "r"
    if letter.isdigit() or letter.isspace():
        return "d" if letter.isdigit() else "s"
    return {"Ps": "p", "Pi": "p", "Pe": "c", "Pf": "c"}.get(category(letter), "o")


def _trimmed(text: str, first: int, end: int) -> tuple[int, int]:
    """Return a phrase without signs at its ends that belong to the text around it."""
    while first < end and not (text[first].isalnum() or text[first] in "+#@/"):
        opened = text[first] in _PAIRS.values()
        if opened and any(_PAIRS.get(each) == text[first] for each in text[first:end]):
            break
        first += 1
    while first < end and not (text[end - 1].isalnum() or text[end - 1] in "%+"):
        if _PAIRS.get(text[end - 1], "\0") in text[first : end - 1]:
            break
        end -= 1
    numbered = re.compile(r"\.?[ \u00a0]?\d(?:[\w/.-]*\w)?").match(text, end)
    if numbered and re.search(r"(?i)\b(?:nos?|art|para|p|pp|vol)\.?$", text[first:end]):
        end = numbered.end()
    return first, end
