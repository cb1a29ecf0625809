#!/usr/bin/env bash
# WeasyPrint 70.0 with PT Serif: a page that is a tenth of a millimetre wider has one word in its first
# line instead of ten.
#
# Pango breaks a line where its letters fit, kerned with the space that hangs behind them. WeasyPrint
# then takes the space away and measures again: without it the comma is not kerned, and the line is
# wider than its room by a fraction of a pixel. So WeasyPrint looks for an earlier place to break in
# the boxes before, and finds the one before the link at the beginning.
#
# Needs Pango (as WeasyPrint does).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
    weasyprint==70.0 pydyf==0.13.0 fontpkg-pt-serif==1.0 pypdfium2==5.15.2
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path

import fontpkg_pt_serif
import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

FONT = next(Path(fontpkg_pt_serif.__file__).parent.rglob("*Regular.ttf")).as_uri()


def first_line(width):
    page = (
        f"<style>@font-face {{ font-family: F; src: url('{FONT}') }} body {{ margin: 0; font: 8pt F }}"
        f"@page {{ size: {width}mm 60mm; margin: 0 }}</style>"
        f"<p>See <a>node-5316</a>; on the charges, CIVICUS Monitor, “Crackdown on Expo 2017”, 2017 and on.</p>"
    )
    made = weasyprint.HTML(string=page).write_pdf(font_config=FontConfiguration())
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    return text.replace("\r", "").split("\n")[0]


print(*(f"{each} {version(each)}" for each in ("weasyprint", "pypdfium2")), sep=", ")
print("expected: a wider page never has fewer words in its first line")
before, seen = "", False
for width in (twentieths / 20 for twentieths in range(1300, 2000)):
    line = first_line(width)
    if line != before:
        print(f"{width} mm: {line}")
    seen = seen or len(line) < len(before) / 2
    before = line
sys.exit(0 if seen else "no longer seen")
PY
