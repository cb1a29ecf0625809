"""A name that stands only in the hidden version of a Word file is found, however it stands there."""

import io
import json
import zipfile

import pytest

from dossier.model.registry import Person
from dossier.redaction.scan.file_types import pieces
from dossier.redaction.scan.guard import Guard

GUARD = Guard((Person("p", "Aigul Samplova"), Person("u", "Nu U")), (), (), "public")
PLAIN = ["Since 1948 States have had duties; u and U are letters, and 21st and 22nd are days."] * 90
"""Some 8,000 letters, in which a name of one letter seems to stand again and again."""


def word_file(hidden: str) -> bytes:
    """A Word file with plain words on its page and a text in its hidden version."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {space}><w:body><w:p><w:r><w:t>Duties of States.</w:t></w:r></w:p></w:body></w:document>",
        "customXml/item1.xml": f"<version>{hidden}</version>",
    }  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


def found(*held: object) -> list[str]:
    """What is found in a file whose hidden version holds this among much else."""
    said = json.dumps([*PLAIN, *held, *PLAIN], ensure_ascii=False)
    escaped = said.replace("&", "&amp;").replace("<", "&lt;")
    told = GUARD.find(pieces(word_file(escaped.replace("§", "&#83;")), "a.docx"))
    return [each.where for each in told if "Samplova" in each.what]


@pytest.mark.parametrize(
    "held",
    [
        ("asked Aigul Samplova to speak",),
        ({"Aigul Samplova": 1},),
        ({"id": "aigul-samplova"},),
        ({"text": "Aigul "}, {"text": "Samplova"}),
        ("Aigul Sam\u00adplova",),
        ("Aigul Sa2mplova",),
        ("Aigul §amplova",),
        ("A i g u l  S a m p l o v a",),
        ("\u0410\u0439\u0433\u0443\u043b Samplova",),
        ("https://press.example/Aigul%20Samplova",),
    ],
)
def test_a_name_that_stands_only_in_the_hidden_version_is_found(held: tuple[object, ...]):
    assert found(*held)


def test_escaped_letters_of_a_name_in_the_hidden_version_are_found():
    said = json.dumps([*PLAIN, "Айгуль Samplova"], ensure_ascii=True).replace(
        "Samplova", "\\u0053amplova"
    )
    told = GUARD.find(pieces(word_file(said), "a.docx"))
    assert any("Samplova" in each.what for each in told)


def test_plain_words_of_a_hidden_version_are_no_name():
    assert not found("asked a witness to speak")
