"""A column of a table is as wide as its longest word, and the rest goes to long texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model.document import (
    Block,
    Cell,
    Document,
    Note,
    Paragraph,
    Properties,
    Row,
    Section,
    Settings,
    Table,
    Text,
)
from dossier.model.language import own_templates
from dossier.model.letter_widths import width
from dossier.model.table_widths import TYPE, shares, table_columns
from dossier.model.theme import Theme
from dossier.writers.print_width import narrowing

LINE = 92


def row(*texts: str, name: str = "r") -> Row:
    return Row(tuple(Cell((Text(each),), f"{name}.{n}") for n, each in enumerate(texts)))


def table(head: tuple[str, ...], *rows: tuple[str, ...], name: str = "t") -> Table:
    return Table(("",) * len(head), row(*head, name=name), tuple(row(*each) for each in rows))


def test_the_name_of_a_state_is_not_broken_beside_a_long_text() -> None:
    long = "Investigate promptly and impartially all allegations of torture " * 3
    made = shares(table(("Recommendation", "By", "Position"), (long, "Liechtenstein", "Supported")))
    assert made[1] * LINE >= width("Liechtenstein") + 2
    assert made[0] > 2 * made[1]
    assert sum(made) == pytest.approx(1)


@given(st.lists(st.integers(1, 24), min_size=1, max_size=4), st.integers(1, 400))
def test_words_stay_whole_wherever_there_is_room_for_all_of_them(longest, words) -> None:
    cells = ["x" * each for each in longest]
    cells[0] = f"{cells[0]} {'word ' * words}"
    made = shares(table(("A",) * len(cells), tuple(cells)))
    assert sum(made) == pytest.approx(1)
    texts = ["x" * each for each in longest]
    needed = [
        max(map(width, (text, "A", "word"[: 4 * (not n)]))) + 2 for n, text in enumerate(texts)
    ]
    if sum(needed) + 2 * len(cells) <= LINE:
        assert all(share * LINE >= need - 0.01 for share, need in zip(made, needed, strict=True))


def holding(*tables: Table) -> Document:
    names = [each.head.cells[0].id for each in tables]
    sections = tuple(
        Section(name, name, (Block(name, "evidence", (each,)),))
        for name, each in zip(names, tables, strict=True)
    )
    return Document(
        title="", procedure="", language="en", cover=(), sections=sections, running_head="",
        settings=Settings(), properties=Properties("", "", (), date(2026, 1, 2)),
    )  # fmt: skip


def test_tables_with_the_same_heads_have_the_same_columns_in_the_whole_document() -> None:
    first = table(("State", "What"), ("Japan", "word " * 40), name="one")
    second = table(("State", "What"), ("United Kingdom of Great Britain", "no"), name="two")
    other = table(("A", "B"), ("1", "2"), name="three")
    document = holding(first, second, other)
    found = table_columns(document)
    assert found["one.0"] == found["two.0"]
    assert found["one.0"].shares != shares(first)
    assert found["three.0"].shares == shares(other)


WIDE = ("Year", "Applications", "Registered", "Refused", "Re-registration", "Deregistration",
        "Liechtenstein", "Responsibility", "Remarks")  # fmt: skip


def test_a_table_of_many_columns_is_set_in_smaller_type_so_that_its_words_stay_whole() -> None:
    cells = (
        "2024",
        "1,204",
        "17",
        "1,187",
        "yes",
        "no",
        "none",
        "Ministry",
        "It was counted twice",
    )
    found = table_columns(holding(table(WIDE, cells, name="wide")))["wide.0"]
    assert found.small
    for share, head in zip(found.shares, WIDE, strict=True):
        longest = max(map(width, head.replace("-", "- ").split()))
        assert share * LINE >= longest * found.type / TYPE + 1
    assert found.type >= 8


@pytest.mark.parametrize(
    "head",
    [
        ("Recommendation", "Responsibility", "Implementation", "Classification",
         "Accountability", "Administration"),
        ("Recommendation", "Implementation", "Classification", "Accountability", "Liechtenstein",
         "State", "Para."),
    ],
)  # fmt: skip
def test_type_is_smaller_wherever_a_word_would_break_in_the_usual_one(head) -> None:
    found = table_columns(holding(table(head, head, name="wide")))["wide.0"]
    needed = [width(each) * 1.1 * found.type / TYPE + 1 for each in head]  # heads are bold
    assert found.small
    assert all(part * LINE >= each for part, each in zip(found.shares, needed, strict=True))


def test_a_table_whose_words_have_room_is_set_in_the_usual_type() -> None:
    found = table_columns(holding(table(("State", "What"), ("Japan", "no"), name="few")))
    assert not found["few.0"].small


def test_a_word_stays_whole_beside_the_call_of_its_note() -> None:
    heads = ("Para.", "State", "Request", "Position")
    cells = ("124.16", "Uruguay", "Investigate allegations of torture " * 6, "Supported")
    bare = table(heads, cells, name="bare")
    note = Note("b/1", (Paragraph((Text("Seen."),), ""),))
    called = replace(bare.rows[0].cells[3], content=(Text("Supported"), note))
    row_ = replace(bare.rows[0], cells=(*bare.rows[0].cells[:3], called))
    noted = replace(bare, rows=(row_,))
    assert shares(noted)[3] * LINE >= width("Supported00")
    assert shares(noted)[3] > shares(bare)[3]


def test_a_column_that_says_much_in_each_row_is_wider_than_one_that_seldom_does() -> None:
    """Rows are then low: of two columns of equally long texts the one filled more often gets more."""
    text = "word " * 60
    rows = [(text, text if at % 4 == 0 else "", "Noted") for at in range(12)]
    often, seldom, short = shares(table(("Recommendation", "Our assessment", "Position"), *rows))
    assert often > seldom > short
    assert seldom > 0.6 * often


def test_a_pair_of_numbers_stays_on_one_line_in_the_wider_letters_of_word() -> None:
    made = shares(table(("Para.", "Request"), ("126.42, 126.48", "word " * 40)))
    assert made[0] * LINE >= width("126.42, 126.48") * 1.12 + 2.5 - 1e-6


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6))
def test_a_cell_that_fits_on_one_line_gets_no_more_than_that_beside_one_that_does_not(
    words,
) -> None:
    texts = ["ab " * each for each in words]
    made = shares(table(("A",) * len(words), tuple(texts)))
    assert sum(made) == pytest.approx(1)
    if sum(map(width, texts)) > LINE:
        assert all(
            share * LINE <= max(width(text) * 1.12, width("ab") * 1.05, width("A") * 1.13) + 2.6
            for share, text in zip(made, texts, strict=True)
        )


@pytest.mark.parametrize(
    ("kind", "paper", "values", "part"),
    [
        ("oral-statement", "portrait", {}, 146 / 153),
        ("upr-submission", "portrait", {}, 1.0),
        ("upr-submission", "portrait", {"margins": "20mm 40mm 20mm 40mm"}, 130 / 153),
        ("oral-statement", "portrait", {"margins": "20mm 40mm 20mm 40mm"}, 146 / 153),
        ("implementation-matrix", "landscape", {}, 1.0),
    ],
)
def test_the_room_of_tables_shrinks_with_the_text_of_narrow_pages(
    kind, paper, values, part
) -> None:
    folders = (own_templates() / kind, own_templates() / "_shared")
    found = narrowing(Settings(paper=paper), folders, Theme(values))
    assert found == pytest.approx(part)


@pytest.mark.parametrize(
    ("css", "part"),
    [
        ("@page { margin: 20mm 0 20mm 60mm }", 150 / 153),
        ("@page { @bottom-left { content: ''; margin: 1mm } margin: 20mm 50mm }", 110 / 153),
        ("/* @page { margin: 20mm 70mm } */", 1.0),
        ("@page { margin: 2em auto }", 1.0),
    ],
)
def test_margins_are_read_as_a_browser_reads_them(tmp_path, css, part) -> None:
    (tmp_path / "print.css").write_text(css, "utf-8")
    assert narrowing(Settings(), (tmp_path,), Theme({})) == pytest.approx(part)
