"""The look: what somebody edits in the shared `look.yaml` reaches Word, too."""

from __future__ import annotations

import io
import zipfile

from dossier.build.output_formats import render
from dossier.model.language import own_templates as program_templates
from dossier.model.theme import WORD_LOOK
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
