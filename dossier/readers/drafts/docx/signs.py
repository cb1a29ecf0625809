"""What elements of a Word file stand for that hold no words: breaks, tabs, signs of a font."""

from __future__ import annotations

import re

from lxml import etree

from dossier.model.document import Break
from dossier.ooxml.elements import attribute
from dossier.readers.drafts.docx.symbol_fonts import sign_in

_CODE = re.compile("(?!00[01]|[Dd][89A-Fa-f])[0-9A-Fa-f]{4}")
_SIGNS = {
    "tab": " ",
    "ptab": " ",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "rubyBase": " (",
    "rt": ")",
}
"""Signs by the elements that they stand for, or behind the words of which they stand: how words
are said stands above them in Word, and in brackets behind them in a text."""


def sign(name: str, element: etree._Element) -> str | Break:
    """Return what an element stands for that holds no words; "" for any other."""
    match name:
        case "br" | "cr":
            return " " if attribute(element, "type") in ("page", "column") else Break()
        case "sym":
            code = attribute(element, "char")
            shown = chr(int(code, 16)) if _CODE.fullmatch(code) else "•"
            return sign_in(shown, attribute(element, "font"))
        case _:
            return _SIGNS.get(name, "")
