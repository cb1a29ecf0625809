"""The text of a web page, in pieces: paragraphs, headings, items of lists, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dossier.model.document import Break, Figure, Inlines, Note, NoteAgain
from dossier.model.list_numbers import PLAIN
from dossier.model.numbering import mark_of
from dossier.readers.drafts.docx.runs import DraftInline, inlines
from dossier.readers.drafts.docx.symbol_fonts import words_in_font
from dossier.readers.drafts.docx.tables import cell_content
from dossier.readers.drafts.piece import Listed, Piece
from dossier.readers.drafts.raised import raised
from dossier.readers.drafts.structure import note_nodes
from dossier.readers.drafts.web_page.elements import BLOCKS, words_of
from dossier.readers.drafts.web_page.formats import (
    Where,
    inline_format,
    list_form,
    piece_of,
)
from dossier.readers.drafts.web_page.mathml import linear
from dossier.readers.drafts.web_page.notes import Notes, numbers_itself, unnumbered
from dossier.readers.drafts.web_page.tables import is_frame, table, terms
from dossier.readers.drafts.web_page.unread_content import UnreadContent


class Body:
    """Goes through a page once; `called` are the notes that were met."""

    def __init__(self, root: Any, file: str) -> None:
        self.notes = Notes(root)
        self.unread = UnreadContent(file)
        self.called: dict[Any, Note] = {}

    def pieces(self, element: Any, where: Where, way: str = "") -> Iterator[Piece]:
        """Yield the pieces of an element; words beside other blocks are paragraphs of their own."""
        if self.unread.skipped(element) or (element in self.notes.held and not way):
            return
        tag = element.tag
        match tag:
            case "ul" | "ol":
                yield from self.list(element, where)
            case "table" if not is_frame(element):
                for each in element.iter("caption"):
                    yield from self.runs(each, Where())
                yield from table(element, self.cell)
            case "dl":
                yield from terms(element, self.cell)
            case "img":
                yield from self.picture(element)
            case "hr":
                return
            case _:
                inner = where
                if tag == "blockquote":
                    inner = replace(where, style="quote")
                if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and self.notes.is_title(element):
                    return
                yield from self.runs(element, inner)

    def runs(self, element: Any, where: Where) -> Iterator[Piece]:
        atoms: list[DraftInline] = []
        aside: list[Piece] = []
        yield from self.gather(element, where, DraftInline(""), atoms, aside, element)
        yield from self.closed(element, where, atoms, aside)

    def gather(
        self,
        element: Any,
        where: Where,
        run_format: DraftInline,
        atoms: list[DraftInline],
        aside: list[Piece],
        home: Any,
    ) -> Iterator[Piece]:
        """Add the words of an element to `atoms`; yield what stands between blocks inside it."""
        if element.text:
            atoms.append(replace(run_format, content=said(element.text, run_format)))
        for child in element:
            if not self.unread.skipped(child):
                if child.tag in BLOCKS or child in self.notes.held:
                    yield from self.closed(home, where, atoms, aside)
                    yield from self.pieces(child, where)
                elif child.tag == "math":
                    self.equation(child, run_format, atoms)
                elif child.tag == "br":
                    atoms.append(replace(run_format, content=Break()))
                elif child.tag == "img":
                    aside += self.picture(child)
                elif child in self.notes.called_by:
                    self.glue(atoms)
                    atoms.append(DraftInline(self.call(child)))
                elif child not in self.notes.backs:
                    inner = inline_format(child, run_format)
                    yield from self.gather(child, where, inner, atoms, aside, home)
            if child.tail:
                atoms.append(replace(run_format, content=said(child.tail, run_format)))

    def equation(self, element: Any, run_format: DraftInline, atoms: list[DraftInline]) -> None:
        """Add an equation on one line, apart from a number before it."""
        text = linear(element)
        before = atoms[-1].content if atoms else ""
        apart = isinstance(before, str) and before[-1:].isdecimal() and text[:1].isdecimal()
        if text:
            self.unread.equation(element, text)
            atoms.append(replace(run_format, content=f" {text}" if apart else text))

    def glue(self, atoms: list[DraftInline]) -> None:
        """Take the word joiner off that our own pages have before a call."""
        if atoms and isinstance(atoms[-1].content, str):
            atoms[-1] = replace(atoms[-1], content=atoms[-1].content.removesuffix("\u2060"))

    def closed(
        self, element: Any, where: Where, atoms: list[DraftInline], aside: list[Piece]
    ) -> Iterator[Piece]:
        """Yield the piece that the words so far make, and pictures that stood among them."""
        content = inlines(list(atoms))
        atoms.clear()
        line = int(element.sourceline or 0)
        if content:
            yield piece_of(element, content, where, line)
        yield from aside
        aside.clear()

    def list(self, element: Any, where: Where) -> Iterator[Piece]:
        start = element.get("start") or "1"
        number = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
        inner = replace(where, level=where.level + 1, style="")
        ordered = element.tag == "ol"
        for each in element:
            if self.unread.skipped(each) or each in self.notes.held:
                continue
            number += 1
            form, mark = list_form(element, each, number) if ordered else (PLAIN, "")
            listed = Listed(
                ordered=ordered,
                level=inner.level,
                number=number if ordered else 0,
                series=f"list {id(element)}",
                label="{n}.",
                form=form,
                mark=mark,
            )
            pieces = [*(self.runs(each, inner) if each.tag == "li" else self.pieces(each, inner))]
            first = pieces[0] if pieces else None
            if first is not None and first.style == "continued" and first.content:
                pieces[0] = replace(first, style="", listed=listed)
            elif pieces:
                pieces.insert(0, Piece((), int(each.sourceline or 0), listed=listed))
            yield from pieces

    def cell(self, element: Any) -> Inlines:
        """Return what stands in a cell, its paragraphs on lines of their own."""
        return cell_content([*self.runs(element, Where(note=True))])

    def picture(self, element: Any) -> Iterator[Piece]:
        line = int(element.sourceline or 0)
        alternative = " ".join((element.get("alt") or "").split())
        yield Piece((), line, node=Figure(element.get("src") or "", alternative, line))

    def call(self, link: Any) -> Note | NoteAgain:
        element = self.notes.called_by[link]
        line = int(link.sourceline or 0)
        if element in self.called:
            return NoteAgain(self.called[element].id, line)
        mark = mark_of(words_of(link).strip("[]() "))
        id_ = f"footnote-{len(self.called) + 1}{f'/{mark}' if mark else ''}"
        self.called[element] = Note(id_, (), line)
        pieces = [*self.pieces(element, Where(note=True), "open")]
        numbered = numbers_itself(element, self.notes.backs)
        if pieces and not numbered:
            pieces[0] = replace(pieces[0], content=unnumbered(pieces[0].content, words_of(link)))
        self.called[element] = Note(
            id_, note_nodes([p for p in pieces if p.content or p.node], id_), line
        )
        return self.called[element]


def said(text: str, run_format: DraftInline) -> str:
    """Return words as they are, as their symbol font shows them, or as raised ones."""
    text = words_in_font(text, run_format.font)
    return raised(text) if run_format.raised else text
