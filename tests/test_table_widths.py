"""A column of a table is as wide as its longest word, and the rest goes to long texts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model.document import (
    Block,
    Cell,
    Document,
    Properties,
    Row,
    Section,
    Settings,
    Table,
    Text,
)
from dossier.model.table_widths import shares, table_shares

LINE = 92


def row(*texts: str, name: str = "r") -> Row:
    return Row(tuple(Cell((Text(each),), f"{name}.{n}") for n, each in enumerate(texts)))


def table(head: tuple[str, ...], *rows: tuple[str, ...], name: str = "t") -> Table:
    return Table(("",) * len(head), row(*head, name=name), tuple(row(*each) for each in rows))


def test_the_name_of_a_state_is_not_broken_beside_a_long_text() -> None:
    long = "Investigate promptly and impartially all allegations of torture " * 3
    made = shares(table(("Recommendation", "By", "Position"), (long, "Liechtenstein", "Supported")))
    assert made[1] * LINE >= len("Liechtenstein") + 2
    assert made[0] > 2 * made[1]
    assert sum(made) == pytest.approx(1)


@given(st.lists(st.integers(1, 24), min_size=1, max_size=4), st.integers(1, 400))
def test_words_stay_whole_wherever_there_is_room_for_all_of_them(longest, words) -> None:
    cells = ["x" * each for each in longest]
    cells[0] = f"{cells[0]} {'word ' * words}"
    made = shares(table(("A",) * len(cells), tuple(cells)))
    assert sum(made) == pytest.approx(1)
    needed = [max(each, 4 if n == 0 else 0) * 1.1 + 2 for n, each in enumerate(longest)]
    if sum(needed) + 2 * len(cells) <= LINE:
        assert all(share * LINE >= need - 0.01 for share, need in zip(made, needed, strict=True))


def test_tables_with_the_same_heads_have_the_same_columns_in_the_whole_document() -> None:
    first = table(("State", "What"), ("Japan", "word " * 40), name="one")
    second = table(("State", "What"), ("United Kingdom of Great Britain", "no"), name="two")
    other = table(("A", "B"), ("1", "2"), name="three")
    sections = tuple(
        Section(name, name, (Block(name, "evidence", (each,)),))
        for name, each in (("a", first), ("b", second), ("c", other))
    )
    document = Document(
        title="", procedure="", language="en", cover=(), sections=sections, running_head="",
        settings=Settings(), properties=Properties("", "", (), date(2026, 1, 2)),
    )  # fmt: skip
    found = table_shares(document)
    assert found["one.0"] == found["two.0"] != shares(first)
    assert found["three.0"] == shares(other)
