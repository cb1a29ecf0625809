#!/usr/bin/env bash
# PDFium (pypdfium2 5.15.2) leaves letters beyond U+FFFF out of ActualText, without a sign.
#
# ActualText says which words stand for what is drawn (ISO 32000-1, 14.9.4); it is UTF-16, so a
# letter beyond the first plane takes two units. PDFium leaves such letters out: a family name in a
# rarer Han character and a whole word in Adlam (the script of Fulani) vanish, and the text around
# them closes up. The same letter comes back when the font's ToUnicode table names it, and MuPDF
# reads it from both places.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
    pypdfium2==5.15.2 pymupdf==2.0 pikepdf==10.17.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import io
import sys
from importlib.metadata import version

import pikepdf
import pymupdf
import pypdfium2

YOSHINO = "\U00020bb7\u91ce"
FULFULDE = "in \U0001e906\U0001e935\U0001e924 now"


def utf16(words):
    return (b"\xfe\xff" + words.encode("utf-16-be")).hex().encode()


def pdf_with(content, meaning):
    """A page that draws the letter A; the font's table says that A means `meaning`."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    table = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /T def /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfchar <41> <%s> endbfchar endcmap end end""" % meaning.encode("utf-16-be").hex().encode()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        ToUnicode=pdf.make_stream(table),
    )
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(content)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def texts(pdf):
    pdfium = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return pdfium.strip(), pymupdf.open("pdf", pdf)[0].get_text().strip()


DRAW = b"BT /F 20 Tf 50 50 Td (A) Tj ET"
print(*(f"{each} {version(each)}" for each in ("pypdfium2", "pymupdf", "pikepdf")), sep=", ")
print("expected: every letter of ActualText, as of ToUnicode")
by_font = texts(pdf_with(DRAW, YOSHINO))
print("ToUnicode", ascii(YOSHINO), "read by PDFium, MuPDF:", *map(ascii, by_font))
seen = by_font == (YOSHINO, YOSHINO)
for words in (YOSHINO, FULFULDE):
    content = b"/Span <</ActualText <%s>>> BDC %s EMC" % (utf16(words), DRAW)
    pdfium, mupdf = texts(pdf_with(content, "A"))
    print("ActualText", ascii(words), "read by PDFium, MuPDF:", ascii(pdfium), ascii(mupdf))
    seen = seen and mupdf == words
    left = "".join(each for each in words if each <= "\uffff")
    seen = seen and pdfium.split() == left.split()
sys.exit(None if seen else "no longer seen")
PY
