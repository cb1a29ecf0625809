"""Plain numbers of SVG paths are read at once, all others as WeasyPrint reads them."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from dossier.writers.pdf import import_weasyprint

import_weasyprint()
SVG, PATH = import_module("weasyprint.svg"), import_module("weasyprint.svg.path")
UTILS = import_module("weasyprint.svg.utils")


@pytest.mark.parametrize(
    "text", ["", "0", "-1.5", "1e3", " 7 ", "50%", "2em", "3mm", "none", 4, None]
)
def test_a_size_is_what_weasyprint_reads(text):
    assert SVG.size.reads is UTILS.size
    assert SVG.size(text, 10, 200) == UTILS.size(text, 10, 200)


@pytest.mark.parametrize(
    "text", ["1 2", "1 2 3 4", "1 2 ", "-1e2 .5 7", "50% 2em 3", "1", " 1 2", ""]
)
def test_a_point_and_the_rest_are_what_weasyprint_reads(text):
    svg = SimpleNamespace(
        point=lambda x, y, font: (UTILS.size(x, font, 100), UTILS.size(y, font, 50))
    )

    def read(point) -> object:
        try:
            return point(svg, text, 10)
        except UTILS.PointError:
            return "no point"

    assert PATH.point is not UTILS.point
    assert read(PATH.point) == read(UTILS.point)
