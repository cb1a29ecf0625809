"""Placed letters: a line of words as letters of faces, each at its place on the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import category, normalize

from dossier.writers.figures.arabic_forms import joined, without_forms
from dossier.writers.figures.canvas import Weight
from dossier.writers.figures.faces import Face, kerning, middle, open_face
from dossier.writers.figures.font_files import OWN, font_files
from dossier.writers.figures.writing_order import in_printed_order

_MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")
_SELECTORS = {chr(each) for each in range(0xFE00, 0xFE10)}
"""Characters that ask for a variant of the sign before them."""

_REMEMBERED = 4096
"""How many lines of words are kept as placed letters, for they are measured before they print."""


@dataclass(frozen=True, slots=True)
class PlacedLetter:
    """A letter of a face, and its place from the start of the line, in sizes of the type."""

    face: Face
    name: str
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """Letters at their places, and how far the line moves on what follows it."""

    letters: tuple[PlacedLetter, ...]
    width: float


@lru_cache(maxsize=_REMEMBERED)
def placed(text: str, sans: str, weight: Weight) -> Line:
    """Return `text` on one line. Raises `ValueError` for letters that no font has.

    Marks stand over the middle of the letter that wears them.
    """
    require_letters(text)
    found: list[PlacedLetter] = []
    x = 0.0
    for written, leftward in _in_printed_order(printable(text)):
        face = _face(written, sans, weight)
        name, *marks = (face.names[ord(each)] for each in written)
        if found and found[-1].face is face and not leftward:
            x += kerning(face, found[-1].name, name)
        found += [
            PlacedLetter(face, each, x + middle(face, name) - middle(face, each)) for each in marks
        ]
        found.append(PlacedLetter(face, name, x))
        x += face.width(name)
    return Line(tuple(found), x)


def printable(text: str) -> str:
    """Return `text` without what prints nothing, such as soft hyphens; line ends become spaces."""
    plain = text.replace("\n", " ").replace("\t", " ")
    kept = (each for each in plain if category(each) not in ("Cc", "Cf"))
    return normalize("NFC", "".join(each for each in kept if each not in _SELECTORS))


def require_letters(text: str) -> None:
    """Raise `ValueError` where no font of pictures has a letter of `text`."""
    said = printable(text)
    missing = {each for each in said if not _covered(each)} | without_forms(said)
    if missing:
        raise ValueError(f"no font of pictures has {' '.join(sorted(missing))}")


def _in_printed_order(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the letters of `text` from left to right, each with the marks that it wears.

    Of each it says whether its words run to the left.
    """
    letters: list[str] = []
    for each in text:
        if letters and category(each) in ("Mn", "Me") and _covered(letters[-1] + each):
            letters[-1] += each
        else:
            letters.append(each)
    for letter, leftward in in_printed_order(joined(letters)):
        yield letter.translate(_MIRRORED) if leftward else letter, leftward


@cache
def _face(letters: str, sans: str, weight: Weight) -> Face:
    """Return the first face that has all of `letters`."""
    for file in font_files(sans, weight):
        face = open_face(file, weight)
        if all(ord(each) in face.names for each in letters):
            return face
    raise ValueError(f"no font of pictures has {letters}")


@cache
def _covered(letters: str) -> bool:
    """Return whether a face of the installation has all of `letters`."""
    try:
        return bool(_face(letters, OWN, "normal"))
    except ValueError:
        return False
