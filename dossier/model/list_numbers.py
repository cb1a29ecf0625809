"""The numbers of list items as they print: 3. or (c) or iii), whatever the format of the file.

A form is written by its first number: "(a)" is a list (a), (b), (c). Every writer and reader takes
the numbers from here, so that they cannot differ.
"""

from __future__ import annotations

import re

FORMS = ("1.", "(a)", "a.", "a)", "(i)", "i.", "i)", "(A)", "A.", "A)", "(I)", "I.", "I)")
"""The forms that a numbered list may have, the usual one first."""

PLAIN = FORMS[0]
LETTERS = 26
"""Items that a lettered list may have: what stands after z differs from program to program."""

LAST = 999
"""The highest number of an item in figures or in Roman numerals."""

_ROMAN = ((900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ITEM = re.compile(r"\(?([A-Za-z]+|\d+)[.)]")


def kind_of(form: str) -> str:
    """Return the first number of a form without its signs: "1", "a", "i", "A" or "I".

    >>> kind_of("(a)")
    'a'
    """
    return form.strip("().")


def fits(form: str, last: int) -> bool:
    """Whether a list of this form can count to `last`."""
    return last <= (LETTERS if kind_of(form) in "aA" else LAST)


def item_label(form: str, number: int) -> str:
    """Return the number of an item as it prints.

    >>> item_label("(a)", 3), item_label("i.", 4), item_label("1.", 12)
    ('(c)', 'iv.', '12.')
    """
    kind = kind_of(form)
    return form.replace(kind, numeral(kind, number))


def numeral(kind: str, number: int) -> str:
    """Return a number in figures ("1"), letters ("a", "A") or Roman numerals ("i", "I").

    After z come aa and bb, as Word counts. What a kind cannot say is said in figures.

    >>> numeral("a", 28), numeral("I", 14), numeral("i", 0)
    ('bb', 'XIV', '0')
    """
    if kind == "1" or number < 1:
        return str(number)
    if kind in "aA":
        said = chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)
    else:
        said = _roman(number)
    return said.upper() if kind.isupper() else said


def value(kind: str, text: str) -> int:
    """Return the number that figures, letters or Roman numerals of a kind say, 0 for none.

    >>> value("a", "c"), value("i", "iv"), value("i", "iix")
    (3, 4, 0)
    """
    if kind == "1":
        return int(text) if text.isdecimal() else 0
    if not text.isascii() or (text.isupper() if kind.islower() else text.islower()):
        return 0
    lowered = text.lower()
    if kind in "aA":
        return ord(lowered) - ord("a") + 1 if len(lowered) == 1 and lowered.isalpha() else 0
    return _roman_value(lowered)


def form_of(mark: str) -> str:
    """Return the form in which the mark of a first item is written, "" where it has none.

    A Roman numeral is one where it is "i", or where it has several letters.

    >>> form_of("(b)"), form_of("ii."), form_of("(i)"), form_of("4)")
    ('(a)', 'i.', '(i)', '')
    """
    found = _ITEM.fullmatch(mark)
    if not found or (mark[0] == "(" and mark[-1] == "."):
        return ""
    said = found[1]
    kinds = "1" if said.isdecimal() else ("iI" if said in ("i", "I") or len(said) > 1 else "aA")
    kind = next((each for each in kinds if value(each, said)), "")
    form = mark.replace(said, kind, 1) if kind else ""
    return form if form in FORMS else ""


def _roman(number: int) -> str:
    said = "m" * (number // 1000)
    number %= 1000
    for worth, sign in _ROMAN:
        said += sign * (number // worth)
        number %= worth
    return said


def _roman_value(text: str) -> int:
    total, at = 0, 0
    for worth, sign in ((1000, "m"), *_ROMAN):
        while text.startswith(sign, at):
            total, at = total + worth, at + len(sign)
    return total if at == len(text) and _roman(total) == text else 0
