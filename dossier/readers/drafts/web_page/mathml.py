"""Write an equation of a web page (MathML) on one line, so that it keeps its meaning: 1/2, 10^6.

The forms are those of `ooxml/equations`. Source: MathML Core, W3C, sections 3.2 to 3.5.
"""

from __future__ import annotations

import re
from typing import Any

from dossier.ooxml.equations import Form, beside, bracketed, fraction, whole

_SPACES = re.compile(r"\s+")
_SILENT = ("annotation", "annotation-xml", "mphantom", "mspace", "mprescripts", "none")
_MARKS = {"msub": "_", "msup": "^", "munder": "_", "mover": "^"}
_BOTH = ("msubsup", "munderover")


def linear(element: Any) -> str:
    """Return what an equation, or a part of one, says on one line."""
    parts = [each for each in element if isinstance(each.tag, str) and each.tag not in _SILENT]
    said = [linear(each) for each in parts]
    match element.tag:
        case "mtext":
            return _SPACES.sub(" ", "".join(element.itertext()))
        case "mfrac" if len(parts) == 2:
            return fraction(*said)
        case "msqrt":
            return f"√{bracketed(beside(_formed(parts, said)))}"
        case "mroot" if len(parts) == 2:
            return f"{bracketed(said[0])}^(1/{whole(said[1])})"
        case tag if tag in _MARKS and len(parts) == 2:
            return f"{whole(said[0])}{_MARKS[tag]}{whole(said[1])}"
        case tag if tag in _BOTH and len(parts) == 3:
            return f"{whole(said[0])}_{whole(said[1])}^{whole(said[2])}"
        case "mfenced":
            apart = element.get("separators", ",").strip()[:1]
            around = element.get("open", "("), element.get("close", ")")
            return (f"{apart} " if apart else "").join(said).join(around)
        case "mtable":
            return f"[{'; '.join(said)}]"
        case "mtr":
            return ", ".join(said)
    return " ".join((element.text or "").split()) if not parts else beside(_formed(parts, said))


def _formed(parts: list[Any], said: list[str]) -> list[tuple[str, Form]]:
    """Return parts with the form that each has: 2 1/2 is not 21/2."""
    return [(text, _form(each.tag)) for each, text in zip(parts, said, strict=True)]


def _form(tag: str) -> Form:
    if tag in ("msub", "msup", "msubsup"):
        return "script"
    forms = ("mfrac", "msqrt", "mroot", "mfenced", "mtable", *_MARKS, *_BOTH)
    return "formed" if tag in forms else "plain"
