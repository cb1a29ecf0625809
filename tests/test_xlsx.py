"""A workbook says what the document says, keeps its tables, and asks no program to calculate."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import date, datetime
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from dossier.build.lost_words import reconcile
from dossier.model.document import (
    Block,
    Cell,
    CoverLine,
    Document,
    Emphasis,
    Figure,
    Heading,
    Link,
    Note,
    NoteAgain,
    Paragraph,
    Properties,
    Row,
    Section,
    Settings,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.language import language
from dossier.model.numbering import number
from dossier.model.passages import passages
from dossier.readers.finished_files import words_of_xlsx
from dossier.writers.xlsx import write_xlsx
from dossier.writers.xlsx.sheet_contents import beyond
from tests.conftest import document as real
from tests.strategies import editions


def edition(*sections, cover=(), above=0, title="A title"):
    made = Document(
        title, "Procedure", "en-GB", cover, sections, "Head", Settings(),
        Properties("Author", "Subject", ("key", "word"), date(2019, 3, 25)), above,
    )  # fmt: skip
    return Edition(made, number(made), language("en-GB"))


def section(title, *nodes, id_=""):
    id_ = id_ or f"id-{title}"
    return Section(id_, title, (Block(f"block-{id_}", "evidence", nodes),))


ids = count(1)


def paragraph(*content):
    made = tuple(Text(each) if isinstance(each, str) else each for each in content)
    return Paragraph(made, f"p{next(ids)}")


def table(head, *rows):
    made = [
        Row(tuple(Cell((Text(each),) if isinstance(each, str) else each, "") for each in row))
        for row in (head, *rows)
    ]
    return Table(("",) * len(head), made[0], tuple(made[1:]))


def book(made):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(made)), rich_text=True)


def texts(page):
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


@given(editions())
def test_the_workbook_says_what_the_document_says(made):
    found = words_of_xlsx(write_xlsx(made))
    assert reconcile([*passages(made)], found, extra=beyond(made)) is None


@given(editions())
@settings(max_examples=12)
def test_two_writings_give_the_same_bytes(made):
    assert write_xlsx(made) == write_xlsx(made)


@given(editions())
@settings(max_examples=10, phases=[Phase.generate])
def test_workbooks_are_valid(made):
    assert audit(write_xlsx(made)) == []


def audit(content):
    """Return the errors that openxml-audit finds."""
    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.xlsx"
        file.write_bytes(content)
        return [str(each) for each in OpenXmlValidator().validate(str(file)).errors]


@pytest.mark.parametrize("name", ["joint", "plain"])
def test_the_joint_submission_says_all_in_a_workbook(ruritania, name):
    made = real(ruritania, "ruritania", name).edition
    content = write_xlsx(made)
    assert reconcile([*passages(made)], words_of_xlsx(content), extra=beyond(made)) is None
    assert audit(content) == []


def test_the_real_submission_says_all_in_a_workbook(kazakhstan):
    made = real(kazakhstan, "kazakhstan", "submission").edition
    content = write_xlsx(made)
    assert reconcile([*passages(made)], words_of_xlsx(content), extra=beyond(made)) is None
    pages = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert len(pages) == len(made.document.sections) + 1
    assert pages[-1].title == "Notes"


def test_each_section_has_a_sheet_and_the_first_begins_with_the_title_block():
    cover = (CoverLine("Submitted by", (Text("ICTUR"),)),)
    made = edition(
        section("Facts", paragraph("One.")), section("Law", paragraph("Two.")), cover=cover
    )
    found = book(made)
    assert found.sheetnames == ["Facts", "Law"]
    first = texts(found["Facts"])
    assert first[:2] == ["Procedure", "A title"]
    assert first[2].split() == ["Submitted", "by", "ICTUR"]
    assert first[3:] == ["(1) Facts", "1. One."]
    assert texts(found["Law"]) == ["(2) Law", "2. Two."]


def test_what_stands_above_the_title_in_print_stands_above_it_here():
    letterhead = section("", paragraph("To the Minister"), id_="address")
    found = book(edition(letterhead, section("Facts", paragraph("One.")), above=1))
    assert found.sheetnames == ["Facts"]
    assert texts(found["Facts"])[:2] == ["1. To the Minister", "Procedure"]


def test_a_document_without_sections_is_a_sheet_with_its_title():
    found = book(edition(title="On: strikes / law?"))
    assert found.sheetnames == ["On strikes law"]
    assert texts(found.worksheets[0]) == ["Procedure", "On: strikes / law?"]


@given(st.lists(st.text(st.sampled_from("ab ':*?/\\[]’é✊H"), max_size=60), max_size=6))
def test_names_of_sheets_are_names_that_excel_takes(titles):
    sections = [section(each, paragraph("x"), id_=f"s{n}") for n, each in enumerate(titles)]
    names = book(edition(*sections, title="History")).sheetnames
    assert len({each.casefold() for each in names}) == len(names)
    for each in names:
        assert 1 <= len(each) <= 31
        assert not set(each) & set("[]:*?/\\")
        assert each.casefold() != "history"
        assert not each.startswith("'")
        assert not each.endswith("'")


def test_long_titles_are_cut_at_a_word():
    names = book(edition(*[
        section("Freedom of association and the right to strike", paragraph("x"), id_=f"s{n}")
        for n in range(2)
    ])).sheetnames  # fmt: skip
    assert names == ["Freedom of association and…", "Freedom of association and… 2"]


def test_a_table_alone_on_its_sheet_is_frozen_filtered_and_headed_on_every_page():
    found = book(edition(section("Matrix", table(("Year", "What"), ("2017", "a"), ("2018", "b")))))
    page = found["Matrix"]
    assert [cell.value for cell in page[4]] == ["Year", "What"]
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:B6"
    assert page.print_title_rows == "$4:$4"
    assert page["A4"].font.bold
    assert page["A4"].fill.start_color.rgb.endswith("14466B")
    assert page["A5"].value == 2017
    assert page["B5"].alignment.wrap_text
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.fitToWidth == 1
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_table_below_long_words_freezes_nothing_and_two_tables_share_the_columns():
    small, large = table(("A", "B"), ("1", "2")), table(("C", "D", "E"), *[("x", "y", "z")] * 5)
    far = book(edition(section("Far", paragraph("word " * 900), small)))["Far"]
    assert far.freeze_panes is None
    two = book(edition(section("Two", small, large)))["Two"]
    assert two.freeze_panes is None
    assert two.auto_filter.ref == "A7:C12"
    assert two.print_title_rows is None


def test_columns_have_the_shares_that_they_have_in_print():
    long = "a long account of what happened and of what the court said of it " * 4
    page = book(edition(section("Matrix", table(("No.", "What"), ("1", long)))))["Matrix"]
    narrow, wide = (page.column_dimensions[each].width for each in "AB")
    assert 7 <= narrow < 25 < wide < 130


def test_words_are_as_wide_as_the_sheet_and_rows_high_enough():
    many = paragraph("word " * 300)
    page = book(edition(section("Text", many, table(("A", "B", "C"), ("1", "2", "3")))))["Text"]
    assert "A4:C4" in [str(each) for each in page.merged_cells.ranges]
    assert page.row_dimensions[4].height > 100
    assert all(each.height is None or each.height <= 409 for each in page.row_dimensions.values())


@given(st.integers(1, 9000))
@settings(max_examples=10)
def test_a_long_paragraph_goes_on_in_further_rows(words):
    made = edition(section("Text", paragraph(" ".join(["strike"] * words))))
    page = book(made)["Text"]
    assert all((each.height or 0) <= 409 for each in page.row_dimensions.values())
    assert reconcile([*passages(made)], words_of_xlsx(write_xlsx(made))) is None


@pytest.mark.parametrize("sign", list("=+-@"))
def test_what_looks_like_a_formula_stays_text(sign):
    said = f"{sign}1+1"
    made = edition(section("Sums", table((said, "B"), (said, "x")), Heading(1, (Text(said),), "h")))
    page = book(made)["Sums"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == said]
    assert len(cells) == 3
    assert all(each.data_type == "s" and each.quotePrefix for each in cells)
    assert b"<f>" not in write_xlsx(made)


def test_numbers_are_numbers_where_a_whole_column_is():
    made = edition(section("N", table(("Year", "No."), ("2017", "007"), ("", "124.1"))))
    page = book(made)["N"]
    assert [page["A5"].value, page["A6"].value] == [2017, None]
    assert [page["B5"].value, page["B6"].value] == ["007", "124.1"]
    assert reconcile([*passages(made)], words_of_xlsx(write_xlsx(made))) is None


def test_notes_are_called_in_raised_brackets_and_stand_on_the_last_sheet():
    note = Note(
        "b/n", (paragraph("The report, ", Emphasis((Text("p. 5"),)), "."), paragraph("More."))
    )
    made = edition(section("Facts", paragraph("Seen", note, " twice", NoteAgain("b/n"), ".")))
    found = book(made)
    assert found.sheetnames == ["Facts", "Notes"]
    assert str(found["Facts"]["A4"].value) == "1. Seen[1] twice[1]."
    raised = [each for each in found["Facts"]["A4"].value if getattr(each, "font", None)]
    assert [each.text for each in raised if each.font.vertAlign == "superscript"] == ["[1]", "[1]"]
    assert texts(found["Notes"]) == ["Notes", "1 The report, p. 5.", "More."]


def test_links_are_links_and_a_second_one_prints_its_address():
    one, two = (
        Link("https://one.example", (Text("one"),)),
        Link("https://two.example", (Text("two"),)),
    )
    made = edition(
        section("Links", paragraph("See ", one), table(("A",), ((one, Text(" "), two),)))
    )
    page = book(made)["Links"]
    assert page["A4"].hyperlink.target == "https://one.example"
    assert str(page["A4"].value) == "1. See one"
    assert page["A6"].hyperlink.target == "https://one.example"
    assert str(page["A6"].value) == "one two (https://two.example)"
    assert [*beyond(made)] == ["(https://two.example)"]
    found = words_of_xlsx(write_xlsx(made))
    assert reconcile([*passages(made)], found, extra=beyond(made)) is None


def test_a_picture_is_told_of():
    figure = Figure("strike.jpg", "Strikers on the square", caption=(Text("Photograph: ICTUR"),))
    made = edition(section("Facts", figure))
    assert texts(book(made)["Facts"])[3:] == ["Strikers on the square", "Photograph: ICTUR"]
    found = words_of_xlsx(write_xlsx(made))
    assert reconcile([*passages(made)], found, extra=beyond(made)) is None


def test_signs_that_a_workbook_writes_by_number_stay_as_they_are():
    made = edition(section("Facts", paragraph("_x0041_ a\x07b")))
    assert "_x0041_ ab" in words_of_xlsx(write_xlsx(made))
    assert "A ab" not in words_of_xlsx(write_xlsx(made))


def test_the_file_says_whose_it_is_and_of_when_and_no_more():
    content = write_xlsx(edition(section("Facts", paragraph("One."))))
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == (
        "A title", "Author", "Author",
    )  # fmt: skip
    assert (properties.subject, properties.keywords) == ("Subject", "key, word")
    assert properties.created == properties.modified == datetime(2019, 3, 25)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in package.namelist():
            etree.fromstring(package.read(name))
