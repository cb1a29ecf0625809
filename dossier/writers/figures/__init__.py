"""Draw what the data say: timelines, counts, positions, ratings and QR codes, as SVG and PNG.

Each drawing is laid out on a `Canvas` by its own module, in millimetres and without knowing who
prints it; `svg` and `raster` print it. The same drawing gives the same bytes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from dossier.model.figures import (
    Code,
    Counts,
    Drawing,
    FigureTheme,
    Positions,
    Rating,
    Timeline,
)
from dossier.model.language import Language
from dossier.model.language import language as language_of

if TYPE_CHECKING:
    from dossier.writers.figures.canvas import Canvas
    from dossier.writers.figures.paths import Path

MOST_LABELLED = 20
"""With how many events at most each event of a timeline has its own words."""


_REMEMBERED = 32
"""How many pictures are kept, since documents of one dossier often show the same."""


def draw_vector(drawing: Drawing, theme: FigureTheme, language: Language) -> bytes:
    """Return `drawing` as SVG; a timeline of many events shows them without their words.

    Nothing is done for a picture that was drawn before. Raises `ValueError` for a drawing without
    data, and `MissingLetters` for letters that no font at hand has.
    """
    return _vector(drawing, theme, language.tag)


def draw_raster(drawing: Drawing, theme: FigureTheme, language: Language) -> bytes:
    """Return `drawing` as PNG of 300 dots an inch for Word; it raises as `draw_vector` does.

    About 0.1 s, and nothing for a picture that was drawn before.
    """
    return _raster(drawing, theme, language.tag)


@lru_cache(maxsize=_REMEMBERED)
def _vector(drawing: Drawing, theme: FigureTheme, tag: str) -> bytes:
    from dossier.writers.figures.qr_code import code_vector
    from dossier.writers.figures.svg import vector

    if isinstance(drawing, Code):
        return code_vector(drawing, theme)
    return vector(*_laid(drawing, theme, tag))


@lru_cache(maxsize=_REMEMBERED)
def _raster(drawing: Drawing, theme: FigureTheme, tag: str) -> bytes:
    from dossier.writers.figures.qr_code import code_raster
    from dossier.writers.figures.raster import raster

    if isinstance(drawing, Code):
        return code_raster(drawing, theme)
    return raster(*_laid(drawing, theme, tag), theme)


@lru_cache(maxsize=1)
def _laid(
    drawing: Timeline | Counts | Positions | Rating, theme: FigureTheme, tag: str
) -> tuple[Canvas, tuple[Path, ...]]:
    """Return the canvas of a drawing and its paths, kept for the other format of the drawing."""
    from dossier.writers.figures.paths import paths

    canvas = _canvas(drawing, theme, language_of(tag))
    return canvas, tuple(paths(canvas, theme))


def _canvas(
    drawing: Timeline | Counts | Positions | Rating, theme: FigureTheme, language: Language
) -> Canvas:
    from dossier.writers.figures.counts import lay_counts
    from dossier.writers.figures.dense_timeline import lay_dense
    from dossier.writers.figures.positions import lay_positions
    from dossier.writers.figures.rating import lay_rating
    from dossier.writers.figures.timeline import lay_timeline

    match drawing:
        case Timeline() if len(drawing.moments) > MOST_LABELLED:
            return lay_dense(drawing, theme, language)
        case Timeline():
            return lay_timeline(drawing, theme, language)
        case Counts():
            return lay_counts(drawing, theme, language)
        case Positions():
            return lay_positions(drawing, theme, language)
        case Rating():
            return lay_rating(drawing, theme, language)
        case _:
            assert_never(drawing)
