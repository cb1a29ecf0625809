"""A timeline of many events lists them by years, with the pages that tell of them."""

from __future__ import annotations

import io
import re

import docx
import pypdfium2
import pytest

from dossier.build.drawn_pictures import illustrated
from dossier.build.written_file import write
from dossier.model.document import Figure
from dossier.model.walk import blocks
from dossier.writers import pdf
from tests.conftest import document

DOSSIER = """title: Strike
state: Ruritania
submitters: [{name: Alpha}]
documents:
  list: {template: chronology, title: Strike, date: 2026-01-01, picture: timeline, last_year: 2020}
  note:
    template: imported
    title: Strike
    date: 2026-01-01
    sections: [{id: all, title: All}]
    blocks: {all: [told, drawn]}
"""

MANY = 30

TOLD = """---
id: told
kind: case
---
In January they came at night. {Incident:event-3}.
"""

DRAWN = """---
id: drawn
kind: case
---
{picture:timeline}
"""


@pytest.fixture
def strike(project):
    """Thirty incidents of six years, a chronology of them, and a text that tells of one."""
    project.write("strike/dossier.yaml", DOSSIER)
    incidents = (
        f"event-{at}:\n  date: {2015 + at // 5}-{1 + at % 12:02}-10\n"
        f"  what: police stopped strike number {at}\n  title: Strike number {at} stopped\n"
        f"  category: strike\n  sources: '@list'\n"
        for at in range(MANY)
    )
    project.write("strike/incidents.yaml", "".join(incidents))
    project.write(
        "strike/sources.yaml", "- {id: list, type: report, title: List, issued: 2024-12-01}\n"
    )
    project.write("strike/blocks/told.md", TOLD)
    project.write("strike/blocks/drawn.md", DRAWN)
    return project


def made(strike, id_: str, format_: str) -> bytes:
    ready, missing = illustrated(document(strike, "strike", id_), (format_,))
    assert not missing
    finished, findings = write(ready, strike.places().folders(ready.template), format_)
    assert finished is not None, findings
    assert not [each for each in findings if each.severity == "error"]
    return finished.content


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_in_the_pdf_each_event_names_the_page_that_tells_of_it(strike):
    pages = pages_of(made(strike, "list", "pdf"))
    said = {
        int(at): int(page)
        for text in pages
        for at, page in re.findall(r"Strike number (\d+) stopped, p\. (\d+)", text)
    }
    assert sorted(said) == [*range(MANY)]
    assert len({*said.values()}) > 1
    for at, page in said.items():
        assert f"Police stopped strike number {at}." in pages[page - 1]


def test_pages_are_painted_once_they_are_known(strike, monkeypatch):
    painted = []
    paint = pdf.paint
    monkeypatch.setattr(pdf, "paint", lambda *given: painted.append(1) or paint(*given))
    made(strike, "list", "pdf")
    assert len(painted) == 1


def test_items_of_a_list_are_named_by_the_pages_on_which_they_stand(strike):
    filler = "\n\n".join("They waited for days. " * 60 for _ in range(4))
    items = "\n".join(f"- {{Incident:event-{at}}}. {'They told nobody. ' * 60}" for at in range(12))
    strike.write("strike/blocks/told.md", f"---\nid: told\nkind: case\n---\n{filler}\n\n{items}\n")
    pages = pages_of(made(strike, "note", "pdf"))
    said = {
        int(at): int(page)
        for text in pages
        for at, page in re.findall(r"Strike number (\d+) stopped, p\. (\d+)", text)
    }
    assert len(said) == 12 and len({*said.values()}) > 1
    for at, page in said.items():
        assert f"Police stopped strike number {at}." in pages[page - 1]


def test_what_is_typed_into_the_list_of_a_timeline_comes_home_as_a_proposal(strike, tmp_path):
    assert strike.run("build", "strike/list", "--format", "docx").status == 0
    file = next(strike.output.rglob("list.docx"))
    word = docx.Document(file)
    words = next(e for e in word.element.body.iter("{*}t") if "stopped" in (e.text or ""))
    assert strike.run("pull", str(file)).out.count("nothing was edited") == 1
    words.text = words.text.replace("stopped", "broken up")
    word.save(tmp_path / "sent.docx")
    ran = strike.run("pull", str(tmp_path / "sent.docx"))
    assert "broken up" in ran.out, ran.out + ran.err
    assert "below a picture" in ran.out + ran.err


def test_in_word_the_page_is_a_field_that_is_counted_when_the_file_opens(strike):
    body = docx.Document(io.BytesIO(made(strike, "list", "docx"))).element.body
    codes = [each.text.split() for each in body.iter("{*}instrText") if "PAGEREF" in each.text]
    bookmarks = {*body.xpath(".//w:bookmarkStart/@w:name")}
    assert len(codes) == MANY
    assert {code[1] for code in codes} <= bookmarks
    assert body.xpath("count(.//w:fldChar[@w:dirty='true'])") == MANY


def test_on_the_web_each_event_leads_to_what_tells_of_it(strike):
    page = made(strike, "list", "html").decode().replace("\u00a0", " ")
    goals = re.findall(r'href="#(place-[^"]+)">Strike number \d+ stopped</a>', page)
    assert len(goals) == MANY
    assert all(f'id="{each}"' in page for each in goals)
    assert ", p." not in page
    assert '<figure class="drawn" tabindex="0">' in page  # moved sideways on a telephone


def test_an_event_that_nothing_else_tells_of_is_only_named(strike):
    page = made(strike, "note", "html").decode().replace("\u00a0", " ")
    assert re.findall(r'href="#(paragraph-1)">Strike number 3 stopped</a>', page)
    assert len(re.findall(r"Strike number \d+ stopped</a>", page)) == 1
    assert "Strike number 29 stopped</p>" in page


def test_what_only_a_cell_or_a_note_tells_of_has_a_page(strike):
    filler = "\n\n".join("They waited for days. " * 60 for _ in range(4))
    text = (
        f"{filler}\n\n| What | When |\n|---|---|\n| {{Incident:event-5}} | 2016 |\n\n"
        f"{filler}\n\nThey say more elsewhere.[^n]\n\n[^n]: {{Incident:event-9}}, [@list].\n"
    )
    strike.write("strike/blocks/told.md", f"---\nid: told\nkind: case\n---\n{text}")
    pages = pages_of(made(strike, "note", "pdf"))
    said = dict(re.findall(r"Strike number (\d+) stopped, p\. (\d+)", " ".join(pages)))
    assert sorted(said) == ["5", "9"]
    for at, page in said.items():
        assert f"Police stopped strike number {at}" in pages[int(page) - 1]


def test_a_picture_whose_events_are_listed_below_says_so_and_names_none(strike):
    ready = document(strike, "strike", "list")
    (figure,) = [
        each for block in blocks(ready.edition.document) for each in block.content
        if isinstance(each, Figure)
    ]  # fmt: skip
    assert figure.alternative == (
        "Timeline of 30 events from January 2015 to June 2020. "
        "All are listed below, by year; Right to strike: 30."
    )
