"""Draw what the data say: timelines, counts, positions, ratings and QR codes, as SVG and PNG.

Each drawing is laid out on a `Canvas` by its own module, in millimetres and without knowing who
prints it; `rasterise` makes SVG and PNG of it, with Matplotlib. The same drawing gives the same
bytes.
"""

from __future__ import annotations

from typing import assert_never

from dossier.model.figures import (
    Code,
    Counts,
    Drawing,
    FigureTheme,
    Picture,
    Positions,
    Rating,
    Timeline,
)
from dossier.model.language import Language

MOST_LABELLED = 20
"""With how many events at most each event of a timeline has its own words."""


def draw(drawing: Drawing, theme: FigureTheme, language: Language) -> Picture:
    """Return the picture of `drawing`; a timeline of many events shows them without their words.

    The first picture of a process takes a second for Matplotlib, each further one about 0.3 s.
    Raises `ValueError` for a drawing without data, and for letters that no font at hand has.
    """
    from dossier.writers.figures.counts import lay_counts
    from dossier.writers.figures.dense_timeline import lay_dense
    from dossier.writers.figures.positions import lay_positions
    from dossier.writers.figures.qr_code import draw_code
    from dossier.writers.figures.raster import rasterise
    from dossier.writers.figures.rating import lay_rating
    from dossier.writers.figures.timeline import lay_timeline

    match drawing:
        case Timeline() if len(drawing.moments) > MOST_LABELLED:
            return rasterise(lay_dense(drawing, theme, language), theme)
        case Timeline():
            return rasterise(lay_timeline(drawing, theme, language), theme)
        case Counts():
            return rasterise(lay_counts(drawing, theme, language), theme)
        case Positions():
            return rasterise(lay_positions(drawing, theme, language), theme)
        case Rating():
            return rasterise(lay_rating(drawing, theme, language), theme)
        case Code():
            return draw_code(drawing, theme)
        case _:
            assert_never(drawing)
