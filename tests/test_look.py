"""The look: what somebody edits in the shared `look.yaml` reaches Word, too."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2
import pytest

from dossier.build.look_fonts import missing_fonts
from dossier.build.output_formats import render
from dossier.model.language import own_templates as program_templates
from dossier.model.theme import WORD_LOOK, Theme
from dossier.readers.templates.theme import read_theme
from tests.test_pdf import stressed


def test_the_styles_of_word_are_made_of_the_look_that_comes_with_the_program():
    shipped = read_theme((program_templates() / "_shared",))[0].values
    assert dict(WORD_LOOK.values).items() <= dict(shipped).items()


def test_an_edited_look_changes_the_styles_of_word(project, own_templates):
    look = own_templates / "_shared" / "look.yaml"
    text = look.read_text("utf-8").replace("#14466b", "#aa0055").replace("Arial\n", "Verdana\n")
    look.write_text(text, "utf-8")
    made = stressed(project, "One.")
    content, wrong = render(made, project.places().folders(made.template), "docx")
    assert wrong == []
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode().upper()
    assert ("AA0055" in styles, "14466B" in styles, "VERDANA" in styles) == (True, False, True)


@pytest.mark.parametrize(
    ("sans", "own"),
    [
        ('"PT Sans", Arial', ""),
        ('"PT Serif", "PT Sans"', '--sans: "PT Serif", "PT Sans";'),
        ('"PT Mono", "PT Sans"', '--sans: "PT Mono", "PT Sans";'),
        ("Lato", "--sans: Lato;"),
    ],
)
def test_a_font_before_the_houses_is_used(sans, own):
    assert Theme({"sans": sans}).own_fonts() == own


def test_a_font_that_is_not_on_the_machine_is_told_with_the_nearest(own_templates):
    folders = (own_templates / "_shared",)
    theme = Theme({"serif": '"Dejavu Serif", "PT Serif"', "sans": '"PT Sanz", "PT Sans"'})
    found = [each for each in missing_fonts(theme, folders) if each.excerpt == "PT Sanz"]
    assert [(each.rule, each.hint, each.line > 0) for each in found] == [
        ("missing-font", 'did you mean "PT Sans"?', True)
    ]


LARGE = "page: {paper: Letter, margins: 30mm 20mm 25mm 35mm}\ntype: {size: 14pt}\n"


@pytest.fixture
def large(project):
    folder = project.root / "templates" / "_shared"
    folder.mkdir(parents=True)
    (folder / "look.yaml").write_text(LARGE, "utf-8")
    made = stressed(project, "One.")
    return {
        format_: render(made, project.places().folders(made.template), format_)[0]
        for format_ in ("pdf", "docx", "html")
    }


def test_paper_margins_and_size_of_type_reach_every_format(large):
    with pypdfium2.PdfDocument(large["pdf"]) as pdf:
        assert [round(each / 72 * 25.4, 1) for each in pdf[0].get_size()] == [215.9, 279.4]
    word = docx.Document(io.BytesIO(large["docx"]))
    page = word.sections[0]
    assert [round(each.mm) for each in (page.page_width, page.page_height)] == [216, 279]
    assert [round(each.mm) for each in (page.top_margin, page.left_margin)] == [30, 35]
    usual = docx.Document(program_templates() / "_shared" / "word.docx").styles["Title"].font.size
    assert word.styles["Title"].font.size.pt == pytest.approx(usual.pt * 14 / 11, abs=0.5)
    assert b"html { font-size: 127.3%; }" in large["html"]


@pytest.mark.parametrize(
    "line",
    [
        "page: {paper: A3}",
        "page: {margins: 20mm}",
        "type: {size: 40pt}",
        "page: {sides: 2}",
        'page: {number: "{seite}"}',
        "page: {notes: aside}",
    ],
)
def test_paper_and_size_that_cannot_be_are_found(own_templates, line):
    (own_templates / "_shared" / "look.yaml").write_text(f"{line}\n", "utf-8")
    assert read_theme((own_templates / "_shared",))[1]


def test_the_look_of_a_kind_has_its_own_page_number_and_place_of_notes(project, own_templates):
    look = own_templates / "upr-submission" / "look.yaml"
    look.write_text('page: {number: "– {page} / {pages} –", notes: end}\n', "utf-8")
    ready = stressed(project, "A word.[^a]\n\n[^a]: Its note.")
    assert ready.edition.document.settings.notes == "endnotes"
    folders = project.places().folders(ready.template)
    made = {kind: render(ready, folders, kind)[0] for kind in ("pdf", "docx")}
    words = pypdfium2.PdfDocument(made["pdf"])[0].get_textpage().get_text_range()
    assert "– 1 / " in words
    assert "Page 1" not in words
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as word:
        footers = [word.read(each).decode() for each in word.namelist() if "footer" in each]
    assert all(" / " in each and "Page" not in each.replace("PAGE", "") for each in footers)
