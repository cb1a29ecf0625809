#!/usr/bin/env bash
# LibreOffice 7.4.7: remarks on the same words come back in reverse order, and answers are none any more.
#
# python-docx writes four comments on the same words, as Word does for a remark and its answers: they
# stand in the text and in word/comments.xml in the order in which they were written. LibreOffice
# opens the file and saves it as .docx, nothing else. Then the last answer comes first, in both
# places, and the remark that began it all last. word/commentsExtended.xml, which says what answers
# what, names none of them. Saved a second time the order stays reversed: it is not turned back.
# Ids and dates are kept, so that only they tell who spoke first.
#
# Needs LibreOffice Writer (soffice).
set -eu
command -v soffice >/dev/null || { echo "soffice is needed"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3
cd "$work"
cat > discussion.py <<'PY'
import re
import sys
import zipfile

import docx
from docx.oxml.ns import qn

SAID = ("Which court was it?", "The one in the capital.", "Do we have its judgment?", "Not yet.")


def write(path):
    made = docx.Document()
    words = made.add_paragraph().add_run("A court declared the strike unlawful.")
    for day, text in enumerate(SAID, 1):
        comment = made.add_comment([words], text=text, author=f"Reader {day}", initials="R")
        comment._comment_elm.set(qn("w:date"), f"2026-11-0{day}T10:00:00Z")
    made.save(path)
    ids = iter(range(1, 9))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode("utf-8", "surrogateescape") for name in old.namelist()}
    parts["word/comments.xml"] = re.sub(
        "<w:p>", lambda _: f'<w:p w14:paraId="1000000{next(ids)}">', parts["word/comments.xml"]
    )
    answers = "".join(
        f'<w15:commentEx w15:paraId="1000000{each}" w15:paraIdParent="10000001" w15:done="0"/>'
        for each in (2, 3, 4)
    )
    parts["word/commentsExtended.xml"] = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        f'<w15:commentEx w15:paraId="10000001" w15:done="0"/>{answers}</w15:commentsEx>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>",
        '<Override PartName="/word/commentsExtended.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"/></Types>',
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId99" Target="commentsExtended.xml" Type="http://schemas.microsoft.com/'
        'office/2011/relationships/commentsExtended"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in parts.items():
            new.writestr(name, text.encode("utf-8", "surrogateescape"))


def seen(path):
    with zipfile.ZipFile(path) as file:
        said = re.findall(r"<w:t[^>]*>([^<]*)", file.read("word/comments.xml").decode())
        name = "word/commentsExtended.xml"
        extended = file.read(name).decode() if name in file.namelist() else ""
    return said, extended.count("paraIdParent")


if sys.argv[1] == "write":
    write("first.docx")
    assert seen("first.docx") == ([*SAID], 3)
    sys.exit()
print("expected: the remarks in the order in which they were written, three of them answers")
once, twice = seen("once/first.docx"), seen("twice/first.docx")
for times, (said, answers) in (("once", once), ("twice", twice)):
    print(f"saved {times}: {' / '.join(said)} ({answers} answers)")
sys.exit(0 if once == twice == ([*reversed(SAID)], 0) else "no longer seen")
PY
"$work/venv/bin/python" discussion.py write
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to docx --outdir once first.docx >/dev/null
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to docx --outdir twice once/first.docx >/dev/null
"$work/venv/bin/python" discussion.py read
