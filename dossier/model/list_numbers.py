"""The numbers of list items as they print: 3. or (c) or iii), whatever the format of the file.

A form is written by its first number: "(a)" is a list (a), (b), (c). Every writer and reader takes
the numbers from here, so that they cannot differ. Letters print as Latin ones in every language, as
documents of the UN have them; authors may type those of their own alphabet ("а) б) в)"), which is
data of their language (`list_letters`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias, get_args

from dossier.model.language_file import language_words, languages

Form: TypeAlias = Literal[
    "1.", "(a)", "a.", "a)", "(i)", "i.", "i)", "(A)", "A.", "A)", "(I)", "I.", "I)"
]
FORMS: tuple[Form, ...] = get_args(Form)
"""The forms that a numbered list may have, the usual one first."""

PLAIN: Form = "1."
LETTERS = 26
"""Items that a lettered list may have: what stands after z differs from program to program."""

LAST = 999
"""The highest number of an item in figures or in Roman numerals."""

_NUMERALS = re.compile(r"[iI]|[A-Za-z]{2,}")
_ROMAN = ((900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MARK = re.compile(r"\(?([A-Za-z]{1,12})[.)]")
_OTHER = re.compile(r"[^\W\d_a-zA-Z]")


def kind_of(form: Form) -> str:
    """Return the first number of a form without its signs: "1", "a", "i", "A" or "I".

    >>> kind_of("(a)")
    'a'
    """
    return form.strip("().")


def fits(form: Form, last: int) -> bool:
    """Whether a list of this form can count to `last`."""
    return last <= (LETTERS if kind_of(form) in "aA" else LAST)


def item_label(form: Form, number: int) -> str:
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


def first_form(mark: str, after: str = "") -> Form | None:
    """Return the form of a list whose first item has this mark, `after` the next; None for text.

    What may be a letter or a Roman numeral is told by the next item. Without one, "i" and what has
    several letters are numerals; a list then begins only with brackets, or with a small a or i.

    >>> first_form("(b)"), first_form("(i)"), first_form("(i)", "(j)"), first_form("A.")
    ('(a)', '(i)', '(a)', None)
    """
    mark, after = latin_mark(mark), latin_mark(after)
    found = _MARK.fullmatch(mark)
    if not found or (mark[0] == "(") > (mark[-1] == ")"):
        return None
    said = found[1]
    able = [(form, n) for form in FORMS[1:] if (n := _number(form, mark, said))]
    sure = next((form for form, n in able if after == item_label(form, n + 1)), None)
    if sure or not able:
        return sure
    numerals = [form for form, _ in able if kind_of(form) in "iI"]
    form = numerals[0] if numerals and _NUMERALS.fullmatch(said) else able[0][0]
    return form if mark[0] == "(" or (said.islower() and value(kind_of(form), said) == 1) else None


def latin_mark(mark: str) -> str:
    """Return a mark with the Latin letter in the place of that of another alphabet.

    >>> latin_mark("в)"), latin_mark("(Б)"), latin_mark("é)"), latin_mark("c)")
    ('c)', '(B)', 'é)', 'c)')
    """
    found = None if mark.isascii() else _OTHER.search(mark)
    if not found:
        return mark
    small = found[0].lower()
    at = next((each.index(small) for each in _alphabets() if small in each), LETTERS)
    if at >= LETTERS:
        return mark
    return mark.replace(found[0], numeral("A" if found[0].isupper() else "a", at + 1))


def mark_like(typed: str, mark: str) -> str:
    """Return a mark in the alphabet in which another one of its list was typed.

    >>> mark_like("а)", "c)"), mark_like("(a)", "(b)")
    ('в)', '(b)')
    """
    found = None if typed.isascii() else _OTHER.search(typed)
    own = next((each for each in _alphabets() if found and found[0].lower() in each), "")
    letter = re.search(r"[a-zA-Z]", mark)
    at = ord(letter[0].lower()) - ord("a") if letter else -1
    if not letter or not 0 <= at < len(own):
        return mark
    return mark.replace(letter[0], own[at].upper() if letter[0].isupper() else own[at])


@cache
def _alphabets() -> tuple[str, ...]:
    """Return the letters of lists in other alphabets than the Latin one, each in its order."""
    said = (language_words(code).get("list_letters", "") for code in languages())
    return tuple(dict.fromkeys(each for each in said if each))


def begins_as(form: Form, start: int, count: int) -> bool:
    """Whether the marks of a list say by themselves that it has this form and begins so."""
    if form == PLAIN:
        return True
    after = item_label(form, start + 1) if count > 1 else ""
    return start > 0 and first_form(item_label(form, start), after) == form


def _number(form: Form, mark: str, said: str) -> int:
    """Return which number of a form a mark is, 0 for none."""
    found = value(kind_of(form), said)
    return found if found and fits(form, found) and item_label(form, found) == mark else 0


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
