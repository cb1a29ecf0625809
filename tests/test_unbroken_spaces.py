"""Lines do not end inside "paragraph 26" or "28 March", in any format."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.model.document import (
    Block,
    Document,
    Emphasis,
    Heading,
    Note,
    Paragraph,
    Properties,
    Reference,
    Section,
    Settings,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.language import language
from dossier.model.language_file import languages
from dossier.model.numbering import number
from dossier.model.passages import size
from dossier.model.unbroken_spaces import kept, unbroken
from dossier.model.walk import plain

ENGLISH = language("en")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("see paragraph 26 and paras 33–38", "see paragraph~26 and paras~33–38"),
        ("Paragraph 26, Section (7)", "Paragraph~26, Section~(7)"),
        ("article 22(1), Articles IV and V", "article~22(1), Articles~IV and V"),
        ("Convention No. 87 of 1948", "Convention No.~87 of 1948"),
        ("above note 12; ibid., p. 4, annex B", "above note~12; ibid., p.~4, annex~B"),
        ("from 28 March 2019 to 4 April", "from 28~March 2019 to 4~April"),
        ("37 people, 4,000 members, 2.5 hours", "37~people, 4,000~members, 2.5~hours"),
        ("Mr K. Exemplar, J. R. R. Exemplar", "Mr~K.~Exemplar, J.~R.~R.~Exemplar"),
        ("in 2012 officers were tried", "in 2012 officers were tried"),
        ("143 of 194, and noted 51 in all", "143 of 194, and noted 51 in all"),
        ("the paragraph before, a section on it", "the paragraph before, a section on it"),
        ("a May day, march 3", "a May day, march 3"),
        ("Notes 1 and 2", "Notes~1 and 2"),
        ("paragraphs 11 and 2 breach it", "paragraphs~11 and 2 breach it"),
        ("recommendation 7 asks, 7 ask", "recommendation~7 asks, 7~ask"),
        ("keynote 4, apart 5", "keynote 4, apart 5"),
        ("under article 402 and 37 people", "under article~402 and 37~people"),
        ("in paragraph 26, 37 people", "in paragraph~26, 37~people"),
        ("articles 19, 21 and 22 protect it", "articles~19, 21 and 22 protect it"),
        ("No. 87, 4 strikes", "No.~87, 4~strikes"),
        ("clauses 3 and 7, § 5, §§ 5 and 6 say", "clauses~3 and 7, §~5, §§~5 and 6 say"),
        ("at 10 a.m. and 11.30 p.m.", "at 10~a.m. and 11.30~p.m."),
    ],
)
def test_what_belongs_together_stays_in_one_line(typed: str, written: str) -> None:
    assert kept(typed, ENGLISH).replace("\u00a0", "~") == written


@pytest.mark.parametrize("code", languages())
def test_labels_of_several_numbers_are_labels(code: str) -> None:
    held = language(code).kept
    assert set(held.before_lists) <= set(held.before_numbers)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("fr", "l’article~402 et 37~personnes; les articles~19 et 22 garantissent"),
        ("es", "el artículo~402 y 37~personas; los artículos~19 y 22 garantizan"),
        ("ru", "статья~402 и 37~человек; статьи~19 и 22 гарантируют"),
    ],
)
def test_what_one_label_numbers_ends_with_its_number_in_each_language(code, written) -> None:
    made = kept(written.replace("~", " "), language(code)).replace("\u00a0", "~")
    assert made.replace("\u202f", " ").replace("~;", ";") == written


def test_french_signs_have_the_space_that_its_printers_give_them() -> None:
    typed = "Il dit : « non ; 64 % ! » et 12 personnes"
    written = kept(typed, language("fr")).replace("\u00a0", "~").replace("\u202f", "^")
    assert written == "Il dit~: «~non^; 64^%^!~» et 12~personnes"
    assert kept("already\u202f; narrow", ENGLISH) == "already\u202f; narrow"


def edition() -> Edition:
    text = (
        Text("See No. "),
        Emphasis((Text("87"),)),
        Text(", and "),
        Reference("paragraph", "first.1", (Text("paragraph"),)),
        Note("first/one", (Paragraph((Text("Of 3 May."),), "first.3"),)),
        Text(" members."),
    )
    content = (Heading(1, (Text("On 3 May"),), "first.2"), Paragraph(text, "first.1"))
    sections = (Section("one", "Article 22", (Block("first", "evidence", content),)),)
    document = Document(
        title="The 34 cases", procedure="", language="en", cover=(), sections=sections,
        running_head="", settings=Settings(), properties=Properties("", "", (), date(2026, 1, 2)),
    )  # fmt: skip
    return Edition(document, number(document), ENGLISH)


def test_titles_headings_notes_and_words_across_formatting_have_them() -> None:
    made = unbroken(edition()).document
    assert (made.title, made.sections[0].title) == ("The 34\u00a0cases", "Article\u00a022")
    heading, paragraph = made.sections[0].blocks[0].content
    assert plain(heading.content) == "On 3\u00a0May"
    assert paragraph.content[0] == Text("See No.\u00a0")
    assert plain(paragraph.content[4].content[0].content) == "Of 3\u00a0May."
    assert paragraph.content[5] == Text(" members.")  # no number of members


def test_the_document_itself_and_its_length_stay_as_typed() -> None:
    before = edition()
    assert "\u00a0" not in str(before.document)
    assert size(unbroken(before)) == size(before)


def test_the_number_of_a_cross_reference_stays_with_its_words() -> None:
    reference = Reference("paragraph", "first.1", (Text("paragraph"),))
    assert edition().reference_space(reference) == "\u00a0"
    assert edition().reference_space(Reference("paragraph", "first.1", ())) == ""
