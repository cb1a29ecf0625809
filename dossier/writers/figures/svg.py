"""Write a canvas as SVG that is quick to print.

Each path is whole numbers without group, transform or style sheet: WeasyPrint takes a quarter of
the time that the SVG of a library for charts costs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dossier.writers.figures.canvas import Canvas
from dossier.writers.figures.paths import FINE, KEPT, Look, Path, PlacedShape, Shape
from dossier.writers.figures.text_measurement import MM


def vector(canvas: Canvas, drawn: Iterable[Path]) -> bytes:
    """Return the paths of `canvas` as SVG."""
    wide, high = canvas.width * MM, canvas.height * MM
    said = (
        f'<path {_style(each.look)} d="{"".join(map(_written, each.shapes))}"/>' for each in drawn
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.2f}pt" height="{high:.2f}pt" '
        f'viewBox="0 0 {wide * FINE:.0f} {high * FINE:.0f}">'
    )
    return "\n".join((head, *said, "</svg>\n")).encode()


def _style(look: Look) -> str:
    said = [f'fill="{look.fill or "none"}"']
    if look.edge:
        said.append(f'stroke="{look.edge}" stroke-width="{look.width:g}"')
    if look.rounded:
        said.append('stroke-linecap="round" stroke-linejoin="round"')
    return " ".join(said)


def _written(placed: PlacedShape) -> str:
    """Return a shape as SVG writes it: its first place, then each step from the end of the last."""
    (_, ((x, y),)), *_ = placed.shape.steps
    return f"M{placed.x + x} {placed.y + y}{_after_first(placed.shape)}"


@lru_cache(maxsize=KEPT)
def _after_first(shape: Shape) -> str:
    (_, (here,)), *rest = shape.steps
    begin = here
    said: list[str] = []
    for name, places in rest:
        said.append(_step(name, places, here))
        begin = places[0] if name == "M" else begin
        here = places[-1] if places else begin
    return "".join(said)


def _step(name: str, places: Sequence[tuple[int, int]], here: tuple[int, int]) -> str:
    x, y = here
    match name, [(across - x, down - y) for across, down in places]:
        case "L", [(across, 0)]:
            return f"h{across}"
        case "L", [(0, down)]:
            return f"v{down}"
        case _, moves:
            return name.lower() + " ".join(f"{across} {down}" for across, down in moves)
