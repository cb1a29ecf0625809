"""A canvas: words, lines, areas and signs at their places on paper, ready to be printed.

All lengths are millimetres from the upper left corner, y downward; sizes of type and widths of
lines are points. Parts are printed in order, the last on top.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from dossier.model.frozen import frozen

WIDTH = 153
"""Width of the text on an upright A4 page, in millimetres."""

EDGE = 0.9
"""Width of the edge of a sign, in points."""

Weight: TypeAlias = Literal["normal", "bold"]
Align: TypeAlias = Literal["left", "center", "right"]
Point: TypeAlias = tuple[float, float]


@frozen
class Words:
    """One line of words; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    weight: Weight = "normal"
    align: Align = "left"


@frozen
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float


@frozen
class Area:
    """A polygon; without `fill` or `edge` where these are ""."""

    points: tuple[Point, ...]
    fill: str = ""
    edge: str = ""
    width: float = 0.5


@frozen
class Sign:
    """A mark of one of the shapes of `symbols.py`, `size` points wide."""

    x: float
    y: float
    shape: str
    size: float
    fill: str
    edge: str


Part: TypeAlias = Words | Stroke | Area | Sign


@frozen
class Canvas:
    """A whole picture."""

    width: float
    height: float
    parts: tuple[Part, ...]


def box(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))
