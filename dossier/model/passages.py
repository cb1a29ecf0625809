"""Measure a document: its words as they print, and how many count against a limit.

`passages` gives the words of every part once, in reading order; files are later held against
them, and the counts come from the same walk, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, TypeAlias, assert_never

from dossier.model.document import (
    Ask,
    Block,
    Break,
    BulletList,
    Citation,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inlines,
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
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.list_numbers import item_label
from dossier.model.word_count import characters_in, signs_in, words_in

Where: TypeAlias = Literal["cover", "title", "number", "item", "again", "label", "text", "note"]


@frozen
class Passage:
    """Words that stand together, and the block they belong to (None: title block, titles).

    `where` "number" marks what the program counts and prints itself, of sections, paragraphs
    and notes (at the call and before the note); "again" a later call of a note; "item" the
    numbers of list items; "label" the words before a recommendation.
    """

    text: str
    where: Where
    block: Block | None = None
    line: int = 0


_COUNTED: tuple[Where, ...] = ("title", "label", "text")
"""What counts against a limit."""


@frozen
class Size:
    """How long a document is: words from the first section's title on, words in notes, notes.

    Of the words, `signs` stand alone between spaces, and `characters` are Chinese or Japanese.
    """

    words: int
    note_words: int
    notes: int
    signs: int = 0
    characters: int = 0


def size(edition: Edition) -> Size:
    """Return the size of the document; words are counted as Word counts them (`word_count`).

    Numbers set by Word's numbering do not count there and do not count here; the label before
    a recommendation is typed text and counts.
    """
    found: Counter[Where] = Counter()
    signs = characters = 0
    for passage in passages(edition):
        found[passage.where] += words_in(passage.text)
        if passage.where in _COUNTED:
            signs += signs_in(passage.text)
            characters += characters_in(passage.text)
    words = sum(found[each] for each in _COUNTED)
    return Size(words, found["note"], len(edition.numbers.note), signs, characters)


def sections(edition: Edition) -> tuple[tuple[str, Size], ...]:
    """Return each section's label with its title, and its size."""
    found: list[tuple[str, Counter[Where]]] = []
    label, notes = "", 0
    counts: list[int] = []
    for passage in passages(edition):
        if passage.where == "number" and passage.block is None:
            label = passage.text
        if passage.where == "title":
            found.append((f"{label} {passage.text}".strip(), Counter()))
            counts.append(0)
        if found:
            found[-1][1][passage.where] += words_in(passage.text)
            notes = passage.where == "number" and " " in passage.text and passage.block is not None
            counts[-1] += int(notes)
    return tuple(
        (title, Size(words["title"] + words["label"] + words["text"], words["note"], notes))
        for (title, words), notes in zip(found, counts, strict=True)
    )


def spoken_minutes(words: int, rate: int) -> float:
    """Return how many minutes `words` take to say at `rate` words a minute.

    >>> spoken_minutes(325, 130)
    2.5
    """
    return words / rate


def passages(edition: Edition) -> Iterator[Passage]:
    """Yield everything the document prints once, in reading order, each note after its call.

    Running heads and page numbers are not part of it.
    """
    yield Passage(edition.document.procedure, "cover")
    yield Passage(edition.document.title, "cover")
    for line in edition.document.cover:
        yield Passage(line.label, "cover")
        yield from _words(line.content, "cover", None, 0, edition)
    for section in edition.document.sections:
        if section.title:
            yield Passage(edition.section_label(section), "number")
            yield Passage(section.title, "title")
        for block in section.blocks:
            for node in block.content:
                yield Passage(edition.paragraph_label(node), "number", block)
                yield Passage(edition.recommendation_label(block, node), "label", block)
                yield from _node(node, "text", block, edition)


def _node(node: Node, where: Where, block: Block, edition: Edition) -> Iterator[Passage]:
    match node:
        case Heading() | Paragraph():
            yield from _words(node.content, where, block, node.line, edition)
        case BulletList() | NumberedList():
            for position, item in enumerate(node.items):
                if isinstance(node, NumberedList):
                    yield Passage(
                        item_label(node.form, node.start + position), "item", block, item.line
                    )
                yield from _nodes(item.content, where, block, edition)
        case Quote():
            yield from _nodes(node.content, where, block, edition)
        case Table():
            for row in (node.head, *node.rows):
                for cell in row.cells:
                    yield from _words(cell.content, where, block, cell.line, edition)
        case Figure():
            yield from _words(node.caption, where, block, node.line, edition)
            yield from _nodes(node.index, where, block, edition)
        case _:
            assert_never(node)


def _nodes(nodes: Nodes, where: Where, block: Block, edition: Edition) -> Iterator[Passage]:
    for node in nodes:
        yield from _node(node, where, block, edition)


def _words(
    content: Inlines, where: Where, block: Block | None, line: int, edition: Edition
) -> Iterator[Passage]:
    """Yield the words of `content` as one passage, then its notes, one after the other."""
    yield Passage("".join(_said(content, edition)), where, block, line)
    for call in _calls(content):
        number = edition.numbers.sign(call.id)
        if isinstance(call, NoteAgain):
            yield Passage(number, "again", block, call.line)
            continue
        yield Passage(f"{number} {number}", "number", block, call.line)
        if block is not None:
            for node in call.content:
                yield from _node(node, "note", block, edition)


def _said(content: Inlines, edition: Edition) -> Iterator[str]:
    for inline in content:
        match inline:
            case Text():
                yield inline.text
            case Emphasis() | Strong() | Link() | Mark() | Foreign():
                yield from _said(inline.content, edition)
            case Break():
                yield " "
            case Reference():
                yield from _said(inline.lead, edition)
                yield " " if edition.reference_space(inline) else ""
                yield edition.reference_label(inline)
            case Note() | NoteAgain() | Citation() | Ask() | Phrase():
                pass
            case _:
                assert_never(inline)


def _calls(content: Inlines) -> Iterator[Note | NoteAgain]:
    for inline in content:
        match inline:
            case Note() | NoteAgain():
                yield inline
            case Emphasis() | Strong() | Link() | Mark() | Foreign():
                yield from _calls(inline.content)
            case Reference():
                yield from _calls(inline.lead)
            case Text() | Break() | Citation() | Ask() | Phrase():
                pass
            case _:
                assert_never(inline)
