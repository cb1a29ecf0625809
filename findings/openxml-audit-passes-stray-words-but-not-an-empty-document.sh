#!/usr/bin/env bash
# openxml-audit 0.8.0 calls an untouched document by python-docx 1.2.0 invalid, and calls documents
# valid that no schema allows.
#
# The template of python-docx holds a copy of its styles for Word 2010 (stylesWithEffects) that lacks
# four styles; each file made from it is an error. Without that part the verdict is "valid", and it
# stays so with words straight in w:body or in w:p (which the schema does not mix with text), with a
# type size of "big", a bold of "yes" and a tab stop without a place. An unknown colour and a word
# in a list of choices are found, so the check is not off.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
    openxml-audit==0.8.0 python-docx==1.2.0 lxml==6.1.3
cd "$work"
"$work/venv/bin/python" - <<'PY'
import re
import sys
from importlib.metadata import version
from zipfile import ZipFile

from docx import Document
from openxml_audit import OpenXmlValidator


def with_text(old, new):
    """Write the file without the copy of its styles, and with `new` for `old` in its text."""
    with ZipFile("made.docx") as source, ZipFile("changed.docx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("stylesWithEffects.xml"):
                continue
            if name.endswith("document.xml.rels") or name == "[Content_Types].xml":
                data = re.sub(rb"<\w+ [^>]*stylesWithEffects[^>]*/>", b"", data)
            if name == "word/document.xml":
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(name, data)
    return "changed.docx"


def is_valid(path):
    return OpenXmlValidator().validate(path).is_valid


def run(inner):
    return b"<w:r>", b"<w:r><w:rPr>" + inner + b"</w:rPr>"


CASES = {  # name: change, whether the schema allows it
    "no copy of the styles": ((b"<w:p>", b"<w:p>"), True),
    "words in w:body": ((b"<w:body>", b"<w:body>stray words"), False),
    "words in w:p": ((b"<w:p>", b"<w:p>stray words"), False),
    'w:sz w:val="big"': (run(b'<w:sz w:val="big"/>'), False),
    'w:b w:val="yes"': (run(b'<w:b w:val="yes"/>'), False),
    "w:tab without w:pos":
        ((b"<w:p>", b'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'), False),
}
FOUND = {"colour": run(b'<w:color w:val="red"/>'), "choice": run(b'<w:vertAlign w:val="up"/>')}

document = Document()
document.add_paragraph("Words")
document.save("made.docx")
print(*(f"{each} {version(each)}" for each in ("openxml-audit", "python-docx")), sep=", ")
made = is_valid("made.docx")
print(f"as python-docx saves it: expected valid, seen {'valid' if made else 'invalid'}")
seen = not made
for name, (change, right) in CASES.items():
    valid = is_valid(with_text(*change))
    print(f"{name}: expected {'valid' if right else 'invalid'},",
          f"seen {'valid' if valid else 'invalid'}")
    seen = seen and valid
for name, change in FOUND.items():
    valid = is_valid(with_text(*change))
    print(f"unknown {name}: expected invalid, seen {'valid' if valid else 'invalid'}")
    seen = seen and not valid
sys.exit(None if seen else "no longer seen")
PY
