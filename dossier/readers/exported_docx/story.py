"""A story of an edited Word file, its text or a note: paragraphs and tables as lines, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from dossier.model.document import Break
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.elements import attribute, child, number
from dossier.ooxml.names import local, q
from dossier.readers.drafts.docx.tables import WIDEST
from dossier.readers.exported_docx.elements import DID, cell_changes, changes, inner, revision
from dossier.readers.exported_docx.paragraph_kind import Shapes
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Kind,
    Picture,
    ReturnedParagraph,
    Revision,
    Shape,
)
from dossier.readers.exported_docx.run_joining import joined
from dossier.readers.exported_docx.runs import Aside, Words


@frozen
class Around:
    """What stands around a paragraph: its place in a table, its control, tracked changes."""

    place: Shape | None = None
    control: str = ""
    alias: str = ""
    revisions: tuple[Revision, ...] = ()
    row: tuple[Revision, ...] = ()


class Story:
    """Makes lines of the elements of one story; `lines` grows as `read` goes on."""

    def __init__(self, words: Words, shapes: Shapes) -> None:
        self.words = words
        self.shapes = shapes
        self.lines: list[ReturnedParagraph] = []
        self.tables = 0

    def read(self, element: etree._Element, around: Around) -> None:
        """Read the paragraphs and tables below `element`."""
        for name, each in inner(element):
            match name:
                case "p":
                    self.paragraph(each, around)
                case "tbl":
                    self.table(each, around)
                case "sdt" if _is_contents(each):
                    pass
                case "altChunk" | "subDoc":
                    self.words.warn(Fault.INSERTED_FILE)
                case "r":
                    self.words.run(each, Atom("", revisions=around.revisions))
                case _:
                    self.words.mark(name, each)
                    self.read(each, _within(name, each, around))

    def paragraph(self, element: etree._Element, around: Around) -> None:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"))
        self.words.style = style or self.shapes.styles.basic
        self.words.read(element, Atom("", revisions=around.revisions))
        atoms, begun, aside = self.words.take()
        if not self.shapes.is_contents(style):
            self.line(properties, style, joined(atoms), begun, around)
        self.frames(aside, around)

    def finish(self) -> None:
        """Make a paragraph of words that stand in none, at the end of the story."""
        atoms, begun, aside = self.words.take()
        if atoms:
            self.line(None, "", joined(atoms), begun, Around())
        self.frames(aside, Around())

    def frames(self, aside: Iterable[Aside], around: Around) -> None:
        for frame, revisions in aside:
            self.read(frame, replace(around, place=None, revisions=revisions))

    def line(
        self,
        properties: etree._Element | None,
        style: str,
        atoms: tuple[Atom, ...],
        begun: tuple[str, ...],
        around: Around,
    ) -> None:
        line = ReturnedParagraph(
            self.shape(properties, style, atoms, around),
            atoms,
            style=self.shapes.name(style),
            bookmarks=begun,
            control=around.control,
            alias=around.alias,
            mark=changes(child(properties, "rPr")),
            row=around.row,
            number=len(self.lines) + 1,
        )
        change = child(properties, "pPrChange")
        self.lines.append(line if change is None else self.formatted(line, change, around))
        self.words.ranges.line(line.number)

    def formatted(
        self, line: ReturnedParagraph, change: etree._Element, around: Around
    ) -> ReturnedParagraph:
        """Return a line with what it was before a tracked change of its style."""
        old = child(change, "pPr")
        style = attribute(child(old, "pStyle"))
        return replace(
            line,
            formatted=(revision(change, "format"),),
            before=self.shape(old, style, line.atoms, around),
            style_before=self.shapes.name(style),
        )

    def shape(
        self,
        properties: etree._Element | None,
        style: str,
        atoms: tuple[Atom, ...],
        around: Around,
    ) -> Shape:
        found = self.shapes.of(properties, style)
        if around.place:
            kind: Kind = "cover" if "cover" in (found.kind, around.place.kind) else "cell"
            return replace(around.place, kind=kind, align=self.shapes.align(properties))
        if found.kind == "paragraph" and _is_picture(atoms):
            return Shape("picture")
        return found

    def table(self, element: etree._Element, around: Around) -> None:
        """Read a table cell by cell; columns are those of its grid.

        Paragraphs of a table inside a cell are lines of that cell: a cell holds no table.
        """
        if _is_picture_beside(element):
            for row, beside in self.inside(element, "tr", around):
                for cell, beyond in self.inside(row, "tc", beside):
                    self.read(cell, beyond)
            return
        if around.place is not None:
            self.words.warn(Fault.TABLE_IN_CELL)
            self.in_cell(element, around)
            return
        table = self.tables
        self.tables += 1
        style = self.shapes.name(attribute(child(element, "tblPr", "tblStyle")))
        kind = Shape("cover" if style == "cover table" else "cell")
        for at, (row, beside) in enumerate(self.inside(element, "tr", around)):
            properties = child(row, "trPr")
            column = number(child(properties, "gridBefore")) or 0
            for cell, beyond in self.inside(row, "tc", beside):
                place = replace(kind, table=table, row=at, column=column)
                done = (*changes(properties), *cell_changes(cell))
                self.read(cell, replace(beyond, place=place, row=(*around.row, *done)))
                span = number(child(cell, "tcPr", "gridSpan")) or 1
                column += min(max(1, span), WIDEST)

    def in_cell(self, element: etree._Element, around: Around) -> None:
        """Read a table that stands in a cell, its tracked rows and cells with it."""
        for row, beside in self.inside(element, "tr", around):
            went = changes(child(row, "trPr"))
            for cell, beyond in self.inside(row, "tc", beside):
                done = (*around.row, *went, *cell_changes(cell))
                self.read(cell, replace(beyond, row=done))

    def inside(
        self, element: etree._Element, wanted: str, around: Around
    ) -> Iterator[tuple[etree._Element, Around]]:
        """Yield the rows of a table or the cells of a row, through controls and changes."""
        for name, each in inner(element):
            if name == wanted:
                yield each, around
            elif name not in ("tr", "tc", "p", "tbl"):
                self.words.mark(name, each)
                yield from self.inside(each, wanted, _within(name, each, around))


def _within(name: str, element: etree._Element, around: Around) -> Around:
    """Return what stands around that which is in `element`."""
    if name == "sdt":
        properties = child(element, "sdtPr")
        tag, alias = attribute(child(properties, "tag")), attribute(child(properties, "alias"))
        return replace(around, control=tag, alias=alias)
    if name in DID:
        done = (*around.revisions, revision(element, DID[name]))
        return replace(around, revisions=done)
    return around


def _is_contents(control: etree._Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery) == "Table of Contents"


def _is_picture_beside(table: etree._Element) -> bool:
    """Whether a table only sets a picture beside a paragraph: one row that a picture begins.

    Tables of ours hold no pictures, and those that we set pictures with have no style that every
    program would keep (`writers/docx/picture_beside.py`).
    """
    rows = [each for each in table if local(each) == "tr"]
    first = child(rows[0], "tc", "p") if len(rows) == 1 else None
    if first is None or len(rows[0].findall(q("tc"))) != _CELLS:
        return False
    return bool(first.findall(f".//{q('drawing')}")) and not first.findall(f".//{q('t')}")


_CELLS = 2
"""Those of a picture and of the paragraph beside it."""


def _is_picture(atoms: tuple[Atom, ...]) -> bool:
    """Whether a picture stands alone."""
    words = (each.content for each in atoms if isinstance(each.content, str))
    others = [each.content for each in atoms if not isinstance(each.content, str | Break)]
    pictures = [each for each in others if isinstance(each, Picture)]
    return bool(pictures) and len(pictures) == len(others) and not "".join(words).strip()
