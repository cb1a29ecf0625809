"""Name the sides of boxes by the direction of the text, in all styles of a page.

WeasyPrint 70 lets `margin-inline-start` win over `margin-left` of the same weight, whichever stands
later, so a style that names sides of the paper could not change one that names sides of the text.
Here all of them name sides of the text. Then a designer's style is mirrored in Arabic, too.
"""

from __future__ import annotations

import re

from dossier.model.scripts import Direction

_PAGE = re.compile(r"(@page\b[^{]*\{(?:[^{}]|\{[^{}]*\})*\})")
"""Rules of the paper, whose sides are the paper's."""

_SIDE = re.compile(
    r"(?<![-\w])(margin|padding|border)-(left|right)(?=(?:-color|-style|-width)?\s*:)"
)
_ALL_SIDES = re.compile(r"(?<![-\w])(margin|padding)(\s*:\s*)([^;{}()!]+)(?=[;}]|$)")
_BORDER = re.compile(r"(?<![-\w])border(\s*:\s*[^;{}!]+)(?=[;}]|$)")
_ALIGNED = re.compile(r"(?<![-\w])(text-align\s*:\s*)(left|right)(?=\s*[;}!]|$)")
_NAMES = {"left": "start", "right": "end"}


def logical(rules: str, direction: Direction = "ltr") -> str:
    """Return `rules` with the sides of boxes as those of the text, and the paper as it is bound.

    >>> logical("p { padding: 1mm 2mm; margin-left: 3mm }")
    'p { padding-block:1mm 1mm;padding-inline:2mm 2mm; margin-inline-start: 3mm }'
    >>> logical("@page { margin: 1mm }")
    '@page { margin: 1mm }'
    >>> logical("@page { margin: 1mm 2mm 3mm 4mm; @top-left { content: 'x' } }", "rtl")
    "@page { margin: 1mm 4mm 3mm 2mm; @top-right { content: 'x' } }"
    """
    of_page = _mirrored if direction == "rtl" else str
    parts = _PAGE.split(rules)
    return "".join(
        of_page(part) if number % 2 else _of_text(part) for number, part in enumerate(parts)
    )


def _mirrored(rules: str) -> str:
    """Return rules of the paper for pages that are turned from left to right."""
    rules = re.sub(r"(margin:\s*\S+)\s+(\S+)(\s+\S+)\s+([^\s;}]+)", r"\1 \4\3 \2", rules)
    return re.sub(r"(@(?:top|bottom)-)(left|right)\b", _other_side, rules)


def _other_side(found: re.Match[str]) -> str:
    return found[1] + ("right" if found[2] == "left" else "left")


def _of_text(rules: str) -> str:
    rules = _SIDE.sub(lambda found: f"{found[1]}-inline-{_NAMES[found[2]]}", rules)
    rules = _ALIGNED.sub(lambda found: found[1] + _NAMES[found[2]], rules)
    rules = _BORDER.sub(r"border-block\1;border-inline\1", rules)
    return _ALL_SIDES.sub(_sides, rules)


def _sides(found: re.Match[str]) -> str:
    """Return one rule for four sides as two, for those along the text and those across it."""
    name, values = found[1], found[3].split()
    if len(values) > 4:
        return found[0]
    top, right, bottom, left = (*values, *values[:1] * 3)[:4] if len(values) == 1 else (
        values[0], values[1], (values[2:] or values)[0], (values[3:] or values[1:])[0]
    )  # fmt: skip
    return f"{name}-block:{top} {bottom};{name}-inline:{left} {right}"
