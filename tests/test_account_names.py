"""The name of an account that is all of a property of a file is found beside all other words."""

from __future__ import annotations

import io

import docx
import pytest

from dossier.model.registry import Person
from dossier.redaction.scan import Guard, pieces

GUARD = Guard((Person("p", "Jane Exemplar"),), (), (), "public")


def word_file(author: str) -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    document.core_properties.last_modified_by = "Editor"
    document.add_paragraph("Some text of the case, and more of it.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("author", ["jexemplar", "JEXEMPLAR7", "OFFICE\\jexemplar", "exemplarj"])
def test_the_author_of_a_word_file_is_found_by_the_name_of_an_account(author):
    found = GUARD.find(pieces(word_file(author), "case.docx"))
    assert [each.severity for each in found] == ["error"]


def test_a_word_of_a_text_that_only_looks_like_an_account_is_none():
    other = Guard((Person("p", "Anna Long"),), (), (), "public")
    assert other.find(pieces(b"go\nalong\nnow\n", "a.txt")) == ()
    assert GUARD.find(pieces(word_file("Editor"), "case.docx")) == ()


def test_a_value_of_a_json_file_is_found_by_the_name_of_an_account():
    assert GUARD.find(pieces(b'{"author": "jexemplar", "title": "A case"}', "a.json"))
