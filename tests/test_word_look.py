"""Word files look as the PDF does: notes, headings, what stays together, pictures, numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from lxml import etree
from PIL import Image

from dossier.build.output_formats import addresses, directed, render
from dossier.model.document import (
    Block,
    Document,
    Figure,
    Heading,
    Paragraph,
    Properties,
    Section,
    Settings,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.language import language, own_templates
from dossier.model.numbering import number
from dossier.model.theme import WORD_LOOK, Theme
from dossier.ooxml.names import q
from dossier.writers.docx import write_docx
from dossier.writers.html import draw
from tests.conftest import document
from tests.stress import FEW, write_stress

WORD = own_templates() / "_shared" / "word.docx"


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


@pytest.mark.parametrize(("sections", "size", "wider"), [(9, 12, 0), (10, 12, 0.1), (120, 14, 0.5)])
def test_words_stand_behind_the_widest_number_and_lists_behind_them(sections, size, wider):
    made = _sections(sections, size)
    numbering = etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/numbering.xml"))
    indents = {
        level.find(q("pStyle")).get(q("val")): level.find(f"{q('pPr')}/{q('ind')}")
        for level in numbering.iter(q("lvl"))
        if level.find(q("pStyle")) is not None
    }
    begins = {name: int(each.get(q("left"))) for name, each in indents.items()}
    assert begins["Heading1"] == begins["NumberedParagraph"] >= 567 * (1 + wider)
    assert begins["ListBullet"] - begins["NumberedParagraph"] == 340
    assert int(indents["Heading1"].get(q("hanging"))) == begins["Heading1"]


def _sections(count: int, size: int) -> bytes:
    """Return a Word file of so many sections, with the type of text in points."""
    every = tuple(
        Section(f"s{at}", "Strikes", (Block(f"b{at}", "evidence", (Paragraph((), f"b{at}.1"),)),))
        for at in range(count)
    )
    return _file(every, theme=Theme({"size": f"{size}pt"}))


def _file(sections, pictures=MappingProxyType({}), theme=WORD_LOOK, **settings):
    properties = Properties("Union", "Subject", (), date(2026, 1, 2))
    whole = Document("Title", "", "en", (), sections, "", Settings(**settings), properties)
    edition = Edition(whole, number(whole), language("en"))
    return write_docx(edition, WORD, pictures, theme)


def _document(sections, pictures):
    made = _file(sections, pictures, section_number="", paragraphs="plain")
    return zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")


def test_pictures_and_headings_of_a_section_have_its_own_styles_where_there_are_any():
    dots = io.BytesIO()
    Image.new("L", (9, 9)).save(dots, "PNG")
    nodes = (Heading(1, (Text("Since"),), "b.1"), Figure("dots.png", "Dots"))
    section = Section("s", "", (Block("b", "action", nodes),), style="Action")
    text = etree.fromstring(_document((section,), {"dots.png": dots.getvalue()}))
    styles = [each.get(q("val")) for each in text.iter(q("pStyle"))]
    assert styles[-2:] == ["Heading1", "ActionPicture"]
    article = replace(section, style="Article")
    text = etree.fromstring(_document((article,), {"dots.png": dots.getvalue()}))
    styles = [each.get(q("val")) for each in text.iter(q("pStyle"))]
    assert styles[-2:] == ["ArticleHeading1", "Picture"]


def test_readers_aloud_tell_pictures_apart_and_labels_from_what_they_label(stress):
    text = part(stress, "imported-plain", "document")
    numbers = text.xpath("//*[local-name()='docPr']/@id")
    assert len({*numbers}) == len(numbers) > 4
    cover = part(stress, "upr-submission", "document").find(f".//{q('tbl')}/{q('tblPr')}")
    assert cover.find(q("tblStyle")).get(q("val")) == "CoverTable"
    assert int(cover.find(q("tblLook")).get(q("val")), 16) & 0x0080  # the first column


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


def test_columns_have_the_same_shares_in_word_and_in_print_in_every_sample(kazakhstan_built):
    compared = 0
    for made in kazakhstan_built.dossier("kazakhstan").documents:
        file = kazakhstan_built.output / "kazakhstan" / f"{made.id}.docx"
        if "pdf" in made.formats and file.exists():
            folders = kazakhstan_built.places().folders(made.template)
            in_word = [*shares_in_word(file)]
            for shares in shares_in_print(made.in_format("pdf"), folders):
                assert any(each == pytest.approx(shares, abs=0.002) for each in in_word), made.id
                compared += 1
    assert compared > 10


def shares_in_word(file):
    """Yield the shares of the columns of each table of a Word file."""
    root = etree.fromstring(zipfile.ZipFile(file).read("word/document.xml"))
    for grid in root.iter(q("tblGrid")):
        widths = [int(each.get(q("w"))) for each in grid]
        yield [each / sum(widths) for each in widths]


def shares_in_print(made, folders):
    """Yield the shares of the columns of each table of a printed page."""
    pictures = defaultdict(lambda: "data:,", addresses(made.pictures))
    page = draw(directed(made.edition), folders, pictures, "print", made.theme)
    for columns in re.findall("<colgroup>(.*?)</colgroup>", page):
        yield [float(each) / 100 for each in re.findall(r"width: ([\d.]+)%", columns)]


def test_columns_have_the_same_shares_in_word_and_in_print_in_a_font_of_wide_letters(stress):
    folder = stress.root / "templates" / "_shared"
    folder.mkdir(parents=True)
    look = "type: {sans: '\"DejaVu Sans\", sans-serif'}\n"
    (folder / "look.yaml").write_text(look, "utf-8")
    made = document(stress, "stress", "upr-submission")
    folders = stress.places().folders(made.template)
    content, wrong = render(made, folders, "docx")
    assert wrong == []
    in_word = [*shares_in_word(io.BytesIO(content))]
    for shares in shares_in_print(made, folders):
        assert any(each == pytest.approx(shares, abs=0.002) for each in in_word)
