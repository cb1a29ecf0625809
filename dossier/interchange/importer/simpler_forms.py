"""Simpler forms of what Markdown cannot hold as it is: paragraphs, words without italics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.interchange.importer.inlines import add, spaced, trimmed, without_breaks
from dossier.model.document import (
    Block,
    Break,
    BulletList,
    Cell,
    Emphasis,
    Inline,
    Inlines,
    Item,
    Link,
    Node,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from dossier.model.list_numbers import item_label
from dossier.model.walk import changed, plain


def lines_of(cell: Cell) -> list[str]:
    """Return the lines of a cell that have words."""
    parted = (Text("\n") if isinstance(each, Break) else each for each in cell.content)
    return [each for each in plain(tuple(parted)).split("\n") if each.strip()]


def touch(last: Node, node: Node) -> bool:
    """Whether two nodes would be read as one: of one sort, and of one form where it has numbers."""
    match last, node:
        case NumberedList(), NumberedList():
            goes_on = item_label(last.form, last.start + len(last.items))
            return last.form == node.form or goes_on == item_label(node.form, node.start)
        case (BulletList(), BulletList()) | (Quote(), Quote()):
            return True
        case _:
            return False


def rows_of(node: Node) -> Nodes:
    """Return what stands in a quotation, or a paragraph for each row of a table."""
    if isinstance(node, Quote):
        return node.content
    if not isinstance(node, Table):
        return (node,)
    return tuple(
        Paragraph(
            tuple(part for cell in row.cells for part in (Text(" "), *cell.content)),
            row.cells[0].id, row.cells[0].line,
        )
        for row in (node.head, *node.rows)
    )  # fmt: skip


def bare(content: Inlines) -> Inlines:
    """Return the words of a heading without bold that covers all of it."""
    while len(content) == 1 and isinstance(content[0], Strong):
        content = content[0].content
    return content


def as_text(items: Sequence[Item], start: int) -> Iterator[Node]:
    """Yield items as paragraphs with their numbers typed: no list begins with a year."""
    for number, item in enumerate(items, start=start):
        first, *rest = item.content
        if isinstance(first, Paragraph):
            yield replace(first, content=trimmed([Text(f"{number}. "), *first.content]))
        else:
            yield from (Paragraph((Text(f"{number}."),), "", item.line), first)
        yield from rest


def simplified(block: Block) -> Block:
    """Return `block` without italics, bold and line breaks, its words as they are."""

    def bare(content: Inlines) -> Inlines:
        found: list[Inline] = []
        for inline in without_breaks(content):
            match inline:
                case Emphasis() | Strong():
                    inner = bare(inline.content)
                case Link():
                    inner = (replace(inline, content=bare(inline.content)),)
                case Note():
                    nodes = (changed(each, bare) for each in inline.content)
                    inner = (replace(inline, content=tuple(nodes)),)
                case _:
                    inner = (inline,)
            for each in inner:
                add(found, each)
        return trimmed(spaced(found))

    return replace(block, content=tuple(changed(each, bare) for each in block.content))
