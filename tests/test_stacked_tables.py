"""A table that is too wide for paper is a list in the PDF, and a finding in Word."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from dossier.build.stacked_tables import _stacked
from dossier.build.written_file import write
from dossier.model.document import BulletList, Cell, Note, Paragraph, Row, Table, Text
from dossier.model.table_widths import Columns
from dossier.model.walk import below
from tests.conftest import document

COLUMNS = 16
WORD = "Nondiscriminatory"

DOSSIER = """title: Strike
state: Ruritania
submitters: [{name: Alpha}]
documents:
  note:
    template: imported
    title: Strike
    date: 2026-01-01
    sections: [{id: all, title: All}]
    blocks: {all: [wide]}
"""


def table(columns: int) -> str:
    rows = [[f"{name}{at}" for at in range(columns)] for name in ("Head", WORD, "Other")]
    lines = [f"| {' | '.join(each)} |" for each in rows]
    return "\n".join((lines[0], "|---" * columns + "|", *lines[1:]))


@pytest.fixture
def note(project):
    def make(columns: int, format_: str):
        project.write("strike/dossier.yaml", DOSSIER)
        text = f"---\nid: wide\nkind: case\n---\nThey say:\n\n{table(columns)}\n"
        project.write("strike/blocks/wide.md", text)
        ready = document(project, "strike", "note").in_format(format_)
        return write(ready, project.places().folders(ready.template), format_)

    return make


def test_its_rows_are_items_of_a_list_in_which_no_word_breaks(note):
    finished, findings = note(COLUMNS, "pdf")
    assert [each for each in findings if each.severity == "error"] == []
    with pypdfium2.PdfDocument(finished.content) as pdf:
        text = "".join(each.get_textpage().get_text_bounded() for each in pdf)
    for at in range(COLUMNS):
        assert re.search(rf"^\W*Head{at}: {WORD}{at}\s*$", text, re.MULTILINE), text
        assert re.search(rf"^\W*Head{at}: Other{at}\s*$", text, re.MULTILINE), text


def _whole(columns: dict[str, Columns], node: Table) -> list[str]:
    made = _stacked(node, columns, ": ")
    assert isinstance(made, BulletList | Table)
    return [part.text for part in below(made) if isinstance(part, Text)]


def test_heads_above_empty_cells_and_tables_without_rows_lose_no_word():
    def cells(*texts: str) -> Row:
        return Row(tuple(Cell((Text(t),) if t else (), f"c{n}") for n, t in enumerate(texts)))

    note = Note("b/n", (Paragraph((Text("Noted."),), "p"),))
    head = cells("Court", "Judge", "Remark")
    noted = Row((*head.cells[:2], Cell((Text("Remark"), note), "c2")))
    narrow = {"c0": Columns((1.0,), 6.0, whole=False)}
    table_ = Table(("", "", ""), noted, (cells("North", "", ""), cells("South", "Doe", "")))
    said = _whole(narrow, table_)
    assert said[:4] == ["Court", "Judge", "Remark", "Noted."] and said.count("Noted.") == 1
    plain_ = _whole(narrow, replace(table_, head=head))
    assert plain_.count("Judge") == 2 and plain_.count("Remark") == 1
    assert _whole(narrow, replace(table_, rows=()))[:2] == ["Court", "Judge"]


def test_in_word_it_stays_a_table_and_is_told_of(note):
    _, findings = note(COLUMNS, "docx")
    (found,) = [each for each in findings if each.rule == "table-too-wide"]
    assert (found.line, found.severity) == (7, "warning")
    assert f"{COLUMNS} columns" in found.message


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_table_that_has_room_stays_one(note, format_):
    finished, findings = note(4, format_)
    assert finished.content
    assert [each for each in findings if each.rule == "table-too-wide"] == []
