"""Text measurement: how wide words are in a font, and lines of words that fit."""

from __future__ import annotations

from dossier.writers.figures.canvas import Weight
from dossier.writers.figures.placed_glyphs import graphemes, placed, printable

MM = 72 / 25.4
"""Points in a millimetre."""

LEADING = 1.28
"""Height of a line in sizes of its type."""


def line_height(size: float) -> float:
    """Return the height of a line of type, in millimetres."""
    return size * LEADING / MM


def width_of(text: str, sans: str, size: float, weight: Weight = "normal") -> float:
    """Return how wide `text` prints, in millimetres."""
    return _width(printable(text), sans, weight) * size / MM


def _width(text: str, sans: str, weight: Weight) -> float:
    """Return how wide `text` is in sizes of its type."""
    return placed(text, sans, weight).width


def wrapped(
    text: str, width: float, sans: str, size: float, weight: Weight = "normal"
) -> tuple[str, ...]:
    """Return `text` in lines no wider than `width`; a word that is wider is broken."""
    room = width * MM / size
    lines: list[str] = []
    line: list[str] = []
    taken, space = 0.0, _width("n n", sans, weight) - _width("nn", sans, weight)
    for word in _pieces(text, room, sans, weight):
        wide = _width(word, sans, weight)
        if line and taken + space + wide > room:
            lines.append(" ".join(line))
            line, taken = [], 0.0
        taken += wide + (space if line else 0.0)
        line.append(word)
    return (*lines, " ".join(line)) if line else tuple(lines)


def _pieces(text: str, room: float, sans: str, weight: Weight) -> list[str]:
    """Return the words of `text`, those too wide for a line in pieces; no-break spaces hold."""
    found: list[str] = []
    for word in printable(text).split(" "):
        rest = graphemes(word)
        while rest:
            long = len(rest)
            while long > 1 and _width("".join(rest[:long]), sans, weight) > room:
                long -= 1
            found.append("".join(rest[:long]))
            rest = rest[long:]
    return found
