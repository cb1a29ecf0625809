"""Faces: open font files, and the curves of their glyphs.

All lengths are in sizes of the type, y upward. What prints a picture works through every curve of
every glyph. Fonts come in quadratic curves, of which two to four make one cubic that nobody can
tell from them: a third of the work.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.writers.figures.canvas import Point, Weight
from dossier.writers.figures.font_files import WEIGHTS, FontFile

Step: TypeAlias = tuple[Literal["M", "L", "C", "Z"], tuple[Point, ...]]
"""A step of a path as SVG names it: move, line, cubic curve, close."""

_NEAR = 0.001
"""How far a cubic may lie from the curves it stands for, in sizes of the type."""

_STEPS: dict[str, Literal["M", "L", "C", "Z"]] = {
    "moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z", "endPath": "Z",
}  # fmt: skip


@frozen(eq=False)
class Face:
    """An open font of HarfBuzz, and its units in a size of the type."""

    font: Any
    units: int

    def has(self, letters: str) -> bool:
        """Return whether the face has a glyph for each of `letters`."""
        return all(self.font.get_nominal_glyph(ord(each)) is not None for each in letters)


@cache
def open_face(file: FontFile, weight: Weight) -> Face:
    """Return the face in `file`, in the given weight where it comes in several."""
    import uharfbuzz

    # HarfBuzz opens no file of Windows whose path has letters beyond ASCII
    face = uharfbuzz.Face(file.path.read_bytes(), max(file.number, 0))
    font = uharfbuzz.Font(face)
    font.set_variations({"wght": WEIGHTS[weight]})
    return Face(font, face.upem)


@cache
def steps_of(face: Face, glyph: int) -> tuple[Step, ...]:
    """Return the curves of a glyph, from the start of its baseline."""
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.pens.recordingPen import RecordingPen

    fewer = RecordingPen()
    face.font.draw_glyph_with_pen(glyph, Qu2CuPen(fewer, face.units * _NEAR, all_cubic=True))
    return tuple(
        (_STEPS[said], tuple((x / face.units, y / face.units) for x, y in points))
        for said, points in fewer.value
    )
