"""Few colours: a picture of at most 256, a third of the size of one of all there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Colour: TypeAlias = tuple[int, int, int]

_LOOKED_AT = 512
"""How many of the most frequent colours of a picture may be among those that it keeps."""

_ALIKE = 7
"""By how much the parts of two colours differ at most that are not both kept."""

_LIGHT = 240
"""From where on all shades are told apart, so that pale grounds do not become white."""


def in_few_colours(drawn: Any, named: Iterable[str]) -> Any:
    """Return a picture of the colours `named` and the most frequent others, each other the nearest.

    Pillow takes shades for one that fall into one of 64 steps, so it is given the steps.
    """
    from PIL import Image

    kept = _kept(drawn, [_colour(each) for each in named])
    palette = Image.new("P", (1, 1))
    palette.putpalette([_step(part) * 4 for each in kept for part in each])
    steps = drawn.point([_step(each) * 4 for each in range(256)] * 3)
    few = steps.quantize(palette=palette, dither=Image.Dither.NONE)
    few.putpalette([part for each in kept for part in each])
    return few


def _colour(name: str) -> Colour:
    red, green, blue = bytes.fromhex(name[1:])
    return red, green, blue


def _step(shade: int) -> int:
    """Return the place of a shade among 64: one shade each in the light, five in the dark.

    >>> _step(0), _step(239), _step(240), _step(255)
    (0, 47, 48, 63)
    """
    return shade // 5 if shade < _LIGHT else 48 + shade - _LIGHT


def _kept(drawn: Any, named: Sequence[Colour]) -> list[Colour]:
    """Return at most 256 colours: those named, and the most frequent unlike these."""
    counted = drawn.getcolors(drawn.width * drawn.height) or []
    found = sorted(counted, key=lambda each: (-each[0], each[1]))[:_LOOKED_AT]
    kept = list(dict.fromkeys(named))
    for _, colour in found:
        if not _like_one(colour, kept):
            kept.append(colour)
    return kept[:256]


def _like_one(colour: Colour, kept: Iterable[Colour]) -> bool:
    """Return whether all parts of a colour differ little from those of one that is kept."""
    red, green, blue = colour
    return any(
        abs(red - r) <= _ALIKE and abs(green - g) <= _ALIKE and abs(blue - b) <= _ALIKE
        for r, g, b in kept
    )
