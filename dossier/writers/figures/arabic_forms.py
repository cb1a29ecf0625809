"""Arabic forms: letters as they are written at the beginning, in the middle or at the end of words.

Unicode has a character for each form of the letters of Arabic, Persian and Urdu ("presentation
forms"). A letter of another language that has none is not written at all rather than wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from unicodedata import bidirectional, category, decomposition

_LAM = "\u0644"
_STRETCH = "\u0640"
_ALONE = "\u0621"
"""Hamza, which joins no letter."""

_ROUND = "\u06d5"
"""A vowel of Kurdish and Uyghur that is written as the final heh, and joins no letter after it."""


def without_forms(text: str) -> frozenset[str]:
    """Return the Arabic letters of `text` whose forms Unicode has no characters for."""
    plain = {each for each in text if bidirectional(each) == "AL" and category(each) == "Lo"}
    return frozenset(
        plain - {*_forms(), _ALONE} - {*chain(*(each.values() for each in _forms().values()))}
    )


def joined(letters: Sequence[str]) -> list[str]:
    r"""Return letters, each with the marks it wears, in the forms in which they are written.

    >>> [f"{ord(each):04X}" for each in joined("\u0628\u0644\u0627")]
    ['FE91', 'FEFC']
    """
    forms = _forms()
    found: list[str] = []
    whole = _with_lam_alef(letters)
    for place, each in enumerate(whole):
        after = place > 0 and _joins_next(whole[place - 1], forms)
        before = place + 1 < len(whole) and _joins_last(whole[place + 1], forms)
        own = forms.get(each[0], {})
        name = {
            (True, True): "medial",
            (True, False): "final",
            (False, True): "initial",
            (False, False): "isolated",
        }[after and "final" in own, before and "initial" in own]
        found.append(own.get(name, each[0]) + each[1:])
    return found


def _with_lam_alef(letters: Sequence[str]) -> list[str]:
    """Return letters with each lam and alef in one, as they are always written."""
    found: list[str] = []
    for each in letters:
        pair = found[-1][0] + each[0] if found else ""
        if pair in _forms():
            found[-1] = _forms()[pair]["isolated"] + found[-1][1:] + each[1:]
        else:
            found.append(each)
    return found


def _joins_next(letter: str, forms: Mapping[str, Mapping[str, str]]) -> bool:
    return letter[0] == _STRETCH or "initial" in forms.get(letter[0], {})


def _joins_last(letter: str, forms: Mapping[str, Mapping[str, str]]) -> bool:
    return letter[0] == _STRETCH or "final" in forms.get(letter[0], {})


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    """Return the forms of each letter by their names, and those of lam and alef together.

    The form of lam and alef alone stands for both: it has forms of its own.
    """
    found: dict[str, dict[str, str]] = {}
    for code in chain(range(0xFB50, 0xFE00), range(0xFE70, 0xFF00)):
        name, *codes = decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(each, 16)) for each in codes if name)
        if len(letters) == 1 or (len(letters) == 2 and letters[0] == _LAM and _is_alef(letters[1])):
            found.setdefault(letters, {}).setdefault(name.strip("<>"), chr(code))
    for pair in [each for each in found if len(each) == 2]:
        found[found[pair]["isolated"]] = found[pair]
    heh = found["\u0647"]
    found[_ROUND] = {"isolated": heh["isolated"], "final": heh["final"]}
    return found


def _is_alef(letter: str) -> bool:
    return letter in "\u0622\u0623\u0625\u0627"
