"""A line of a PDF takes every word that fits."""

from __future__ import annotations

import pypdfium2
import pytest

from dossier.writers.pdf import import_weasyprint

TEXT = "; on the charges, CIVICUS Monitor, “Crackdown on civic freedoms continues”, 2017, "


def lines(width: float) -> list[str]:
    weasyprint = import_weasyprint()
    page = (
        f"<style>@page {{ size: {width}mm 90mm; margin: 0 }} body {{ font: 8pt serif; margin: 0 }}"
        f"</style><p>See <a>node/5316</a>{TEXT}<a>https://example.org</a>.</p>"
    )
    made = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())
    return made[0].get_textpage().get_text_range().replace("\r", "").split("\n")


@pytest.fixture(scope="module")
def by_width() -> dict[float, list[str]]:
    return {width: lines(width) for width in [w / 4 for w in range(560, 584)]}


def test_a_text_that_fits_but_for_the_space_behind_it_stays_in_its_line(by_width) -> None:
    lonely = {width: each for width, each in by_width.items() if each[0].endswith("5316;")}
    assert lonely == {}


def test_a_wider_line_never_holds_less(by_width) -> None:
    firsts = [len(by_width[width][0].rstrip()) for width in sorted(by_width)]
    assert firsts == sorted(firsts)
    assert firsts[0] < firsts[-1]
