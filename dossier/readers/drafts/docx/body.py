"""The body of a Word file, or of a note: paragraphs, tables and frames as pieces, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.document import Figure, Text
from dossier.model.faults import Fault
from dossier.ooxml.elements import attribute, child, number, switch, visible
from dossier.ooxml.names import local
from dossier.ooxml.parts import NOTHING, PackagePart
from dossier.ooxml.styles import Styles
from dossier.ooxml.unseen import UnseenWords
from dossier.readers.drafts.docx.notes import NO_NOTES, NoteSource
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.drafts.docx.runs import DraftInline, Words, inlines
from dossier.readers.drafts.docx.tables import columns, hidden_words, rows, table
from dossier.readers.drafts.docx.words_apart import Apart
from dossier.readers.drafts.piece import Listed, Piece, RunFormat, Style

CELLS = 50_000
_QUOTES = ("quote", "intense quote", "block text")
_MADE = ("toc", "table of ", "notes heading")
"""How names of styles begin whose words a program makes: contents, and our title of endnotes."""


class Body:
    """Makes pieces of the elements of one part.

    In a note `line` is that of its call, else paragraphs count. `apart` fills with the words that
    are left out or print otherwise, `marks` with the lines of bookmarks.
    """

    def __init__(
        self,
        part: PackagePart,
        styles: Styles,
        numbering: Numbering,
        notes: NoteSource,
        line: int = 0,
        apart: list[Apart] | None = None,
    ) -> None:
        self.part = part
        self.styles = styles
        self.unseen = UnseenWords(styles)
        self.numbering = numbering
        self.notes = notes
        self.fixed = line
        self.line = line
        self.apart = [] if apart is None else apart
        self.capital: list[DraftInline] = []
        self.marks: dict[str, int] = {}
        self.begun: list[str] = []

    def pieces(self, element: etree._Element) -> Iterator[Piece]:
        """Yield the pieces below `element`; a table of contents is left out, as Word made it.

        A large initial that stands in a frame of its own joins the paragraph after it.
        """
        yield from self.inside(element)
        yield from self.alone()

    def inside(self, element: etree._Element) -> Iterator[Piece]:
        for each in visible(element):
            match local(each):
                case "p":
                    yield from self.paragraph(each)
                case "bookmarkStart":
                    self.begun.append(attribute(each, "name"))
                case "tbl":
                    yield from self.alone()
                    yield from self.table(each)
                case "sdt" if _is_contents(each):
                    pass
                case _:
                    yield from self.inside(each)

    def paragraph(self, element: etree._Element) -> Iterator[Piece]:
        self.line = self.fixed or self.line + 1
        line, properties = self.line, child(element, "pPr")
        inner = (attribute(e, "name") for e in element.iter() if local(e) == "bookmarkStart")
        self.marks |= dict.fromkeys((*self.begun, *inner), line)
        self.begun = []
        style = attribute(child(properties, "pStyle"))
        if self.styles.names(style)[:1] and self.styles.names(style)[0].startswith(_MADE):
            return
        words = self.words(style)
        atoms = [*words.atoms(element, DraftInline(""))]
        if attribute(child(properties, "framePr"), "dropCap", "none") != "none":
            self.capital += [replace(each, size=0) for each in atoms]
        else:
            yield from self.piece(properties, style, [*self.capital, *atoms])
            self.capital = []
        for each in words.aside:
            yield from self.aside(each, line)

    def alone(self) -> Iterator[Piece]:
        """Yield a large initial that no paragraph follows."""
        held, self.capital = self.capital, []
        yield from self.piece(None, "", held) if held else ()

    def words(self, style: str) -> Words:
        return Words(
            styles=self.styles,
            relations=self.part.relations,
            notes=self.notes,
            unseen=self.unseen,
            style=style,
            line=self.line,
            apart=self.apart,
        )

    def piece(
        self, properties: etree._Element | None, style: str, atoms: list[DraftInline]
    ) -> Iterator[Piece]:
        kind = self.kind(style)
        level = 0 if kind else self.styles.heading(style, properties)
        content = inlines(atoms)
        listed = self.listed(properties, style) if content or not self.hides(properties) else None
        if listed is None and content and self.numbering.label:
            content = (Text(f"{self.numbering.label} "), *content)
        if kind == "continued":
            listed = None
        if content:
            run_format = self.run_format(properties, style, atoms)
            yield Piece(
                content=content,
                line=self.line,
                level=level,
                style=kind,
                listed=listed,
                run_format=run_format,
            )

    def hides(self, properties: etree._Element | None) -> bool:
        """Whether the end of a paragraph is hidden; without words it then takes no number."""
        return switch(child(properties, "rPr"), "vanish") or False

    def kind(self, style: str) -> Style:
        names = self.styles.names(style)
        if "title" in names or "subtitle" in names:
            return "title" if "title" in names else "subtitle"
        if any(each in _QUOTES for each in names):
            return "quote"
        return "continued" if names and names[0].startswith("list continue") else ""

    def listed(self, properties: etree._Element | None, style: str) -> Listed | None:
        list_, level = self.styles.numbering(style)
        own = child(properties, "numPr")
        list_ = attribute(child(own, "numId"), "val", list_)
        direct = number(child(own, "ilvl"))
        return self.numbering.listed(list_, level if direct is None else direct, style)

    def run_format(
        self, properties: etree._Element | None, style: str, atoms: list[DraftInline]
    ) -> RunFormat:
        spoken = [each for each in atoms if isinstance(each.content, str) and each.content.strip()]
        bold = self.styles.bold(style or self.styles.basic)
        own = child(properties, "jc")
        centred = self.styles.centred(style) if own is None else attribute(own) == "center"
        size = max((each.size for each in spoken), default=0)
        return RunFormat(
            bool(spoken) and all(bold or each.bold for each in spoken), centred, size=size
        )

    def table(self, element: etree._Element) -> Iterator[Piece]:
        """Yield a table; one of a single column is a frame, and its cells stand by themselves."""
        found = rows(element)
        self.apart += [Apart("hidden", each, self.line) for each in hidden_words(element)]
        if columns(found) == 1:
            yield from (piece for row in found for cell in row for piece in self.pieces(cell))
            return
        if columns(found) * len(found) > CELLS:
            message = f"a table has more than {CELLS:,} cells"
            hint = "give the draft without it"
            raise Refused(Finding(self.part.package.file, 0, Fault.TOO_BIG, message, hint))
        line = self.line + 1
        read = [[(cell, list(self.pieces(cell))) for cell in row] for row in found]
        if any(pieces for row in read for _, pieces in row):
            yield Piece((), line, node=table(read, line))
        within = (piece for row in read for _, pieces in row for piece in pieces)
        yield from (each for each in within if isinstance(each.node, Figure))

    def aside(self, element: etree._Element, line: int) -> Iterator[Piece]:
        """Yield what stands in a frame, or a picture with what it says it shows."""
        if local(element) == "txbxContent":
            yield from self.pieces(element)
            return
        frames = list(_frames(element))
        for frame in frames:
            yield from self.pieces(frame)
        shown = [each for each in element.iter() if local(each) in ("blip", "imagedata")]
        told = (attribute(each, "descr") for each in element.iter() if local(each) == "docPr")
        if shown and not frames:
            drawn = [each for each in element.iter() if local(each) == "svgBlip"]
            first = (drawn or shown)[0]
            name = attribute(first, "embed") or attribute(first, "id")
            path = self.part.relations.get(name, NOTHING).target
            alternative = " ".join(next((each for each in told if each), "").split())
            yield Piece((), line, node=Figure(path, alternative, line))


def note_body(body: Body, part: PackagePart, line: int) -> Body:
    """Return a reader for a note, which calls no other."""
    return Body(
        part=part,
        styles=body.styles,
        numbering=body.numbering,
        notes=NO_NOTES,
        line=line,
        apart=body.apart,
    )


def _frames(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the texts of frames, the outermost ones, each of them once."""
    for each in visible(element):
        if local(each) == "txbxContent":
            yield each
        else:
            yield from _frames(each)


def _is_contents(control: etree._Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery) == "Table of Contents"
