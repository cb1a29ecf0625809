"""Draw what the data say: timelines, counts, positions, ratings and QR codes, as SVG and PNG.

Each drawing is laid out on a `Canvas` by its own module, in millimetres and without knowing who
prints it; `picture` makes SVG and PNG of it. The same drawing gives the same bytes.
"""

from __future__ import annotations

from functools import lru_cache
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
from dossier.model.language import language as language_of

MOST_LABELLED = 20
"""With how many events at most each event of a timeline has its own words."""


_REMEMBERED = 32
"""How many pictures are kept, since documents of one dossier often show the same."""


def draw(drawing: Drawing, theme: FigureTheme, language: Language) -> Picture:
    """Return the picture of `drawing`; a timeline of many events shows them without their words.

    About 0.1 s, and nothing for a picture that was drawn before. Raises `ValueError` for a drawing
    without data, and for letters that no font at hand has.
    """
    return _drawn(drawing, theme, language.tag)


@lru_cache(maxsize=_REMEMBERED)
def _drawn(drawing: Drawing, theme: FigureTheme, tag: str) -> Picture:
    from dossier.writers.figures.counts import lay_counts
    from dossier.writers.figures.dense_timeline import lay_dense
    from dossier.writers.figures.picture import picture
    from dossier.writers.figures.positions import lay_positions
    from dossier.writers.figures.qr_code import draw_code
    from dossier.writers.figures.rating import lay_rating
    from dossier.writers.figures.timeline import lay_timeline

    language = language_of(tag)
    match drawing:
        case Timeline() if len(drawing.moments) > MOST_LABELLED:
            return picture(lay_dense(drawing, theme, language), theme)
        case Timeline():
            return picture(lay_timeline(drawing, theme, language), theme)
        case Counts():
            return picture(lay_counts(drawing, theme, language), theme)
        case Positions():
            return picture(lay_positions(drawing, theme, language), theme)
        case Rating():
            return picture(lay_rating(drawing, theme, language), theme)
        case Code():
            return draw_code(drawing, theme)
        case _:
            assert_never(drawing)
