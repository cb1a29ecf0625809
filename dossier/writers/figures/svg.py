"""Write a canvas as SVG that is quick to print.

Each part is one path of whole numbers without group, transform or style sheet, and neighbours of
one look share a path: WeasyPrint takes a quarter of the time that Matplotlib's own SVG costs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import assert_never

from dossier.model.figures import FigureTheme
from dossier.writers.figures.canvas import EDGE, Area, Canvas, Part, Point, Sign, Stroke, Words, box
from dossier.writers.figures.fonts import MM, width_of
from dossier.writers.figures.glyph_outlines import Step, outline, steps

_FINE = 100
"""Units of the SVG in a point: places are whole numbers of them."""

_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


def vector(canvas: Canvas, theme: FigureTheme) -> bytes:
    """Return `canvas` as SVG."""
    wide, high = canvas.width * MM, canvas.height * MM
    ground = Area(box(0, 0, canvas.width, canvas.height), "#ffffff")
    paths = [
        f'<path {style} d="{"".join(_path(part, theme) for _, part in parts)}"/>'
        for (style, _), parts in groupby(enumerate((ground, *canvas.parts)), _style)
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.2f}pt" height="{high:.2f}pt" '
        f'viewBox="0 0 {wide * _FINE:.0f} {high * _FINE:.0f}">'
    )
    return "\n".join((head, *paths, "</svg>\n")).encode()


def _style(numbered: tuple[int, Part]) -> tuple[str, int]:
    """Return how a part is printed, and a number that those have in common that may be one path.

    Areas may not: where two of them overlap, one path could leave a hole.
    """
    number, part = numbered
    match part:
        case Words():
            return f'fill="{part.colour}"', -1
        case Stroke():
            line = _line(part.colour, part.width)
            return f'fill="none" {line} stroke-linecap="round" stroke-linejoin="round"', -1
        case Area():
            line = _line(part.edge, part.width) if part.edge else ""
            return f'fill="{part.fill or "none"}" {line}'.rstrip(), number
        case Sign():
            return f'fill="{part.fill}" {_line(part.edge, EDGE)}', -1
        case _:
            assert_never(part)


def _line(colour: str, width: float) -> str:
    return f'stroke="{colour}" stroke-width="{width * _FINE:g}"'


def _path(part: Part, theme: FigureTheme) -> str:
    match part:
        case Words():
            wide = width_of(part.text, theme.sans, part.size, part.weight)
            left = part.x - wide * _SHARES[part.align]
            return _placed(outline(part.text, theme.sans, part.weight), left, part.y, part.size)
        case Sign():
            return _placed(_shape(part.shape), part.x, part.y, part.size)
        case Stroke():
            return _written(_lines(part.points))
        case Area():
            return _written((*_lines(part.points), ("Z", ())))
        case _:
            assert_never(part)


@cache
def _shape(name: str) -> tuple[Step, ...]:
    """Return the outline of a sign in its own sizes, y upward."""
    from matplotlib.markers import MarkerStyle

    made = MarkerStyle(name)
    return tuple(steps(made.get_path().transformed(made.get_transform())))


def _lines(points: tuple[Point, ...]) -> tuple[Step, ...]:
    return ("M", points[:1]), *(("L", (each,)) for each in points[1:])


def _placed(found: Iterable[Step], x: float, y: float, size: float) -> str:
    """Return steps in sizes of type, y upward, as the path they make at a place."""
    scale = size / MM
    return _written(
        (name, tuple((x + across * scale, y - up * scale) for across, up in ends))
        for name, ends in found
    )


def _written(found: Iterable[Step]) -> str:
    """Return steps in millimetres as SVG writes them, each counted from where the last ended."""
    said: list[str] = []
    here = begin = (0, 0)
    for name, ends in found:
        places = [(round(x * MM * _FINE), round(y * MM * _FINE)) for x, y in ends]
        said.append(_step(name, places, here))
        begin = places[0] if name == "M" else begin
        here = places[-1] if places else begin
    return "".join(said)


def _step(name: str, places: list[tuple[int, int]], here: tuple[int, int]) -> str:
    x, y = here
    match name, [(across - x, down - y) for across, down in places]:
        case "M", _:
            return f"M{places[0][0]} {places[0][1]}"
        case "L", [(across, 0)]:
            return f"h{across}"
        case "L", [(0, down)]:
            return f"v{down}"
        case _, moves:
            return name.lower() + " ".join(f"{across} {down}" for across, down in moves)
