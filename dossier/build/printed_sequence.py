"""The sequence in which a document prints its words and numbers, format by format.

`measure.passages` says what must be printed; this says in which order, each call of a note at its
place in the line. Notes are a sequence of their own, since a PDF sets them at the foot of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias, assert_never

from dossier.model.document import (
    Ask,
    Block,
    Break,
    BulletList,
    Citation,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inlines,
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
    Section,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.list_numbers import item_label
from dossier.model.walk import blocks, everything
from dossier.writers.html import address_of, notes_of

Sort: TypeAlias = Literal[
    "text", "section", "paragraph", "recommendation", "item", "note", "reference"
]


@frozen
class Piece:
    """Words that stand together, or a number of some sort; `block` is None in the title block."""

    text: str
    sort: Sort = "text"
    block: Block | None = None
    line: int = 0


@frozen
class Manner:
    """How a format prints what formats print differently.

    `addresses` are those shown beside links: none, all, or those from the second in a cell on.
    """

    addresses: Literal["none", "all", "further"] = "none"
    pictures_said: bool = False
    title_first: bool = False
    after_label: str = ""


MANNERS: Mapping[str, Manner] = {
    "pdf": Manner("all"),
    "docx": Manner(),
    "html": Manner(),
    "xlsx": Manner("further", pictures_said=True),
    "md": Manner(title_first=True, after_label=":"),
}


def text(edition: Edition, format_: str) -> Iterator[Piece]:
    """Yield the title block and the sections, without the text of notes."""
    sequence = _Sequence(edition, MANNERS[format_])
    document = edition.document
    above = 0 if sequence.manner.title_first else document.above
    for section in document.sections[:above]:
        yield from sequence.section(section)
    yield from sequence.cover(document)
    for section in document.sections[above:]:
        yield from sequence.section(section)


def notes(edition: Edition, format_: str) -> Iterator[Piece]:
    """Yield the notes in the order of their numbers, each after its number."""
    sequence = _Sequence(edition, MANNERS[format_])
    home = {
        part.id: block
        for block in blocks(edition.document)
        for part in everything(block)
        if isinstance(part, Note)
    }
    for note in notes_of(edition):
        block = home[note.id]
        yield Piece(edition.numbers.sign(note.id), "note", block, note.line)
        for node in note.content:
            yield from sequence.node(node, block)


def notes_title(edition: Edition, format_: str) -> Iterator[Piece]:
    """Yield the title that a format sets above its list of notes, if it does."""
    at_feet = format_ in ("pdf", "docx") and edition.document.settings.notes == "footnotes"
    if edition.numbers.note and format_ in ("pdf", "docx", "html", "xlsx") and not at_feet:
        yield Piece(edition.language.terms["notes"])


def heading_rows(edition: Edition, format_: str) -> Iterator[tuple[Piece, ...]]:
    """Yield the heading row of each table, which may print again on every page."""
    sequence = _Sequence(edition, MANNERS[format_])
    for block in blocks(edition.document):
        for part in everything(block):
            if isinstance(part, Table):
                yield tuple(sequence.row(part.head, block))


class _Sequence:
    """Walks over a document and yields what it prints."""

    def __init__(self, edition: Edition, manner: Manner) -> None:
        self.edition, self.manner = edition, manner

    def cover(self, document: Document) -> Iterator[Piece]:
        yield Piece(document.procedure)
        yield Piece(document.title)
        for line in document.cover:
            yield Piece(f"{line.label}{self.manner.after_label}")
            yield from self.content(line.content, None, 0)

    def section(self, section: Section) -> Iterator[Piece]:
        if section.title:
            yield Piece(self.edition.section_label(section), "section")
            yield Piece(section.title)
        for block in section.blocks:
            for node in block.content:
                line = node.line if isinstance(node, Paragraph) else 0
                number = self.edition.paragraph_label(node)
                label = self.edition.recommendation_label(block, node)
                yield Piece(number, "paragraph", block, line)
                yield Piece(label, "recommendation", block, line)
                yield from self.node(node, block)

    def node(self, node: Node, block: Block) -> Iterator[Piece]:
        match node:
            case Heading() | Paragraph():
                yield from self.content(node.content, block, node.line)
            case BulletList() | NumberedList():
                yield from self.items(node, block)
            case Quote():
                for each in node.content:
                    yield from self.node(each, block)
            case Table():
                for row in (node.head, *node.rows):
                    yield from self.row(row, block)
            case Figure():
                said = node.alternative if self.manner.pictures_said else ""
                yield Piece(said, "text", block, node.line)
                yield from self.content(node.caption, block, node.line)
                for each in node.index:
                    yield from self.node(each, block)
            case _:
                assert_never(node)

    def items(self, node: BulletList | NumberedList, block: Block) -> Iterator[Piece]:
        for position, item in enumerate(node.items):
            if isinstance(node, NumberedList):
                yield Piece(item_label(node.form, node.start + position), "item", block, item.line)
            for each in item.content:
                yield from self.node(each, block)

    def row(self, row: Row, block: Block) -> Iterator[Piece]:
        for cell in row.cells:
            yield from self.content(cell.content, block, cell.line)

    def content(self, content: Inlines, block: Block | None, line: int) -> Iterator[Piece]:
        """Yield the words of a paragraph, a heading or a cell, calls and addresses in them."""
        links = 0
        for said, sort in self.inlines(content):
            if sort == "link":
                links += 1
                shown = {"none": False, "all": True, "further": links > 1}
                if said and shown[self.manner.addresses]:
                    yield Piece(f" ({said})", "text", block, line)
            else:
                yield Piece(said, sort, block, line)

    def inlines(self, content: Inlines) -> Iterator[tuple[str, Sort | Literal["link"]]]:
        """Yield what the parts of a line say; after each link the address that may be shown."""
        for inline in content:
            match inline:
                case Text():
                    yield inline.text, "text"
                case Emphasis() | Strong() | Mark() | Foreign():
                    yield from self.inlines(inline.content)
                case Link():
                    yield from self.inlines(inline.content)
                    yield address_of(inline), "link"
                case Break():
                    yield " ", "text"
                case Reference():
                    yield from self.inlines(inline.lead)
                    yield " " if self.edition.reference_space(inline) else "", "text"
                    yield self.edition.reference_label(inline), "reference"
                case Note() | NoteAgain():
                    yield self.edition.numbers.sign(inline.id), "note"
                case Citation() | Ask() | Phrase():
                    pass
                case _:
                    assert_never(inline)
