"""What is long, wide, deep or many: every kind builds in every format, and its pages look right."""

from __future__ import annotations

import io
import shutil

import docx
import pypdfium2
import pytest

from dossier.build.lint_documents import rule_set
from dossier.build.output_formats import render
from tests.conftest import document, made_once
from tests.stress import FEW, KINDS, SUBMITTERS, TITLE, write_stress


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A dossier with few of everything that is hard to lay out, to be copied."""
    return made_once(tmp_path_factory, "stress", lambda folder: write_stress(folder, FEW))


@pytest.fixture
def stress(project, written):
    """A project with few of everything that is hard to lay out."""
    shutil.copytree(written, project.content / "stress")
    return project


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_builds_in_every_format(stress, kind):
    found = stress.run("build", f"stress/{kind}")
    assert (found.status, "error" in found.err) == (0, False), found.err


def test_the_title_block_of_many_submitters_flows_over_pages(stress):
    made = document(stress, "stress", "upr-submission")
    content, wrong = render(made, stress.places().folders(made.template), "pdf")
    assert wrong == []
    with pypdfium2.PdfDocument(content) as pdf:
        first, second = (pdf[at].get_textpage().get_text_bounded() for at in (0, 1))
    assert " ".join(first.split()).count("ICSDU") in range(2, SUBMITTERS)
    assert "Confederation" in next(line for line in second.splitlines()[1:] if "region" in line)
    assert TITLE.split()[-1] in first
    assert "Submitting Organisations" in second


def test_in_word_a_table_of_many_columns_is_set_in_smaller_type(stress):
    made = document(stress, "stress", "imported-plain")
    content, wrong = render(made, stress.places().folders(made.template), "docx")
    assert wrong == []
    word = docx.Document(io.BytesIO(content))
    ids = set(word.element.body.xpath("(.//w:tbl)[1]//w:pStyle/@w:val"))
    styles = [each for each in word.styles if each.style_id in ids]
    assert {each.base_style.name for each in styles} == {"Normal", "Table Text"}
    assert all(6 <= each.font.size.pt < 9.5 for each in styles)


def test_an_outline_without_rules_takes_any_number_of_submitters():
    submitters = [{"name": "One"}, {"name": "Two"}]
    assert rule_set({"rules": (), "submitters": submitters}) == ("", ())


def test_a_letter_of_many_submitters_keeps_its_address_below_the_letterhead(stress):
    made = document(stress, "stress", "letter-minister")
    content, wrong = render(made, stress.places().folders(made.template), "pdf")
    assert wrong == []
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0].get_textpage()
        last, address = (page.search(each).get_next() for each in ("region-11", "The Minister"))
        assert page.get_charbox(last[0])[1] > page.get_charbox(address[0])[3]


def word_of(stress, kind):
    made = document(stress, "stress", kind)
    content, wrong = render(made, stress.places().folders(made.template), "docx")
    assert wrong == []
    return content


def body_of(stress, kind):
    return docx.Document(io.BytesIO(word_of(stress, kind))).element.body


def test_in_word_a_list_keeps_its_levels_in_a_section_of_its_own_style(stress):
    items = body_of(stress, "letter-minister").xpath(
        './/w:p[w:pPr/w:pStyle/@w:val="LetterTextBullet"]'
    )
    levels = [each.xpath("string(w:pPr/w:numPr/w:ilvl/@w:val)") or "0" for each in items]
    assert levels == [*"01234567", *"76543210"]


def test_in_word_the_title_block_of_many_submitters_flows_over_pages(stress):
    cover = '(.//w:tbl[w:tblPr/w:tblStyle/@w:val="CoverTable"])'
    body = body_of(stress, "upr-submission")
    assert body.xpath(f"count({cover}//w:tr)") > 1
    assert body.xpath(f"count({cover}//w:cantSplit)") == 0
    whole = f'{cover}//w:p[w:pPr/w:keepLines and .//w:t[contains(., "ICSDU")]]'
    assert body.xpath(f"count({whole})") == SUBMITTERS


def test_in_word_pictures_begin_where_the_text_begins(stress):
    word = docx.Document(io.BytesIO(word_of(stress, "upr-submission")))
    pictures = word.element.body.xpath(".//wp:inline")
    assert {each.get(f"dist{side}") for each in pictures for side in "LR"} == {"0"}
    (table,) = {*word.element.body.xpath(".//w:tblInd/@w:w")} - {"0"}
    found = word.styles.element.xpath('w:style[@w:styleId="Picture"]/w:pPr/w:ind/@w:left')
    assert found == [table]


OTHER_LOOK = """page: {paper: Letter}
type:
  size: 14pt
  serif: '"DejaVu Serif", serif'
  sans: '"DejaVu Sans", sans-serif'
"""


@pytest.mark.parametrize("kind", ["joint-submission", "implementation-matrix", "letter"])
def test_kinds_build_on_other_paper_in_other_type(stress, kind):
    folder = stress.root / "templates" / "_shared"
    folder.mkdir(parents=True)
    (folder / "look.yaml").write_text(OTHER_LOOK, "utf-8")
    found = stress.run("build", f"stress/{kind}")
    assert (found.status, "error" in found.err) == (0, False), found.err
