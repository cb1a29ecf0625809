"""Print a canvas as SVG and, with Matplotlib, as PNG, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, assert_never

from dossier.model.figures import FigureTheme, Picture
from dossier.writers.figures.canvas import EDGE, Area, Canvas, Part, Sign, Stroke, Words
from dossier.writers.figures.fonts import font, printable, require_letters
from dossier.writers.figures.svg import vector

DOTS = 300
"""Dots an inch of the PNG."""

_LOOKED_AT = 512
"""How many of the most frequent colours of a picture may be among those that it keeps."""

_SETTINGS = {
    "text.hinting": "none",
    "text.usetex": False,
    "text.parse_math": False,
    "path.simplify": False,
}


def rasterise(canvas: Canvas, theme: FigureTheme) -> Picture:
    """Return `canvas` as a picture. Raises `ValueError` for letters that no font has."""
    require_letters("".join(each.text for each in canvas.parts if isinstance(each, Words)))
    from matplotlib import rc_context, rcdefaults

    with rc_context():
        rcdefaults()
        with rc_context(_SETTINGS):
            made = figure(canvas, theme)
            picture = Picture(vector(canvas, theme), _raster(made, theme), round(canvas.width))
    return picture


def figure(canvas: Canvas, theme: FigureTheme) -> Any:
    """Return Matplotlib's figure of `canvas`: one set of axes that counts in millimetres."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(canvas.width / 25.4, canvas.height / 25.4), dpi=DOTS, facecolor="white")
    FigureCanvasAgg(made)
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, canvas.width)
    axes.set_ylim(canvas.height, 0)
    for height, part in enumerate(canvas.parts):
        axes.add_artist(_artist(part, theme, height))
    return made


def _artist(part: Part, theme: FigureTheme, height: int) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Polygon
    from matplotlib.text import Text

    match part:
        case Words():
            return Text(
                part.x, part.y, printable(part.text), color=part.colour, parse_math=False,
                fontproperties=font(theme.sans, part.size, part.weight),
                horizontalalignment=part.align, verticalalignment="baseline", zorder=height,
            )  # fmt: skip
        case Stroke():
            across, down = zip(*part.points, strict=True)
            return Line2D(
                across, down, color=part.colour, linewidth=part.width, zorder=height,
                solid_capstyle="round", solid_joinstyle="round",
            )  # fmt: skip
        case Area():
            return Polygon(
                part.points, closed=True, facecolor=part.fill or "none",
                edgecolor=part.edge or "none", linewidth=part.width if part.edge else 0,
                joinstyle="miter", zorder=height,
            )  # fmt: skip
        case Sign():
            return Line2D(
                [part.x], [part.y], linestyle="none", marker=part.shape, markersize=part.size,
                markerfacecolor=part.fill, markeredgecolor=part.edge, markeredgewidth=EDGE,
                zorder=height,
            )  # fmt: skip
        case _:
            assert_never(part)


def _raster(made: Any, theme: FigureTheme) -> bytes:
    """Return the figure as PNG of few colours: a third of the size of all there are."""
    from PIL import Image

    made.canvas.draw()
    size, dots = made.canvas.get_width_height(), bytes(made.canvas.buffer_rgba())
    drawn = Image.frombytes("RGBA", size, dots).convert("RGB")
    counted = drawn.getcolors(size[0] * size[1]) or []
    found = [colour for _, colour in sorted(counted, key=lambda each: (-each[0], each[1]))]
    stream = io.BytesIO()
    _in_few(drawn, found, _apart(found, theme)).save(stream, "png", dpi=(DOTS, DOTS))
    return stream.getvalue()


def _apart(found: Sequence[Any], theme: FigureTheme) -> list[tuple[int, ...]]:
    """Return at most 256 colours: those of the look, and the most frequent unlike these."""
    named = ("#ffffff", theme.ink, theme.quiet, theme.accent, theme.rule, theme.wash)
    kept = [tuple(bytes.fromhex(each[1:])) for each in dict.fromkeys(named)]
    for colour in found[:_LOOKED_AT]:
        if all(max(abs(a - b) for a, b in zip(colour, each, strict=True)) > 7 for each in kept):
            kept.append(colour)
    return kept[:256]


def _in_few(drawn: Any, found: Sequence[Any], kept: Sequence[tuple[int, ...]]) -> Any:
    """Return a picture of the colours `found` with each replaced by the nearest of those `kept`.

    Pillow's own way takes colours for one that differ by less than 4: pale grounds become white.
    """
    import numpy as np
    from PIL import Image

    weights, colours = np.array((1 << 16, 1 << 8, 1), np.uint32), np.array(found, np.int32)
    far = np.square(colours[:, None, :] - np.array(kept, np.int32)[None, :, :]).sum(axis=2)
    place = np.zeros(1 << 24, np.uint8)
    place[colours.astype(np.uint32) @ weights] = far.argmin(axis=1)
    dots = place[np.asarray(drawn, np.uint32) @ weights]
    few = Image.frombytes("P", drawn.size, dots.tobytes())
    few.putpalette([part for each in kept for part in each])
    return few
