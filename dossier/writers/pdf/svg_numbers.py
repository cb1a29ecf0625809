"""Read the numbers of SVG paths, where WeasyPrint 70 imports a module again for each of them.

The outlines of a figure's letters have thousands, of which nearly all are plain numbers.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def read_plain_numbers() -> None:
    """Let WeasyPrint read plain numbers at once, and all else as it did."""
    svg, path = import_module("weasyprint.svg"), import_module("weasyprint.svg.path")
    if hasattr(svg.size, "reads"):
        return
    read, pop = svg.size, path.point

    def size(string: Any, *more: Any) -> Any:
        try:
            return float(string) if string else 0
        except ValueError:
            return read(string, *more)

    def point(svg: Any, string: str, font_size: Any) -> tuple[float, float, str]:
        x, second, rest = string.partition(" ")
        if not second:
            return pop(svg, string, font_size)  # type: ignore[no-any-return]
        y, _, rest = rest.partition(" ")
        return (*svg.point(x, y, font_size), rest)

    size.reads = read  # type: ignore[attr-defined]
    svg.__dict__["size"], path.__dict__["point"] = size, point
