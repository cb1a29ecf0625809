#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 renames a bookmark in a footnote of a .docx, unless it is in the first.
#
# Four notes, each with a bookmark around a name, and four references (REF) to them from the text.
# On reading, LibreOffice calls the bookmarks of the second to fourth note "source2_Copy_1" and so
# on, though nothing was copied, and leaves the references as they are. The PDF then prints "Error:
# Reference source not found" for three of the four; a .docx saved from it shows the right words,
# but they are the last that were stored, and the fields point to nothing. Saved once more, the
# names are "source2_Copy_1_Copy_1".
#
# Needs LibreOffice (`soffice` on the path); without it the script ends with status 2.
set -eu
command -v soffice >/dev/null || { echo "LibreOffice (soffice) is needed"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pypdfium2==5.15.2 lxml==6.1.3
cd "$work"
soffice "-env:UserInstallation=file://$work/profile" --version
"$work/venv/bin/python" - <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTES = (1, 2, 3, 4)


def field(number):
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> REF source{number} \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>Name{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "<w:p>" + "".join(f"<w:r>{each}</w:r>" for each in parts) + "</w:p>"


def call(number):
    mark = f'<w:footnoteReference w:id="{number}"/>'
    return f"<w:p><w:r><w:t>Text </w:t></w:r><w:r>{mark}</w:r></w:p>"


def note(number):
    return (f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
            f'<w:bookmarkStart w:id="{number}" w:name="source{number}"/>'
            f'<w:r><w:t>Name{number}</w:t></w:r><w:bookmarkEnd w:id="{number}"/>'
            "</w:p></w:footnote>")


def rule(kind, number):
    return (f'<w:footnote w:type="{kind}" w:id="{number}">'
            f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>")


def relation(kind, target):
    return (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>')


def write(path):
    body = "".join(map(call, NOTES)) + "".join(map(field, NOTES))
    rules = rule("separator", -1) + rule("continuationSeparator", 0)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}.footnotes+xml"/></Types>',
        "_rels/.rels": relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": relation("footnotes", "footnotes.xml"),
        "word/document.xml":
            f'<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}">{rules}'
        f'{"".join(map(note, NOTES))}</w:footnotes>',
    }
    with ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)


def converted(path, kind, folder):
    command = ("soffice", f"-env:UserInstallation={Path('profile').absolute().as_uri()}",
               "--headless", "--convert-to", kind, "--outdir", folder, path)
    subprocess.run(command, check=True, capture_output=True)
    return f"{folder}/{Path(path).stem}.{kind.split(':')[0]}"


def names(path, part, tag, attribute=None):
    with ZipFile(path) as file:
        found = etree.fromstring(file.read(f"word/{part}.xml")).iter(f"{{{WORD}}}{tag}")
        return [each.get(f"{{{WORD}}}{attribute}") if attribute else each.text.strip()
                for each in found]


write("notes.docx")
saved = converted("notes.docx", "docx:MS Word 2007 XML", "once")
twice = converted(saved, "docx:MS Word 2007 XML", "twice")
pdf = converted("notes.docx", "pdf", "print")
printed = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
print("pypdfium2", version("pypdfium2"))
print("expected: bookmarks source1 to source4, and Name1 to Name4 in print")
print("saved once:", names(saved, "footnotes", "bookmarkStart", "name"))
print("its fields:", names(saved, "document", "instrText"))
print("saved twice:", names(twice, "footnotes", "bookmarkStart", "name"))
print("PDF:", printed.split("\r\n"))
once = ["source1", *(f"source{each}_Copy_1" for each in NOTES[1:])]
seen = (names(saved, "footnotes", "bookmarkStart", "name") == once
        and names(saved, "document", "instrText") == [f"REF source{each} \\h" for each in NOTES]
        and names(twice, "footnotes", "bookmarkStart", "name")[3] == "source4_Copy_1_Copy_1"
        and printed.count("Error: Reference source not found") == 3)
sys.exit(None if seen else "no longer seen")
PY
