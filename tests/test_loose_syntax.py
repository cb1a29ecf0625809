"""What an author meant as syntax and what prints as typed is told of, with the author's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.readers.blocks.block import read_text
from tests.test_pdf import stressed


def found(text: str) -> list[tuple[int, str, str]]:
    _, findings = read_text(text, "b", "b.md")
    assert {each.severity for each in findings} <= {"warning"}
    return [(each.line, each.rule, each.message.split('"')[1]) for each in findings
            if '"' in each.message]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Said by {person:x of us.\n\nMore.", (1, "open-request", "{person:x of us.")),
        ("One.\n\nThere {fact:deaths {law:a}", (3, "open-request", "{fact:deaths …")),
        ("As {fact deaths} show.", (1, "stray-braces", "{fact deaths}")),
        ("| A | B |\n|---|---|\n| {x} | y |", (3, "stray-braces", "{x}")),
        ("It was so ^[see the law] then.", (1, "inline-note", "^[see the law]")),
        ("One.\n\nIt was so^[see the law", (3, "inline-note", "^[see the law")),
        ("It was so^[@law, p. 3].", (1, "inline-note", "^…")),
        ("This is **important.", (1, "open-emphasis", "**important.")),
        ("This is\n*important.", (2, "open-emphasis", "*important.")),
        ("This is important** indeed.", (1, "open-emphasis", "** indeed.")),
        ("- an _item\n- another", (1, "open-emphasis", "_item")),
        ("A.[^a]\n\n[^a]: A **note.", (3, "open-emphasis", "**note.")),
        ("[**words](https://example.org)", (1, "open-emphasis", "**words")),
        ("1. one\n3. three", (2, "loose-item", "3.")),
        ("1. one\n\n3. three", (3, "loose-item", "3.")),
        ("These are:\n3. three", (2, "loose-item", "3.")),
        ("1. one\n2. two\n1. three\n2. four", (3, "renumbered-item", "1.")),
        ("1. one\n2. two\n2. three", (3, "renumbered-item", "2.")),
        ("> 1. one\n> 3. three", (2, "loose-item", "3.")),
    ],
)
def test_what_prints_as_typed_is_told_of(text, told):
    assert found(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "A\\^[b], 2^3^ and so.[^a]\n\n[^a]: Note.",
        "\\{person:x and \\{foo\\}, \\*one, \\_two and \\**three",
        "*a* **b** ***c*** _d_ a*b 5 * 3 note* snake_case ____ @_handle",
        "https://example.org/_a_b*c and <https://example.org/_c>",
        "He came on\n12. May, and went in\n2014. So it was.",
        "1. He came on\n12. May",
        "1. one\n1. two\n1. three",
        "3. one\n3. two",
        "1. one\n\n   more of it\n\n2. two\n   1. a\n   2. b\n3. three",
        "1. one\n\nWords.\n\n1. again",
        "Said {fact:deaths value} by [some]{audience: un, else: others}. {#here}",
    ],
)
def test_what_is_syntax_or_meant_as_it_stands_is_not(text):
    assert found(text) == []


def test_a_row_with_a_cell_too_few_is_told_of():
    _, (only,) = read_text("| A | B |\n|---|---|\n| x |\n| x | y |", "b", "b.md")
    assert (only.line, only.rule, only.severity) == (3, "short-row", "warning")


@given(st.text(st.sampled_from("*_{}[]:ab 1.\n|-\\"), max_size=40))
def test_any_text_is_read_with_findings_at_its_own_lines(text):
    _, findings = read_text(text, "b", "b.md")
    assert all(1 <= each.line <= text.count("\n") + 1 for each in findings)


SOURCES = "references:\n  - {id: smith-2019, type: report, title: A report, issued: 2019, verified: yes}\n"


@pytest.mark.parametrize(("status", "severity"), [("draft", "warning"), ("final", "error")])
@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("So it was [smith-2019, p. 3].", "bare-citation", 6),
        ("So it was [see smith-2019].", "bare-citation", 6),
        ("So {person:x it was.", "open-request", 6),
        ("1. a\n3. b", "loose-item", 7),
    ],
)
def test_it_is_an_error_in_a_final_document(project, status, severity, text, rule, line):
    stressed(project, text)
    project.write("stress/sources.yaml", SOURCES)
    project.change("stress/dossier.yaml", "date: 2026", f"status: {status}\n    date: 2026")
    dossier = project.dossier("stress")
    told = [each for each in dossier.findings if each.rule == rule]
    assert [(each.file, each.line, each.severity) for each in told] == [
        ("content/stress/blocks/5.md", line, severity)
    ]
    assert bool(dossier.documents) == (status == "draft")


def test_braces_in_a_registry_that_ask_for_nothing_are_told_of(project):
    stressed(project, "So it was.")
    project.change("stress/blocks/5.md", "So it was.", "So it was {fact:deaths}.")
    project.write(
        "stress/facts.yaml",
        'deaths:\n  value: 3\n  unit: people\n  wording: "{deaths} people and {person:x died"\n'
        "  exactness: exactly\n  as_of: 2020\n",
    )
    told = [each.rule for each in project.dossier("stress").findings if "facts" in each.file]
    assert {"stray-braces"} <= set(told)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[x] {y}", 1),
        ("One.\n\n[x]\n{partners}", 3),
        ("[x] [only un]", 1),
        ("**[x]** {un}", 1),
        ("| [x] {y} | b |\n|---|---|\n| c | d |", 1),
        ("- a\n- [x] { only: un }", 2),
        ("![a [x] {y}](m.png)", 1),
        ("A.[^n]\n\n[^n]: [x] {y}", 3),
        ("{not partners}", 1),
    ],
)
def test_what_may_be_meant_as_a_phrase_is_an_error_wherever_it_stands(text, line):
    _, findings = read_text(text, "b", "b.md")
    assert (line, "stray-phrase") in [(e.line, e.rule) for e in findings if e.severity == "error"]


@pytest.mark.parametrize(
    "text",
    [r"\[x\] \{y\}", r"a \] \{ b", r"[x] \{y\}", r"| \[x\] \{y\} | b |" "\n|---|---|\n| c | d |",
     r"![a \[x\] \{y\}](m.png)", r"\{not partners\}", "A.[^n]\n\n[^n]: \\[x\\] \\{y\\}"],
)  # fmt: skip
def test_escaped_brackets_and_braces_are_no_phrase(text):
    assert read_text(text, "b", "b.md")[1] == ()


def test_what_registries_put_in_is_held_apart_from_what_authors_escaped(small):
    evidence = small.content / "case" / "blocks" / "60-evidence.md"
    evidence.write_text(
        evidence.read_text("utf-8") + "\nAs \\[x\\] \\{partners\\} said.\n", "utf-8"
    )
    assert "stray-phrase" not in {each.rule for each in small.dossier("case").findings}
    small.write("case/facts.yaml", "deaths: {value: '[x] {partners}', source: none, as_of: 2020}\n")
    evidence.write_text(evidence.read_text("utf-8") + "\nThe {fact:deaths} died.\n", "utf-8")
    assert "stray-phrase" in {each.rule for each in small.dossier("case").findings}
