"""Walk over a document: the parts of each node, and everything below it, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import is_
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
    Foreign,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    Mark,
    Node,
    Nodes,
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


_HELD = (
    "content", "lead", "items", "head", "cells", "rows", "cites", "before", "after", "caption",
    "index", "otherwise",
)  # fmt: skip
"""The fields in which parts hold others."""

_HELD_BY = {
    kind: tuple(name for name in _HELD if name in kind.__dataclass_fields__)
    for kind in get_args(Part)
}
_HELD_LAST_FIRST = {kind: names[::-1] for kind, names in _HELD_BY.items()}
_INLINE = frozenset(get_args(Inline))


def parts(part: Part) -> tuple[Part, ...]:
    """Return what `part` directly holds, in reading order (of a note: its text)."""
    found: tuple[Part, ...] = ()
    for name in _HELD_BY[type(part)]:
        held = getattr(part, name)
        found += held if isinstance(held, tuple) else (held,)
    return found


def below(part: Part) -> Iterator[Part]:
    """Yield `part` and everything below it, notes' text included, in reading order."""
    return _all((part,))


def _all(first: Sequence[Part]) -> Iterator[Part]:
    """Yield parts and everything below each of them."""
    waiting = [*reversed(first)]
    while waiting:
        each = waiting.pop()
        yield each
        for name in _HELD_LAST_FIRST[type(each)]:
            held = getattr(each, name)
            if isinstance(held, tuple):
                waiting += held[::-1]
            else:
                waiting.append(held)


def rebuilt(part: PartT, change: Callable[[Inline], Inline]) -> PartT:
    """Return `part` with `change` applied to every inline in it, innermost first.

    What `change` leaves as it is stays the same value.
    """
    held: Any = part
    made: dict[str, Any] = {}
    for name in _HELD_BY.get(type(part), ()):
        before = getattr(held, name)
        after = _rebuilt(before, change)
        if after is not before:
            made[name] = after
    new = replace(held, **made) if made else held
    return cast(PartT, change(new) if type(part) in _INLINE else new)


def _rebuilt(held: Any, change: Callable[[Inline], Inline]) -> Any:
    """Return what a field holds, one part or several, with `change` applied."""
    if not isinstance(held, tuple):
        return rebuilt(held, change)
    made = tuple([rebuilt(each, change) for each in held])
    return held if _same(held, made) else made


def _same(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Whether two tuples hold the very same values; equal ones may stand in other lines."""
    return len(before) == len(after) and all(map(is_, before, after))


def mapped(document: Document, change: Callable[[Block], Block]) -> Document:
    """Return `document` with `change` applied to each block of its sections, in order."""
    sections = tuple(
        replace(section, blocks=tuple(change(block) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def changed(node: Node, change: Callable[[Inlines], Inlines]) -> Node:
    """Return `node` with `change` applied to each run of inlines in it, in reading order.

    What `change` leaves as it is stays the same value.
    """
    match node:
        case Heading() | Paragraph():
            return _holding(node, "content", change(node.content))
        case BulletList() | NumberedList():
            return _holding(node, "items", tuple([_item(each, change) for each in node.items]))
        case Quote():
            return _holding(node, "content", _nodes(node.content, change))
        case Table():
            head = _holding(node, "head", _row(node.head, change))
            return _holding(head, "rows", tuple([_row(each, change) for each in node.rows]))
        case Figure():
            return _holding(node, "index", _nodes(node.index, change))


def _nodes(nodes: Nodes, change: Callable[[Inlines], Inlines]) -> Nodes:
    return tuple([changed(each, change) for each in nodes])


def _item(item: Item, change: Callable[[Inlines], Inlines]) -> Item:
    return _holding(item, "content", _nodes(item.content, change))


def _row(row: Row, change: Callable[[Inlines], Inlines]) -> Row:
    cells = [_holding(each, "content", change(each.content)) for each in row.cells]
    return _holding(row, "cells", tuple(cells))


def _holding(part: PartT, name: str, held: Any) -> PartT:
    """Return `part` with `held` in one of its fields, or `part` itself where it holds that."""
    before = getattr(part, name)
    if before is held or (isinstance(held, tuple) and _same(before, held)):
        return part
    made: Any = part
    return cast(PartT, replace(made, **{name: held}))


def blocks(document: Document) -> Iterator[Block]:
    """Yield the blocks of every section in order."""
    for section in document.sections:
        yield from section.blocks


def everything(block: Block) -> Iterator[Part]:
    """Yield every part of `block` in reading order."""
    return _all(block.content)


def whole(block: Block) -> Iterator[Part]:
    """Yield every part of `block`, then every part of its summary."""
    return _all((*block.content, *block.summary))


def visible(part: Part) -> Iterator[Part]:
    """Yield `part` and what is below it, but not the text of notes."""
    yield part
    if not isinstance(part, Note):
        for child in parts(part):
            yield from visible(child)


def leads_on(text: str) -> bool:
    """Whether a text leads on to what follows it: it ends with a colon, in Chinese a wide one.

    >>> leads_on("They ask for: "), leads_on("包括以下各项："), leads_on("It ends.")
    (True, True, False)
    """
    return text.rstrip().endswith((":", "\uff1a"))


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
            case Emphasis() | Strong() | Link() | Mark() | Phrase() | Foreign():
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


def entries(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], ...]:
    """Return what stands between the line breaks of `content`, each entry by itself.

    >>> [plain(each) for each in entries((Text("a"), Break(), Text("b")))]
    ['a', 'b']
    """
    ends = [at for at, each in enumerate(content) if isinstance(each, Break)]
    begins = (0, *(at + 1 for at in ends))
    found = (content[begin:end] for begin, end in zip(begins, (*ends, None), strict=True))
    return tuple(each for each in found if each)


def folded(text: str) -> str:
    """Return words as they are compared: in small letters, a space between two.

    >>> folded(" The  Union ")
    'the union'
    """
    return " ".join(text.split()).casefold()
