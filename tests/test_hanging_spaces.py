"""A line of a PDF takes every word that fits."""

from __future__ import annotations

from importlib.resources import files

import pypdfium2
import pytest

from dossier.writers.pdf import import_weasyprint

CASES = {
    "all but the space at the end of a text fits": (
        "; on the charges, CIVICUS Monitor, “Crackdown on civic freedoms continues”, 2017, "
        "<a>https://example.org</a>.",
        [tenths / 10 for tenths in range(1220, 1340, 4)],
    ),
    "the last sign that fits is kerned with the space after it": (
        "; on the charges, CIVICUS Monitor, “Crackdown on Expo 2017”, 2017 and on.",
        [twentieths / 20 for twentieths in range(1944, 1960)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wider_page_never_has_less_in_its_first_line(case) -> None:
    text, widths = CASES[case]
    firsts = [len(first_line(text, width).rstrip()) for width in widths]
    assert firsts == sorted(firsts)
    assert firsts[0] < firsts[-1]


def first_line(text: str, width: float) -> str:
    weasyprint = import_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    font = next(each for each in files("fontpkg_pt_serif").rglob("*Regular.ttf")).as_uri()
    page = (
        f"<style>@font-face {{ font-family: F; src: url('{font}') }} body {{ font: 8pt F; margin: 0 }}"
        f"@page {{ size: {width}mm 90mm; margin: 0 }}</style><p>See <a>node-5316</a>{text}</p>"
    )
    made = weasyprint.HTML(string=page).write_pdf(font_config=fonts)
    with pypdfium2.PdfDocument(made) as read:
        return read[0].get_textpage().get_text_range().replace("\r", "").split("\n")[0]
