"""A language that a project adds is one file: read as the shipped ones, and checked."""

from __future__ import annotations

import pytest

from dossier.model.language_file import FOLDER, own_languages
from dossier.project.layout import shown
from dossier.project.own_languages import read_own_languages

FRENCH = (FOLDER / "fr.yaml").read_text("utf-8").replace("name: French", "name: Kazakh", 1)
KAZAKH = FRENCH.replace('["janvier",', '["қаңтар",', 1)


@pytest.fixture
def case(small):
    """The skeleton's dossier, in Kazakh."""
    small.change("case/dossier.yaml", "language: en-GB", "language: kk")
    return small


def found(case, rule):
    return [each for each in case.run("check", "case").err.split("\n") if f"[{rule}]" in each]


def test_a_project_adds_a_language_by_one_file(case):
    assert found(case, "unknown-language")
    case.write("languages/kk.yaml", KAZAKH)
    case.change("case/blocks/20-background.md", "Give", "{incident:x date} Give")
    case.write(
        "case/incidents.yaml",
        'x: {date: 2019-01-25, what: {kk: Бір}, category: blacklisting, sources: "@example-report"}\n',
    )
    ran = case.run("build", "case", "--format", "md")
    assert ran.status == 0, ran.err
    text = next((case.output / "case").glob("*.md")).read_text("utf-8")
    assert "25 қаңтар 2019" in text.replace("\u00a0", " ")
    out = case.run("languages", "kk").out
    assert "kk  Kazakh: " in out and "missing   " not in out


def test_a_dossier_begins_in_a_language_of_its_project(project):
    ran = project.run("new", "astana", "--language", "kk")
    assert ran.status == 1 and 'no dossier can begin in the language "kk"' in ran.err
    project.write("languages/kk.yaml", KAZAKH)
    assert project.run("new", "astana", "--language", "kk").status == 0
    assert "language: kk " in (project.content / "astana/dossier.yaml").read_text("utf-8")
    assert project.run("build", "astana", "--format", "md").status == 0


def test_a_changed_file_of_a_language_makes_its_documents_anew(case):
    case.write("languages/kk.yaml", KAZAKH)
    assert case.run("build", "case", "--format", "md").status == 0
    before = next((case.output / "case").glob("*.md")).read_text("utf-8")
    case.write("languages/kk.yaml", KAZAKH.replace("Présenté par", "Ұсынған"))
    case.run("build", "case", "--format", "md")
    assert next((case.output / "case").glob("*.md")).read_text("utf-8") != before


def test_what_a_language_lacks_is_said_in_english_and_listed(case):
    case.write("languages/kk.yaml", "name: Kazakh\nterms: {draft: {is: Жоба, grade: verified}}\n")
    ran = case.run("build", "case", "--format", "md")
    assert ran.status == 0, ran.err
    out = case.run("languages", "kk").out
    assert (
        "missing   months" in out and "missing   terms: note\n" in out and "terms: draft" not in out
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("kk", KAZAKH.replace('"décembre"]', "]").replace(', ]', "]"), "has 11 entries, and needs 12"),
        ("kk", KAZAKH.replace("n = 0,1", "n is 1"), '"n is 1" is no rule of plurals'),
        ("kk", "name: Kazakh\nterms: {page_of: Бет}\n", 'the term "page_of" is "Бет"'),
        ("kk", "name: Kazakh\nmonths: қаңтар\n", '"months" of the language is not a list'),
        ("kk", "months: {is: x\n", "broken-yaml"),
        ("kk", KAZAKH.replace('loose: ["et",', "loose: [no,"), "a word that YAML reads as yes or no"),
        ("kk", "terms: {}\n", "the language has no name"),
        ("kk", "name: Kazakh\nlists: {x: y}\n", "the language cannot be used"),
        ("kk", KAZAKH + "\ncases: {genitive: {months_alone: [a]}}\n", "the language cannot be used"),
        ("fr", FRENCH, 'the program has the language "fr" itself'),
        ("kazakh", KAZAKH, '"kazakh" is no code of a language'),
    ],
)  # fmt: skip
def test_a_faulty_file_of_a_language_is_told_and_not_used(project, name, text, said):
    project.write(f"languages/{name}.yaml", text)
    _, findings = read_own_languages(project.content, shown)
    assert said in "\n".join(map(str, findings))
    assert own_languages() == ()


def test_a_faulty_language_stops_no_dossier_that_does_not_use_it(small):
    small.write("languages/kk.yaml", "name: Kazakh\nmonths: қаңтар\n")
    assert small.run("build", "case", "--format", "md").status == 0
    small.change("case/dossier.yaml", "language: en-GB", "language: kk")
    assert "error[wrong-language]" in small.run("build", "case", "--format", "md").err
