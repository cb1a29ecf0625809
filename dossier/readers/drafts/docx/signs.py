"""What elements of a Word file stand for that hold no words: breaks, tabs, signs of a font."""

from __future__ import annotations

import re

from lxml import etree

from dossier.model.document import Break
from dossier.ooxml.elements import attribute
from dossier.ooxml.names import local
from dossier.readers.drafts.docx.symbol_fonts import sign_in

_CODE = re.compile("(?!00[01]|[Dd][89A-Fa-f])[0-9A-Fa-f]{4}")
_SIGNS = {
    "tab": " ",
    "ptab": " ",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_BRACKETS = {"rubyBase": " (", "rt": ")"}
"""What stands behind words and behind their reading, which Word has above them."""


def sign(name: str, element: etree._Element) -> str | Break:
    """Return what an element stands for that holds no words; "" for any other."""
    match name:
        case "br" | "cr":
            return " " if attribute(element, "type") in ("page", "column") else Break()
        case "sym":
            code = attribute(element, "char")
            shown = chr(int(code, 16)) if _CODE.fullmatch(code) else "•"
            return sign_in(shown, attribute(element, "font"))
        case "rubyBase" | "rt":
            return _BRACKETS[name] if _has_reading(element.getparent()) else ""
        case _:
            return _SIGNS.get(name, "")


def _has_reading(ruby: etree._Element | None) -> bool:
    """Whether words have a reading above them that says anything."""
    parts = () if ruby is None else [*ruby]
    words = {local(each): "".join(each.itertext()).strip() for each in parts}
    return bool(words.get("rt")) and "rubyBase" in words
