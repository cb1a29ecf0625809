#!/usr/bin/env bash
# WeasyPrint 70.0 with Noto Sans Arabic: whether a name can be found in a PDF depends on the names
# printed before it.
#
# This font draws an Arabic letter as a bare shape and its dots apart, so that hah, khah and jeem
# share one shape. WeasyPrint notes for each glyph the letters that it stood for first, and the dots
# alone stand for nothing. Umar alone reads back well. After Ghamr its first letter is gone, for
# three readers of independent origin: nobody who searches for Umar finds him.
#
# Needs Pango (as WeasyPrint does).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
    weasyprint==70.0 pydyf==0.13.0 fonttools==4.68.0 manimgx-fonts==2026.9.26.post1 \
    pypdfium2==5.15.2 pypdf==7.1.1 pymupdf==2.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import io
import sys
from importlib.metadata import version
from pathlib import Path

import manimgx_fonts
import pymupdf
import pypdf
import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

FONT = next(Path(manimgx_fonts.__file__).parent.glob("NotoSansArabic*")).as_uri()
UMAR, GHAMR = "\u0639\u0645\u0631", "\u063a\u0645\u0631"  # ain or ghain, meem, reh
HAMID, KHALID = "\u062d\u0627\u0645\u062f", "\u062e\u0627\u0644\u062f"  # begin with hah, khah


def printed(*names):
    fonts = FontConfiguration()
    rules = f"@font-face {{ font-family: A; src: url('{FONT}') }} p {{ font: 14pt A }}"
    page = "".join(f"<p dir=rtl lang=ar>{each}</p>" for each in names)
    style = weasyprint.CSS(string=rules, font_config=fonts)
    return weasyprint.HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)


def texts(pdf):
    return {
        "pypdfium2": pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(),
        "pypdf": pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(),
        "pymupdf": pymupdf.open("pdf", pdf)[0].get_text(),
    }


print(*(f"{each} {version(each)}" for each in ("weasyprint", "manimgx-fonts")), sep=", ")
print(*(f"{each} {version(each)}" for each in texts(printed(UMAR))), sep=", ")
print("expected: a name reads back the same wherever it stands")
seen = True
for name, earlier in ((UMAR, GHAMR), (HAMID, KHALID)):
    alone, after = texts(printed(name)), texts(printed(earlier, name))
    for reader in alone:
        print(f"{reader}: {ascii(name)} alone {ascii(alone[reader].split())},",
              f"after another name {ascii(after[reader].split())}")
        seen = seen and name in alone[reader] and name not in after[reader]
sys.exit(None if seen else "no longer seen")
PY
