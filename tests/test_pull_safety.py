"""A Word file that comes home never destroys work: what it lost is not what somebody deleted."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
import yaml
from docx.oxml.ns import qn

from dossier.project.kept_exports import MOST, forget_exports, keep_export, kept_exports
from dossier.readers.exported_docx import read_returned
from tests.conftest import ROOT, Project

FILES = ROOT / "tests" / "data" / "returned"
EXPORT = FILES / "libreoffice-saved.docx"
THROUGH_ODT = FILES / "libreoffice-through-odt.docx"
"""Through OpenDocument: it no longer carries the export; "1931" became "1932" in it."""


@pytest.fixture
def home(project: Project) -> Project:
    shutil.copytree(ROOT / "tests" / "content" / "homecoming", project.content / "homecoming")
    return project


def state(home: Project) -> dict[str, str]:
    """Return all files of the content, by their paths."""
    return {path.relative_to(home.content).as_posix(): path.read_text("utf-8")
            for path in home.content.rglob("*") if path.is_file()}  # fmt: skip


def blocks(home: Project) -> dict[str, str]:
    return {name: text for name, text in state(home).items() if name.endswith(".md")}


def proposals(home: Project, block: str) -> list[dict[str, str]]:
    path = home.content / "homecoming" / "blocks" / f"{block}.review.yaml"
    every = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    return [each for each in every if each["kind"] == "proposal"]


# Files that lost text


def paragraphs(document) -> list:
    return [*document.element.body.iter(qn("w:p"))]


def text(paragraph) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def texts() -> list[str]:
    said = (text(each) for each in paragraphs(docx.Document(str(EXPORT))))
    return [each for each in said if each.strip()]


def in_one_paragraph():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for each in texts():
        paragraph.add_run(each).add_break()
    return document


def bare(share: float = 1.0):
    """Return the text as pasted into a new document: no styles, notes, marks."""
    document = docx.Document()
    for each in texts()[: int(share * len(texts()))]:
        document.add_paragraph(each)
    return document


def without(begin: float, end: float):
    """Return the export without a part of its paragraphs."""
    document = docx.Document(str(EXPORT))
    every = paragraphs(document)
    for each in every[int(begin * len(every)) : int(end * len(every))]:
        each.getparent().remove(each)
    return document


def without_note_calls():
    document = docx.Document(str(EXPORT))
    for number, each in enumerate([*document.element.body.iter(qn("w:footnoteReference"))], 1):
        typed = each.makeelement(qn("w:t"), {})
        typed.text = f"[{number}]"
        each.getparent().replace(each, typed)
    return document


def table_as_text():
    document = docx.Document(str(EXPORT))
    for table in [*document.element.body.iter(qn("w:tbl"))]:
        for each in [*table.iter(qn("w:p"))]:
            table.addprevious(each)
        table.getparent().remove(table)
    return document


def of_something_else():
    document = docx.Document(str(EXPORT))
    body = document.element.body
    one = deepcopy(paragraphs(document)[0])
    for each in [each for each in body if each.tag != qn("w:sectPr")]:
        body.remove(each)
    body.insert(0, one)
    document.add_paragraph("The choir met on Tuesday and sang three songs by heart.")
    return document


LACKING: dict[str, Callable[[], object]] = {
    "in one paragraph": in_one_paragraph,
    "bare": bare,
    "half": lambda: bare(0.5),
    "without its first third": lambda: without(0, 1 / 3),
    "without its last third": lambda: without(2 / 3, 1),
    "empty": lambda: without(0, 1),
    "notes typed as text": without_note_calls,
    "the table as text": table_as_text,
    "another text": of_something_else,
}


def came(home: Project, document) -> str:
    path = home.root / "back.docx"
    document.save(str(path))
    return str(path)


@pytest.mark.parametrize("what", LACKING)
def test_a_file_that_lacks_most_of_the_document_is_refused_and_nothing_is_written(home, what):
    before = state(home)
    ran = home.run("pull", came(home, LACKING[what]()), "--apply")
    assert ran.status == 1
    assert "back.docx: error[mass-deletion]: the file would delete" in ran.err
    assert "--deletions review" in ran.err
    assert state(home) == before


def letters(texts: dict[str, str]) -> Counter[str]:
    return Counter(word for each in texts.values() for word in each.split())


@pytest.mark.parametrize("what", ["bare", "without its last third", "notes typed as text", "empty"])
def test_with_deletions_for_review_no_word_of_a_block_is_lost(home, what):
    before = letters(blocks(home))
    path = came(home, LACKING[what]())
    ran = home.run("pull", path, "--apply", "--deletions", "review", "--base", ".")
    assert ran.status == 0, ran.err
    lost = before - letters(blocks(home))
    assert lost.total() <= sum("[" in each or "{" in each or "*" in each for each in lost)
    assert any(home.content.rglob("*.review.yaml"))


def test_deletions_that_are_meant_are_taken_when_somebody_says_so(home):
    path = came(home, without(2 / 3, 1))
    ran = home.run("pull", path, "--apply", "--deletions", "accept")
    assert ran.status == 0, ran.err
    assert len(blocks(home)) < 11


def unmarked(*gone: str):
    """Return the export without bookmarks and controls, and without some paragraphs."""
    document = docx.Document(str(EXPORT))
    body = document.element.body
    for each in [*body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        each.getparent().remove(each)
    for control in [*body.iter(qn("w:sdt"))]:
        for each in [*control.find(qn("w:sdtContent"))]:
            control.addprevious(each)
        control.getparent().remove(control)
    for each in paragraphs(document):
        if any(words in text(each) for words in gone):
            each.getparent().remove(each)
    return document


def test_a_file_without_marks_proposes_to_delete_what_it_lacks(home):
    before = blocks(home)
    ran = home.run("pull", came(home, unmarked("have been forgotten since")), "--apply")
    assert ran.status == 0, ran.err
    assert blocks(home) == before
    (left,) = proposals(home, "50-previous")
    assert left["old"] == "The two that were noted have been forgotten since."
    assert "lost its marks" in left["text"]


def test_a_file_with_its_marks_still_deletes_a_paragraph(home):
    document = docx.Document(str(EXPORT))
    for each in paragraphs(document):
        if "have been forgotten since" in text(each):
            each.getparent().remove(each)
    assert home.run("pull", came(home, document), "--apply").status == 0
    assert "have been forgotten since" not in blocks(home)["homecoming/blocks/50-previous.md"]
    assert proposals(home, "50-previous") == []


# What a block cannot hold


def beside(document, words: str, said: str) -> None:
    """Type a paragraph behind the one that has these words, with its properties."""
    near = next(each for each in paragraphs(document) if words in text(each))
    new = deepcopy(near)
    for each in [*new]:
        if each.tag != qn("w:pPr"):
            new.remove(each)
    near.addnext(new)
    docx.text.paragraph.Paragraph(new, None).add_run(said)


def typed_over(document, old: str, new: str) -> None:
    here = next(t for t in document.element.body.iter(qn("w:t")) if old in (t.text or ""))
    here.text = here.text.replace(old, new)


def test_what_no_block_can_hold_is_a_proposal_and_all_else_is_taken(home):
    document = docx.Document(str(EXPORT))
    typed_over(document, "still in use", "used every day")
    typed_over(document, "Nobody counts", "Nobody [we asked]{audience: un} counts")
    beside(document, "None of them has come back", "Ask [them]{audience: un} again.")
    beside(document, "None of them has come back", "The others keep silent.")
    beside(document, "Destroy the list", "Repeal [it]{audience: un} at once.")
    path = came(home, document)
    ran = home.run("pull", path, "--apply")
    assert ran.status == 0, ran.out + ran.err
    now = blocks(home)
    assert "used every day" in now["homecoming/blocks/60-strike.md"]
    assert "The others keep silent." in now["homecoming/blocks/31-reprisals.md"]
    assert not any("{audience: un}" in each for each in now.values())
    (left,) = proposals(home, "31-reprisals")
    assert left["new"] == "Ask [them]{audience: un} again." and "cannot hold it" in left["text"]
    (typed,) = proposals(home, "20-background")
    assert "[we asked]{audience: un}" in typed["new"] and "cannot hold" in typed["text"]
    (new,) = proposals(home, "81-rec-list")
    assert new["new"] == "Repeal [it]{audience: un} at once."
    assert ran.out.count("Repeal [it]") == 1
    after = state(home)
    assert home.run("pull", path, "--apply").status == 0 and state(home) == after


@pytest.mark.parametrize(
    ("typed", "told"), [("We thank the States.", 1), ("Recommendation 4. Publish the list.", 0)]
)
def test_a_paragraph_without_a_label_that_becomes_a_recommendation_is_told_of(home, typed, told):
    document = docx.Document(str(EXPORT))
    beside(document, "Offer the dismissed", typed)
    ran = home.run("pull", came(home, document), "--apply")
    assert ran.status == 0, ran.out + ran.err
    assert any("kind: recommendation" in e and typed[-8:] in e for e in blocks(home).values())
    assert (ran.out + ran.err).count("a paragraph becomes a new recommendation") == told


def test_a_paragraph_that_was_made_an_item_in_a_block_that_is_held_is_told_of(home):
    document = docx.Document(str(EXPORT))
    for words in ("Ask [them]{audience: un} again.",) * 2:
        beside(document, "None of them has come back", words)
    made = next(each for each in paragraphs(document) if "None of them has come back" in text(each))
    docx.text.paragraph.Paragraph(made, document).style = "List Bullet"
    ran = home.run("pull", came(home, document), "--apply")
    assert ran.status == 0, ran.out + ran.err
    assert "another kind of paragraph" in ran.out + ran.err


def test_a_numbered_list_goes_on_behind_a_paragraph_that_was_typed_into_it(home):
    document = docx.Document(str(EXPORT))
    item = next(each for each in paragraphs(document) if "tells the workers" in text(each))
    item.addprevious(deepcopy(next(e for e in paragraphs(document) if "Nobody counts" in text(e))))
    for each in [*item.getprevious().iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        each.getparent().remove(each)
    assert home.run("pull", came(home, document), "--apply").status == 0
    after = blocks(home)["homecoming/blocks/20-background.md"]
    assert after.index("Nobody counts") < after.index("3. the foreman tells the workers.")


def test_lines_and_tables_in_a_cell_and_lines_in_a_heading_come_home_on_one_line(home):
    document = docx.Document(str(EXPORT))
    beside(document, "Limit the hours of work", "in all ports")
    title = next(each for each in paragraphs(document) if "Who decides" in text(each))
    run = docx.text.paragraph.Paragraph(title, None).runs[-1]
    run.add_break()
    run.add_text("in the port")
    cell = next(each for each in paragraphs(document) if text(each) == "in all ports").getparent()
    inner = docx.table._Cell(cell, document).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "night", "and day"
    path = came(home, document)
    ran = home.run("pull", path, "--apply")
    assert ran.status == 0 and "warning[table-in-cell]" in ran.err
    now = blocks(home)
    hours = "| Limit the hours of work in all ports night and day "
    assert hours in now["homecoming/blocks/50-previous.md"]
    assert now["homecoming/blocks/50-previous.md"].count("\n|:--") == 1
    assert "# Who decides in the port\n" in now["homecoming/blocks/20-background.md"]
    assert home.run("pull", path, "--apply").status == 0 and blocks(home) == now


# Files that no longer carry what was exported

MEANWHILE = ("homecoming/blocks/60-strike.md", "The list is still in use.", "The list is with us.")


def changed_meanwhile(home: Project) -> None:
    home.change(*MEANWHILE)
    path = "homecoming/blocks/70-analysis.md"
    text = (home.content / path).read_text("utf-8")
    home.write(path, f"{text.rstrip()}\n\nA colleague added this meanwhile.\n")


def held(home: Project) -> None:
    """Hold that a colleague's changes stand, and the file's edit came."""
    now = blocks(home)
    assert "The list is with us." in now["homecoming/blocks/60-strike.md"]
    assert "A colleague added this meanwhile." in now["homecoming/blocks/70-analysis.md"]
    assert "founded in 1932" in now["homecoming/blocks/10-federation.md"]


def committed(home: Project, message: str) -> None:
    if not (home.root / ".git").exists():
        subprocess.run(["git", "init", "-q"], cwd=home.root, check=True)
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["add", "content"], [*person, "commit", "-qm", message]):
        subprocess.run(["git", *words], cwd=home.root, check=True, capture_output=True)


def test_what_was_exported_is_found_among_the_exports_that_builds_kept(home):
    assert home.run("build", "homecoming", "--format", "docx").status == 0
    changed_meanwhile(home)
    assert home.run("build", "homecoming", "--format", "docx").status == 0
    ran = home.run("pull", str(THROUGH_ODT), "--apply")
    assert ran.status == 0, ran.out + ran.err
    assert "compared with the export of" in ran.err
    held(home)


def test_what_was_exported_is_found_in_git(home):
    committed(home, "sent")
    changed_meanwhile(home)
    committed(home, "meanwhile")
    ran = home.run("pull", str(THROUGH_ODT), "--apply")
    assert ran.status == 0, ran.out + ran.err
    assert "compared with revision" in ran.err
    held(home)


@pytest.mark.parametrize("base", ["HEAD~1", str(EXPORT)])
def test_what_was_exported_can_be_named(home, base):
    committed(home, "sent")
    changed_meanwhile(home)
    committed(home, "meanwhile")
    ran = home.run("pull", str(THROUGH_ODT), "--apply", "--base", base)
    assert ran.status == 0, ran.out + ran.err
    held(home)


def test_a_base_that_is_none_is_named(home):
    before = state(home)
    for base, rule in (("nowhere", "not-in-git"), (str(THROUGH_ODT), "no-embedded-version")):
        ran = home.run("pull", str(THROUGH_ODT), "--apply", "--base", base)
        assert ran.status == 1
        assert f"error[{rule}]" in ran.err
    assert state(home) == before


def test_where_nobody_knows_what_was_exported_the_text_stays_and_differences_are_proposals(home):
    changed_meanwhile(home)
    before = blocks(home)
    ran = home.run("pull", str(THROUGH_ODT), "--apply")
    assert ran.status == 0, ran.err
    assert "Your text stays" in ran.err
    assert blocks(home) == before
    (left,) = proposals(home, "10-federation")
    assert (left["old"], left["new"]) == ("was founded in 1931", "was founded in 1932")
    assert home.run("review", "homecoming", "--take", "federation/r1", "--by", "Ann").status == 0
    assert "founded in 1932" in blocks(home)["homecoming/blocks/10-federation.md"]


def test_a_file_that_is_like_two_documents_is_a_question(home):
    shutil.copytree(home.content / "homecoming", home.content / "homecoming-2")
    before = state(home)
    ran = home.run("pull", str(THROUGH_ODT), "--apply", "--base", ".")
    assert ran.status == 1
    assert "error[ambiguous-document]" in ran.err
    assert "`--document homecoming/submission` or `--document homecoming-2/submission`" in ran.err
    assert state(home) == before
    named = ("--document", "homecoming-2/submission", "--base", ".")
    assert home.run("pull", str(THROUGH_ODT), "--apply", *named).status == 0
    assert "founded in 1932" in state(home)["homecoming-2/blocks/10-federation.md"]


# What builds keep


def test_a_build_keeps_once_what_its_word_file_carries(home):
    for _ in range(2):
        assert home.run("build", "homecoming", "--format", "docx", "--force").status == 0
    folder = home.output / "homecoming"
    (kept,) = kept_exports(folder, "submission")
    content = (folder / "submission.docx").read_bytes()
    assert kept.text() == read_returned(content, "submission.docx").embedded


def test_the_oldest_exports_go_and_those_that_say_too_much(tmp_path: Path):
    for number in range(MOST + 3):
        keep_export(tmp_path / "case", "brief", f"text {number}")
    keep_export(tmp_path / "case", "brief.long", "another document's")
    assert len(kept_exports(tmp_path / "case", "brief")) == MOST
    forget_exports(tmp_path / "case", "brief", lambda text: text != f"text {MOST + 2}")
    assert [e.text() for e in kept_exports(tmp_path / "case", "brief")] == [f"text {MOST + 2}"]
    assert len(kept_exports(tmp_path / "case", "brief.long")) == 1


def test_a_document_that_cannot_be_built_now_is_known_by_what_was_kept(home):
    assert home.run("build", "homecoming", "--format", "docx").status == 0
    changed_meanwhile(home)
    home.write("homecoming/blocks/71-again.md", "---\nid: analysis\nkind: nothing\n---\nTwice.\n")
    assert home.run("build", "homecoming", "--format", "docx").status == 1
    named = ("--document", "homecoming/submission")
    assert "compared with the export of" in home.run("pull", str(THROUGH_ODT), *named).err
