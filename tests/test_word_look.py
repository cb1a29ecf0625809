"""Word files look as the PDF does: notes, headings, what stays together, pictures, numbers."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from dossier.build.output_formats import render
from dossier.ooxml.names import q
from tests.conftest import document
from tests.stress import FEW, write_stress


@pytest.fixture
def stress(project):
    write_stress(project.content / "stress", FEW)
    return project


def part(project, kind: str, name: str, id_: str = "") -> etree._Element:
    """Return a part of the Word file of a kind."""
    made = document(project, "stress", id_ or kind)
    content, wrong = render(made, project.places().folders(made.template), "docx")
    assert wrong == []
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(f"word/{name}.xml"))


def words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(q("t")))


def kept(paragraph: etree._Element) -> bool:
    return bool(paragraph.findall(f"{q('pPr')}/{q('keepNext')}"))


def test_what_leads_to_a_list_or_a_table_stays_with_it(stress):
    text = part(stress, "imported-plain", "document")
    leads = [each for each in text.iter(q("p")) if words(each).endswith(":")]
    assert len(leads) > 2
    assert all(map(kept, leads))


def test_no_row_stands_alone_before_or_after_a_break(stress):
    table = next(part(stress, "imported-plain", "document").iter(q("tbl")))
    rows = table.findall(q("tr"))
    held = [all(map(kept, each.iter(q("p")))) for each in rows[1:]]
    assert held == [True, *[False] * (len(held) - 3), True, False]


def test_links_in_notes_look_as_the_words_around_them(stress):
    notes = part(stress, "imported-plain", "footnotes")
    assert list(notes.iter(q("hyperlink")))
    assert not notes.xpath("//w:rStyle[@w:val='Hyperlink']", namespaces={"w": q("x")[1:-2]})


def test_the_number_of_a_note_hangs_before_its_words(stress):
    notes = part(stress, "imported-plain", "footnotes")
    long = next(each for each in notes if len(each.findall(q("p"))) > 1)
    first, second, *_ = long.findall(q("p"))
    assert list(first.iter(q("tab")))
    assert second.find(f"{q('pPr')}/{q('ind')}").get(q("left")) == "369"


@pytest.mark.parametrize(("kind", "there"), [("campaign-article", True), ("imported-plain", False)])
def test_a_heading_stands_above_endnotes(stress, kind, there):
    last = [words(each) for each in part(stress, kind, "document").iter(q("p"))][-1]
    assert (last == "Notes") is there


def test_no_picture_is_higher_than_the_page(stress):
    sizes = part(stress, "imported-plain", "document").xpath("//*[local-name()='extent']/@cy")
    assert sizes
    assert max(map(int, sizes)) <= 150 * 36000


@pytest.mark.parametrize(
    ("kind", "id_", "number"),
    [("letter", "letter-minister", ""), ("imported", "", "Page 1 of 1")],
)
def test_a_letter_has_no_number_on_its_first_page(stress, kind, id_, number):
    made = document(stress, "stress", id_ or kind)
    content, _ = render(made, stress.places().folders(made.template), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        feet = [etree.fromstring(package.read(each)) for each in package.namelist()
                if each.startswith("word/footer")]  # fmt: skip
    assert sorted(map(words, feet)) == sorted(["Page 1 of 1", number])
