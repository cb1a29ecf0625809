"""Find where the nodes of a block stand in its file: their lines, and where in them they begin.

The reader has noted the line in which each paragraph, heading and cell begins; what stands before
it on that line, and how far it goes, is read off the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from dossier.model.document import (
    BulletList,
    Figure,
    Heading,
    Item,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
)
from dossier.model.frozen import frozen
from dossier.model.walk import below
from dossier.readers.blocks.lettered_items import MARKER
from dossier.readers.blocks.source_lines import GONE, without_comments

Container: TypeAlias = Quote | Item | Note | BulletList | NumberedList
WordsNode: TypeAlias = Paragraph | Heading | Table | Figure

_MARKER = re.compile(rf"[ \t]*(?P<marker>[-*+•]|\d{{1,9}}[.)]|{MARKER})[ \t]+")
_QUOTED = re.compile(r"[ \t]*(?P<marker>>)[ ]?")
_DEFINED = re.compile(r"[ \t]*(?P<marker>\[\^(?P<label>[^\]]+)\]:)[ \t]*")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]+)\]:")


class Unplaced(Exception):
    """The source does not look as the reader's nodes say."""


@frozen
class NodePosition:
    """Where a part stands: its lines (counted from 0, the last included), where it begins.

    `indent` is what stands at the beginning of lines of its neighbours; `depth` counts quotations.
    """

    first: int
    last: int
    at: int
    indent: str
    depth: int = 0


@dataclass
class NodePositions:
    """Where the parts of a block stand in `text`, by the identity of the parts."""

    text: str
    body: int
    known: dict[int, NodePosition] = field(default_factory=dict)
    starts: list[int] = field(init=False)
    lines: list[str] = field(init=False)
    bare: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        start = self.text.count("\n", 0, self.body)
        hidden = without_comments(self.text[self.body :]).split("\n")
        self.bare = [""] * start + hidden
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def __getitem__(self, part: object) -> NodePosition:
        try:
            return self.known[id(part)]
        except KeyError:
            raise Unplaced(repr(part)) from None

    def end(self, line: int) -> int:
        """Return where a line ends, before its line break."""
        return self.starts[line] + len(self.lines[line])

    def line(self, at: int) -> int:
        """Return the line of a character."""
        return bisect_right(self.starts, at) - 1

    def is_blank(self, line: int) -> bool:
        """Whether a line has no words, as one that only goes on a quotation."""
        return GONE not in self.bare[line] and not self.lines[line].strip("> \t")

    def is_gone(self, line: int) -> bool:
        """Whether a line holds nothing but a remark."""
        return GONE in self.bare[line] and not self.bare[line].replace(GONE, "").strip("> \t")

    def verbatim(self, position: NodePosition, indent: str) -> str | None:
        """Return the lines of what stands at `position`, so that they can stand elsewhere."""
        first, *rest = self.text[position.at : self.end(position.last)].split("\n")
        for line in rest:
            if line.startswith(position.indent):
                first += f"\n{indent}{line[len(position.indent) :]}"
            elif not line.strip("> \t"):
                first += f"\n{indent.rstrip()}"
            else:
                return None
        return first


def node_positions(text: str, body: int, nodes: Nodes) -> NodePositions:
    """Return where the parts of `nodes` stand in `text`, whose Markdown begins at `body`."""
    positions = NodePositions(text, body)
    found = sorted(_with_words(nodes), key=lambda each: each[0])
    seen: set[int] = set()
    for at, (line, flat, path) in enumerate(found):
        after = found[at + 1][0] if at + 1 < len(found) else len(positions.lines)
        last = _last(positions, line, after)
        _enter(positions=positions, line=line, last=last, flat=flat, path=path, seen=seen)
    return positions


def _with_words(
    nodes: Nodes, path: tuple[Container, ...] = ()
) -> Iterator[tuple[int, WordsNode, tuple[Container, ...]]]:
    """Yield what holds words: its line from 0, itself, and what it stands in."""
    for node in nodes:
        match node:
            case BulletList() | NumberedList():
                for item in node.items:
                    yield from _with_words(item.content, (*path, node, item))
            case Quote():
                yield from _with_words(node.content, (*path, node))
            case Table():
                yield _table_line(node), node, path
            case Paragraph() | Heading() | Figure():
                yield node.line - 1, node, path
        for part in below(node) if not isinstance(node, Container) else ():
            if isinstance(part, Note):
                yield from _with_words(part.content, (part,))


def _table_line(table: Table) -> int:
    if any(cell.content for cell in table.head.cells):
        return table.head.cells[0].line - 1
    return row_line(table.rows[0]) - 2 if table.rows else table.head.cells[0].line - 2


def row_line(row: Row) -> int:
    """Return the line of a row, counted from 0."""
    return row.cells[0].line - 1


def _last(positions: NodePositions, first: int, after: int) -> int:
    """Return the last line of what begins at `first`, the next beginning at `after`."""
    last = first
    for line in range(first + 1, after):
        defines = DEFINITION.match(positions.lines[line].lstrip("> "))
        if positions.is_blank(line) or (defines and not positions.is_gone(line)):
            break
        if not positions.is_gone(line):
            last = line
    return last


def _enter(
    positions: NodePositions,
    line: int,
    last: int,
    flat: WordsNode,
    path: Sequence[Container],
    seen: set[int],
) -> None:
    """Note the positions of a node and of what begins with it, and what ends with it so far."""
    text = positions.lines[line]
    indent, at, depth = "", 0, 0
    begun: list[tuple[Container, int, str]] = []
    for held in path:
        fresh = id(held) not in seen
        seen.add(id(held))
        pattern = _marker(held, fresh, text)
        found = pattern.match(text, at) if pattern else None
        if pattern and not found:
            raise Unplaced(text)
        start = found.start("marker") if found else at
        if fresh:
            begun.append((held, positions.starts[line] + start, indent))
        if found:
            indent += _indent(held, found)
            at = found.end()
        elif isinstance(held, Item | Note):
            more = len(text[at:]) - len(text[at:].lstrip())
            indent = text[:at] + text[at : at + more]
        depth += isinstance(held, Quote)
    at += len(text[at:]) - len(text[at:].lstrip())
    positions.known[id(flat)] = NodePosition(line, last, positions.starts[line] + at, indent, depth)
    for held, start, around in begun:
        positions.known[id(held)] = NodePosition(line, last, start, around, depth)
    for held in path:
        position = positions.known[id(held)]
        positions.known[id(held)] = replace(position, last=max(last, position.last))


def _marker(held: Container, fresh: bool, text: str) -> re.Pattern[str] | None:
    """Return what must stand on a line to enter `held`."""
    if isinstance(held, Quote):
        return _QUOTED
    if isinstance(held, Item) and fresh:
        return _MARKER
    if isinstance(held, Note) and fresh and _DEFINED.match(text):
        return _DEFINED
    return None


def _indent(held: Container, found: re.Match[str]) -> str:
    """Return what stands in place of a marker on further lines."""
    before = found[0][: found.start("marker") - found.start()]
    match held:
        case Quote():
            return f"{before}> "
        case Note():
            return "    "
        case _:
            return before + " " * (found.end() - found.start("marker"))
