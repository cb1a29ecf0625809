"""Faces: the letters of a font file, each with its curves, its width and its distance to the next.

All lengths are in sizes of the type, y upward. What prints a picture works through every curve of
every letter. Fonts come in quadratic curves, of which two to four make one cubic that nobody can
tell from them: a third of the work.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from dossier.writers.figures.canvas import Point, Weight
from dossier.writers.figures.font_files import FontFile

Step: TypeAlias = tuple[Literal["M", "L", "C", "Z"], tuple[Point, ...]]
"""A step of a path as SVG names it: move, line, cubic curve, close."""

_NEAR = 0.001
"""How far a cubic may lie from the curves it stands for, in sizes of the type."""

_STEPS: dict[str, Literal["M", "L", "C", "Z"]] = {
    "moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z", "endPath": "Z",
}  # fmt: skip
_PAIRS = 2
"""The type of a lookup of OpenType's GPOS that places pairs of letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """An open font file: names of letters by their codes, their drawings, and units in a size."""

    font: Any
    names: Mapping[int, str]
    drawings: Any
    units: int

    def width(self, name: str) -> float:
        """Return how far the letter `name` moves the next one on."""
        return float(self.drawings[name].width) / self.units


@cache
def open_face(file: FontFile, weight: Weight) -> Face:
    """Return the face in `file`, in the given weight where it comes in several."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(file.path.read_bytes()), fontNumber=file.number, lazy=True)
    heavy = {"wght": 700 if weight == "bold" else 400} if "fvar" in font else None
    drawings = font.getGlyphSet(location=heavy)
    return Face(font, font.getBestCmap(), drawings, font["head"].unitsPerEm)


@cache
def steps_of(face: Face, name: str) -> tuple[Step, ...]:
    """Return the curves of a letter, from the start of its baseline."""
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen

    drawn, fewer = DecomposingRecordingPen(face.drawings), RecordingPen()
    face.drawings[name].draw(drawn)
    pen = Qu2CuPen(fewer, face.units * _NEAR, all_cubic=True)
    for said, points in _begun(drawn.value):
        getattr(pen, said)(*points)
    return tuple(
        (_STEPS[said], tuple((x / face.units, y / face.units) for x, y in points))
        for said, points in fewer.value
    )


def middle(face: Face, name: str) -> float:
    """Return where the middle of a letter's ink is, from left to right."""
    across = [x for _, ends in steps_of(face, name) for x, _ in ends] or [0.0]
    return (min(across) + max(across)) / 2


def _begun(drawn: Sequence[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the moves of a pen, with a beginning for each contour that has curves only.

    TrueType lets such a contour begin halfway between its last point and its first.
    """
    for said, points in drawn:
        if said == "qCurveTo" and points[-1] is None:
            (left, low), (right, high) = points[-2], points[0]
            start = ((left + right) / 2, (low + high) / 2)
            yield "moveTo", (start,)
            yield said, (*points[:-1], start)
        else:
            yield said, points


@cache
def kerning(face: Face, left: str, right: str) -> float:
    """Return how much nearer (below nought) or farther a letter stands from the one on its left.

    The first of the font's tables that knows the pair counts, as in HarfBuzz.
    """
    for table in _pairs(face):
        if left not in table.Coverage.glyphs:
            continue
        match table.Format:
            case 1:
                rows = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
                moved = next((each.Value1 for each in rows if each.SecondGlyph == right), None)
            case _:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
                moved = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
        if moved is not None:
            return float(getattr(moved, "XAdvance", 0)) / face.units
    return 0.0


@cache
def _pairs(face: Face) -> tuple[Any, ...]:
    """Return the font's tables of pairs of letters; a font without GPOS counts as having none."""
    table = face.font["GPOS"].table if "GPOS" in face.font else None
    if table is None or not table.FeatureList:
        return ()
    asked = {
        place
        for each in table.FeatureList.FeatureRecord
        if each.FeatureTag == "kern"
        for place in each.Feature.LookupListIndex
    }
    found = (each for place in sorted(asked) for each in table.LookupList.Lookup[place].SubTable)
    return tuple(
        inner
        for inner in (getattr(each, "ExtSubTable", each) for each in found)
        if inner.LookupType == _PAIRS
    )
