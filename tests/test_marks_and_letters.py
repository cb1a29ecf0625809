"""Lettered lists and starred notes print alike in every format, and come home from Word as they were."""

from __future__ import annotations

import pytest

from dossier.build.printed_sequence import notes, text
from dossier.interchange.importer import Imported
from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.interchange.markdown_source.write import write_source
from dossier.model.document import Item, NumberedList, Paragraph, Text
from dossier.model.list_numbers import FORMS, begins_as, first_form, fits, item_label
from dossier.model.numbering import number
from dossier.readers.blocks.block import read_text
from dossier.writers.markdown import write_markdown
from tests.conftest import Project
from tests.test_import import brought, made, text_of
from tests.test_import_word import case, draft, p, r, told

SOURCE = """Three things are asked:

(a) the law is changed,
(b) the court is heard:
    (i) in public,
    (ii) within a year,
(c) the union is heard.[^1]

A. First
B. Second

The report[^*] covers it.[^2] See [note](#note:1).

[^*]: Not edited.
[^1]: First.
[^2]: Second.
"""


def lists(source: str) -> list[tuple[str, int, int]]:
    nodes, _ = read_text(source, "b", "b.md")
    return [
        (part.form, part.start, len(part.items))
        for node in nodes
        for part in everything_in(node)
        if isinstance(part, NumberedList)
    ]


def everything_in(node):
    from dossier.model.walk import below

    return below(node)


# The dialect


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(a) x\n(b) y", [("(a)", 1, 2)]),
        ("(h) x\n(i) y\n(j) z", [("(a)", 8, 3)]),
        ("(i) x\n(j) y", [("(a)", 9, 2)]),
        ("(i) x\n(ii) y", [("(i)", 1, 2)]),
        ("(v) x\n(vi) y", [("(i)", 5, 2)]),
        ("a. x\nb. y", [("a.", 1, 2)]),
        ("i) x\nii) y", [("i)", 1, 2)]),
        ("A. x\nB. y", [("A.", 1, 2)]),
        ("(a) x\n\n    (i) y\n(b) z", [("(a)", 1, 2), ("(i)", 1, 1)]),
        ("a. x\nb. y\n\n1. z", [("a.", 1, 2), ("1.", 1, 1)]),
        ("Two things:\n(a) x\n(b) y", [("(a)", 1, 2)]),
    ],
)
def test_letters_and_roman_numerals_begin_lists(source, expected):
    assert lists(source) == expected


@pytest.mark.parametrize(
    "source",
    ["A. Smith said so.", "article 19\n(a) of the Covenant", "e. g. the law", "\\(a) text",
     "I. Background", "(and) so", "(mid) x"],
)  # fmt: skip
def test_text_that_begins_so_is_text(source):
    assert lists(source) == []


def test_an_item_that_does_not_count_on_is_told():
    _, findings = read_text("(a) x\n(c) y\n", "b", "b.md")
    assert [each.rule for each in findings] == ["loose-item"]


def test_text_that_would_begin_a_list_is_escaped():
    nodes = (Paragraph((Text("(a) of the law"),), "b.1"),)
    assert write_source(nodes, "b") == "\\(a) of the law\n"
    assert read_text(write_source(nodes, "b"), "b", "f")[0] == nodes


def test_a_list_whose_form_no_mark_tells_is_not_written():
    one = NumberedList(9, (Item((Paragraph((Text("x"),), "b.1"),)),), "(a)")
    with pytest.raises(Unwritable):
        write_source((one,), "b")


def test_every_form_is_told_by_its_first_two_marks():
    for form in FORMS[1:]:
        assert begins_as(form, 1, 2)
        assert first_form(item_label(form, 4), item_label(form, 5)) == form
    assert not fits("(a)", 27)


# Formats


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A dossier with letters and stars, built in every format and read back by the program."""
    found = brought(SOURCE.replace("[note](#note:1)", "note 1"), "draft.md")
    return made(found), found


def test_letters_and_stars_stand_in_every_format(built):
    edition, _ = built
    for format_ in ("pdf", "docx", "html", "xlsx", "md"):
        printed = [each.text for each in text(edition, format_) if each.sort in ("item", "note")]
        assert printed == ["(a)", "(b)", "(i)", "(ii)", "(c)", "1", "A.", "B.", "*", "2"]
        assert [each.text for each in notes(edition, format_) if each.sort == "note"] == [
            "1", "*", "2",
        ]  # fmt: skip


def test_a_starred_note_takes_no_number(built):
    edition, _ = built
    signs = [edition.numbers.sign(each) for each in number(edition.document).note]
    assert signs == ["1", "*", "2"]


# Import


def test_lettered_lists_of_a_word_file_are_kept():
    found = case("v10_letters.docx")
    assert "(a) alpha demands\n(b) beta demands\n(c) gamma demands:" in text_of(found)
    assert "(i) first of gamma" in text_of(found)


def test_a_starred_note_of_a_word_file_keeps_its_star():
    found = case("v6_custommark.docx")
    assert "The present report[^*] covers it.[^1] See note 1 above." in text_of(found)
    assert "[^*]: Not edited.\n[^1]: Second" in text_of(found)


def starred(*marks: str) -> Imported:
    """Return what a Word draft becomes whose notes have these marks, and one that is counted."""
    call = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{}"/><w:t>{}</w:t></w:r>'
    calls = "".join(call.format(at, mark) for at, mark in enumerate(marks, start=2))
    counted = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    texts = "".join(
        f'<w:footnote w:id="{at}">{p(r(f"{mark} Note {at}."))}</w:footnote>'
        for at, mark in enumerate(["", *marks], start=1)
    )
    return draft(p(r("Said"), calls, counted), notes=texts)


def test_several_notes_with_one_star_in_a_block_come_in():
    found = starred("*", "*", "**", "*")
    assert "Said[^*][^*-2][^**][^*-3][^1]" in text_of(found)
    assert "[^*-3]: Note 5." in text_of(found)


def test_a_mark_that_becomes_a_star_is_told():
    found = starred("a", "†")
    assert "Said[^*][^†][^1]" in text_of(found)
    assert told(found, "simplified") == [
        (2, 'a note has a star in place of the mark that was typed: "a"')
    ]


def test_notes_with_one_star_keep_their_texts_in_markdown():
    written = write_markdown(made(starred("*", "*"))).decode()
    assert "Said[^*]\N{NO-BREAK SPACE}[^*-2]\N{NO-BREAK SPACE}[^1]" in written
    assert "[^*]: Note 2." in written
    assert "[^*-2]: Note 3." in written


def test_two_blocks_may_have_a_note_with_one_star(small: Project):
    for name, kind in (("20-background", "background"), ("70-analysis", "analysis")):
        text = f"---\nid: {kind}\nkind: {kind}\n---\nIt ends.[^*]\n\n[^*]: Of {kind}.\n"
        small.write(f"case/blocks/{name}.md", text)
    ran = small.run("build", "case", "--format", "md,html,docx")
    assert ran.status == 0, ran.err
    made = (small.output / "case" / "submission.md").read_text("utf-8")
    assert "[^*]: Of background." in made and "[^*-2]: Of analysis." in made


def test_a_long_lettered_list_is_told():
    items = tuple(Item((Paragraph((Text(f"x{n}"),), ""),)) for n in range(30))
    assert not fits("(a)", len(items))
    rows = "".join(f"<li>x{n}</li>" for n in range(30))
    found = brought(f"<html><body><h1>T</h1><h2>A</h2><ol type='a'>{rows}</ol>", "a.html")
    assert "30. x29" in text_of(found)
    assert told(found, "simplified")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol type='a'><li>x</li><li>y</li></ol>", "a. x\nb. y"),
        ("<ol type='I'><li>x</li><li>y</li></ol>", "I. x\nII. y"),
        ("<ol style='list-style-type: lower-roman'><li>x</li></ol>", "i. x"),
        ("<ol><li style=\"list-style-type: '(a) '\">x</li></ol>", "(a) x"),
    ],
)
def test_lettered_lists_of_a_web_page_are_kept(page, expected):
    found = brought(f"<html><body><h1>T</h1><h2>A</h2><p>Text.</p>{page}", "a.html")
    assert expected in text_of(found)


@pytest.mark.parametrize("marks", ["(a) (b)", "a) b)", "a. b.", "(i) (ii)"])
def test_typed_letters_of_a_text_are_kept(marks):
    one, two = marks.split()
    found = brought(f"Facts\n\nThe law asks:\n\n{one} first thing\n\n{two} second thing\n\nEnd.\n")
    assert f"{one} first thing\n{two} second thing" in text_of(found)
