"""The PDF: nothing is lost however long the notes and tables are, pages break well, tags hold."""

from __future__ import annotations

import ctypes
import re
import unicodedata

import page
import pypdfium2
import pytest
from hypothesis import Phase, given, settings

from dossier.build.lost_words import reconcile
from dossier.build.output_formats import render
from dossier.build.searched_file import make
from dossier.build.tall_rows import with_parted_rows
from dossier.build.verify import verify
from dossier.model.block_library import BlockLibrary
from dossier.model.document import Table
from dossier.model.language import own_templates
from dossier.model.passages import passages
from dossier.model.registry import Registry
from dossier.model.unbroken_spaces import unbroken
from dossier.model.walk import blocks, everything, plain
from dossier.readers.finished_files import pages_of_pdf
from dossier.readers.templates.theme import read_theme
from dossier.redaction.audience_policy import guard
from dossier.writers import pdf as pdf_writer
from dossier.writers.pdf import write_pdf
from dossier.writers.pdf.fonts import font_rules
from tests.conftest import document, made_once
from tests.strategies import editions

TEMPLATES = own_templates()
FOLDERS = (TEMPLATES / "upr-submission", TEMPLATES / "_shared")
LOOK = read_theme(FOLDERS)[0]

CASE = """title: Stress
state: Ruritania
submitters: [{name: Alpha}]
documents:
  submission:
    template: upr-submission
    title: Stress
    date: 2026-01-01
    session: 55
    cycle: 5
    contact: {name: X}
    evidence: [{id: e, title: Evidence}]
"""

KINDS = ("organisation", "background", "concern", "obligation", "previous review", "evidence",
         "analysis", "recommendation")  # fmt: skip


def stressed(project, text: str):
    """Return a document whose evidence is `text`, and a line in every other section."""
    project.write("stress/dossier.yaml", CASE)
    for number, kind in enumerate(KINDS):
        extra = "section: e\n" if kind == "evidence" else ""
        extra += "rests_on: [b2, b3]\n" if kind == "recommendation" else ""
        body = text if kind == "evidence" else f"One line of {kind}."
        project.write(
            f"stress/blocks/{number}.md", f"---\nid: b{number}\nkind: {kind}\n{extra}---\n{body}\n"
        )
    return document(project, "stress", "submission")


def made(project, text: str) -> tuple[bytes, int]:
    """Return the PDF of a stressed document and its pages; its words are those of the text."""
    assembled = stressed(project, text)
    content, wrong = render(assembled, project.places().folders(assembled.template), "pdf")
    assert wrong == []
    pages, lost = verify(assembled, tuple(passages(assembled.edition)), "pdf", content)
    assert lost == []
    assert pages is not None
    return content, pages


LONG = "\n".join(
    ["A.[^long] " + "Words go on. " * 60, "", "[^long]: " + "a very long note " * 700, "",
     "    " + "its second paragraph " * 300]
)  # fmt: skip
FORTY = "\n".join(
    [" ".join(f"fact{n}[^n{n}]" for n in range(40)) + ".", "",
     *(f"[^n{n}]: Note {n} takes more than one line at the foot of its page, since it says so "
       "in many words, and then in some more." for n in range(40))]
)  # fmt: skip
TABLE = "\n".join(
    ["| No | What | Source |", "|--:|---|:-:|",
     *(f"| {n} | {'cell text ' * (n % 9 + 2)} | x[^t{n}] |" for n in range(100)), "",
     *(f"[^t{n}]: Note of row {n}." for n in range(100))]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "least"),
    [
        pytest.param(LONG, 4, id="a note longer than a page"),
        pytest.param(FORTY, 3, id="forty notes called on one page"),
        pytest.param(TABLE, 4, id="a table over three pages with a note in every row"),
        pytest.param("x" * 120 + " and " + "y" * 500, 2, id="a word of 120 letters, and of 500"),
        pytest.param("co\u00adop\u00ader\u00ada\u00adtion " * 200, 2, id="soft hyphens"),
        pytest.param("> Қазақстан еңбекшілері өз құқықтарын қорғайды. ҚӨҢ", 2, id="Kazakh"),
        pytest.param("> “We stand ✊🏽 together 👩‍👩‍👧 🚩” → ☐ ≥ 16", 2, id="emoji and symbols"),
        pytest.param("- a\n  - b\n    - c\n      1. d\n\n" * 60, 2, id="deep lists"),
    ],
)
def test_nothing_is_lost(project, text, least):
    content, pages = made(project, text)
    assert pages >= least
    assert problems(content) == []


def test_quotations_in_shaped_scripts_do_not_stop_the_build(project):
    """Their letters are not compared, since a PDF holds them as they are drawn."""
    made(project, "> “مرحبا (2011) بالعالم” “हिन्दी”")


def test_a_numbered_list_in_an_endnote_has_its_numbers(project, monkeypatch):
    case = CASE.replace("    cycle: 5\n", "    cycle: 5\n    notes: endnotes\n")
    monkeypatch.setattr("tests.test_pdf.CASE", case)
    content, _ = made(project, "A word.[^a]\n\n[^a]: Two:\n\n    8. one\n    9. two")
    assert "8." in pages_of_pdf(content)[-1]


def problems(content: bytes) -> list[str]:
    """Return what an independent checker finds against PDF/UA-1."""
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


@given(editions())
@settings(max_examples=6, phases=[Phase.generate])  # and every PDF that is built is held to it
def test_the_pdf_says_what_any_document_says(edition):
    from dossier.build.ready_document import ReadyDocument

    assembled = ReadyDocument("x", edition, FOLDERS[0], {}, "draft")
    content = write_pdf(edition, FOLDERS, {}, LOOK)
    _, lost = verify(assembled, tuple(passages(edition)), "pdf", content)
    assert lost == []


TALL = f"| A | B |\n|---|---|\n| Tall | {'these are words ' * 400}*in italics* and the end |"


def test_a_row_taller_than_a_page_goes_on_overleaf(project):
    assembled = stressed(project, TALL)
    nobody = guard(Registry(), BlockLibrary(()), "public")
    made, findings = make(assembled, project.places().folders(assembled.template), "pdf", nobody)
    assert findings == []
    assert made.pages >= 3


def test_a_row_is_parted_and_loses_nothing(project):
    assembled = stressed(project, TALL)
    parted = with_parted_rows(assembled, frozenset({"Tall these are"}), 500)
    before, after = (table_of(each) for each in (assembled, parted))
    assert (len(before.rows), len(after.rows)) == (1, 13)
    column = "".join(plain(row.cells[1].content) for row in after.rows)
    assert column == plain(before.rows[0].cells[1].content)
    assert max(len(plain(row.cells[1].content)) for row in after.rows) <= 500


def table_of(document):
    return next(
        part
        for block in blocks(document.edition.document)
        for part in everything(block)
        if isinstance(part, Table)
    )


def test_less_is_planned_for_a_page_where_the_first_plan_fails(project, monkeypatch):
    """Some fonts take more room on the sheets than on the endless page."""
    tried = []
    misfit = pdf_writer._misfit

    def fails_at_first(document, sheets):
        tried.append(sheets)
        return "too much" if len(tried) == 1 else misfit(document, sheets)

    monkeypatch.setattr(pdf_writer, "_misfit", fails_at_first)
    assembled = stressed(project, "Words.")
    content, findings = render(assembled, project.places().folders(assembled.template), "pdf")
    assert (content[:4], findings, len(tried)) == (b"%PDF", [], 2)


def test_text_that_a_style_hides_fails_the_build_and_leaves_no_file(small, own_templates):
    assert small.run("build", "--format", "pdf,md").status == 0
    style = own_templates / "upr-submission" / "print.css"
    style.write_text("table { display: none }", "utf-8")
    ran = small.run("build", "--format", "pdf,md")
    assert ran.status == 1
    assert "error[words-lost]: the finished submission.pdf lacks words of the text" in ran.err
    assert 'of the block "previous-review-one"' in ran.err
    assert not list(small.output.rglob("submission.*"))


def test_letters_that_no_font_has_are_a_finding(project):
    assembled = stressed(project, "A 𒀀 sign of cuneiform.")
    content, findings = render(assembled, project.places().folders(assembled.template), "pdf")
    if not content:  # a machine may have a font for it
        assert [(each.rule, each.line) for each in findings] == [("missing-letters", 6)]


def test_a_style_may_force_breaks_and_ask_for_other_paper(small, own_templates):
    style = own_templates / "upr-submission" / "print.css"
    style.write_text("h2 { break-before: page } @page { size: A5; margin: 20mm }", "utf-8")
    assert small.run("build", "--format", "pdf").status == 0
    opened = pypdfium2.PdfDocument((small.output / "case" / "submission.pdf").read_bytes())
    assert len(opened) >= 9
    assert [round(each / 72 * 25.4) for each in opened[0].get_size()] == [148, 210]
    for sheet in list(opened)[1:]:
        assert sheet.get_textpage().get_text_bounded().strip()


def with_style(small, own_templates, rules: str):
    """Return the document of a small case, and its PDF with additional rules of style."""
    style = own_templates / "upr-submission" / "print.css"
    style.write_text(rules, "utf-8")
    assembled = document(small, "case", "submission")
    folders = (own_templates / "upr-submission", own_templates / "_shared")
    return assembled, write_pdf(assembled.edition, folders, {}, LOOK)


def test_page_numbers_that_a_style_puts_into_the_text_are_those_of_the_pages(small, own_templates):
    rules = 'h2 { break-before: page } h2::after { content: " on page " counter(page) }'
    pages = pages_of_pdf(with_style(small, own_templates, rules)[1])
    assert len(pages) > 3
    for number, text in enumerate(pages[1:], start=2):
        assert f"on page {number}" in " ".join(text.split())


def test_boxes_that_a_style_puts_beside_the_text_lose_nothing(small, own_templates):
    rules = ".procedure { float: right }"
    assembled, content = with_style(small, own_templates, rules)
    assert verify(assembled, tuple(passages(assembled.edition)), "pdf", content)[1] == []


def test_text_and_notes_that_would_meet_are_a_finding(small, own_templates):
    style = own_templates / "upr-submission" / "print.css"
    style.write_text(".foot { padding-top: 230mm }", "utf-8")
    ran = small.run("build", "--format", "pdf")
    assert ran.status == 1
    assert "text and notes meet on page 1" in ran.err


# The real case, read by other means than ours


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    from tests.conftest import ROOT, Project

    project = Project(ROOT, None)  # type: ignore[arg-type]
    assembled = document(project, "kazakhstan", "submission")

    def make(folder):
        (folder / "submission.pdf").write_bytes(
            write_pdf(unbroken(assembled.edition), FOLDERS, {}, LOOK)
        )

    folder = made_once(tmp_path_factory, "pdf", make)
    return assembled, (folder / "submission.pdf").read_bytes()


def test_the_real_case_is_pdf_ua_1_without_error(pdf):
    assert problems(pdf[1]) == []


def test_the_metadata_and_the_outline_are_those_of_the_document(pdf):
    assembled, content = pdf
    opened = pypdfium2.PdfDocument(content)
    found = opened.get_metadata_dict()
    properties = assembled.edition.document.properties
    assert found["Title"] == assembled.edition.document.title
    assert found["Author"] == properties.author
    assert found["Keywords"] == ", ".join(properties.keywords)
    assert found["CreationDate"].startswith("D:20190325")
    top = [each.get_title() for each in opened.get_toc() if each.level == 0]
    sections = assembled.edition.document.sections
    assert top == [f"{assembled.edition.section_label(each)} {each.title}" for each in sections]


def test_every_font_is_embedded_and_ours(pdf):
    raw = pypdfium2.raw
    opened = pypdfium2.PdfDocument(pdf[1])
    names = set()
    for sheet in opened:
        for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(thing.raw)
            assert raw.FPDFFont_GetIsEmbedded(font) == 1
            buffer = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, buffer, 200)
            names.add(buffer.value.decode().rpartition("+")[2])
    assert names
    assert all(name.startswith("PT-") for name in names), names


def test_notes_stand_on_the_page_of_their_call_and_no_page_ends_with_a_heading(pdf):
    assembled, content = pdf
    sections = {
        f"{assembled.edition.section_label(each)} {each.title}"
        for each in assembled.edition.document.sections
    }
    opened = pypdfium2.PdfDocument(content)
    for sheet in opened:
        text = sheet.get_textpage().get_text_bounded()
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(lines[:-1]):
            if line in sections:
                assert re.match(r"\d+\.|[A-Z]", lines[number + 1]), (line, lines[number + 1])


def test_no_line_ends_inside_the_beginning_of_an_address_or_a_reference(pdf):
    _, content = pdf
    with pypdfium2.PdfDocument(content) as made:
        text = "\n".join(page.get_textpage().get_text_range() for page in made)
    lines = [each.rstrip() for each in text.replace("\r", "").split("\n")]
    assert len(lines) > 300
    assert [each for each in lines if re.search(r"\bhttps?:/{0,2}$", each)] == []
    wrong = re.compile(r"\b(?:paragraph|section|article|note|paras?\.?|No\.|\d{1,2} May)$")
    assert [each for each in lines if wrong.search(each)] == []
    assert not {"\u200b", "\u2060"} & {*text}


def test_the_same_text_gives_the_same_bytes(pdf):
    assembled, content = pdf
    assert write_pdf(unbroken(assembled.edition), FOLDERS, {}, LOOK) == content


def test_numbers_agree_with_those_of_the_document(pdf):
    assembled, content = pdf
    text = "\n".join(pages_of_pdf(content))
    for number in assembled.edition.numbers.paragraph.values():
        assert re.search(rf"(^|\s){number}\.\s", text), number
    printed = list(passages(assembled.edition))
    assert (
        reconcile(
            [each for each in printed if each.where == "title"],
            " ".join(each.text for each in printed if each.where == "title"),
        )
        is None
    )


def test_stand_in_fonts_are_loaded_only_for_a_text_that_needs_them():
    assert "Noto" not in font_rules(unicodedata.normalize("NFC", "Жаңаөзен, ғ, “quotes” – 2011"))
    assert "Noto Emoji" in font_rules("✊")
