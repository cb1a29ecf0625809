"""The look: what somebody edits in the shared `look.yaml` reaches Word, too."""

from __future__ import annotations

import io
import zipfile

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
