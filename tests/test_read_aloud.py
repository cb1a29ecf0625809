"""The PDF as a screen reader meets it: the tags of its words, and what is left out of them."""

from __future__ import annotations

import io

import page
import pdfua
import pikepdf
import pytest
from PIL import Image

from dossier.build.output_formats import render
from dossier.writers import pdf as pdf_writer
from dossier.writers.pdf import write_pdf
from tests.test_pdf import CASE, FOLDERS, LOOK, stressed

TEXT = f"""## A heading below one that is missing, with a note[^head]

A sentence that is called{"  and goes on for long" * 250}.[^torn] Its end stands overleaf{" at last" * 30}.

See [section](#section:e) and [note](#note:b5/torn).

| A | B |
|---|---|
{"".join(f"| Row {n} | {'' if n == 7 else 'said[^cell]' if n == 9 else 'said'} |{chr(10)}" for n in range(40))}

- one[^item]
- two

[^head]: Note of the heading.
[^torn]: Note of the sentence.
[^cell]: Note of the cell.
[^item]: Note of the item.
"""


@pytest.fixture(params=["placed", "laid out again"])
def pdf(request, project, monkeypatch):
    """Return the PDF of TEXT, by each of the two ways to its pages."""
    if request.param == "laid out again":
        monkeypatch.setattr(pdf_writer, "_placed", lambda *_: None)
    ready = stressed(project, TEXT)
    made = write_pdf(ready.edition, FOLDERS, {}, LOOK)
    return pikepdf.open(io.BytesIO(made)), made


def is_tag(held):
    return isinstance(held, pikepdf.Dictionary) and "/S" in held


def is_piece(held):
    """Whether a tag holds words on another page than its first."""
    return isinstance(held, pikepdf.Dictionary) and held.Type == "/MCR"


def below(tag):
    """Return the tags in `tag`, in the order in which they are read."""
    kids = [each for each in tag.K if is_tag(each)]
    return [(str(each.S)[1:], each) for each in kids]


def everything(tag):
    return [each for kid in below(tag) for each in (kid, *everything(kid[1]))]


def links(file):
    """Return what is said of the links of a file."""
    return [str(each.Contents) for sheet in file.pages for each in sheet.get("/Annots", ())]


def test_a_pdf_is_read_aloud_in_order(pdf):
    file, made = pdf
    tags = everything(file.Root.StructTreeRoot.K[0])
    said = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert [each.message for each in said.failures] == []
    assert pdfua.validate(io.BytesIO(made)).findings == ()
    # The heading, the sentence with its pages, and each with its notes after it.
    (block,) = [each for name, each in tags if name == "Div" and "H3" in dict(below(each))]
    order = [name for name, _ in below(block)]
    assert order == ["H3", "Note", "P", "Note", "P", "Table", "L"]
    sentence = below(block)[2][1]
    assert len({each.Pg.objgen for each in sentence.K if is_piece(each)}) > 0  # beside the first
    assert [str(each.ID) for name, each in tags if name == "Note"] == [
        "note-1", "note-2", "note-3", "note-4"
    ]  # fmt: skip
    # A table over pages is one, and its heading is read once.
    (table,) = [each for name, each in tags if name == "Table"]
    assert [name for name, _ in everything(table)].count("TH") == 2
    assert [name for name, _ in everything(table)].count("TR") == 41
    assert {"Note 1", "Back to the text at note 1", "Section 6", "Note 2"} <= {*links(file)}
    with file.open_outline() as outline:
        titles = [each.title for top in outline.root for each in (top, *top.children)]
    assert not [each for each in titles if each.endswith("1")]


SIGNS = """> “We stand ✊🏽 together 👩‍👩‍👧 🚩” → ☐ ≥ 16, “مرحبا بالعالم”, “हिन्दी”, Қазақстан

![A square](square.png)
"""


def test_a_pdf_for_an_archive_is_pdf_a_and_still_read_aloud(project, monkeypatch):
    square = io.BytesIO()
    Image.new("RGBA", (20, 20), (200, 0, 0, 90)).save(square, "PNG")
    (project.content / "stress").mkdir(parents=True, exist_ok=True)
    (project.content / "stress" / "square.png").write_bytes(square.getvalue())
    monkeypatch.setattr("tests.test_pdf.CASE", f"{CASE}    pdf: {{archive: true}}\n")
    ready = stressed(project, SIGNS)
    (made, wrong) = render(ready, project.places().folders(ready.template), "pdf")
    assert wrong == []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        said = page.validate_pdf_bytes(made, profile=profile)
        assert [each.message for each in said.failures] == []
