#!/usr/bin/env bash
# LibreOffice 7.4.7: a paragraph set beside the text stands above it if a content control is around it.
#
# A .docx has two paragraphs. The first has w:framePr with w:wrap="around", so that the second runs beside
# it, as a key figure or a drop-in does. LibreOffice sets it so. With both paragraphs in one block-level
# w:sdt (a content control, as templates have around their parts) and nothing else changed, the frame
# is gone without a message: the first paragraph is an ordinary one, the second begins below it at
# the margin. The standard allows w:framePr in a control (ECMA-376, part 1, 17.3.1.11, 17.5.2.29).
#
# Needs LibreOffice Writer (soffice).
set -eu
command -v soffice >/dev/null || { echo "soffice is needed"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 pypdfium2==5.15.2
cd "$work"
cat > frame.py <<'PY'
import sys

import docx
import pypdfium2
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FRAME = (
    f'<w:framePr {nsdecls("w")} w:w="3402" w:hSpace="227" w:wrap="around" w:vAnchor="text" '
    'w:hAnchor="text" w:xAlign="left" w:y="1"/>'
)
CONTROL = f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent/></w:sdt>'


def write(path, controlled):
    made = docx.Document()
    aside, text = made.add_paragraph("Forty strikers"), made.add_paragraph("Zeal " * 60)
    aside._p.get_or_add_pPr().append(parse_xml(FRAME))
    if controlled:
        control = parse_xml(CONTROL)
        aside._p.addprevious(control)
        for each in (aside, text):
            control[-1].append(each._p)
    made.save(path)


def left(path):
    """Return how far from the left the first Z stands, in points."""
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    return round(page.get_charbox(page.get_text_range().index("Z"))[0])


if sys.argv[1] == "write":
    write("bare.docx", controlled=False)
    write("controlled.docx", controlled=True)
    sys.exit()
bare, controlled = left("bare.pdf"), left("controlled.pdf")
print("expected: the text begins at the right of the frame in both files")
print(f"the text begins at {bare} pt; with a content control around both at {controlled} pt")
sys.exit(0 if bare > 200 and controlled < 100 else "no longer seen")
PY
"$work/venv/bin/python" frame.py write
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf bare.docx controlled.docx >/dev/null
"$work/venv/bin/python" frame.py read
