"""Draw a QR code: dark modules on white with the quiet edge that the standard asks for."""

from __future__ import annotations

import io
import math

from dossier.model.figures import Code, FigureTheme, Picture
from dossier.writers.figures.raster import DOTS

WIDTH = 30
"""Millimetres of a code on the page, where nobody says how wide it is to be."""

WIDTHS = range(15, 121)
"""Millimetres that a code may be wide: less is hard to read for a telephone, more has no use."""

_EDGE = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def draw_code(code: Code, theme: FigureTheme) -> Picture:
    """Return the QR code of an address. Raises `ValueError` without one, or where it is too long.

    A seventh of its surface may be soiled or torn (error correction M).
    """
    import segno

    if not code.address:
        raise ValueError("a QR code needs an address")
    made = segno.make_qr(code.address, error="m", boost_error=False)
    modules, _ = made.symbol_size(border=_EDGE)
    dots = math.ceil(code.width / 25.4 * DOTS / modules)
    vector, raster = io.BytesIO(), io.BytesIO()
    made.save(
        vector, kind="svg", border=_EDGE, dark=theme.ink, light="#ffffff", unit="mm",
        scale=code.width / modules, svgns=True, xmldecl=True, nl=False,
    )  # fmt: skip
    made.save(
        raster, kind="png", border=_EDGE, dark=theme.ink, light="#ffffff", scale=dots,
        dpi=round(modules * dots / code.width * 25.4),
    )  # fmt: skip
    return Picture(vector.getvalue(), raster.getvalue(), code.width)
