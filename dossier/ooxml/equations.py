"""Write an equation of a Word file on one line, so that it keeps its meaning: 1/2, 10^6, √(x).

The forms are those of Unicode's linear format, which Word itself shows when an equation is made
linear. Source: ECMA-376, part 1, 22.1 (Office Math); Unicode Technical Note 28, version 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from lxml import etree

from dossier.ooxml.elements import attribute, child, switch, visible
from dossier.ooxml.names import local

_WHOLE = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]|\([^()]*\)|\[[^\[\]]*\]")
"""What needs no brackets to be one thing: a number, a name, a sign, what has brackets."""

Form = Literal["plain", "script", "formed"]
"""Words as they are, words with a script or an accent, or another form, such as a fraction."""

_SCRIPTS = ("sSup", "sSub", "sSubSup", "acc", "bar")

_INTEGRAL = "∫"
"""The sign of an operator over a range that names none (ECMA-376, part 1, 22.1.2.70)."""


def linear(element: etree._Element) -> str:
    """Return what an equation, or a part of one, says on one line."""
    match local(element):
        case "t":
            return element.text or ""
        case "phant" if switch(child(element, "phantPr"), "show") is False:
            return ""
        case name if name in _FORMS:
            return _FORMS[name](element)
        case _:
            return _beside(element)


def space_before(equation: etree._Element, text: str) -> str:
    """Return the space between an equation, whose `text` is given, and a number before it."""
    before = equation.getprevious()
    words = "" if before is None else "".join(map(str, before.itertext()))
    return " " if words[-1:].isdecimal() and text[:1].isdecimal() else ""


def fraction(over: str, under: str) -> str:
    """Return a fraction on one line."""
    return f"{whole(over)}/{whole(under)}"


def _beside(element: etree._Element) -> str:
    return beside((linear(each), _form(each)) for each in visible(element))


def _form(element: etree._Element) -> Form:
    if local(element) not in _FORMS:
        return "plain"
    return "script" if local(element) in _SCRIPTS else "formed"


def beside(parts: Iterable[tuple[str, Form]]) -> str:
    """Return parts that stand side by side, each with its form: 2 1/2 is not 21/2.

    >>> beside([("C", "plain"), ("O_2", "script")]), beside([("2", "plain"), ("1/2", "formed")])
    ('CO_2', '2 1/2')
    """
    text = ""
    before: Form = "plain"
    for said, form in parts:
        text += f" {said}" if _runs_in(text[-1:], before, said[:1], form) else said
        before = form
    return text


def _runs_in(last: str, before: Form, first: str, form: Form) -> bool:
    """Whether a part would be taken for more of the one before it: of a number, or of a script."""
    if not (last.isalnum() and first.isalnum()) or before == form == "plain":
        return False
    digits = last.isdecimal() and first.isdecimal()
    return digits or "formed" in (before, form) or (before == "script" and not last.isdecimal())


def _part(element: etree._Element, name: str) -> str:
    found = child(element, name)
    return "" if found is None else linear(found).strip()


def _fraction(element: etree._Element) -> str:
    """Return a fraction with a slash; one without a bar stands for a choice of k from n."""
    over, under = _part(element, "num"), _part(element, "den")
    bare = attribute(child(element, "fPr", "type")) == "noBar"
    return f"({whole(over)}¦{whole(under)})" if bare else fraction(over, under)


def _script(element: etree._Element) -> str:
    """Return a base with what stands below and above it; before it where the form says so."""
    base = whole(_part(element, "e"))
    first = local(element) == "sPre"
    return f"{_limits(element)} {base}" if first else f"{base}{_limits(element)}"


def _operator(element: etree._Element) -> str:
    sign = attribute(child(element, "naryPr", "chr"), "val", _INTEGRAL)
    return f"{sign}{_limits(element)} {whole(_part(element, 'e'))}"


def _function(element: etree._Element) -> str:
    return f"{_part(element, 'fName')}{bracketed(_part(element, 'e'))}"


def _limit(element: etree._Element) -> str:
    sign = "_" if local(element) == "limLow" else "^"
    return f"{_part(element, 'e')}{sign}{whole(_part(element, 'lim'))}"


def _accent(element: etree._Element) -> str:
    """Return a part with the accent or the line that stands above or below it."""
    over = attribute(child(element, "barPr", "pos")) == "top"
    line = "\u0305" if over else "\u0332"
    accent = attribute(child(element, "accPr", "chr"), "val", "\u0302")
    return whole(_part(element, "e")) + (accent if local(element) == "acc" else line)


def _matrix(element: etree._Element) -> str:
    rows = ([each for each in row if local(each) == "e"] for row in element if local(row) == "mr")
    return f"[{'; '.join(', '.join(linear(each).strip() for each in row) for row in rows)}]"


def _equations(element: etree._Element) -> str:
    return "; ".join(linear(each) for each in element if local(each) == "e")


def _limits(element: etree._Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    return (f"_{whole(low)}" if low else "") + (f"^{whole(high)}" if high else "")


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    inside = _part(element, "e")
    return f"{bracketed(inside)}^(1/{whole(degree)})" if degree else f"√{bracketed(inside)}"


def _fenced(element: etree._Element) -> str:
    properties = child(element, "dPr")
    begin = attribute(child(properties, "begChr"), "val", "(")
    end = attribute(child(properties, "endChr"), "val", ")")
    apart = attribute(child(properties, "sepChr"), "val", "|")
    return begin + apart.join(linear(each) for each in element if local(each) == "e") + end


def whole(text: str) -> str:
    """Return a part so that what stands beside it takes all of it."""
    return text if not text or _WHOLE.fullmatch(text) else f"({text})"


def bracketed(text: str) -> str:
    """Return a part in brackets, if it has none."""
    return text if text.startswith("(") and _WHOLE.fullmatch(text) else f"({text})"


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    "f": _fraction, "rad": _root, "nary": _operator, "d": _fenced, "func": _function,
    "sSup": _script, "sSub": _script, "sSubSup": _script, "sPre": _script,
    "limLow": _limit, "limUpp": _limit, "acc": _accent, "bar": _accent,
    "m": _matrix, "eqArr": _equations,
}  # fmt: skip
