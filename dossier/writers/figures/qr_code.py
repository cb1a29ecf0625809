"""Draw a QR code: dark modules on white with the quiet edge that the standard asks for."""

from __future__ import annotations

import io
import math
from typing import Any

from dossier.model.figures import Code, FigureTheme
from dossier.writers.figures.raster import DOTS

_EDGE = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def code_vector(code: Code, theme: FigureTheme) -> bytes:
    """Return the QR code of an address as SVG.

    Raises `ValueError` without an address, or where it is too long.
    """
    made, modules = _made(code)
    stream = io.BytesIO()
    made.save(
        stream, kind="svg", border=_EDGE, dark=theme.ink, light="#ffffff", unit="mm",
        scale=code.width / modules, svgns=True, xmldecl=True, nl=False,
    )  # fmt: skip
    return stream.getvalue()


def code_raster(code: Code, theme: FigureTheme) -> bytes:
    """Return the QR code of an address as PNG; it raises as `code_vector` does."""
    made, modules = _made(code)
    dots = math.ceil(code.width / 25.4 * DOTS / modules)
    stream = io.BytesIO()
    made.save(
        stream, kind="png", border=_EDGE, dark=theme.ink, light="#ffffff", scale=dots,
        dpi=round(modules * dots / code.width * 25.4),
    )  # fmt: skip
    return stream.getvalue()


def _made(code: Code) -> tuple[Any, float]:
    """Return a QR code and how many modules wide it is.

    A seventh of its surface may be soiled or torn (error correction M).
    """
    import segno

    if not code.address:
        raise ValueError("a QR code needs an address")
    made = segno.make_qr(code.address, error="m", boost_error=False)
    modules, _ = made.symbol_size(border=_EDGE)
    return made, modules
