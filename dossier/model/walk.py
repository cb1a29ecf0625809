"""Walk over a document: the parts of each node, and everything below it, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar, assert_never, cast, get_args

from dossier.model.document import (
    Ask,
    Block,
    Break,
    BulletList,
    Cell,
    Citation,
    Cite,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    Mark,
    Node,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Row,
    Strong,
    Table,
    Text,
)

Part: TypeAlias = Inline | Node | Item | Row | Cell | Cite
PartT = TypeVar("PartT", bound=Part)


def parts(part: Part) -> tuple[Part, ...]:
    """Return what `part` directly holds, in reading order (of a note: its text)."""
    match part:
        case Text() | Break() | NoteAgain() | Ask():
            return ()
        case Figure():
            return part.caption
        case Phrase():
            return (*part.content, *part.otherwise)
        case Emphasis() | Strong() | Link() | Note() | Heading() | Paragraph() | Item():
            return part.content
        case Citation():
            return part.cites
        case Cite():
            return (*part.before, *part.after)
        case Mark() | Quote() | Cell():
            return part.content
        case Reference():
            return part.lead
        case BulletList() | NumberedList():
            return part.items
        case Table():
            return (part.head, *part.rows)
        case Row():
            return part.cells
        case _:
            assert_never(part)


def below(part: Part) -> Iterator[Part]:
    """Yield `part` and everything below it, notes' text included, in reading order."""
    waiting: list[Part] = [part]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(parts(each)))


_HELD = (
    "content", "lead", "items", "head", "cells", "rows", "cites", "before", "after", "caption",
    "otherwise",
)  # fmt: skip
"""The fields in which parts hold others."""


def rebuilt(part: PartT, change: Callable[[Inline], Inline]) -> PartT:
    """Return `part` with `change` applied to every inline in it, innermost first."""
    made: Any = part
    for name in _HELD:
        held = getattr(part, name, None)
        if isinstance(held, tuple):
            made = replace(made, **{name: tuple(rebuilt(each, change) for each in held)})
        elif held is not None:
            made = replace(made, **{name: rebuilt(held, change)})
    inline = isinstance(part, get_args(Inline))
    return cast(PartT, change(made) if inline else made)


def changed(node: Node, change: Callable[[Inlines], Inlines]) -> Node:
    """Return `node` with `change` applied to each run of inlines in it, in reading order."""
    match node:
        case Heading() | Paragraph():
            return replace(node, content=change(node.content))
        case BulletList() | NumberedList():
            return replace(node, items=tuple(_item(each, change) for each in node.items))
        case Quote():
            return replace(node, content=tuple(changed(each, change) for each in node.content))
        case Table():
            head = _row(node.head, change)
            return replace(node, head=head, rows=tuple(_row(each, change) for each in node.rows))
        case Figure():
            return node


def _item(item: Item, change: Callable[[Inlines], Inlines]) -> Item:
    return replace(item, content=tuple(changed(each, change) for each in item.content))


def _row(row: Row, change: Callable[[Inlines], Inlines]) -> Row:
    cells = (Cell(change(each.content), each.id, each.line) for each in row.cells)
    return Row(tuple(cells))


def blocks(document: Document) -> Iterator[Block]:
    """Yield the blocks of every section in order."""
    for section in document.sections:
        yield from section.blocks


def everything(block: Block) -> Iterator[Part]:
    """Yield every part of `block` in reading order."""
    for node in block.content:
        yield from below(node)


def whole(block: Block) -> Iterator[Part]:
    """Yield every part of `block`, then every part of its summary."""
    for node in (*block.content, *block.summary):
        yield from below(node)


def visible(part: Part) -> Iterator[Part]:
    """Yield `part` and what is below it, but not the text of notes."""
    yield part
    if not isinstance(part, Note):
        for child in parts(part):
            yield from visible(child)


def plain(content: tuple[Inline, ...]) -> str:
    """Return the words of `content` without notes, for labels and outlines.

    >>> plain((Text("a "), Strong((Text("b"),))))
    'a b'
    """
    found: list[str] = []
    for inline in content:
        match inline:
            case Text():
                found.append(inline.text)
            case Emphasis() | Strong() | Link() | Mark() | Phrase():
                found.append(plain(inline.content))
            case Reference():
                found.append(plain(inline.lead))
            case Break():
                found.append(" ")
            case Note() | NoteAgain() | Citation() | Ask():
                pass
            case _:
                assert_never(inline)
    return "".join(found)


def folded(text: str) -> str:
    """Return words as they are compared: in small letters, a space between two.

    >>> folded(" The  Union ")
    'the union'
    """
    return " ".join(text.split()).casefold()
