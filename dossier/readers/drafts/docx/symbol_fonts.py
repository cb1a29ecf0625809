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

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιφκλμνοπθρστυϖωξψζ"
_SAME = "!#%&()+,./0123456789:;<=>?[]_{|}"
_SYMBOL: Mapping[int, str] = {
    **{ord(place): letter for place, letter in zip(_LATIN, _GREEK, strict=True)},
    **{ord(each): each for each in _SAME},
    0x22: "∀", 0x24: "∃", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5E: "⊥", 0x7E: "∼", 0xA0: "€",
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪",
    0xC9: "⊃", 0xCA: "⊇", 0xCB: "⊄", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD2: "®",
    0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨",
    0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE2: "®", 0xE3: "©", 0xE4: "™",
    0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖",
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


def words_of(element: etree._Element) -> str:
    """Return the words of a run's text in the font of the run."""
    fonts = child(element.getparent(), "rPr", "rFonts")
    return meant(element.text or "", attribute(fonts, "ascii") or attribute(fonts, "hAnsi"))


def unknown(text: str) -> str:
    """Return the codes of signs whose meaning nobody knows, "" without any."""
    return ", ".join(f"U+{ord(each):04X}" for each in _PRIVATE.findall(text))
