"""Marks that somebody typed before a paragraph: bullets, and numbers of several forms."""

from __future__ import annotations

import re

from dossier.model.frozen import frozen
from dossier.model.list_numbers import ALPHABETS, value

_BULLET = re.compile(r"(?:[-–—*·]\s+|[•◦▪▫‣●○■□➢➤✓❖\uf000-\uf0ff]\s*)(?=\S)")
_FORMS = {
    "({n})": re.compile(r"\((\d{1,3})\)\s+(?=\S)"),
    "{n}.": re.compile(r"(\d{1,3})\.\s+(?=\S)"),
    "{n})": re.compile(r"(\d{1,3})\)\s+(?=\S)"),
    "{n}-": re.compile(r"(\d{1,3})\.?[-–]\s+(?=\S)"),  # as in Arabic documents of the UN
    "{n}°": re.compile(r"(\d{1,3})[°º]\s+(?=[^\W\d_]{2})"),  # as in French, not 5 °C
    "[{n}]": re.compile(r"\[(\d{1,3})\]\s+(?=\S)"),
    # as in Chinese, where no space follows
    "（{n}）": re.compile(r"[（(](\d{1,3})[）)]\s*(?=[\u3400-\u9fff])"),
    "{n}、": re.compile(r"(\d{1,3})[、．.]\s*(?=[\u3400-\u9fff])"),
}
_HAN = re.compile(
    r"(?P<before>[（(第]?)(?P<n>[一二三四五六七八九十]{1,3})(?P<after>[、．.）)章节]|部分)\s*(?=\S)"
)
_HAN_DIGITS = "一二三四五六七八九"
_ROMAN = re.compile(r"\(?([IVX]{1,5})[.):]\s+(?=\S)")
_LETTER = re.compile(r"\(?([A-Z])[.):]\s+(?=\S)")
_TYPED = re.compile(r"(\(?)([A-Za-z]{1,6}(?=[.)])|[^\W\d_A-Za-z]ـ?(?=\)))([.)])\s+(?=\S)")
_WIDE = re.compile(r"（([^\W\d_A-Za-z])）\s*(?=\S)")
"""As in Chinese, where no space follows."""

_ARABIC = (
    ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"),
    ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"),
)
"""What stands before headings of two levels in Arabic documents of the UN: "أولاً- مقدمة"."""

_VOWELS = re.compile("[\u0640\u064b-\u0652]")
_STEPS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)")
MOST = 39
"""The highest letter or Roman numeral that is typed before an item."""

_DIGITS = {"I": 1, "V": 5, "X": 10}


@frozen
class Mark:
    """A typed number: its form, such as "({n})" or "roman", its value, its length in letters."""

    form: str
    value: int
    length: int


def bullet(text: str) -> int:
    """Return how many characters of `text` are a bullet with its space; 0 without one.

    >>> bullet("- to act"), bullet("–5 degrees")
    (2, 0)
    """
    found = _BULLET.match(text)
    return found.end() if found else 0


def number_mark(text: str) -> Mark | None:
    """Return the number typed before `text`, such as "(3)" or "12.", or None.

    >>> number_mark("(3) Our concerns")
    Mark(form='({n})', value=3, length=4)
    >>> number_mark("12- نص")
    Mark(form='{n}-', value=12, length=4)
    """
    for form, pattern in _FORMS.items():
        found = pattern.match(text)
        if found:
            return Mark(form, int(found[1]), found.end())
    return None


def item_marks(text: str) -> tuple[Mark, ...]:
    """Return the numbers that `text` may begin with as an item: "(i)" is one and the letter i."""
    numbered = number_mark(text)
    found = [numbered] if numbered else []
    wide = _WIDE.match(text)
    for kind in _kinds(wide[1], bracketed=True) if wide else "":
        count = value(kind, wide[1]) if wide else 0
        found += [Mark(f"（{kind}）", count, wide.end())] if wide and count else []
    typed = _TYPED.match(text)
    if typed and typed[1] + typed[3] != "(.":
        said = typed[2]
        for kind in _kinds(said, bool(typed[1]) or typed[3] == ")"):
            count = value(kind, said)
            form = f"{typed[1]}{kind}{typed[3]}"
            found += [Mark(form, count, typed.end())] if 0 < count <= MOST else []
    return tuple(found)


def _kinds(said: str, bracketed: bool) -> str:
    """Return the kinds of numbers that letters may be; a capital with a full stop is an initial."""
    if not said.isascii():
        first = "".join(each[0] for each in ALPHABETS.values())
        return first.upper() if said.isupper() else first
    return "ia" if said.islower() else "IA" if bracketed else ""


def heading_marks(text: str) -> tuple[Mark, ...]:
    """Return the numbers that `text` may begin with as a heading: "I." is one and the letter I."""
    found = [number_mark(text)]
    roman, letter, steps = (each.match(text) for each in (_ROMAN, _LETTER, _STEPS))
    found.append(Mark("roman", _roman(roman[1]), roman.end()) if roman else None)
    found.append(Mark("letter", ord(letter[1]) - 64, letter.end()) if letter else None)
    found += _arabic(text)
    han = _HAN.match(text)
    if han:
        form = f"{han['before']}一{han['after']}"
        found.append(Mark(form, _han(han["n"]), han.end()))
    if steps:
        found.append(Mark(f"steps{steps[1].count('.')}", 1, steps.end()))
    return tuple(each for each in found if each and each.value)


def _arabic(text: str) -> list[Mark]:
    """Return the Arabic ordinal or name of a letter before a heading.

    >>> _arabic("ثانياً- معلومات أساسية"), _arabic("أولاً وقبل كل شيء")
    ([Mark(form='أولا', value=2, length=8)], [])
    """
    said = re.match(r"([\w\u064b-\u0652]+)\s*[-–:.]\s*(?=\S)", text)
    word = _VOWELS.sub("", said[1]) if said else ""
    return [
        Mark(names[0], names.index(word) + 1, said.end())
        for names in _ARABIC if said and word in names
    ]  # fmt: skip


def _han(text: str) -> int:
    """Return the value of a Chinese number up to 99, or 0 where it is none.

    >>> _han("三"), _han("十二"), _han("二十"), _han("三二")
    (3, 12, 20, 0)
    """
    if not re.fullmatch("[一二三四五六七八九]?十?[一二三四五六七八九]?", text) or (
        len(text) == 2 and "十" not in text
    ):
        return 0
    tens, ten, ones = text.rpartition("十")
    return (
        10 * (_HAN_DIGITS.find(tens) + 1 if tens else len(ten)) + _HAN_DIGITS.find(ones or " ") + 1
    )


def _roman(text: str) -> int:
    """Return the value of a Roman number up to 39, or 0 where it is none.

    >>> _roman("XIV"), _roman("IIX")
    (14, 0)
    """
    if not re.fullmatch(r"X{0,3}(IX|IV|V?I{0,3})", text):
        return 0
    values = [_DIGITS[each] for each in text]
    signs = [
        -1 if here < after else 1 for here, after in zip(values, [*values[1:], 0], strict=True)
    ]
    return sum(sign * value for sign, value in zip(signs, values, strict=True))
