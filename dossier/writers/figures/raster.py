"""Write a canvas as PNG with PDFium, the same bytes every time.

PDFium reads PDF, so the paths are written as the content of a page whose points are the dots.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from dossier.model.figures import FigureTheme
from dossier.writers.figures.canvas import Canvas
from dossier.writers.figures.few_colours import in_few_colours
from dossier.writers.figures.paths import FINE, KEPT, Look, Path, Shape

DOTS = 300
"""Dots an inch of the PNG."""

_CORNERS = 4
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def raster(canvas: Canvas, drawn: Iterable[Path], theme: FigureTheme) -> bytes:
    """Return the paths of `canvas` as PNG that keeps the colours of `theme`."""
    wide, high = int(canvas.width / 25.4 * DOTS), int(canvas.height / 25.4 * DOTS)
    stream = io.BytesIO()
    named = ("#ffffff", theme.ink, theme.quiet, theme.accent, theme.rule, theme.wash)
    dots = _dots(_page(wide, high, drawn))
    in_few_colours(dots, named).save(stream, "png", dpi=(DOTS, DOTS))
    return stream.getvalue()


def _dots(page: bytes) -> Any:
    """Return a PDF of one page as a picture of a dot for each point."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(page)
    try:
        drawn = document[0].render(
            scale=1, draw_annots=False, may_draw_forms=False, rev_byteorder=True
        )
        return drawn.to_pil().copy()
    finally:
        document.close()


def _page(wide: int, high: int, drawn: Iterable[Path]) -> bytes:
    """Return a PDF of one page with paths on it (ISO 32000-1, 7.5)."""
    scale = DOTS / 72 / FINE
    content = "\n".join((f"{scale:.9f} 0 0 {-scale:.9f} 0 {high} cm", *_content(drawn))).encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>" % (wide, high),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    written = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return written + table + end % (len(objects) + 1, len(written))


def _content(drawn: Iterable[Path]) -> Iterator[str]:
    """Yield the operators that set the look of each path and print its shapes at their places."""
    for path in drawn:
        yield from _look(path.look)
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}.get(
            (bool(path.look.fill), bool(path.look.edge)), "n"
        )
        for each in path.shapes:
            yield f"q 1 0 0 1 {each.x} {each.y} cm {_operators(each.shape)} {paint} Q"


def _look(look: Look) -> Iterator[str]:
    if look.fill:
        yield f"{_colour(look.fill)} rg"
    if look.edge:
        end = int(look.rounded)
        yield f"{_colour(look.edge)} RG {look.width:g} w {end} J {end} j"


def _colour(colour: str) -> str:
    return " ".join(f"{each / 255:.4f}" for each in bytes.fromhex(colour[1:]))


@lru_cache(maxsize=KEPT)
def _operators(shape: Shape) -> str:
    """Return the operators that make a shape.

    PDFium fills a rectangle in whole dots, by which an l would be thicker than an h. A curve as
    straight as a line among its sides prevents this.
    """
    said: list[str] = []
    for number, (name, places) in enumerate(shape.steps):
        if name == "L" and number == 1 and shape.steps[2:] and len(shape.steps) <= _CORNERS + 1:
            said.append(_operator("C", (*shape.steps[0][1], *places, *places)))
        else:
            said.append(_operator(name, places))
    return " ".join(said)


def _operator(name: str, places: Iterable[tuple[int, int]]) -> str:
    return " ".join((*(f"{x} {y}" for x, y in places), _OPERATORS[name]))
