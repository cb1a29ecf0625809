"""Paths: a canvas as filled and drawn shapes in whole numbers, as every format prints them.

Neighbours of one look share a path, which is quicker to print than one for each. A glyph or sign
of one size is one shape wherever it stands, so that its numbers are written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias, assert_never

from dossier.model.figures import FigureTheme
from dossier.model.frozen import frozen
from dossier.writers.figures.canvas import EDGE, Area, Canvas, Part, Point, Sign, Stroke, Words, box
from dossier.writers.figures.faces import Face, Step, steps_of
from dossier.writers.figures.placed_glyphs import placed, printable
from dossier.writers.figures.symbols import outline_of
from dossier.writers.figures.text_measurement import MM

FINE = 100
"""Units of a path in a point."""

KEPT = 4096
"""How many shapes of glyphs are kept: those of some twenty sizes of type."""

WholeStep: TypeAlias = tuple[str, tuple[tuple[int, int], ...]]
"""A `Step` in units, y downward."""

_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


@frozen
class Look:
    """How a path is printed: without `fill` or `edge` where these are ""; `width` is in units."""

    fill: str = ""
    edge: str = ""
    width: float = 0.0
    rounded: bool = False


@frozen(eq=False)
class Shape:
    """Steps from a point of their own; it is equal to itself only, so that it is quickly found."""

    steps: tuple[WholeStep, ...]


@frozen
class PlacedShape:
    """A shape whose point lies so many units from the upper left corner of the picture."""

    x: int
    y: int
    shape: Shape


@frozen
class Path:
    """Shapes of one look."""

    look: Look
    shapes: tuple[PlacedShape, ...]


def paths(canvas: Canvas, theme: FigureTheme) -> Iterator[Path]:
    """Yield the paths of `canvas` from the ground up. Raises `MissingLetters` for some letters."""
    ground = Area(box(0, 0, canvas.width, canvas.height), "#ffffff")
    for (look, _), parts in groupby(enumerate((ground, *canvas.parts)), _look):
        yield Path(look, tuple(each for _, part in parts for each in _shapes(part, theme)))


def _look(numbered: tuple[int, Part]) -> tuple[Look, int]:
    """Return how a part is printed, and a number that those have in common that may be one path.

    Areas may not: where two of them overlap, one path could leave a hole.
    """
    number, part = numbered
    match part:
        case Words():
            return Look(fill=part.colour), -1
        case Stroke():
            return Look(edge=part.colour, width=part.width * FINE, rounded=True), -1
        case Area():
            width = part.width * FINE if part.edge else 0.0
            return Look(part.fill, part.edge, width), number
        case Sign():
            return Look(part.fill, part.edge, EDGE * FINE), -1
        case _:
            assert_never(part)


def _shapes(part: Part, theme: FigureTheme) -> Iterator[PlacedShape]:
    match part:
        case Words():
            yield from _glyphs(part, theme)
        case Sign():
            yield _placed(_mark(part.shape, part.size), part.x, part.y)
        case Stroke():
            yield _placed(_whole(_lines(part.points), MM), 0, 0)
        case Area():
            yield _placed(_whole((*_lines(part.points), ("Z", ())), MM), 0, 0)
        case _:
            assert_never(part)


def _glyphs(words: Words, theme: FigureTheme) -> Iterator[PlacedShape]:
    line = placed(printable(words.text), theme.sans, words.weight)
    scale = words.size / MM
    left = words.x - line.width * scale * _SHARES[words.align]
    for each in line.glyphs:
        shape = _glyph(each.face, each.glyph, words.size)
        if shape.steps:
            yield _placed(shape, left + each.x * scale, words.y - each.y * scale)


def _placed(shape: Shape, x: float, y: float) -> PlacedShape:
    """Return a shape at a place in millimetres."""
    return PlacedShape(round(x * MM * FINE), round(y * MM * FINE), shape)


@lru_cache(maxsize=KEPT)
def _glyph(face: Face, glyph: int, size: float) -> Shape:
    return _whole(_turned(steps_of(face, glyph)), size)


@lru_cache(maxsize=KEPT)
def _mark(shape: str, size: float) -> Shape:
    return _whole(_turned(outline_of(shape)), size)


def _lines(points: tuple[Point, ...]) -> Iterator[Step]:
    yield "M", points[:1]
    for each in points[1:]:
        yield "L", (each,)


def _turned(found: Iterable[Step]) -> Iterator[Step]:
    """Yield steps whose y runs upward with it downward."""
    for name, ends in found:
        yield name, tuple((x, -y) for x, y in ends)


def _whole(found: Iterable[Step], scale: float) -> Shape:
    """Return steps as a shape, `scale` points long where they are 1 long.

    A line to where the steps close anyway is left out.
    """
    kept: list[WholeStep] = []
    begin = (0, 0)
    for name, ends in found:
        places = tuple((round(x * scale * FINE), round(y * scale * FINE)) for x, y in ends)
        if name == "Z" and kept and kept[-1] == ("L", (begin,)):
            kept.pop()
        begin = places[0] if name == "M" else begin
        kept.append((name, places))
    return Shape(tuple(kept))
