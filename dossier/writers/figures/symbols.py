"""Signs: the mark of each group of a timeline, told apart by shape and not by colour."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.figures import FigureTheme
from dossier.writers.figures.canvas import Sign

SHAPES = ("o", "s", "^", "D", "v", "P", "h", "X")
"""Shapes of groups in their order; the next round of them is hollow."""


def sign(
    group: str, groups: Sequence[str], x: float, y: float, size: float, theme: FigureTheme
) -> Sign:
    """Return the mark of `group` at a place; what is in none of `groups` has the mark of the first.

    `size` is in points.
    """
    place = groups.index(group) if group in groups else 0
    solid = place // len(SHAPES) % 2 == 0
    fill = theme.accent if solid else "#ffffff"
    return Sign(
        x=x, y=y, shape=SHAPES[place % len(SHAPES)], size=size, fill=fill, edge=theme.accent
    )
