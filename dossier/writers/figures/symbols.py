"""Signs: the mark of each group of a timeline, told apart by shape and not by colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import cos, pi, sin, sqrt, tan

from dossier.model.figures import FigureTheme
from dossier.writers.figures.canvas import Point, Sign
from dossier.writers.figures.faces import Step

SHAPES = ("o", "s", "^", "D", "v", "P", "h", "X")
"""Shapes of groups in their order; the next round of them is hollow."""


def sign(
    group: str, groups: Sequence[str], x: float, y: float, size: float, theme: FigureTheme
) -> Sign:
    """Return the mark of `group` at a place; what is in none of `groups` has the mark of the first.

    `size` is in points.
    """
    place = groups.index(group) if group in groups else 0
    solid = place // len(SHAPES) % 2 == 0
    fill = theme.accent if solid else "#ffffff"
    return Sign(
        x=x, y=y, shape=SHAPES[place % len(SHAPES)], size=size, fill=fill, edge=theme.accent
    )


@cache
def outline_of(shape: str) -> tuple[Step, ...]:
    """Return the outline of a shape, one wide around the middle, y upward."""
    if shape == "o":
        return (*_circle(), ("Z", ()))
    first, *rest = _CORNERS[shape]
    return ("M", (first,)), *(("L", (each,)) for each in rest), ("Z", ())


def _circle() -> Iterator[Step]:
    """Yield a circle as eight curves, each a hair from the true arc."""
    pull = 4 / 3 * tan(pi / 16)
    yield "M", ((0.5, 0.0),)
    for number in range(8):
        begin, end = number * pi / 4, (number + 1) * pi / 4
        ends = (
            (cos(begin) - pull * sin(begin), sin(begin) + pull * cos(begin)),
            (cos(end) + pull * sin(end), sin(end) - pull * cos(end)),
            (cos(end), sin(end)),
        )
        yield "C", tuple((x / 2, y / 2) for x, y in ends)


def _turned(*points: Point) -> tuple[Point, ...]:
    """Return a quarter of an outline and its three turns about the middle."""
    found: list[Point] = []
    for _ in range(4):
        found += points
        points = tuple((-y, x) for x, y in points)
    return tuple(found)


_SIXTH, _WIDE = 1 / 6, sqrt(3) / 4
_CORNERS: Mapping[str, tuple[Point, ...]] = {
    "s": _turned((0.5, -0.5)),
    "^": ((0.0, 0.5), (-0.5, -0.5), (0.5, -0.5)),
    "v": ((0.0, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "D": _turned((sqrt(0.5), 0.0)),
    "P": _turned((_SIXTH, -0.5), (_SIXTH, -_SIXTH), (0.5, -_SIXTH)),
    "X": _turned((0.0, -0.25), (0.25, -0.5), (0.5, -0.25)),
    "h": ((0, 0.5), (-_WIDE, 0.25), (-_WIDE, -0.25), (0, -0.5), (_WIDE, -0.25), (_WIDE, 0.25)),
}
"""Corners of shapes, in their order around the middle."""
