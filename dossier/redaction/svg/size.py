"""How large an SVG is, as it says itself."""

from __future__ import annotations

import math
import re

from lxml import etree

from dossier.model.frozen import frozen

LONGEST = 10_000
"""How long a side may be, in CSS pixels: 2.6 metres."""

SLIMMEST = 100
"""How many times longer than the other a side may be."""

_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][-+]?\d{1,2})?)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
_NUMBERS = re.compile(r"[\s,]+")


@frozen
class Size:
    """The width and the height of a picture, in CSS pixels, 96 an inch."""

    width: float
    height: float

    @property
    def width_on_paper(self) -> float:
        """The width in millimetres."""
        return self.width * 25.4 / 96

    @property
    def height_on_paper(self) -> float:
        """The height in millimetres."""
        return self.height * 25.4 / 96


def size_of(root: etree._Element) -> Size | str:
    """Return the size of an SVG, or why it has none that can be used, in words."""
    box = _view(root.get("viewBox", ""))
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if box is None and "viewBox" in root.attrib:
        return "a viewBox that is not four numbers"
    if box and width is None and height is None:
        width, height = box
    elif box and width is None and height is not None:
        width = height * box[0] / box[1]
    elif box and height is None and width is not None:
        height = width * box[1] / box[0]
    if width is None or height is None:
        return "no size (neither width and height nor viewBox)"
    if not 0 < min(width, height) <= max(width, height) <= LONGEST:
        return f"a side of more than {LONGEST:,} pixels, or of none"
    if max(width, height) > SLIMMEST * min(width, height):
        return f"a side that is {SLIMMEST} times as long as the other"
    return Size(width, height)


def with_size(root: etree._Element, size: Size) -> etree._Element:
    """Return `root` with its size and its view said, so that every program draws it alike."""
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {size.width:g} {size.height:g}")
    root.set("width", f"{size.width:g}px")
    root.set("height", f"{size.height:g}px")
    return root


def _length(text: str) -> float | None:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2]] if found else None


def _view(text: str) -> tuple[float, float] | None:
    """Return the width and the height of a view, or None where it shows nothing."""
    try:
        numbers = [float(each) for each in _NUMBERS.split(text.strip())]
    except ValueError:
        return None
    usable = len(numbers) == 4 and all(map(math.isfinite, numbers)) and min(numbers[2:]) > 0
    return (numbers[2], numbers[3]) if usable else None
