"""How wide the text of a printed page is, as the print style of a kind and the look say.

The columns of tables are shared by this width in print and in Word, so that they are the same.
"""

from __future__ import annotations

import re
from pathlib import Path

from dossier.model.document import Settings
from dossier.model.theme import HOUSE, Theme

_ASIDE = re.compile(r"/\*.*?\*/", re.DOTALL)
_PAGE = re.compile(r"@page\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_BOX = re.compile(r"\{[^{}]*\}")
_MARGINS = re.compile(r"(?<![-\w])margin\s*:\s*([^;]+)")
_LENGTH = re.compile(r"([\d.]+)(mm|cm|in|pt|px)|0()")
_UNIT = {"": 0.0, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}
_USUAL, _ACROSS = 153.0, 240.0
"""The width of text, in millimetres, for which tables are laid out, upright and across."""


_WIDER_FONT = 0.85
"""How much a line holds in most fonts, as a part of what it does in ours, which is narrow."""


def line_of_tables(settings: Settings, folders: tuple[Path, ...], theme: Theme) -> float:
    """Return how much a line of a table holds, as a part of what it does in the usual look."""
    font = 1.0 if theme.first("sans") in ("", HOUSE["sans"]) else _WIDER_FONT
    return font / theme.scale() * narrowing(settings, folders, theme)


def narrowing(settings: Settings, folders: tuple[Path, ...], theme: Theme) -> float:
    """Return by how much text is narrower than usual, 1 where it is not.

    `folders` are the kind's and the shared ones; the first one's `print.css` says its margins.
    """
    style = folders[0] / "print.css"
    css = _ASIDE.sub("", style.read_text("utf-8")) if style.is_file() else ""
    own = _MARGINS.findall(";".join(_BOX.sub(";", each) for each in _PAGE.findall(css)))
    sides = _sides(own[-1]) if own else theme.margins()
    if len(sides) != 4:
        return 1.0
    across = settings.paper == "landscape"
    width = theme.paper()[1 if across else 0] - sides[1] - sides[3]
    return min(width / (_ACROSS if across else _USUAL), 1.0)


def _sides(margin: str) -> tuple[float, ...]:
    """Return the four margins that CSS writes as one to four lengths; none where it is no length.

    >>> _sides("2cm 30mm")
    (20.0, 30.0, 20.0, 30.0)
    """
    said = [_LENGTH.fullmatch(each) for each in margin.split()]
    found = tuple(float(each[1] or 0) * _UNIT[each[2] or ""] for each in said if each)
    if len(found) < len(said):
        return ()
    match found:
        case (all_,):
            return (all_,) * 4
        case (above, beside):
            return (above, beside, above, beside)
        case (above, beside, below):
            return (above, beside, below, beside)
    return found
