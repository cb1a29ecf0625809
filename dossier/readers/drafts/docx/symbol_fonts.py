"""Signs of symbol fonts, which stand in a Word file as codes without a meaning of their own.

Word writes the place of a sign in its font from U+F000 on. Source of the tables: the mappings of
Symbol and Zapf Dingbats that Unicode publishes (MAPPINGS/VENDORS/ADOBE), and the names of signs in
Wingdings. What stands in no table stays as it is, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from dossier.ooxml.elements import attribute, child
from dossier.ooxml.styles import Styles

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SAME = "!#%&()+,./0123456789:;<=>?[]_{|}"
_SYMBOL: Mapping[int, str] = {
    **{ord(place): letter for place, letter in zip(_LATIN, _GREEK, strict=True)},
    **{ord(each): each for each in _SAME},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0x60: "‾", 0x7E: "∼", 0xA0: "€", 0xA1: "ϒ", 0xA4: "⁄", 0xA6: "ƒ", 0xA7: "♣", 0xA8: "♦",
    0xA9: "♥", 0xAA: "♠", 0xBD: "⏐", 0xBE: "⎯", 0xBF: "↵", 0xC0: "ℵ", 0xC1: "ℑ", 0xC2: "ℜ",
    0xC3: "℘", 0xC4: "⊗", 0xC5: "⊕", 0xCB: "⊄", 0xD0: "∠", 0xD1: "∇", 0xE0: "◊", 0xE1: "⟨",
    0xE6: "⎛", 0xE7: "⎜", 0xE8: "⎝", 0xE9: "⎡", 0xEA: "⎢", 0xEB: "⎣", 0xEC: "⎧", 0xED: "⎨",
    0xEE: "⎩", 0xEF: "⎪", 0xF1: "⟩", 0xF3: "⌠", 0xF4: "⎮", 0xF5: "⌡", 0xF6: "⎞", 0xF7: "⎟",
    0xF8: "⎠", 0xF9: "⎤", 0xFA: "⎥", 0xFB: "⎦", 0xFC: "⎫", 0xFD: "⎬", 0xFE: "⎭",
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪",
    0xC9: "⊃", 0xCA: "⊇", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD2: "®",
    0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨",
    0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE2: "®", 0xE3: "©", 0xE4: "™",
    0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},  # ① to ⑩
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},  # ❶ to ❿
    **{0x5E + n: chr(0x2648 + n) for n in range(12)},  # signs of the zodiac
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎",
    0x45: "☜", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x4F: "⚐", 0x51: "✈", 0x54: "❄",
    0x6D: "❍", 0x72: "❒", 0x75: "◆", 0x7B: "❀", 0x7D: "❝", 0x7E: "❞", 0x80: "⓪", 0x8B: "⓿",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xDC: "➲", 0xEF: "⇦", 0xF1: "⇧",
    0xF2: "⇩", 0xF3: "⬄", 0x46: "☞", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖",
    0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "☐"},
    "webdings": {0x61: "✓", 0x72: "✗"},
    "": {0xA7: "▪", 0xB7: "•", 0xD8: "➢", 0xFC: "✓"},
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def meant(text: str, font: str) -> str:
    r"""Return words with the signs that a symbol font shows at private places.

    >>> meant("\uf0a35", "Symbol"), meant("\uf0fc", "Wingdings")
    ('≤5', '✓')
    """
    signs = _FONTS.get(font.strip().lower(), _FONTS[""])
    return _PRIVATE.sub(lambda found: signs.get(ord(found[0]) - 0xF000, found[0]), text)


def sign_in(letter: str, font: str) -> str:
    r"""Return what a letter shows in a font; that of a symbol font may be told without U+F000.

    >>> sign_in("\u00fc", "Wingdings"), sign_in("\uf0fc", "Wingdings"), sign_in("\u00fc", "Arial")
    ('✓', '✓', 'ü')
    """
    bare = font.strip() and font.strip().lower() in _FONTS and letter < "\u0100"
    return meant(chr(0xF000 + ord(letter)) if bare else letter, font)


def words_in_font(text: str, font: str) -> str:
    r"""Return words as a font shows them.

    A letter that no table of a symbol font has, and a space, stays the letter that was typed.

    >>> words_in_font("a\u00a0\u00b3 5", "Symbol"), words_in_font("a", "Arial")
    ('α\xa0≥ 5', 'a')
    """
    if font.strip() and font.strip().lower() in _FONTS:
        shown = ((each, each if each.isspace() else sign_in(each, font)) for each in text)
        text = "".join(typed if _PRIVATE.match(sign) else sign for typed, sign in shown)
    return meant(text, font)


def words_of(element: etree._Element, styles: Styles, paragraph: str) -> str:
    """Return the words of a run's text in its font, in a paragraph of the style `paragraph`."""
    run = child(element.getparent(), "rPr")
    font = styles.font(run, attribute(child(run, "rStyle")), paragraph)
    return words_in_font(element.text or "", font)


def unknown(text: str) -> str:
    """Return the codes of signs whose meaning nobody knows, "" without any."""
    return ", ".join(f"U+{ord(each):04X}" for each in _PRIVATE.findall(text))
