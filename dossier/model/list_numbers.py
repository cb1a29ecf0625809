"""The numbers of list items as they print: 3. or (c) or iii), whatever the format of the file.

A form is written by its first number: "(a)" is a list (a), (b), (c). Every writer and reader takes
the numbers from here, so that they cannot differ. Letters print in the alphabet in which they are
typed: documents of the UN in Russian have "a)" and "а)", those in Arabic "(أ)". The alphabets are
those by which Word counts (`ST_NumberFormat`, ECMA-376, part 1, 17.18.59).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

Form: TypeAlias = str
"""The first number of a list with its signs: one of `FORMS`."""

ALPHABETS: Mapping[str, str] = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщ",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضغظ",
    "hebrew1": "אבגדהוזחטי",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "ganada": "가나다라마바사아자차카타파하",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "chineseCountingThousand": "一二三四五六七八九十",
}
"""Letters of other alphabets than the Latin one in their order, by Word's format.

Of the Russian ones those are here that all programs count alike.
"""

_WIDE = ("ideographTraditional", "chineseCountingThousand")
_LATIN: tuple[Form, ...] = (
    "1.", "(a)", "a.", "a)", "(i)", "i.", "i)", "(A)", "A.", "A)", "(I)", "I.", "I)",
)  # fmt: skip


def _forms(format_: str, letters: str) -> tuple[Form, ...]:
    """Return the forms of an alphabet: a full stop behind a letter would make it an initial."""
    first, capital = letters[0], letters[0].upper()
    signs = ("（{}）", "({})") if format_ in _WIDE else ("({})", "{})")
    kinds = (first, capital) if capital != first else (first,)
    return tuple(each.format(kind) for kind in kinds for each in signs)


FORMS = (*_LATIN, *(form for each in ALPHABETS.items() for form in _forms(*each)))
"""The forms that a numbered list may have, the usual one first."""

PLAIN: Form = "1."
LETTERS = 26
"""Items that a list in Latin letters may have: what stands after z differs between programs."""

LAST = 999
"""The highest number of an item in figures or in Roman numerals."""

_NUMERALS = re.compile(r"[iI]|[A-Za-z]{2,}")
_ROMAN = ((900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MARK = re.compile(r"\(?([A-Za-z]{1,12})[.)]|\(?([^\W\d_A-Za-z])ـ?\)|（([^\W\d_A-Za-z])）")
_SAME = str.maketrans("اإ", "أأ")
"""Letters that are typed for another one as a number."""


def kind_of(form: Form) -> str:
    """Return the first number of a form without its signs: "1", "a", "i", "A" or "I".

    >>> kind_of("(a)")
    'a'
    """
    return form.strip("().（）")


def fits(form: Form, last: int) -> bool:
    """Whether a list of this form can count to `last`."""
    kind = kind_of(form)
    other = _alphabet(kind)
    return last <= (len(other) if other else LETTERS if kind in "aA" else LAST)


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

    >>> numeral("a", 28), numeral("I", 14), numeral("i", 0), numeral("А", 3), numeral("أ", 5)
    ('bb', 'XIV', '0', 'В', 'ه')
    """
    other = _alphabet(kind)
    if kind == "1" or number < 1 or (other and number > len(other)):
        return str(number)
    if other:
        return other[number - 1].upper() if kind.isupper() else other[number - 1]
    if kind in "aA":
        said = chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)
    else:
        said = _roman(number)
    return said.upper() if kind.isupper() else said


def value(kind: str, text: str) -> int:
    """Return the number that figures, letters or Roman numerals of a kind say, 0 for none.

    >>> value("a", "c"), value("i", "iv"), value("i", "iix"), value("а", "в"), value("أ", "ا")
    (3, 4, 0, 3, 1)
    """
    if kind == "1":
        return int(text) if text.isdecimal() else 0
    other = _alphabet(kind)
    if other:
        letter = text.translate(_SAME).removesuffix("ـ")
        same = len(letter) == 1 and letter.isupper() == kind.isupper()
        return other.find(letter.lower()) + 1 if same else 0
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
    >>> first_form("а)", "б)"), first_form("(أ)"), first_form("（一）"), first_form("é)")
    ('а)', '(أ)', '（一）', None)
    """
    said = letters_of(mark)
    if not said or (mark[0] == "(") > (mark[-1] == ")"):
        return None
    able = [(form, n) for form in FORMS[1:] if (n := number_in(form, mark))]
    sure = next((form for form, n in able if number_in(form, after) == n + 1), None)
    if sure or not able:
        return sure
    numerals = [form for form, _ in able if kind_of(form) in "iI"]
    form = numerals[0] if numerals and _NUMERALS.fullmatch(said) else able[0][0]
    begins = not said.isupper() and value(kind_of(form), said) == 1
    return form if mark[0] in "(（" or begins else None


def letters_of(mark: str) -> str:
    """Return the letters of a mark without its signs, or "" where it is none.

    >>> letters_of("(iv)"), letters_of("(هـ)"), letters_of("12.")
    ('iv', 'ه', '')
    """
    found = _MARK.fullmatch(mark)
    return next((each for each in found.groups() if each), "") if found else ""


def number_in(form: Form, mark: str) -> int:
    """Return which number of a form a mark is, 0 for none; its letter may be typed otherwise.

    >>> number_in("(أ)", "(هـ)"), number_in("а)", "(б)"), number_in("(i)", "(iv)")
    (5, 0, 4)
    """
    said = letters_of(mark)
    found = value(kind_of(form), said) if said else 0
    if not found or not fits(form, found):
        return 0
    return found if mark.translate(_SAME).replace("ـ", "") == item_label(form, found) else 0


def letter_values(text: str) -> list[int]:
    """Return which numbers a letter of another alphabet than the Latin one may be.

    >>> letter_values("в"), letter_values("é")
    ([3], [])
    """
    found = (value(each[0], text.lower()) for each in ALPHABETS.values())
    return [each for each in found if each]


def _alphabet(kind: str) -> str:
    """Return the letters of the alphabet of a kind, "" for the Latin ones and figures."""
    small = kind.lower()
    return "" if kind.isascii() else next(e for e in ALPHABETS.values() if e[0] == small)


def begins_as(form: Form, start: int, count: int) -> bool:
    """Whether the marks of a list say by themselves that it has this form and begins so."""
    if form == PLAIN:
        return True
    after = item_label(form, start + 1) if count > 1 else ""
    return start > 0 and first_form(item_label(form, start), after) == form


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
