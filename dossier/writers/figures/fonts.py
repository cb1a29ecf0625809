"""Letters: the fonts of pictures, how wide words are in them, and lines of words that fit.

PT Sans (ParaType, SIL Open Font License) covers Latin and Cyrillic with Kazakh; DejaVu Sans, which
comes with Matplotlib, stands in for the letters that it lacks.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import category

from dossier.writers.figures.canvas import Weight

MM = 72 / 25.4
"""Points in a millimetre."""

LEADING = 1.28
"""Height of a line in sizes of its type."""

_OWN, _STAND_IN = "PT Sans", "DejaVu Sans"
_FILES = {"normal": "PT_Sans-Web-Regular.ttf", "bold": "PT_Sans-Web-Bold.ttf"}


def line_height(size: float) -> float:
    """Return the height of a line of type, in millimetres."""
    return size * LEADING / MM


def families(sans: str) -> tuple[str, ...]:
    """Return the families to print with, the first that has a letter counts."""
    found = _fonts()
    asked = [sans] if sans != _OWN and sans in found.get_font_names() else []
    return (*asked, _own_name(), _STAND_IN)


@cache
def font(sans: str, size: float, weight: Weight) -> Any:
    """Return Matplotlib's properties of a font."""
    _fonts()
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=list(families(sans)), size=size, weight=weight)


def width_of(text: str, sans: str, size: float, weight: Weight = "normal") -> float:
    """Return how wide `text` prints, in millimetres."""
    return _width(printable(text), sans, weight) * size / MM


@cache
def _width(text: str, sans: str, weight: Weight) -> float:
    """Return how wide `text` is in sizes of its type; this takes half a millisecond."""
    require_letters(text)
    from matplotlib.textpath import text_to_path

    properties = font(sans, 100.0, weight)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(wide) / 100


def wrapped(
    text: str, width: float, sans: str, size: float, weight: Weight = "normal"
) -> tuple[str, ...]:
    """Return `text` in lines no wider than `width`; a word that is wider is broken."""
    room = width * MM / size
    lines: list[str] = []
    line: list[str] = []
    taken, space = 0.0, _width("n n", sans, weight) - _width("nn", sans, weight)
    for word in _pieces(text, room, sans, weight):
        wide = _width(word, sans, weight)
        if line and taken + space + wide > room:
            lines.append(" ".join(line))
            line, taken = [], 0.0
        taken += wide + (space if line else 0.0)
        line.append(word)
    return (*lines, " ".join(line)) if line else tuple(lines)


def _pieces(text: str, room: float, sans: str, weight: Weight) -> list[str]:
    """Return the words of `text`, those too wide for a line in pieces; no-break spaces hold."""
    found: list[str] = []
    for word in printable(text).split(" "):
        rest = word
        while rest:
            piece = rest
            while len(piece) > 1 and _width(piece, sans, weight) > room:
                piece = piece[:-1]
            found.append(piece)
            rest = rest[len(piece) :]
    return found


def printable(text: str) -> str:
    """Return `text` without what prints nothing, such as soft hyphens; line ends become spaces."""
    plain = text.replace("\n", " ").replace("\t", " ")
    return "".join(each for each in plain if category(each) not in ("Cc", "Cf"))


def require_letters(text: str) -> None:
    """Raise `ValueError` where no font of pictures has a letter of `text`."""
    _fonts()
    missing = sorted({each for each in printable(text) if ord(each) not in _covered()})
    if missing:
        raise ValueError(f"no font of pictures has {' '.join(missing)}")


@cache
def _covered() -> frozenset[int]:
    from matplotlib import get_data_path
    from matplotlib.font_manager import get_font

    files = [_folder() / _FILES["normal"], Path(get_data_path(), "fonts/ttf/DejaVuSans.ttf")]
    return frozenset(code for file in files for code in get_font(str(file)).get_charmap())


@cache
def _fonts() -> Any:
    """Return Matplotlib's fonts with PT Sans among them, under a name that no other font has.

    A PT Sans of the system, of another version, would give other bytes.
    """
    _find_home()
    from matplotlib.font_manager import FontEntry, fontManager

    fontManager.ttflist += [
        FontEntry(fname=str(_folder() / file), name=_own_name(), weight=weight)
        for weight, file in _FILES.items()
    ]
    return fontManager


def _own_name() -> str:
    return f"{_OWN} of the installation"


def _folder() -> Path:
    found = find_spec("fontpkg_pt_sans")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("fontpkg_pt_sans")
    return Path(next(iter(found.submodule_search_locations))) / "files"


def _find_home() -> None:
    """Give Matplotlib a folder for its list of fonts where the user's home cannot be written to."""
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE", "")
    if not os.environ.get("MPLCONFIGDIR") and not os.access(home, os.W_OK):
        folder = os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="matplotlib-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
