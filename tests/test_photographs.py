"""Photographs: their width, place, caption, credit and shape, in blocks and with incidents."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from dossier.build.output_formats import render
from dossier.build.picture_crop import frame
from tests.conftest import document

DOSSIER = """title: Strike
state: Ruritania
submitters: [{name: Alpha}]
documents:
  list: {template: chronology, title: Strike, date: 2026-01-01, picture: none}
"""

INCIDENTS = """lockout:
  date: 2024-11
  what: the harbour company locked out the night shift
  category: strike
  sources: "@list"
  picture: port.png
"""

PICTURES = """port.png:
  caption: Dockers before the gate
  alternative: Forty men and women stand in the rain before a closed gate.
  credit: "Photograph: FFS"
  width: 70
  place: beside
  crop: "3:2"
  focus: 90% 50%
  consent: {not-needed: nobody can be recognised}
"""


@pytest.fixture
def strike(project):
    """A chronology of one incident with a photograph, red on its right half."""
    image = Image.new("RGB", (400, 100), "blue")
    image.paste("red", (200, 0, 400, 100))
    content = io.BytesIO()
    image.save(content, "PNG")
    project.write("strike/dossier.yaml", DOSSIER)
    project.write("strike/incidents.yaml", INCIDENTS)
    project.write("strike/pictures.yaml", PICTURES)
    project.write(
        "strike/sources.yaml", "- {id: list, type: report, title: List, issued: 2024-12-01}\n"
    )
    project.write(
        "strike/blocks/1.md", "---\nid: one\nkind: chronology introduction\n---\nIt began here.\n"
    )
    (project.content / "strike" / "port.png").write_bytes(content.getvalue())
    return project


def test_a_photograph_of_an_incident_stands_beside_its_account_in_all_formats(strike):
    ready = document(strike, "strike", "list")
    folders = strike.places().folders(ready.template)
    (path,) = ready.pictures
    shown = Image.open(io.BytesIO(ready.pictures[path]))
    assert shown.size == (150, 100)
    assert shown.getcolors() == [(150 * 100, (255, 0, 0))]
    made = {kind: render(ready, folders, kind)[0] for kind in ("html", "docx", "pdf")}
    page = made["html"].decode()
    assert 'alt="Forty men and women stand in the rain before a closed gate."' in page
    assert "<figcaption>Dockers before the gate. Photograph: FFS</figcaption>" in page
    assert page.index('<div class="beside">') < page.index("<strong>November 2024")
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as word:
        text = word.read("word/document.xml").decode()
    (row,) = re.findall(r"<w:tr>.*?</w:tr>", text)
    seen, told = re.findall(r"<w:tc>.*?</w:tc>", row)
    assert "<w:drawing>" in seen and "Dockers before the gate" in seen
    assert "November 2024" in told
    (page,) = pypdfium2.PdfDocument(made["pdf"])
    (picture,) = page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = picture.get_bounds()
    assert round((right - left) / 72 * 25.4) == 70
    words = page.get_textpage()
    first, _ = words.search("November 2024").get_next()
    x, y, *_ = words.get_charbox(first)
    assert x > right
    assert bottom < y < top


def test_words_beside_a_picture_come_home_from_word(strike):
    strike.write(
        "strike/blocks/1.md",
        "---\nid: one\nkind: chronology introduction\n---\n![A gate](port.png)\n\n"
        "It began here.\n\nIt went on.\n",
    )
    assert strike.run("build", "strike", "--format", "docx").err == ""
    made = strike.output / "strike" / "list.docx"
    assert strike.run("pull", str(made)).out.count("strike/blocks/1.md") == 0
    with zipfile.ZipFile(made) as word:
        parts = {name: word.read(name) for name in word.namelist()}
    text = parts["word/document.xml"].decode()
    assert re.search(r"<w:tc>(?:(?!</w:tc>).)*It began here", text)
    edited = text.replace("It began here.", "It began at the gate.")
    with zipfile.ZipFile(made, "w") as word:
        for name, content in {**parts, "word/document.xml": edited.encode()}.items():
            word.writestr(name, content)
    assert strike.run("pull", str(made), "--apply").status == 0
    assert (
        (strike.content / "strike/blocks/1.md")
        .read_text("utf-8")
        .endswith("![A gate](port.png)\n\nIt began at the gate.\n\nIt went on.\n")
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("width: 70", "width: 700", '"width" of the picture "port.png" cannot be "700"'),
        ('crop: "3:2"', "crop: wide", '"crop" of the picture "port.png" cannot be "wide"'),
        ("focus: 90% 50%", "focus: left", '"focus" of the picture "port.png" cannot be "left"'),
        ("place: beside", "place: between", '"between"'),
        ("  alternative: Forty", "  remark: Forty", "nothing says what can be seen"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(strike, old, new, told):
    strike.change("strike/pictures.yaml", old, new)
    ran = strike.run("check", "strike")
    assert ran.status == 1
    assert told in ran.err
    assert "strike/pictures.yaml:" in ran.err


def test_the_point_that_matters_stays_as_near_the_middle_as_the_edges_allow():
    assert frame((400, 200), (1, 1), (50, 50)) == (100, 0, 300, 200)
    assert frame((400, 200), (1, 1), (0, 0)) == (0, 0, 200, 200)
    assert frame((200, 400), (2, 1), (50, 99)) == (0, 300, 200, 400)


def test_what_is_drawn_from_data_is_a_vector_in_word_with_dots_beside_it(strike):
    strike.change("strike/dossier.yaml", "picture: none", "picture: timeline")
    assert strike.run("build", "strike", "--format", "docx").status == 0
    with zipfile.ZipFile(strike.output / "strike" / "list.docx") as word:
        names = word.namelist()
        text = word.read("word/document.xml").decode()
        (vector,) = [each for each in names if each.endswith(".svg")]
        assert b"<text" not in word.read(vector)  # outlines, in which no name can be found
    assert text.count("svgBlip") == 1
    assert OpenXmlValidator().validate(strike.output / "strike" / "list.docx").is_valid


BRIEF = """
  brief:
    template: campaign-brief
    title: Strike
    date: 2026-01-01
    photographs: [lockout]
    blocks: {standfirst: [one], case: [three], demands: [two]}
"""


def test_a_brief_shows_incidents_by_their_photographs_with_their_words(strike):
    strike.write("strike/dossier.yaml", DOSSIER + BRIEF)
    strike.write("strike/blocks/2.md", "---\nid: two\nkind: demand\n---\nOpen the gate.\n")
    strike.write("strike/blocks/3.md", "---\nid: three\nkind: case\n---\nNobody was let in.\n")
    ready = document(strike, "strike", "brief")
    page = render(ready, strike.places().folders(ready.template), "html")[0].decode()
    shown = page.index("<figcaption>Dockers before the gate. Photograph: FFS</figcaption>")
    assert page.index("How it happened</h2>") < shown < page.index("What we ask</h2>")
    assert "<strong>November 2024.</strong> The harbour company locked out the night shift." in page
