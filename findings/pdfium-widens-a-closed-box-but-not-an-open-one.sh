#!/usr/bin/env bash
# PDFium (pypdfium2 5.15.2) fills a lone upright box with whole pixels, and any other path smoothly.
#
# `f` closes what it fills (ISO 32000-1, 8.5.3.3.1), so a box is the same with and without `h` before
# it, and the same alone or in one path with another. PDFium draws the closed box alone out to the
# next pixels, at full strength: a box of 0.3 by 10 puts down 10 pixels of ink, not 3. Without
# `h`, or with a second box in the path, it is smoothed and right. So two bars of a chart, 1.1 and
# 2.0 wide, come out alike, and of a word drawn as paths an "l" is heavier than its
# neighbours. Smoothing is on throughout.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
    pypdfium2==5.15.2 pymupdf==2.0 pikepdf==10.17.0 pillow==13.0.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import io
import sys
from importlib.metadata import version

import pikepdf
import pymupdf
import pypdfium2

OPEN = "5.3 5 m 5.6 5 l 5.6 15 l 5.3 15 l"
PATHS = {  # name: content of the page, area
    "box 0.3 by 10, closed (h f)": (f"{OPEN} h f", 3.0),
    "the same, left for f to close": (f"{OPEN} f", 3.0),
    "two such boxes, each filled alone": ("5.3 5 .3 10 re f 8.3 5 .3 10 re f", 6.0),
    "the same two, filled as one path": ("5.3 5 .3 10 re 8.3 5 .3 10 re f", 6.0),
    "bar of 1.1 by 10": ("5.8 5 1.1 10 re f", 11.0),
    "bar of 2.0 by 10": ("5 5 2 10 re f", 20.0),
}


def pdf_with(content):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(20, 20))
    pdf.pages[0].Contents = pdf.make_stream(content.encode())
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def ink(grey):
    return sum(255 - each for each in grey) / 255


def by_pdfium(pdf):
    return ink(pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L").tobytes())


def by_mupdf(pdf):
    return ink(pymupdf.open("pdf", pdf)[0].get_pixmap(colorspace=pymupdf.csGRAY).samples)


print(*(f"{each} {version(each)}" for each in ("pypdfium2", "pymupdf")), sep=", ")
print("expected: as much ink as the path has area, however it is closed")
drawn = {}
for name, (content, area) in PATHS.items():
    pdf = pdf_with(content)
    drawn[name] = by_pdfium(pdf)
    print(f"{name}: area {area}, PDFium {drawn[name]:.1f}, MuPDF {by_mupdf(pdf):.1f}")
closed, left, alone, together, one, two = drawn.values()
seen = closed > 9 and left < 4 and alone > 18 and together < 8 and abs(one - two) < 0.5
sys.exit(None if seen else "no longer seen")
PY
