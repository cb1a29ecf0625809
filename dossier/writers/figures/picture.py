"""Pictures: a canvas as SVG for pages and as PNG for Word, from the same paths."""

from __future__ import annotations

from dossier.model.figures import FigureTheme, Picture
from dossier.writers.figures.canvas import Canvas
from dossier.writers.figures.paths import paths
from dossier.writers.figures.raster import raster
from dossier.writers.figures.svg import vector


def picture(canvas: Canvas, theme: FigureTheme) -> Picture:
    """Return `canvas` as a picture. Raises `ValueError` for letters that no font has."""
    drawn = tuple(paths(canvas, theme))
    return Picture(vector(canvas, drawn), raster(canvas, drawn, theme), round(canvas.width))
