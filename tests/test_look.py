"""The look: what somebody edits in the shared `look.yaml` reaches Word, too."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT as TEXT

from dossier.build.look_fonts import missing_fonts
from dossier.build.output_formats import render
from dossier.build.written_file import write
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
        ('"PT Sans", Arial', {}),
        ('"PT Serif", "PT Sans"', {"sans": ("PT Serif", "PT Sans")}),
        ('"PT Mono", "PT Sans"', {"sans": ("PT Mono", "PT Sans")}),
        ("Lato", {"sans": ("Lato",)}),
    ],
)
def test_a_font_before_the_houses_is_used(sans, own):
    assert Theme({"sans": sans}).own_fonts() == own


def test_a_font_that_is_not_on_the_machine_is_told_with_the_nearest(own_templates):
    folders = (own_templates / "_shared",)
    look = own_templates / "_shared" / "look.yaml"
    look.write_text('fonts:\n  ar: {sans: \'"PT Sanz", "PT Sans"\'}\n', "utf-8")
    theme = read_theme(folders)[0].in_language("ar")
    found = [each for each in missing_fonts(theme, folders) if each.excerpt == "PT Sanz"]
    assert [(each.rule, each.hint, each.line) for each in found] == [
        ("missing-font", 'did you mean "PT Sans"?', 2)
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
    assert b":root { --type: 1.273; }" in large["html"]
    assert b"@page { size: 215.9mm 279.4mm; margin: 30.00mm " in large["html"]


@pytest.mark.parametrize(
    "line",
    [
        "page: {paper: A3}",
        "page: {margins: 20mm}",
        "type: {size: 40pt}",
        "page: {sides: 2}",
        'page: {number: "{seite}"}',
        "page: {notes: aside}",
        "page: {columns: 4}",
        "page: {head: [One, Two, Three]}",
        "fonts: {xx: Amiri}",
        "fonts: {ar: [Amiri, Lateef]}",
        "fonts: {ar: {serif: '{Amiri}'}}",
        "fonts: {ar: {display: Amiri}}",
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


LOOK = """\
page:
  head: ['{{ submitters|map(attribute="short")|join(", ") }}', "{{ title }}: {{ kind }}"]
fonts: {serif: PT Mono, en: {serif: Amiri, word_serif: Georgia}, ar: {sans: Lato}}
"""


@pytest.fixture
def own_look(project, own_templates):
    (own_templates / "upr-submission" / "look.yaml").write_text(LOOK, "utf-8")
    return stressed(project, "A word.\n\n" + "More words of a paragraph. " * 170)


def test_fonts_of_a_language_come_before_those_of_all(project, own_look):
    folders = project.places().folders(own_look.template)
    assert own_look.theme.first("serif") == "Amiri"
    assert b"--serif: Amiri;" in render(own_look, folders, "html")[0]
    with pypdfium2.PdfDocument(render(own_look, folders, "pdf")[0]) as pdf:
        used = {each.get_font().get_base_name() for each in pdf[1].get_objects([TEXT])}
    assert any("Amiri" in each for each in used)
    assert list(missing_fonts(own_look.theme, folders)) == []
    with zipfile.ZipFile(io.BytesIO(render(own_look, folders, "docx")[0])) as word:
        styles = word.read("word/styles.xml").decode()
    assert ("Georgia" in styles, "Times New Roman" in styles) == (True, False)


def test_one_font_of_a_language_is_for_everything_in_it(own_templates):
    (own_templates / "_shared" / "look.yaml").write_text('fonts: {ar: "Lateef, Amiri"}\n', "utf-8")
    theme = read_theme((own_templates / "_shared",))[0].in_language("ar")
    assert theme.values["sans"] == "Lateef, Amiri"
    assert theme.values["word_serif"] == "Lateef"


def test_a_running_head_of_two_lines_stands_on_two_lines_in_pdf_and_word(project, own_look):
    folders = project.places().folders(own_look.template)
    first, second = own_look.edition.document.running_head.split("\n")
    assert second.endswith(": upr-submission")
    finished, findings = write(own_look, folders, "pdf")
    assert findings == []
    with pypdfium2.PdfDocument(finished.content) as pdf:
        words = pdf[1].get_textpage().get_text_range().split("\r\n")
    assert words[words.index(first) + 1] == second
    word = docx.Document(io.BytesIO(write(own_look, folders, "docx")[0].content))
    (head,) = word.sections[0].header.paragraphs
    assert head.text == f"{first}\n{second}"
    assert head.paragraph_format.space_after.pt == 7  # or the text would touch it


def test_a_running_head_that_cannot_be_filled_is_told_of_at_its_line(small, own_templates):
    look = own_templates / "upr-submission" / "look.yaml"
    look.write_text("page:\n  head: '{{ nobody.there }}'\n", "utf-8")
    found = small.dossier("case", "submission").findings
    wrong = [each for each in found if each.rule == "template-error"]
    assert [(each.file.endswith("look.yaml"), each.line) for each in wrong] == [(True, 2)]
