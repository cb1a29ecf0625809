#!/usr/bin/env bash
# WeasyPrint 70.0: a line that has room for a whole text is ended after the first word of that text.
#
# It happens where the text fits but for the space at its end, and a link or other inline element
# follows, so that the text is a box of its own. The space would hang, as CSS says. WeasyPrint
# measures it, finds the box too wide by less than a space, looks for a second line that Pango never
# made, and takes the first word alone. One tenth of a millimetre narrower or a millimetre wider, and
# all is well: so a document of many notes with links has such a line now and then.
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
WORDS = "on the charges, CIVICUS Monitor, more words that fill the line up to its end, 2017, "


def first_line(width):
    page = (
        f"<style>@font-face {{ font-family: F; src: url('{FONT}') }} body {{ margin: 0; font: 8pt F }}"
        f"@page {{ size: {width}mm 60mm; margin: 0 }}</style>"
        f"<p>See <a>the first</a>; {WORDS}<a>https://example.org</a>.</p>"
    )
    fonts = FontConfiguration()
    made = weasyprint.HTML(string=page).write_pdf(font_config=fonts)
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    return text.replace("\r", "").split("\n")[0]


print(*(f"{each} {version(each)}" for each in ("weasyprint", "pypdfium2")), sep=", ")
print("expected: a wider page never has fewer words in its first line")
before, seen = "", False
for width in (tenths / 10 for tenths in range(1000, 1600, 3)):
    line = first_line(width)
    if line != before:
        print(f"{width} mm: {line}")
    seen = seen or len(line) < len(before) / 2
    before = line
sys.exit(0 if seen else "no longer seen")
PY
