"""Tables in a file that came back: each number stays in its column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from lxml import etree

from dossier.interchange.pull.results import Proposal
from dossier.model.document import Block, Cell, Document, Row, Section, Table, Text
from dossier.ooxml.elements import make
from dossier.ooxml.names import q
from tests.test_pull_law import export, pull, put, read
from tests.test_pull_printed import DOCUMENT, changed, pulled_back

COURTS = (("Court", "Accused", "Convicted"), ("North", "20", "18"), ("South", "12", "11"))


def document() -> Document:
    numbers = iter(range(1, 100))
    rows = [
        Row(tuple(Cell((Text(each),), f"facts.{next(numbers)}") for each in row)) for row in COURTS
    ]
    table = Table(("left", "right", "right"), rows[0], tuple(rows[1:]))
    block = Block("facts", "evidence", (table,), file="facts.md")
    return replace(DOCUMENT, sections=(Section("said", "Facts", (block,)),))


def edited(change: Callable[[etree._Element], None]) -> Table:
    """Return the table of the block after its rows in Word were changed."""

    return cast(Table, pulled_back(document(), inside(change)).wanted["facts"][0])


def inside(change: Callable[[etree._Element], None]) -> Callable[[str], str]:
    """Return a change of a file's text that changes its table."""

    def back(text: str) -> str:
        root = etree.fromstring(text.encode())
        change(next(each for each in root.iter(q("tbl")) if "North" in "".join(each.itertext())))
        return etree.tostring(root, encoding="unicode")

    return back


def said(table: Table) -> list[list[str]]:
    rows = (table.head, *table.rows)
    return [["".join(t.text for t in cell.content) for cell in row.cells] for row in rows]


def spanning(cell: etree._Element, columns: int) -> None:
    properties = cell.find(q("tcPr"))
    span = make("gridSpan", val=str(columns))
    width = properties.find(q("tcW"))
    properties.insert(0, span) if width is None else width.addnext(span)


def words(cell: etree._Element, text: str) -> None:
    first, *rest = cell.iter(q("t"))
    first.text = text
    for each in rest:
        each.text = ""


def unmarked(row: etree._Element) -> etree._Element:
    copy = etree.fromstring(etree.tostring(row))
    for each in [*copy.iter(q("bookmarkStart"), q("bookmarkEnd"))]:
        each.getparent().remove(each)
    return copy


def test_a_row_whose_first_cell_goes_over_two_columns_keeps_its_number_in_the_third():
    def change(table: etree._Element) -> None:
        row = unmarked([*table.iter(q("tr"))][-1])
        first, second, third = row.iter(q("tc"))
        words(first, "Both courts")
        words(third, "29")
        row.remove(second)
        spanning(first, 2)
        table.append(row)

    assert said(edited(change))[-1] == ["Both courts", "", "29"]


def test_two_cells_that_were_joined_leave_the_third_in_its_column():
    def change(table: etree._Element) -> None:
        row = [*table.iter(q("tr"))][-1]
        first, second, _ = row.iter(q("tc"))
        row.remove(second)
        spanning(first, 2)

    assert said(edited(change))[-1] == ["South", "", "11"]


def test_a_column_put_in_and_one_taken_out_leave_the_others_aligned_as_they_were():
    def put_in(table: etree._Element) -> None:
        for row in table.iter(q("tr")):
            second = [*row.iter(q("tc"))][1]
            second.addprevious(unmarked(second))

    def take_out(table: etree._Element) -> None:
        for row in table.iter(q("tr")):
            row.remove(next(row.iter(q("tc"))))

    assert edited(put_in).alignment == ("left", "right", "right", "right")
    assert edited(take_out).alignment == ("right", "right")


def test_a_row_and_a_column_of_two_people_meet_below_the_right_heads():
    def row(table: etree._Element) -> None:
        new = unmarked([*table.iter(q("tr"))][-1])
        for cell, text in zip(new.iter(q("tc")), ("West", "9", "8"), strict=True):
            words(cell, text)
        table.append(new)

    def put_in(table: etree._Element) -> None:
        for each, text in zip(table.iter(q("tr")), ("Women", "4", "2"), strict=True):
            second = [*each.iter(q("tc"))][1]
            second.addprevious(unmarked(second))
            words([*each.iter(q("tc"))][1], text)

    def take_out(table: etree._Element) -> None:
        for each in table.iter(q("tr")):
            each.remove([*each.iter(q("tc"))][1])

    for changes in ((row, put_in), (put_in, row)):
        assert said(both(*changes)[0])[-1] == ["West", "", "9", "8"]
    for changes in ((row, take_out), (take_out, row)):
        table, found = both(*changes)
        assert said(table)[-1] == ["West", "8"]
        assert "9" in [each.new for each in found if isinstance(each, Proposal)]


def both(*changes: Callable[[etree._Element], None]) -> tuple[Table, list[object]]:
    """Return the table with what two people changed in the same export, and what was told."""
    source, sent = document(), export(document())
    told: list[object] = []
    for change in changes:
        found = pull(read(changed(sent, inside(change))), source)
        source, told = put(source, found), [*told, *found.found]
    block = source.sections[0].blocks[0]
    return cast(Table, block.content[0]), told
