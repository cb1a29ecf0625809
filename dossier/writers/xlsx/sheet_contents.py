"""What stands on which sheet of a workbook: rows of words, and tables, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, TypeAlias, assert_never

from dossier.model.document import (
    Block,
    BulletList,
    Cell,
    Figure,
    Heading,
    Inlines,
    Item,
    Node,
    Nodes,
    NumberedList,
    Paragraph,
    Quote,
    Section,
    Table,
)
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.list_numbers import item_label
from dossier.model.walk import blocks as blocks_of
from dossier.model.walk import everything
from dossier.writers.html import address_of, notes_of
from dossier.writers.xlsx.cells import Run, address_in, joined, links_of, runs

_NAME = 31
"""Characters that Excel takes in the name of a sheet."""

Look: TypeAlias = Literal["procedure", "title", "section", "heading", "text", "picture"]


@frozen
class Line:
    """A row as wide as the sheet. `address` is where its link leads, or ""."""

    runs: tuple[Run, ...]
    look: Look = "text"
    indent: int = 0
    address: str = ""


Piece: TypeAlias = Line | Table


@frozen
class SheetContent:
    """A sheet: its name, and what stands in it from top to bottom."""

    name: str
    pieces: tuple[Piece, ...]


def sheet_contents(edition: Edition) -> Iterator[SheetContent]:
    """Yield the sheets; the first has the title block, and what stands above it in print."""
    document = edition.document
    above, below = document.sections[: document.above], document.sections[document.above :]
    held = [(each, (*_section(each, edition),)) for each in below]
    held = [each for each in held if each[1]]
    opening = (*(piece for each in above for piece in _section(each, edition)), *_title(edition))
    taken: list[str] = []
    first = (held[0][0].title if held else "") or document.title
    yield SheetContent(_named(first, taken), (*opening, *(held[0][1] if held else ())))
    for section, pieces in held[1:]:
        yield SheetContent(_named(section.title or section.id, taken), pieces)
    notes = (*_notes(edition),)
    if notes:
        yield SheetContent(_named(edition.language.terms["notes"], taken), notes)


def _named(title: str, taken: list[str]) -> str:
    """Return a name that Excel takes and that no sheet has yet, and remember it in `taken`."""
    clean = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f\u00ad]", " ", title).split()).strip("'") or "1"
    name, number = _cut(clean, _NAME), 1
    while name.casefold() in (*taken, "history"):  # Excel keeps this name for itself
        number += 1
        name = f"{_cut(clean, _NAME - 2 - len(str(number)))} {number}"
    taken.append(name.casefold())
    return name


def _cut(text: str, most: int) -> str:
    """Return `text` cut at the end of a word, if that does not take too much."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if " " in head[most // 2 :]:
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;.'") + "…"


def _title(edition: Edition) -> Iterator[Line]:
    document = edition.document
    if document.procedure:
        yield Line((Run(document.procedure),), "procedure")
    yield Line((Run(document.title),), "title")
    for line in document.cover:
        label = Run(f"{line.label}\u2003", bold=True)
        yield _line(line.content, edition, opening=(label,))


def _section(section: Section, edition: Edition) -> Iterator[Piece]:
    if section.title:
        label = edition.section_label(section)
        yield Line((Run(f"{label} {section.title}".strip()),), "section")
    for block in section.blocks:
        for node in block.content:
            yield from _node(node, edition, opening=_opening(block, node, edition))


def _opening(block: Block, node: Node, edition: Edition) -> tuple[Run, ...]:
    """Return the number and the label that stand before a paragraph."""
    number, label = edition.paragraph_label(node), edition.recommendation_label(block, node)
    found = (Run(f"{number} " if number else ""), Run(f"{label} " if label else "", bold=True))
    return tuple(each for each in found if each.text)


def _node(
    node: Node, edition: Edition, indent: int = 0, opening: tuple[Run, ...] = ()
) -> Iterator[Piece]:
    match node:
        case Paragraph():
            yield _line(node.content, edition, indent, opening)
        case Heading():
            yield replace(_line(node.content, edition, indent), look="heading")
        case BulletList():
            for item in node.items:
                yield from _item(item, "•", edition, indent)
        case NumberedList():
            for number, item in enumerate(node.items, start=node.start):
                yield from _item(item, item_label(node.form, number), edition, indent)
        case Quote():
            yield from _nodes(node.content, edition, indent + 1)
        case Table():
            yield node
        case Figure():
            yield from _figure(node, edition)
        case _:
            assert_never(node)


def _nodes(nodes: Nodes, edition: Edition, indent: int) -> Iterator[Piece]:
    for node in nodes:
        yield from _node(node, edition, indent)


def _item(item: Item, mark: str, edition: Edition, indent: int) -> Iterator[Piece]:
    first = item.content[:1]
    if first and isinstance(first[0], Paragraph):
        yield _line(first[0].content, edition, indent + 1, (Run(f"{mark} "),))
    else:
        first = ()
        yield Line((Run(mark),), indent=indent + 1)
    yield from _nodes(item.content[len(first) :], edition, indent + 2)


def _figure(figure: Figure, edition: Edition) -> Iterator[Piece]:
    """Yield what is said of a picture to those who do not see it, its caption, and its index."""
    if figure.alternative:
        yield Line((Run(figure.alternative, italic=True),), "picture")
    if figure.caption:
        yield replace(_line(figure.caption, edition), look="picture")
    yield from _nodes(figure.index, edition, 0)


def _line(
    content: Inlines, edition: Edition, indent: int = 0, opening: tuple[Run, ...] = ()
) -> Line:
    return Line(joined((*opening, *runs(content, edition))), "text", indent, address_in(content))


def _notes(edition: Edition) -> Iterator[Piece]:
    """Yield the notes in the order of their numbers, a note's first words beside its number."""
    notes = [*notes_of(edition)]
    if notes:
        yield Line((Run(edition.language.terms["notes"]),), "section")
    for note in notes:
        number = (Run(f"{edition.numbers.sign(note.id)} ", bold=True),)
        first = note.content[:1]
        opened = first if first and isinstance(first[0], Paragraph) else ()
        if opened:
            yield from _node(opened[0], edition, opening=number)
        else:
            yield Line(number)
        yield from _nodes(note.content[len(opened) :], edition, 1)


def beyond(edition: Edition) -> Iterator[str]:
    """Yield what the workbook prints besides the document's passages.

    That is what is said of pictures to those who do not see them, the heading of the notes, and
    the addresses of links from the second in a cell on.
    """
    if edition.numbers.note:
        yield edition.language.terms["notes"]
    contents = [line.content for line in edition.document.cover]
    for block in blocks_of(edition.document):
        for part in everything(block):
            match part:
                case Figure():
                    yield part.alternative
                    contents.append(part.caption)
                case Paragraph() | Heading():
                    contents.append(part.content)
                case Cell():
                    contents.append(part.content)
                case _:
                    pass
    for content in contents:
        yield from (f"({address_of(each)})" for each in links_of(content)[1:] if address_of(each))
