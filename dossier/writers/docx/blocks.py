"""Draw blocks as Word paragraphs, lists, tables and pictures, each block in a content control."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from itertools import zip_longest
from typing import assert_never

from lxml import etree

from dossier.model.bookmark_names import DEEPEST_LIST, tag_name
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
    Row,
    Section,
    Table,
)
from dossier.model.edition import Edition
from dossier.model.list_numbers import Form
from dossier.model.pictures_beside import with_what_stands_beside
from dossier.model.table_widths import Columns, shares, table_columns
from dossier.model.text_columns import column_share, figure_spans, section_spans
from dossier.ooxml.elements import make
from dossier.ooxml.names import q
from dossier.writers.docx.controls import control
from dossier.writers.docx.keep_together import kept, leads_in, lonely_rows, parted
from dossier.writers.docx.list_levels import leveled
from dossier.writers.docx.notes_heading import NOTES_HEADING
from dossier.writers.docx.paragraphs import paragraph
from dossier.writers.docx.picture_beside import picture_beside
from dossier.writers.docx.picture_index import index_paragraphs
from dossier.writers.docx.runs import Story, field, run, text_run
from dossier.writers.docx.small_tables import NARROW, small_type
from dossier.writers.docx.style_ids import style_in_section
from dossier.writers.docx.tables import TABLE_STYLE, table
from dossier.writers.docx.title_block import cover_table, logos


class Body:
    """Makes the elements of a document's body, in order.

    `numbering` gives a new numbering instance for a numbered list (level, start, form), `picture`
    the element of a picture; `width` is that of the text and `indent` how far the words of its
    paragraphs stand to the right, in twentieths of a point; `styles` are the styles of the Word
    file. `across` holds what was made that stands across all columns.
    """

    def __init__(
        self,
        edition: Edition,
        story: Story,
        numbering: Callable[[int, int, Form], int],
        picture: Callable[[Figure], etree._Element],
        width: int,
        styles: Set[str],
        bullets: int | None,
        line: float = 1.0,
        indent: int = 0,
    ) -> None:
        self.edition = edition
        self.story = story
        self.numbering = numbering
        self.picture = picture
        self.width = width
        self.styles = styles
        self.bullets = bullets
        self.text_indent = indent
        self.look = ""
        self.columns = table_columns(edition.document, line)
        self.column = round(width * column_share(edition.document.settings.columns))
        self.across: list[etree._Element] = []
        self.here = Block("", "", ())

    def everything(self) -> Iterator[etree._Element]:
        """Yield logos, the sections above the title, the title block, and the other sections."""
        document = self.edition.document
        if document.logos:
            style = "Logos" if "Logos" in self.styles else "Picture"
            yield self.spanning(logos(style, [self.picture(each) for each in document.logos]))
        for section in document.sections[: document.above]:
            yield from map(self.spanning, self.section(section))
        yield self.spanning(self.control("title-block", document.title, [*self.cover()]))
        for section in document.sections[document.above :]:
            made = self.section(section)
            yield from map(self.spanning, made) if section_spans(section) else made
        if NOTES_HEADING in self.styles:
            yield paragraph(NOTES_HEADING, [text_run(self.edition.language.terms["notes"])])

    def spanning(self, element: etree._Element) -> etree._Element:
        """Return an element that stands across all columns, with all that it holds."""
        self.across += element.find(q("sdtContent")) if element.tag == q("sdt") else (element,)
        return element

    def section(self, section: Section) -> Iterator[etree._Element]:
        self.look = section.style
        yield from (self.section_heading(section),) if section.title else ()
        for block in section.blocks:
            self.here = block
            made = [*self.block(block)]
            yield self.control(tag_name("block", block.id), block.title or block.id, made)
        self.look = ""

    def styled(self, style: str) -> str:
        """Return the style that stands in for a usual one, in this section or this document."""
        own = style_in_section(self.look, style, self.styles)
        return own or self.edition.document.settings.styles.get(style, style)

    def paragraph(self, style: str, content: list[etree._Element]) -> etree._Element:
        return paragraph(self.styled(style), content)

    def control(self, tag: str, label: str, content: list[etree._Element]) -> etree._Element:
        return control(tag, label, self.story.ids.number(tag), content)

    def cover(self) -> Iterator[etree._Element]:
        document = self.edition.document
        if document.procedure:
            yield self.paragraph("Subtitle", [text_run(document.procedure)])
        yield self.paragraph("Title", [text_run(document.title)])
        if document.cover:
            yield cover_table(document.cover, self.story.inlines, self.width)

    def section_heading(self, section: Section) -> etree._Element:
        titled = self.story.bookmark("s", section.id, [text_run(section.title)])
        heading = self.paragraph("Heading1", [*titled])
        return heading if section.blocks else parted(heading)

    def block(self, block: Block) -> Iterator[etree._Element]:
        found = [*with_what_stands_beside(block.content)]
        for parts, after in zip_longest(found, found[1:]):
            *shown, node = parts
            if isinstance(node, Paragraph):
                made = self.opened(block, node, after[0] if after else None)
                yield from self.beside(tuple(shown), [made])
            else:
                yield from self.node(node)

    def opened(self, block: Block, node: Paragraph, after: Node | None) -> etree._Element:
        """Return a paragraph straight in a block, with its number and label."""
        label = self.edition.recommendation_label(block, node)
        opening = [*self.label(block, label)] if label else []
        style = "NumberedParagraph" if self.edition.paragraph_label(node) else "BodyText"
        made = self.words(style, node.content, node.id, opening)
        return kept(made) if leads_in(node, after) else made

    def label(self, block: Block, label: str) -> Iterator[etree._Element]:
        """Yield "Recommendation 3." with the number as a field that counts, and its space."""
        style = "RecommendationLabel"
        number = str(self.edition.numbers.recommendation[block.id])
        before, _, after = label.partition(number)
        yield text_run(before, style)
        counter = [*field(r"SEQ recommendation \* ARABIC", number, style)]
        yield from self.story.bookmark("r", block.id, counter)
        yield from (text_run(after, style), *map(text_run, self.edition.label_space(label)))

    def nodes(
        self, nodes: Nodes, level: int = 0, style: str = "BodyText"
    ) -> Iterator[etree._Element]:
        found = [*with_what_stands_beside(nodes)]
        for parts, after in zip_longest(found, found[1:]):
            *shown, node = parts
            first, *rest = self.node(node, level, style)
            made = [kept(first) if leads_in(node, after[0] if after else None) else first, *rest]
            yield from self.beside(tuple(shown), made, level)

    def node(self, node: Node, level: int = 0, style: str = "BodyText") -> Iterator[etree._Element]:
        match node:
            case Paragraph():
                yield self.words(style, node.content, node.id)
            case Heading():
                yield self.words(f"Heading{self.depth(node)}", node.content, node.id)
            case BulletList():  # a section's own bullets have one level: others have the list's
                deeper = self.bullets if self.look and level else None
                for item in node.items:
                    yield from self.item(item, level + 1, "ListBullet", deeper)
            case NumberedList():
                number = self.numbering(min(level, DEEPEST_LIST - 1), node.start, node.form)
                for item in node.items:
                    yield from self.item(item, level + 1, "ListNumber", number)
            case Quote():
                yield from self.nodes(node.content, level, "Quote")
            case Table():
                yield from self.table(node, level)
            case Figure():
                yield from self.figure(node)
            case _:
                assert_never(node)

    def figure(self, node: Figure) -> Iterator[etree._Element]:
        """Yield a picture and its caption."""
        shown = [self.paragraph("Picture", [run(self.picture(node))])]
        if node.caption:
            kept(shown[0])
            shown.append(self.paragraph("Caption", [*self.story.inlines(node.caption)]))
        shown += index_paragraphs(node.index, self.styled("Caption"), self.story.inlines)
        if figure_spans(node, self.edition.document.settings.columns):
            shown = [self.spanning(each) for each in shown]
        yield from shown

    def beside(
        self, pictures: Nodes, told: list[etree._Element], level: int = 0
    ) -> Iterator[etree._Element]:
        """Yield what was made of a paragraph, in a row with the picture beside it."""
        figures = [each for each in pictures if isinstance(each, Figure)]
        shown = [made for each in figures for made in self.figure(each)]
        width, indent = sum(each.width for each in figures), self.indent(level)
        room = self.column - indent
        yield from picture_beside(shown, told, width, room, indent) if shown else told

    def indent(self, level: int) -> int:
        """Return how far what stands in an item of this level is indented; 0 is no list."""
        return self.text_indent + 340 * level

    def depth(self, heading: Heading) -> int:
        """Return the level of a heading's style; a numbered one belongs to sections alone."""
        level = self.edition.heading_level(self.here, heading.level) - 1
        return max(level, 2) if self.edition.document.settings.section_number else max(level, 1)

    def item(
        self, item: Item, level: int, style: str, number: int | None
    ) -> Iterator[etree._Element]:
        """Yield an item: its first paragraph carries the bullet or number, the rest continue."""
        depth = min(level, DEEPEST_LIST)
        first = next(iter(item.content), None)
        opened = isinstance(first, Paragraph)
        content = first.content if isinstance(first, Paragraph) else ()
        id_ = first.id if isinstance(first, Paragraph) else ""
        opening = self.words(leveled(style, depth), content, id_)
        if number is not None:
            properties = make("numPr", make("ilvl", val=depth - 1), make("numId", val=number))
            opening[0].append(properties)
        yield opening
        rest = item.content[1:] if opened else item.content
        yield from self.nodes(rest, level, leveled("ListContinue", depth))

    def words(
        self, style: str, content: Inlines, id_: str, opening: list[etree._Element] | None = None
    ) -> etree._Element:
        """Return a paragraph of `content`, with a bookmark that finds it again by its id."""
        return self.paragraph(style, self.marked(content, id_, opening))

    def marked(
        self, content: Inlines, id_: str, opening: list[etree._Element] | None = None
    ) -> list[etree._Element]:
        words = [*(opening or ()), *self.story.inlines(content)]
        return [*self.story.bookmark("p", id_, words)] if id_ else words

    def table(self, node: Table, level: int) -> Iterator[etree._Element]:
        indent = self.indent(level)
        columns = self.columns.get(node.head.cells[0].id) or Columns(shares(node))
        width = self.width if columns.spans else self.column
        widths = [int((width - indent) * share) for share in columns.shares]
        head, text = (
            self.styled(style) + small_type(columns) for style in ("TableHeading", "TableText")
        )
        rows = [
            self.row(node.head, node, head),
            *(self.row(each, node, text) for each in node.rows),
        ]
        for at in lonely_rows(node):
            rows[at] = [[kept(each) for each in cell] for cell in rows[at]]
        place = [make("tblInd", w=indent, type="dxa")]
        margins = NARROW if columns.small else None
        drawn = table(TABLE_STYLE, widths, rows, "0020", place, margins)
        made = (drawn, paragraph("TableText", []))
        yield from map(self.spanning, made) if columns.spans else made

    def row(self, row: Row, node: Table, style: str) -> list[list[etree._Element]]:
        return [
            [self.cell(cell, style, alignment)]
            for cell, alignment in zip(row.cells, node.alignment, strict=True)
        ]

    def cell(self, cell: Cell, style: str, alignment: str) -> etree._Element:
        words = paragraph(style, self.marked(cell.content, cell.id))
        words[0].extend([make("jc", val=alignment)] if alignment else ())
        return words
