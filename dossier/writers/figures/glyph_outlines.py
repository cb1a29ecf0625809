"""Outlines: words as curves, so that no word of a picture counts as text of the page.

What prints a picture works through every curve of every letter. Fonts come in quadratic curves, of
which two to four make one cubic that nobody can tell from them: a third of the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeAlias

from dossier.writers.figures.canvas import Point, Weight
from dossier.writers.figures.fonts import font, printable

Step: TypeAlias = tuple[Literal["M", "L", "Q", "C", "Z"], tuple[Point, ...]]
"""A step of a path as SVG names it: move, line, quadratic or cubic curve, close."""

_NEAR = 0.1
"""How far a cubic may lie from the curves it stands for, in hundredths of the size of the type."""


@cache
def outline(text: str, sans: str, weight: Weight) -> tuple[Step, ...]:
    """Return the curves of `text` in sizes of its type, from the start of its baseline, y upward.

    About a millisecond for a line of words.
    """
    from matplotlib.path import Path
    from matplotlib.textpath import text_to_path

    corners, codes = text_to_path.get_text_path(font(sans, 100.0, weight), printable(text))
    found = _fewer(steps(Path(corners, codes)))
    return tuple((name, tuple((x / 100, y / 100) for x, y in ends)) for name, ends in found)


def steps(path: Any) -> Iterator[Step]:
    """Yield the steps of one of Matplotlib's paths."""
    names: dict[int, Literal["M", "L", "Q", "C"]] = {1: "M", 2: "L", 3: "Q", 4: "C"}
    for values, code in path.iter_segments(simplify=False):
        if code in names:
            numbers = [float(each) for each in values]
            yield names[code], tuple(zip(numbers[::2], numbers[1::2], strict=True))
        else:
            yield "Z", ()


def _fewer(found: Iterator[Step]) -> Iterator[Step]:
    """Yield steps that draw the same with fewer curves, and no line to where a path closes."""
    here = begin = (0.0, 0.0)
    run: list[tuple[Point, ...]] = []
    held: list[Step] = []
    for name, ends in found:
        if name == "Q":
            run.append((here, *ends))
        else:
            held += _cubics(run)
            run = []
            if name == "Z" and held and held[-1] == ("L", (begin,)):
                held.pop()
            held.append((name, ends))
        here = ends[-1] if ends else begin
        begin = here if name == "M" else begin
    yield from held
    yield from _cubics(run)


def _cubics(run: list[tuple[Point, ...]]) -> Iterator[Step]:
    """Yield as few cubic curves as can stand for a run of quadratic ones."""
    if not run:
        return
    across, up = run[0][0]
    moved = tuple(tuple((round(x - across, 4), round(y - up, 4)) for x, y in each) for each in run)
    for curve in _fitted(moved):
        yield "C", tuple((x + across, y + up) for x, y in curve[1:])


@cache
def _fitted(run: tuple[tuple[Point, ...], ...]) -> tuple[tuple[Point, ...], ...]:
    """Return cubics for a run that begins at nought, as the same letter's always does."""
    from fontTools.qu2cu import quadratic_to_curves

    return tuple(quadratic_to_curves([list(each) for each in run], _NEAR, all_cubic=True))
