"""Numbers in letters and signs that our lists do not print, as Word and web pages count by them.

Our lists print figures, Roman numerals, and letters of the alphabets of `model/list_numbers.py`;
what another program counts otherwise comes in as the nearest of these, and the old label is told.
Names are those of Word (`ST_NumberFormat`, ECMA-376, part 1, 17.18.59) and of CSS (Counter Styles,
level 3, 6).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from dossier.model.list_numbers import ALPHABETS, FORMS, PLAIN, Form, numeral

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_TEN = ALPHABETS["chineseCountingThousand"]
_KINDS = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "lower-latin": "a", "lower-alpha": "a", "upper-latin": "A", "upper-alpha": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_LETTERS: Mapping[str, str] = {
    "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN.upper(), "lower-greek": _GREEK,
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "arabicAbjad": ALPHABETS["arabicAbjad"],
    **{name: ALPHABETS[name] for name in (
        "hebrew1", "thaiLetters", "hindiConsonants", "ganada", "ideographTraditional")},
    "hebrew2": _HEBREW, "hebrew": _HEBREW[:10],
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥", "aiueoFullWidth": "アイウエオカキクケコ",
}  # fmt: skip
_FIGURES: Mapping[str, str | tuple[str, ...]] = dict.fromkeys(
    ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
     "taiwaneseCounting", "taiwaneseCountingThousand", "cjk-decimal", "cjk-ideographic"),
    _TEN,
) | {
    "cardinalText": ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
    "ordinalText": ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth",
                    "Ninth", "Tenth"),
}  # fmt: skip
_WORDS = re.compile(r"\w+")


def kind_for(format_: str) -> str:
    """Return the kind of number of ours that is nearest to a format: "1", "a", "I", "А" and so on.

    >>> kind_for("russianUpper"), kind_for("arabicAlpha"), kind_for("decimal")
    ('А', 'a', '1')
    """
    if format_ in ALPHABETS:
        return ALPHABETS[format_][0]
    if format_ == "russianUpper":
        return ALPHABETS["russianLower"][0].upper()
    if format_ in _LETTERS:
        return "A" if _LETTERS[format_].isupper() else "a"
    return _KINDS.get(format_, "1")


def in_format(format_: str, number: int) -> str:
    """Return a number as it prints in a format; what is unknown prints in figures.

    >>> in_format("russianLower", 2), in_format("upperRoman", 4), in_format("ordinalText", 11)
    ('б', 'IV', '11')
    """
    said = _LETTERS.get(format_) or _FIGURES.get(format_)
    if said is None:
        return numeral(kind_for(format_), number)
    return said[number - 1] if 0 < number <= len(said) else str(number)


def kind_of_symbols(system: str, symbols: tuple[str, ...]) -> str:
    """Return the kind of number of ours that is nearest to one made of symbols.

    >>> kind_of_symbols("alphabetic", ("А", "Б")), kind_of_symbols("cyclic", ("–",))
    ('А', '1')
    """
    own = "".join(symbols).lower()
    if (
        system in ("alphabetic", "fixed")
        and own
        and own.startswith(tuple(each[: len(own)] for each in ALPHABETS.values()))
    ):
        return symbols[0]
    letters = system in ("alphabetic", "fixed") and all(
        len(each) == 1 and each.isalpha() for each in symbols
    )
    return ("A" if symbols[0].isupper() else "a") if letters else "1"


def in_symbols(system: str, symbols: tuple[str, ...], number: int) -> str:
    """Return a number as a system of CSS makes it of its symbols; others print in figures.

    >>> in_symbols("alphabetic", ("а", "б"), 3), in_symbols("symbolic", ("*", "†"), 3)
    ('аа', '**')
    >>> in_symbols("numeric", ("0", "1"), 6), in_symbols("fixed", ("One",), 2)
    ('110', '2')
    """
    count = len(symbols)
    match system:
        case "cyclic":
            return symbols[(number - 1) % count]
        case "symbolic" if number > 0:
            return symbols[(number - 1) % count] * ((number - 1) // count + 1)
        case "fixed" if 0 < number <= count:
            return symbols[number - 1]
        case "alphabetic" | "numeric" if count > 1 and number > 0:
            said, less = "", 1 if system == "alphabetic" else 0
            while number > 0:
                number, at = divmod(number - less, count)
                said = symbols[at] + said
            return said
    return str(number)


def nearest_form(label: str, kind: str) -> Form:
    """Return the form of a list whose labels print as `label`, in which `{n}` is the number.

    >>> nearest_form("({n})", "a"), nearest_form("{n}:", "a"), nearest_form("R-{n}", "i")
    ('(a)', 'a.', 'i.')
    """
    if kind == "1":
        return PLAIN
    before, _, after = label.partition("{n}")
    closed = after.lstrip()[:1] in (")", "]")
    opened = before.rstrip()[-1:]
    made = f"({kind})" if closed and opened in ("(", "[") else f"{kind})"
    if (opened, after.lstrip()[:1]) == ("（", "）"):
        made, closed = f"（{kind}）", True
    return next((each for each in FORMS if closed and each == made), _dotted(kind))


def is_kept(label: str, now: str) -> bool:
    """Whether a label says no more than the one that prints now, whatever its signs.

    >>> is_kept("01)", "1."), is_kept("Demand 1:", "1."), is_kept("б)", "b)")
    (True, False, False)
    """
    return _said(label) == _said(now)


def _dotted(kind: str) -> Form:
    """Return the usual form of a kind that has no brackets as its label has them."""
    return next(
        each for sign in ("{}.", "{})", "（{}）") for each in FORMS if each == sign.format(kind)
    )


def _said(label: str) -> list[str]:
    words = _WORDS.findall(unicodedata.normalize("NFKC", label))
    return [str(int(each)) if each.isdecimal() else each for each in words]
