"""Text of the skeleton, and other words for what is missing, are found wherever they were left."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dossier.build.insertable import insertables
from dossier.interchange.blocks.add import beginning
from dossier.lint import lint, rule
from dossier.lint.example import FILE, example
from dossier.lint.placeholders import TOPIC, alone, placeholders
from dossier.lint.prose_words import wordlist
from dossier.model.language import SKELETON
from dossier.model.skeleton import skeleton_blocks, skeleton_words
from dossier.model.state_names import state_name
from dossier.project.layout import read_files
from tests.conftest import Project

MANIFEST = "case/dossier.yaml"


def left(text: str, status: str = "draft") -> list[str]:
    """Return the severity of what is found in a paragraph."""
    whole = f"---\nstatus: {status}\n---\n# Background\n\n{text}\n"
    caught = lint(example(whole), {FILE: whole}, [rule("placeholder-text")])
    return [each.finding.severity for each in caught]


@pytest.mark.parametrize(
    "words",
    [
        beginning("en"), "To be written.", "It began on [date].", "It fined them [insert amount here].",
        "It was (date to be confirmed) that they met.", "They met 12 members [figure needed].",
        "It was founded in YEAR.", "Lorem ipsum dolor sit amet.", "The members, TBC, met.",
        "They met \\[●\\] times.", "Conclude what this shows.", "Text. Conclude what this shows.",
        "Describe the situation in Ruritania that a delegate must know to understand the rest.",
    ],
)  # fmt: skip
def test_words_for_what_is_missing_are_a_warning_in_a_draft_and_an_error_when_it_is_final(words):
    assert left(words) == ["warning"]
    assert left(words, "final") == ["error"]


@pytest.mark.parametrize(
    "words",
    [
        "The amount is to be determined by the court.", "A law yet to be written by them binds us.",
        "He gave it (a figure) to [the union].", "They said [name withheld] “left […] at once”.",
        "Their motto was “date to be confirmed (to follow)”.", "Article XXX applies [emphasis added].",
        "The report (page 3) tells it (with an example to follow).", "Ask in your country and your city.",
    ],
)  # fmt: skip
def test_what_an_author_may_well_mean_is_left_alone(words):
    assert left(words, "final") == []


GAPS = {
    "fr": (
        "Elle a été fondée le [date à confirmer].",
        "Elle a dit : [ajouter la source ici].",
        "À compléter.",
    ),
    "es": ("Se fundó el [fecha por confirmar].", "Dijo [añadir la fuente aquí].", "Por completar."),
    "ru": ("Он основан [дату уточнить].", "Он сказал [указать источник].", "Дополнить."),
    "ar": ("تأسست في [التاريخ يُحدد لاحقا].", "قالت [أضف المصدر هنا].", "قيد الكتابة."),
    "zh": ("成立于[日期待定]。", "该组织说[请补充来源]。", "待补充。"),
}


@pytest.mark.parametrize(("code", "words"), [(code, each) for code in GAPS for each in GAPS[code]])
def test_gaps_are_found_in_the_language_of_the_text(code: str, words: str):
    assert placeholders(code).all(words), words
    assert placeholders(code).all(beginning(code))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("fr", "La date [de la loi] reste à déterminer par le juge, qui l’a dit."),
        ("es", "El plazo (artículo 3) está por cumplirse [sin cursiva en el original]."),
        ("ru", "Суд должен проверить доводы (пункт 3) и указать источник."),
        ("zh", "该法有待修订（第3段）。"),
        ("fr", "Elle ne peut diriger une organisation non gouvernementale."),
        ("es", "No puede dirigir una organización no gubernamental."),
    ],
)  # fmt: skip
def test_what_an_author_may_mean_in_another_language_is_left_alone(code: str, words: str):
    assert not placeholders(code).all(words), words


def test_every_part_of_a_new_dossier_is_found_until_it_is_written(small: Project):
    found = small.run("check", "case").err
    for path in skeleton_blocks("en"):
        assert re.search(rf"{path.name}:\d+: warning\[placeholder-text\]", found), path.name
    for where in LEFT:
        assert f"{where} stands for" in found.replace("/content/", "/"), where
    assert "the session (55) was assumed" in found and "the cycle (5) was assumed" in found


@pytest.mark.parametrize("code", ["fr", "es", "ru", "ar", "zh"])
def test_what_is_the_same_in_all_languages_and_short_cells_are_found_in_each(code: str):
    for words in ("contact@example.org", "https://example.org/full-address", "000.0"):
        assert placeholders(code).all(words), words
    table = next(each for each in skeleton_blocks(code) if each.name.startswith("50-"))
    row = table.read_text("utf-8").rstrip().splitlines()[-1]
    assert all(alone(cell.strip(), code) for cell in row.strip("|").split("|"))


@pytest.mark.parametrize("code", ["fr", "es", "ru", "ar", "zh"])
def test_a_dossier_begins_in_any_language_and_nothing_but_missing_text_is_found(
    project: Project, code: str
):
    project.run("new", "germany", "--language", code)
    said = project.run("check", "germany", "--json")
    found = json.loads(said.out)["findings"]
    told = {(each["rule"], Path(each["file"]).name) for each in found}
    blocks = {each.name for each in skeleton_blocks("en")}
    assert {name for _, name in told} == {*blocks, "dossier.yaml", "sources.yaml"}
    assert {rule for rule, _ in told} <= {"placeholder-text", "wrong-language"}
    text = "".join(each.read_text("utf-8") for each in project.content.rglob("*.md"))
    assert state_name("Germany", code) in text and not re.search("Germany|STATE", text)
    for key, other in skeleton_words().items():
        assert set(other) == {"fr", "es", "ru", "ar", "zh"}, key


def test_the_skeleton_is_the_same_in_all_languages():
    for first, *others in zip(
        *map(skeleton_blocks, ("en", "fr", "es", "ru", "ar", "zh")), strict=True
    ):
        for other in others:
            assert _asked(other) == _asked(first), other


def _asked(path: Path) -> list[str]:
    """Return what a block of the skeleton asks for and holds, apart from its words."""
    text = path.read_text("utf-8")
    kept = re.findall(
        r"^(?:id|kind|section|rests_on): .*$|@[\w-]+|\(#[\w:-]+\)|\{#\w+\}|\[\^\w+\]|^[-|]",
        text,
        re.M,
    )
    return [path.name, *kept]


LEFT = (
    'dossier.yaml:4: warning[placeholder-text]: "Case: what this dossier is about"',
    'dossier.yaml:10: warning[placeholder-text]: "Name of Your Organisation"',
    'dossier.yaml:13: warning[placeholder-text]: "Your City"',
    'dossier.yaml:14: warning[placeholder-text]: "Your Country"',
    'dossier.yaml:20: warning[placeholder-text]: "what this submission is about"',
    '"The person who answers for this submission"',
    '"contact@example.org"',
    '"your first key word"',
    '"your second key word"',
    '"The issue that matters most"',
    'sources.yaml:8: warning[placeholder-text]: "Name of the Organisation"',
    'sources.yaml:9: warning[placeholder-text]: "Title of its report"',
    'sources.yaml:11: warning[placeholder-text]: "https://example.org/full-address"',
    '"000.0"',
    '"Recommending State"',
    '"What it asked"',
    '"Supported or noted"',
)


def test_all_that_is_left_of_the_skeleton_is_an_error_when_the_document_is_final(small: Project):
    before = small.run("check", "case").err.count("warning[placeholder-text]")
    small.change("case/sources.yaml", "verified: no", "verified: yes")
    small.change(MANIFEST, "status: draft", "status: final")
    found = small.run("check", "case").err
    assert before == found.count("error[placeholder-text]")
    assert "warning[placeholder-text]" not in found


def test_the_acronym_of_the_skeleton_is_told_where_it_abbreviates_no_submitter(small: Project):
    small.change(MANIFEST, "name: Name of Your Organisation", "name: Free Unions")
    assert 'dossier.yaml:11: warning[placeholder-text]: "NYO"' in small.run("check", "case").err
    small.change(MANIFEST, "name: Free Unions", "name: National Youth Organisation")
    assert '"NYO" stands' not in small.run("check", "case").err


def test_what_somebody_confirmed_is_no_longer_told(small: Project):
    small.change(MANIFEST, "assumed: [session, cycle]", "assumed: [cycle]")
    found = small.run("check", "case").err
    assert "the cycle (5) was assumed" in found
    assert "session (55)" not in found


def test_a_final_document_with_text_of_the_skeleton_is_not_made(small: Project):
    small.change(MANIFEST, "status: draft", "status: final")
    small.change("case/sources.yaml", "verified: no", "verified: yes")
    ran = small.run("build", "--format", "md")
    assert ran.status == 1
    assert 'error[placeholder-text]: "Conclude what this shows." stands' in ran.err


def test_the_words_that_are_listed_are_those_that_the_program_writes(small: Project):
    files, _ = read_files(small.places(), "case")
    assert files is not None
    small.write("case/pictures/a.png", "")
    files, _ = read_files(small.places(), "case")
    assert files is not None
    offered = [each.text for each in insertables(small.places(), files, "submission")]
    made = [path.read_text("utf-8") for path in (*SKELETON.glob("*.yaml"), *skeleton_blocks("en"))]
    for words in wordlist(TOPIC, "en")["skeleton"]:
        assert any(words in each for each in (*made, *offered)), words


def test_the_first_concern_stands_in_documents_without_a_section_of_evidence(small: Project):
    brief = (
        "  brief:\n    template: campaign-brief\n    title: Brief\n    date: 2026-11-29\n"
        "    blocks:\n      standfirst: [concern-one]\n      case: [evidence-one]\n"
    )
    manifest = small.content / "case" / "dossier.yaml"
    manifest.write_text(manifest.read_text("utf-8").rstrip() + "\n" + brief, "utf-8")
    findings = [each for each in small.dossier("case").findings if "main-issue" in each.message]
    assert findings == []


@pytest.mark.parametrize("cell", ["What it asked", "Supported or noted"])
def test_the_head_of_a_table_may_say_what_a_cell_of_the_skeleton_says(cell: str):
    assert alone(cell, "en")
    head = f"| State | {cell} |\n|---|---|\n| Ruritania | to release the members |"
    assert left(head, "final") == []
    assert left(head.replace(cell, "Text").replace("to release the members", cell)) == ["warning"]
