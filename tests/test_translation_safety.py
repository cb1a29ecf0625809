"""What a person wrote survives what translators, memories and later originals do to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.conftest import Project

ONE = "---\nid: one\nkind: background\ntitle: The law\n---\nWorkers were jailed.[^n]\n\n[^n]: A note of words.\n"
TWO = "---\nid: two\nkind: background\ntitle: The law\n---\nThe law was changed in secret.\n"


@pytest.fixture
def case(small: Project) -> Project:
    for path in (small.content / "case" / "blocks").iterdir():
        path.unlink()
    small.write("case/blocks/10-one.md", ONE)
    small.write("case/blocks/11-two.md", TWO)
    return small


def translate(case: Project, *more: str, dossier: str = "case") -> str:
    ran = case.run("translate", dossier, "--to", "fr", *more)
    return ran.out + ran.err


def french(case: Project, name: str, dossier: str = "case") -> str:
    return (case.content / dossier / "blocks/fr" / name).read_text("utf-8")


def test_a_note_that_was_translated_before_its_paragraph_stays(case: Project):
    translate(case)
    case.change("case/blocks/fr/10-one.md", "A note of words.", "Une note.")
    case.change("case/blocks/10-one.md", "jailed.[^n]", "jailed.[^n]\n\nOthers fled.")
    translate(case)
    assert "[^n]: Une note." in french(case, "10-one.md")
    assert "Others fled." in french(case, "10-one.md")
    assert "note:n.1: initial" not in translate(case, "--status")


def test_a_proposal_that_somebody_rewrote_is_theirs(case: Project):
    memory = TWO.replace("id: two", "id: three")
    case.write("case/blocks/12-three.md", memory)
    translate(case)
    case.change("case/blocks/fr/11-two.md", "The law was changed in secret.", "La loi a changé.")
    translate(case, "--done", "two")
    translate(case)
    assert "La loi a changé." in french(case, "12-three.md")
    assert "proposed" in translate(case, "--status")
    translate(case, "--export", "out.xlf")
    case.change("case/blocks/fr/12-three.md", "La loi a changé.", "La loi fut changée.")
    assert "proposed" not in translate(case, "--status")
    translate(case, "--import", "out.xlf", "--apply")
    assert "La loi fut changée." in french(case, "12-three.md")


def test_a_translation_without_letters_is_one(case: Project):
    case.change(
        "case/blocks/11-two.md", "in secret.", "in secret.\n\n| Asked | Yes |\n|---|---|\n| a | b |"
    )
    translate(case)
    case.change("case/blocks/fr/11-two.md", "| Asked | Yes |", "| Asked | ✓ |")
    case.change("case/blocks/11-two.md", "| a | b |", "| a | b |\n| c | d |")
    translate(case)
    assert "✓" in french(case, "11-two.md")


def test_a_file_of_another_dossier_with_the_same_ids_is_refused(case: Project):
    case.run("new", "other")
    for path in (case.content / "other" / "blocks").iterdir():
        path.unlink()
    case.write("other/blocks/11-two.md", TWO.replace("The law was changed", "Teachers were shot"))
    translate(case, "--export", "out.xlf")
    text = Path("out.xlf").read_text("utf-8")
    said = translate(case, "--import", "out.xlf", "--apply", dossier="other")
    assert 'error[unknown-dossier]: the file was made from the dossier "case"' in said
    assert not (case.content / "other/blocks/fr").exists()
    Path("out.xlf").write_text(text.replace("case", "once"), "utf-8")
    assert "warning[unknown-dossier]" in translate(case, "--import", "out.xlf")


@pytest.mark.parametrize("kind", ["xlf", "docx", "tmx"])
def test_what_is_kept_from_some_goes_to_a_translator_only_where_that_is_said(
    case: Project, kind: str
):
    people = "jane: {name: Jane Exemplar, role: a baker, named: nobody}\n"
    case.write("case/people.yaml", people)
    case.change("case/blocks/11-two.md", "in secret", "in secret, Jane Exemplar said")
    translate(case)
    said = translate(case, "--export", f"out.{kind}")
    assert "left out 1 block that not everybody may read (two)" in said
    leaks = case.run("leaks", f"out.{kind}", "--audience", "public")
    assert "Jane Exemplar" not in leaks.out + leaks.err
    assert "left out" not in translate(case, "--export", f"whole.{kind}", "--whole")


def test_a_dossier_that_is_called_by_a_guarded_name_goes_to_no_translator_and_no_calendar(
    case: Project,
):
    people = "jane: {name: Jane Exemplar, role: a baker, named: nobody}\n"
    case.write("case/people.yaml", people)
    (case.content / "case").rename(case.content / "jane-exemplar")
    case.write("jane-exemplar/treaties.yaml", "CRC: {ratified: 1994-08-12}\n")
    translate(case, dossier="jane-exemplar")
    for file in ("out.xlf", "out.docx", "out.tmx"):
        said = translate(case, "--export", file, dossier="jane-exemplar")
        assert "error[name-leaks]" in said and "the name of the folder" in said
        assert not (case.root / file).exists()
    ran = case.run("deadlines", "--today", "2026-11-29", "--ics", "all.ics")
    assert ran.status == 1 and "jane-exemplar/dossier.yaml: error[name-leaks]" in ran.err
    assert not (case.root / "all.ics").exists()


def test_words_of_a_word_file_that_belong_nowhere_are_told(case: Project):
    translate(case, "--export", "out.docx")
    document = Document("out.docx")
    row = document.tables[0].add_row()
    row.cells[2].text = "A row of my own."
    merged = document.tables[0].rows[1]
    merged.cells[2].text = "Joined words."
    merged.cells[1].merge(merged.cells[2])
    named = next(
        each for each in document.tables[0].rows if each.cells[0].text.startswith("two/text")
    )
    named.cells[0].paragraphs[0].runs[0].text = "Two/text.1"
    named.cells[2].text = "La loi a changé."
    document.add_paragraph("Words below the table.")
    document.save("back.docx")
    said = translate(case, "--import", "back.docx", "--apply")
    for words in ("A row of my own.", "Joined words.", "Words below the table."):
        assert words in said
    assert "La loi a changé." in french(case, "11-two.md")


def test_a_translation_that_was_typed_over_the_original_is_told(case: Project):
    translate(case, "--export", "out.docx")
    document = Document("out.docx")
    (row,) = [e for e in document.tables[0].rows if "changed in secret" in e.cells[1].text]
    row.cells[1].text = "La loi fut changée en secret."
    document.save("out.docx")
    said = translate(case, "--import", "out.docx", "--apply")
    assert 'warning[unsure]: the original of text.1 of "two" reads otherwise in the file' in said
    assert '"La loi fut changée en secret."' in said


def test_comments_are_kept_beside_their_blocks_and_those_of_no_row_are_told(case: Project):
    translate(case, "--export", "out.docx")
    document = Document("out.docx")
    (row,) = [e for e in document.tables[0].rows if "changed in secret" in e.cells[1].text]
    document.add_comment(row.cells[1].paragraphs[0].runs, text="Which law?", author="T")
    document.add_comment(document.paragraphs[0].runs, text="I am away in May.", author="T")
    document.save("out.docx")
    said = translate(case, "--import", "out.docx", "--apply")
    assert 'are not taken: "I am away in May."' in said
    assert "Which law?" in french(case, "11-two.review.yaml")


def test_a_remark_on_a_paragraph_that_went_is_kept(case: Project):
    translate(case, "--export", "out.xlf")
    path = Path("out.xlf")
    text = path.read_text("utf-8")
    at = text.index("The law was changed in secret.")
    unit = text.rindex("<segment", 0, at)
    noted = "<notes><note>This is wrong.</note></notes>"
    path.write_text(text[:unit] + noted + text[unit:], "utf-8")
    case.change("case/blocks/11-two.md", "The law was changed in secret.", "Nobody knows why.")
    case.change("case/blocks/11-two.md", "Nobody knows why.", "| a | b |\n|---|---|\n| c | d |")
    translate(case)
    translate(case, "--import", "out.xlf", "--apply")
    kept = (case.content / "case/blocks/fr").glob("*.review.yaml")
    assert any("This is wrong." in each.read_text("utf-8") for each in kept)


def test_words_typed_over_an_original_that_is_not_translated_stay_out_of_it(small: Project):
    small.change("case/dossier.yaml", "    status: draft", "    language: fr\n    status: draft")
    built = small.run("build", "case", "--format", "docx")
    assert built.status == 0, built.err
    document = Document(str(small.output / "case" / "submission.docx"))
    words = [e for e in document.element.body.iter() if e.tag.endswith("}t")]
    found = next(each for each in words if each.text.startswith("Say why"))
    found.text = "Dites pourquoi les faits dans "
    document.save("back.docx")
    said = small.run("pull", "back.docx", "--apply")
    assert 'error[untranslated]: "analysis-one" is not in French yet' in said.err
    original = small.content / "case/blocks/70-analysis.md"
    assert "Say why the facts" in original.read_text("utf-8")
    translate(small)
    assert small.run("pull", "back.docx", "--apply").status == 0
    assert "Dites pourquoi" in french(small, "70-analysis.md")


def test_a_unit_of_which_a_tool_left_a_part_is_kept_apart(case: Project):
    case.change("case/blocks/11-two.md", "in secret.", "in secret. Nobody knew.")
    translate(case, "--export", "out.xlf")
    path = Path("out.xlf")
    text = path.read_text("utf-8")
    said = "The law was changed in secret.</source>"
    assert said in text
    text = text.replace(said, f"{said}<target>La loi a changé.</target>")
    path.write_text(text, "utf-8")
    translate(case)
    said = translate(case, "--import", "out.xlf", "--apply")
    assert "is not taken: a part of it is not translated yet" in said
    assert "La loi" not in french(case, "11-two.md")
    assert "two/text.1" in said or "text.1: initial" in translate(case, "--status")
