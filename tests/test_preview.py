"""The page that an author sees while writing: it is the page that a build makes."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from dossier.build.drawn_pictures import illustrated
from dossier.build.output_formats import render
from dossier.build.preview import draw_page, examine_page, with_unsaved
from dossier.model.diagnostics import errors
from dossier.project.layout import Files, read_files
from tests.conftest import Project, document

DAY = date(2019, 3, 1)
EVIDENCE = "blocks/60-evidence.md"


def files_of(project: Project, name: str = "case") -> Files:
    files, _ = read_files(project.places(), name)
    assert files is not None
    return files


FOUND = ("h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td", "figure")
"""The elements that have a line."""


def elements(page: str) -> dict[str, list[str]]:
    """Return the words of the elements of each block of a page, in order, as scripts find them."""
    top = ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))
    return {
        block.get("id", "").removeprefix("block-"): [
            "".join(each.itertext()) for each in block.iter() if each.tag in FOUND
        ]
        for block in top.iter("div")
        if block.get("id", "").startswith("block-")
    }


def test_the_page_is_the_one_that_a_build_makes(kazakhstan: Project):
    files, where = files_of(kazakhstan, "kazakhstan"), kazakhstan.places()
    for name in ("submission", "brief"):
        page = draw_page(where, files, name)
        made = document(kazakhstan, "kazakhstan", name)
        made, _ = illustrated(made, ("html",))
        built, _ = render(made.in_format("html"), where.folders(made.template), "html")
        assert page.html == built.decode()
        assert page.whole


def test_each_element_of_a_page_has_the_line_where_its_words_stand(kazakhstan: Project):
    files = files_of(kazakhstan, "kazakhstan")
    seen = 0
    for name in ("submission", "brief"):
        page = draw_page(kazakhstan.places(), files, name)
        for id_, drawn in elements(page.html).items():
            block = page.blocks[id_]
            assert len(block.lines) == len(drawn), id_
            home = files if block.file.startswith("content/kazakhstan/blocks") else files.library
            path = "/".join(block.file.split("/")[2:])
            if not block.file.endswith(".md") or home is None:
                continue
            typed = home.text(path)[0].split("\n")
            for line, words in zip(block.lines, drawn, strict=True):
                said = re.findall(r"[^\W\d_]{6,}", words)
                there = "\n".join(typed[line - 1 : line + 8])
                if line and said and any(each in there for each in said):
                    seen += 1
    assert seen > 60


def test_a_text_that_is_not_saved_stands_on_the_page(small: Project):
    files = files_of(small)
    text = files.text(EVIDENCE)[0].replace("Tell what happened", "They were arrested")
    page = draw_page(small.places(), with_unsaved(files, {f"case/{EVIDENCE}": text}), "submission")
    assert "They were arrested" in page.html
    assert "They were arrested" not in draw_page(small.places(), files, "submission").html


def test_a_text_of_no_file_is_left_out(small: Project):
    files = files_of(small)
    assert with_unsaved(files, {"../case/blocks/x.md": "x", "other/blocks/x.md": "x"}) == files


def test_an_error_in_a_text_is_found_at_its_line(small: Project):
    files = files_of(small)
    text = files.text(EVIDENCE)[0] + "\nMore.[^nowhere]\n"
    page = draw_page(small.places(), with_unsaved(files, {f"case/{EVIDENCE}": text}), "submission")
    assert not page.whole
    (found,) = errors(page.findings)
    assert found.rule == "undefined-note"
    assert text.split("\n")[found.line - 1] == "More.[^nowhere]"


def test_a_cross_reference_to_nothing_is_an_error_and_no_page(small: Project):
    files = files_of(small)
    text = files.text(EVIDENCE)[0] + "\nSee [paragraph](#paragraph:nowhere).\n"
    page = draw_page(small.places(), with_unsaved(files, {f"case/{EVIDENCE}": text}), "submission")
    assert page.html == ""
    assert [each.rule for each in errors(page.findings)] == ["undefined-reference"]


def test_another_audience_reads_what_it_may_read(small: Project):
    small.change("case/dossier.yaml", "status: draft", "status: draft\n    audience: partners")
    small.change(
        "case/blocks/60-evidence.md",
        "Tell what happened",
        "[In the village]{audience: partners, else: In the region}, tell what happened",
    )
    files = files_of(small)
    assert "In the village" in draw_page(small.places(), files, "submission").html
    page = draw_page(small.places(), files, "submission", "public").html
    assert "In the region" in page
    assert "In the village" not in page


def test_what_is_to_be_said_is_what_a_check_says(small: Project):
    files = files_of(small)
    standing = examine_page(small.places(), files, "submission", DAY)
    assert standing.words
    assert standing.limit
    assert standing.findings
    assert sum(words for _, words in standing.sections) == standing.words


def test_of_a_document_that_cannot_be_made_it_is_said_why(small: Project):
    small.change("case/dossier.yaml", "template: upr-submission", "template: upr-submision")
    standing = examine_page(small.places(), files_of(small), "submission", DAY)
    assert standing.words is None
    assert [each.rule for each in errors(standing.findings)] == ["unknown-template"]


def test_what_another_block_says_in_a_block_leads_to_the_other_one(small: Project):
    small.write("case/blocks/05-inner.md", "---\nid: inner\nkind: quoted\n---\nInner words.\n")
    text = files_of(small).text(EVIDENCE)[0].replace("Conclude", "{block:inner}\n\nConclude")
    small.write(f"case/{EVIDENCE}", text)
    page = draw_page(small.places(), files_of(small), "submission")
    said = elements(page.html)["evidence-one"]
    (at,) = [at for at, each in enumerate(said) if "Inner words" in each]
    block = page.blocks["evidence-one"]
    assert block.lines[at] == 5
    assert block.files == {at: "content/case/blocks/05-inner.md"}


def test_a_text_of_the_library_that_is_not_saved_stands_on_the_page(small: Project):
    small.write("library/blocks/us.md", "---\nid: us\nkind: organisation\n---\nWe are old.\n")
    manifest = "    template: upr-submission\n    blocks: {submitting-organisation: [us]}\n"
    small.change("case/dossier.yaml", "    template: upr-submission\n", manifest)
    files = files_of(small)
    text = files.library.text("blocks/us.md")[0].replace("old", "new")
    page = draw_page(
        small.places(), with_unsaved(files, {"library/blocks/us.md": text}), "submission"
    )
    assert "We are new." in page.html
