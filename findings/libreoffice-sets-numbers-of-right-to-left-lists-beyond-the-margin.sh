#!/usr/bin/env bash
# LibreOffice 7.4.7: numbers of a right-to-left list that stand "left" are set outside of the text.
#
# A .docx has a numbered paragraph in Arabic (w:bidi). Its level has a hanging indent of 1 cm and
# w:lvlJc "left", as lists of Word have. In such a paragraph "left" and "start" are the side where
# lines begin (ECMA-376, part 1, 17.9.7, of paragraphs from right to left), so the number belongs
# into the hanging indent, inside the right margin. LibreOffice sets it beyond that margin, in the
# white of the page. With "right", and nothing else changed, it stands inside.
#
# Needs LibreOffice Writer (soffice) and a font with Arabic letters (fonts-dejavu-core).
set -eu
command -v soffice >/dev/null || { echo "soffice is needed"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 pypdfium2==5.15.2
cd "$work"
cat > listed.py <<'PY'
import sys

import docx
import pypdfium2
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LEVEL = (
    '<w:abstractNum {ns} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="7"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:lvlJc w:val="{side}"/>'
    '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
)
NUMBER = '<w:num {ns} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
USE = '<w:numPr {ns}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
SIDES = ("left", "start", "right")


def write(side):
    made = docx.Document()
    numbering = made.part.numbering_part.element
    first = numbering.find(docx.oxml.ns.qn("w:num"))
    first.addprevious(parse_xml(LEVEL.format(ns=nsdecls("w"), side=side)))
    numbering.append(parse_xml(NUMBER.format(ns=nsdecls("w"))))
    paragraph = made.add_paragraph("\u0643\u062a\u0627\u0628 " * 30)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(USE.format(ns=nsdecls("w"))))
    properties.append(parse_xml(f'<w:bidi {nsdecls("w")}/>'))
    made.save(f"{side}.docx")
    section = made.sections[0]
    return (section.page_width - section.right_margin) / 12700  # EMU to points


def beyond(side, margin):
    """Return how far beyond the right margin the number ends, in points."""
    page = pypdfium2.PdfDocument(f"{side}.pdf")[0].get_textpage()
    at = page.get_text_range().index("7")
    return round(page.get_charbox(at)[2] - margin, 1)


if sys.argv[1] == "write":
    print(*[write(side) for side in SIDES][:1])
    sys.exit()
found = {side: beyond(side, float(sys.argv[2])) for side in SIDES}
print("expected: the number ends at the right margin or before it, whatever the side is called")
for side, far in found.items():
    print(f'w:lvlJc "{side}": the number ends {far} pt beyond the right margin')
sys.exit(0 if found["left"] > 2 and found["right"] < 1 else "no longer seen")
PY
margin=$("$work/venv/bin/python" listed.py write)
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf ./*.docx >/dev/null
"$work/venv/bin/python" listed.py read "$margin"
