"""Part the rows of tables that are taller than a page, so that they go on overleaf.

A page breaks between rows. So such a row becomes several, each with a part of every cell. This is
done to the document before it is written, and what is read back is compared with the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from dossier.build.ready_document import ReadyDocument
from dossier.model.document import (
    Block,
    Cell,
    Emphasis,
    Inline,
    Inlines,
    Node,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from dossier.model.walk import plain

KNOWN_BY = 20
"""Characters of its first words by which a row is known."""


def with_parted_rows(document: ReadyDocument, tall: Set[str], most: int) -> ReadyDocument:
    """Return a document whose rows that begin with `tall` words are parted.

    No part of a cell has more than `most` characters, unless one word or link has them.
    """
    edition = document.edition
    sections = tuple(
        replace(section, blocks=tuple(_block(each, tall, most) for each in section.blocks))
        for section in edition.document.sections
    )
    changed = replace(edition, document=replace(edition.document, sections=sections))
    variants = {name: each for name, each in document.variants.items() if name != "pdf"}
    return replace(document, edition=changed, variants=variants)


def is_tall(row: Row, tall: Set[str]) -> bool:
    """Whether a row is one that begins with `tall` words."""
    words = " ".join(" ".join(plain(each.content) for each in row.cells).split())[:KNOWN_BY]
    return any(each.startswith(words) or words.startswith(each) for each in tall if each)


def _block(block: Block, tall: Set[str], most: int) -> Block:
    return replace(block, content=tuple(_node(each, tall, most) for each in block.content))


def _node(node: Node, tall: Set[str], most: int) -> Node:
    if isinstance(node, Quote):
        return replace(node, content=tuple(_node(each, tall, most) for each in node.content))
    if not isinstance(node, Table):
        return node
    rows = (_rows(each, most) if is_tall(each, tall) else (each,) for each in node.rows)
    return replace(node, rows=tuple(part for parts in rows for part in parts))


def _rows(row: Row, most: int) -> tuple[Row, ...]:
    columns = [tuple(_parts(each.content, most)) for each in row.cells]
    number = max(map(len, columns))
    return tuple(
        Row(tuple(_cell(cell, column, at) for cell, column in zip(row.cells, columns, strict=True)))
        for at in range(number)
    )


def _cell(cell: Cell, parts: tuple[Inlines, ...], at: int) -> Cell:
    id_ = f"{cell.id}-{at + 1}" if at else cell.id
    return Cell(parts[at] if at < len(parts) else (), id_, cell.line)


def _parts(content: Inlines, most: int) -> Iterator[Inlines]:
    """Yield the content of a cell in parts of at most `most` characters, parted at spaces."""
    held: list[Inline] = []
    length = 0
    for inline in content:
        for piece in _pieces(inline, most, most - length):
            size = len(plain((piece,)))
            if held and length + size > most:
                yield tuple(held)
                held, length = [], 0
            held.append(piece)
            length += size
    yield tuple(held)


def _pieces(inline: Inline, most: int, room: int) -> Iterator[Inline]:
    """Yield an inline in pieces: the first of at most `room` characters, the others of `most`."""
    if isinstance(inline, Emphasis | Strong):
        for part in _parts(inline.content, most):
            yield replace(inline, content=part)
    elif isinstance(inline, Text):
        text = inline.text
        while len(text) > room:
            end = text.rfind(" ", 0, max(room, 1)) + 1 or text.find(" ") + 1 or len(text)
            yield replace(inline, text=text[:end])
            text, room = text[end:], most
        if text:
            yield replace(inline, text=text)
    else:
        yield inline
