"""A draft: a document as a careful second reader has it, unit by unit, with what it rests on.

A unit is what is read in one go: a paragraph, an item, a cell, a heading, a note. Rules read
units; where in a file a fault stands is worked out from its words afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from dossier.model.document import (
    Block,
    BulletList,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Link,
    Mark,
    Node,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Quote,
    Reference,
    Section,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.passages import Size, size
from dossier.model.registry import Registry

Where: TypeAlias = Literal[
    "title", "section", "heading", "text", "item", "quote", "cell", "note", "picture"
]

PROSE: tuple[Where, ...] = ("text", "item", "quote")
"""Units that are sentences of the author's own."""


@frozen
class Unit:
    """Words that are read in one go.

    `calls` are the notes called in it, as pairs of offset in `text` and number. `emphasised` are
    its words in italics, `stressed` those and its bold ones.
    """

    text: str
    where: Where
    section: str = ""
    kind: str = ""
    block: str = ""
    paragraph: int | None = None
    note: int | None = None
    calls: tuple[tuple[int, int], ...] = ()
    links: tuple[str, ...] = ()
    emphasised: tuple[str, ...] = ()
    stressed: tuple[str, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where a reader of the document finds it: "paragraph 12", "note 3"."""
        if self.note is not None:
            return f"note {self.note}"
        if self.paragraph is not None:
            return f"paragraph {self.paragraph}"
        return f'section "{self.section}"' if self.section else "the title"


@dataclass(frozen=True)
class Draft:
    """A document to be checked.

    `blocks` are as authors wrote them (of a plain document: as it was read), `limits` the rule set
    that applies, `about` what the manifest says: status, session, submitters, contact and so on.
    """

    edition: Edition
    units: tuple[Unit, ...]
    blocks: tuple[Block, ...] = ()
    registry: Registry = field(default_factory=Registry)
    limits: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    today: date | None = None
    pages: int | None = None
    file: str = ""

    @property
    def day(self) -> date:
        """The document's date."""
        return self.edition.document.properties.date

    @property
    def language(self) -> str:
        """The tag of the document's language, such as "en-GB"."""
        return self.edition.document.language

    @cached_property
    def prose(self) -> tuple[Unit, ...]:
        """The units of the author's own sentences: paragraphs, items and quotations."""
        return tuple(each for each in self.units if each.where in PROSE)

    @cached_property
    def notes(self) -> tuple[Unit, ...]:
        """The notes, in order."""
        return tuple(each for each in self.units if each.where == "note")

    @cached_property
    def size(self) -> Size:
        """How long the document is."""
        return size(self.edition)

    def of_kind(self, *kinds: str) -> tuple[Unit, ...]:
        """Return the prose of blocks of these kinds."""
        return tuple(each for each in self.prose if each.kind in kinds)


def units_of(edition: Edition) -> tuple[Unit, ...]:
    """Return the units of a document in reading order, each note after the unit that calls it."""
    return tuple(_Walk(edition).units())


class _Walk:
    """Goes through a document once and remembers where it is."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.section = Section("", "", ())
        self.block = Block("", "", ())
        self.paragraph: int | None = None

    def units(self) -> Iterator[Unit]:
        yield Unit(self.edition.document.title, "title")
        for section in self.edition.document.sections:
            self.section = section
            yield Unit(section.title, "section", section.title)
            for block in section.blocks:
                self.block = block
                for node in block.content:
                    self.paragraph = None
                    if isinstance(node, Paragraph):
                        self.paragraph = self.edition.numbers.paragraph.get(node.id)
                    yield from self.node(node, "text")

    def node(self, node: Node, where: Where) -> Iterator[Unit]:
        match node:
            case Heading():
                yield from self.words(node.content, "heading", node.line)
            case Paragraph():
                yield from self.words(node.content, where, node.line)
            case BulletList() | NumberedList():
                for item in node.items:
                    for each in item.content:
                        yield from self.node(each, "note" if where == "note" else "item")
            case Quote():
                for each in node.content:
                    yield from self.node(each, "note" if where == "note" else "quote")
            case Table():
                for row in (node.head, *node.rows):
                    for cell in row.cells:
                        yield from self.words(cell.content, "cell", cell.line)
            case Figure():
                yield self.unit(node.alternative, "picture", node.line)

    def words(self, content: Inlines, where: Where, line: int) -> Iterator[Unit]:
        told = _Told(self.edition)
        told.tell(content)
        yield self.unit(
            "".join(told.text), where, line,
            calls=tuple(told.calls), links=tuple(told.links), emphasised=tuple(told.emphasised),
            stressed=tuple(told.stressed),
        )  # fmt: skip
        for note in told.notes:
            number = _count(self.edition, note.id)
            for node in note.content:
                for unit in self.node(node, "note"):
                    yield _as_note(unit, number)

    def unit(self, text: str, where: Where, line: int, **more: Any) -> Unit:
        return Unit(
            text=text,
            where=where,
            section=self.section.title,
            kind=self.block.kind,
            block=self.block.id,
            paragraph=self.paragraph,
            file=self.block.file,
            line=line,
            **more,
        )


def _as_note(unit: Unit, number: int) -> Unit:
    from dataclasses import replace

    return replace(unit, where="note", note=number, paragraph=None)


class _Told:
    """Collects what a run of inlines says, and where in it notes are called."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.text: list[str] = []
        self.length = 0
        self.calls: list[tuple[int, int]] = []
        self.notes: list[Note] = []
        self.links: list[str] = []
        self.emphasised: list[str] = []
        self.stressed: list[str] = []

    def say(self, words: str) -> None:
        self.text.append(words)
        self.length += len(words)

    def tell(self, content: Sequence[Inline]) -> None:
        for inline in content:
            match inline:
                case Text():
                    self.say(inline.text)
                case Emphasis():
                    start = len(self.text)
                    self.tell(inline.content)
                    self.emphasised.append("".join(self.text[start:]))
                    self.stressed.append(self.emphasised[-1])
                case Strong():
                    start = len(self.text)
                    self.tell(inline.content)
                    self.stressed.append("".join(self.text[start:]))
                case Mark():
                    self.tell(inline.content)
                case Link():
                    self.links.append(inline.address)
                    self.tell(inline.content)
                case Reference():
                    self.tell(inline.lead)
                    label = self.edition.reference_label(inline)
                    self.say(f" {label}" if inline.lead else label)
                case Note() | NoteAgain():
                    self.calls.append((self.length, _count(self.edition, inline.id)))
                    self.notes += [inline] if isinstance(inline, Note) else []
                case _:
                    self.say(" ")


def _count(edition: Edition, note: str) -> int:
    """Return the number of a note, 0 for one that has a mark instead."""
    sign = edition.numbers.sign(note)
    return int(sign) if sign.isdecimal() else 0
