"""Placed glyphs: a line of words as glyphs of faces, each at its place.

HarfBuzz chooses the glyphs of each run of letters and says where they stand: it joins letters,
puts marks over them and moves pairs nearer, as the font and the script ask. It is told no language,
so that each machine draws the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

import regex

from dossier.model.frozen import frozen
from dossier.writers.figures.canvas import Weight
from dossier.writers.figures.faces import Face, open_face
from dossier.writers.figures.font_files import font_files
from dossier.writers.figures.writing_order import in_printed_order

_JOINERS = "\u200c\u200d"
"""Characters that print nothing but say whether letters join, as Persian and Indic scripts need."""

_UNPRINTED = regex.compile(
    rf"(?V1)[[\p{{Cc}}\p{{Cf}}\p{{DI}}]--[\p{{Prepended_Concatenation_Mark}}{_JOINERS}]]"
)
_SHARED = ("Zyyy", "Zinh")
"""Scripts of signs that go with letters of any script (ISO 15924)."""

_REMEMBERED = 4096
"""How many lines of words are kept as placed glyphs, for they are measured before they print."""


class MissingLetters(ValueError):
    """No font of pictures has these `letters`."""

    def __init__(self, letters: str) -> None:
        super().__init__(f"no font of pictures has {letters}")
        self.letters = letters


@frozen
class PlacedGlyph:
    """A glyph, and its place from the start of the line, in sizes of the type, y upward."""

    face: Face
    glyph: int
    x: float
    y: float


@frozen
class Line:
    """Glyphs at their places, and how far the line moves on what follows it."""

    glyphs: tuple[PlacedGlyph, ...]
    width: float


@frozen
class _Run:
    """Letters of one face and script in the order in which they are read."""

    face: Face
    script: str
    text: str


@lru_cache(maxsize=_REMEMBERED)
def placed(text: str, sans: str, weight: Weight) -> Line:
    """Return `text` on one line. Raises `MissingLetters` where no font has a letter."""
    require_letters(text, sans)
    found: list[PlacedGlyph] = []
    x = 0.0
    for words, leftward in in_printed_order(printable(text)):
        runs = _runs(words, sans, weight)
        for run in reversed(runs) if leftward else runs:
            units = run.face.units
            for glyph, (right, up, along, _) in _shaped(run, leftward):
                found.append(PlacedGlyph(run.face, glyph, x + right / units, up / units))
                x += along / units
    return Line(tuple(found), x)


def printable(text: str) -> str:
    """Return `text` without what prints nothing, such as soft hyphens; line ends become spaces."""
    plain = text.replace("\n", " ").replace("\t", " ")
    return normalize("NFC", _UNPRINTED.sub("", plain))


def graphemes(text: str) -> list[str]:
    """Return `text` in what readers take for letters, each with its marks (UAX 29)."""
    found: list[str] = regex.findall(r"\X", text)
    return found


def require_letters(text: str, sans: str) -> None:
    """Raise `MissingLetters` where no font of pictures, nor `sans`, has a letter of `text`."""
    missing = {each for each in printable(text) if not _face(each, sans, "normal")}
    if missing:
        raise MissingLetters(" ".join(sorted(missing)))


def _runs(words: str, sans: str, weight: Weight) -> list[_Run]:
    """Return words of one direction in runs; a sign of no script goes with its neighbours."""
    from fontTools.unicodedata import script

    found: list[_Run] = []
    for face, letters in _in_faces(words, sans, weight):
        run = _Run(face, script(letters[0]), letters)
        last = found[-1] if found else None
        if last and last.face is face and _go_together(last.script, run.script):
            own = run.script if last.script in _SHARED else last.script
            found[-1] = _Run(face, own, last.text + letters)
        else:
            found.append(run)
    return found


def _go_together(one: str, other: str) -> bool:
    return one == other or one in _SHARED or other in _SHARED


def _in_faces(words: str, sans: str, weight: Weight) -> Iterator[tuple[Face, str]]:
    """Yield letters with the first face that has them: with their marks too, where one has both."""
    for each in graphemes(words):
        if face := _face(each, sans, weight):
            yield face, each
        elif len(each) > 1:
            for letter in each:
                yield from _in_faces(letter, sans, weight)
        else:
            raise MissingLetters(each)


@cache
def _face(letters: str, sans: str, weight: Weight) -> Face | None:
    """Return the first face that has all of `letters`, if one has."""
    drawn = "".join(each for each in letters if each not in _JOINERS)
    faces = (open_face(file, weight) for file in font_files(sans, weight))
    return next((each for each in faces if each.has(drawn)), None)


def _shaped(run: _Run, leftward: bool) -> Iterator[tuple[int, Any]]:
    """Yield the glyphs of a run from left to right, with how each is moved and moves the next."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.script = run.script
    uharfbuzz.shape(run.face.font, buffer)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.codepoint, position.position
