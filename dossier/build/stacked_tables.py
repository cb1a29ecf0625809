"""Print the rows of a table as a list, where its columns are too many for a sheet of paper.

The words of such a table would break in the smallest type that can be read. This is done to the
document before a PDF is written, and what is read back is compared with the same list. In Word the
table stays, since its rows come home from there; that its words break there is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import Finding
from dossier.model.document import (
    Break,
    BulletList,
    Cell,
    Inline,
    Inlines,
    Item,
    Node,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.table_widths import Columns, table_columns
from dossier.model.walk import Part, below, blocks, everything, mapped, plain


def with_stacked_tables(document: ReadyDocument, line: float) -> ReadyDocument:
    """Return a document in which tables that are too wide are lists; `line` as for columns."""
    columns = table_columns(document.edition.document, line)
    if all(each.whole for each in columns.values()):
        return document
    between = document.edition.language.terms["count"].partition("{name}")[2].partition("{all}")[0]
    edition = document.edition
    changed = mapped(
        edition.document,
        lambda block: replace(
            block, content=tuple(_stacked(each, columns, between) for each in block.content)
        ),
    )
    return replace(document, edition=replace(edition, document=changed))


def wide_tables(document: ReadyDocument, line: float) -> Iterator[Finding]:
    """Find the tables whose words break in Word."""
    columns = table_columns(document.edition.document, line)
    for block in blocks(document.edition.document):
        for table in (each for each in everything(block) if isinstance(each, Table)):
            if not _is_whole(table, columns):
                count = len(table.head.cells)
                message = (
                    f"words of a table of {count} columns break in Word, since the smallest type "
                    "is too large for them; the PDF prints its rows as a list"
                )
                hint = "take columns out, shorten the longest words, or make two tables of it"
                yield Finding(
                    block.file, table.head.cells[0].line, Fault.TABLE_TOO_WIDE, message, hint,
                    severity="warning",
                )  # fmt: skip


def _is_whole(table: Table, columns: Mapping[str, Columns]) -> bool:
    found = columns.get(table.head.cells[0].id)
    return found is None or found.whole


def _stacked(node: Node, columns: Mapping[str, Columns], between: str) -> Node:
    match node:
        case Quote():
            inside = (_stacked(each, columns, between) for each in node.content)
            return replace(node, content=tuple(inside))
        case BulletList() | NumberedList():
            items = (
                replace(e, content=tuple(_stacked(each, columns, between) for each in e.content))
                for e in node.items
            )
            return replace(node, items=tuple(items))
        case Table() if node.rows and not _is_whole(node, columns):
            named = _named(node.head)
            if any(isinstance(part, Note) for cell in node.head.cells for part in _all(cell)):
                rows = (_item(named, row, between) for row in node.rows)
                return BulletList((_heads(node.head), *rows))
            first, *others = node.rows
            rows = (_item(named, row, between) for row in others)
            return BulletList((_item(node.head, first, between, whole=True), *rows))
        case _:
            return node


def _all(cell: Cell) -> Iterator[Part]:
    return (each for part in cell.content for each in below(part))


def _heads(head: Row) -> Item:
    """Return a heading row as an item: its notes are called before those of the rows."""
    lines: list[Inline] = []
    for cell in (each for each in head.cells if each.content):
        lines += (*((Break(),) if lines else ()), Strong(cell.content))
    return Item((Paragraph(tuple(lines), head.cells[0].id, head.cells[0].line),))


def _named(head: Row) -> Row:
    """Return a heading row as it is repeated, without the calls of its notes."""
    return Row(tuple(replace(each, content=(Text(plain(each.content)),)) for each in head.cells))


def _item(head: Row, row: Row, between: str, *, whole: bool = False) -> Item:
    """Return a row as an item, with a line for each cell that is not empty.

    The `whole` head is there once, also above cells that are: no column is lost, and no note of it.
    """
    lines: list[Inline] = []
    for name, cell in zip(head.cells, row.cells, strict=True):
        if cell.content or (whole and name.content):
            lines += (*((Break(),) if lines else ()), *_line(name, cell, between))
    first = row.cells[0]
    return Item((Paragraph(tuple(lines), first.id, first.line),), first.line)


def _line(name: Cell, cell: Cell, between: str) -> Inlines:
    said = (*name.content, Text(between.rstrip())) if plain(name.content).strip() else ()
    space = between[len(between.rstrip()) :] if said else ""
    return (*((Strong(said), Text(space)) if said else name.content), *cell.content)
