"""Let each note of a draft begin with words, as the Markdown of a block wants it.

Where a note begins with a list, its items become paragraphs that begin with the marks they had.
Quotations and headings become paragraphs, the rows of a table one each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from dossier.model.diagnostics import Finding
from dossier.model.document import (
    Break,
    BulletList,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Node,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.list_numbers import item_label
from dossier.model.walk import rebuilt
from dossier.readers.drafts.draft import Draft

BULLET = "•"
_BETWEEN = " | "


def with_openings(draft: Draft) -> tuple[Draft, tuple[Finding, ...]]:
    """Return `draft` with notes that a block can hold, and what became of some."""
    opener = _Opener(draft.file)
    parts = tuple(
        replace(part, content=tuple(rebuilt(node, opener.inline) for node in part.content))
        for part in draft.parts
    )
    return replace(draft, parts=parts), tuple(opener.findings)


@dataclass
class _Opener:
    """Goes through the notes of a draft; `findings` fill on the way."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def inline(self, inline: Inline) -> Inline:
        if not isinstance(inline, Note):
            return inline
        content = tuple(_opened(inline.content))
        if content != inline.content:
            message = "a list, quotation, heading or table in a note stands as paragraphs now"
            hint = "look at the note in its block"
            self.findings.append(
                Finding(self.file, inline.line, Fault.SIMPLIFIED, message, hint, severity="warning")
            )
        return replace(inline, content=content)


def _opened(nodes: Nodes) -> Iterator[Node]:
    """Yield nodes that a note can hold: words first, then lists, at last perhaps a quotation."""
    begun = False
    for at, node in enumerate(nodes):
        match node:
            case Paragraph() | Figure():
                yield node
            case BulletList() | NumberedList() if begun and not _is_busy(node):
                yield node
            case Quote() if begun and at == len(nodes) - 1 and not _is_busy(node):
                yield node
            case _:
                yield from _flat(node)
        begun = begun or isinstance(node, Paragraph | BulletList | NumberedList | Quote)


def _is_busy(node: Node) -> bool:
    """Whether something stands in a list or a quotation that no note holds there."""
    match node:
        case BulletList() | NumberedList():
            return any(_is_busy(each) for item in node.items for each in item.content)
        case Quote():
            return any(not isinstance(each, Paragraph) for each in node.content)
        case _:
            return not isinstance(node, Paragraph)


def _flat(node: Node) -> Iterator[Node]:
    """Yield the paragraphs of a node, with the marks of items typed."""
    match node:
        case Paragraph() | Figure():
            yield node
        case Heading():
            yield Paragraph(node.content, node.id, node.line)
        case BulletList():
            yield from _marked(node.items, [BULLET] * len(node.items))
        case NumberedList():
            last = node.start + len(node.items)
            yield from _marked(
                node.items, [item_label(node.form, each) for each in range(node.start, last)]
            )
        case Quote():
            yield from (made for each in node.content for made in _flat(each))
        case Table():
            yield from (_row(row) for row in (node.head, *node.rows))
        case _:
            assert_never(node)


def _marked(items: Sequence[Item], marks: Sequence[str]) -> Iterator[Node]:
    for item, mark in zip(items, marks, strict=True):
        first = item.content[0] if item.content else None
        if isinstance(first, Paragraph):
            yield replace(first, content=(Text(f"{mark} "), *first.content))
        else:
            yield Paragraph((Text(mark),), "", item.line)
        rest = item.content[1:] if isinstance(first, Paragraph) else item.content
        yield from (made for each in rest for made in _flat(each))


def _row(row: Row) -> Paragraph:
    """Return a row of a table on one line."""
    said: Inlines = ()
    for cell in row.cells:
        words = tuple(Text(" ") if isinstance(each, Break) else each for each in cell.content)
        said = (*said, Text(_BETWEEN), *words) if said else words
    line = next((each.line for each in row.cells if each.line), 0)
    return Paragraph(said, row.cells[0].id if row.cells else "", line)
