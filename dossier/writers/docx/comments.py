"""Show review notes as Word's comments, beside the words they are about (docs/word/comments.md).

python-docx can add comments to runs, but knows no replies. So the parts are made here: the words,
and which comment answers which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any, Literal

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from dossier.model.bookmark_names import bookmark_name, tag_name
from dossier.model.comments import ReviewNote, Thread, moment, said, said_apart, threads
from dossier.model.document import Note
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.walk import blocks, everything
from dossier.ooxml.elements import make
from dossier.ooxml.names import MC, NAMES, W14, W15, q
from dossier.writers.docx.comment_ranges import Letter, Span, find, mark, mark_whole
from dossier.writers.docx.runs import run, text_run

EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_EXTENDED_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
)
_LONGEST_AUTHOR, _LONGEST_INITIALS = 255, 9
_FIRST_PARAGRAPH = 0x10000000
"""Number of the first paragraph of a comment; Word takes those below 0x80000000."""


def add_remarks(word: Any, edition: Edition, remarks: Mapping[str, Sequence[ReviewNote]]) -> None:
    """Add `remarks` as comments; they are by the id of their block, "" for title and headings.

    The text and its notes must stand in `word` already. A remark whose words are not found is put
    beside its paragraph, or the first of its block, and repeats them. Remarks on blocks that are
    not in the document are left out.
    """
    places = _Places(word, edition)
    pages = _Comments()
    for id_ in ("", *(each.id for each in blocks(edition.document))):
        for thread in threads(remarks.get(id_, ())):
            place = places.of(id_, thread[0])
            if place is not None:
                numbers = [*pages.add(thread, place.where)]
                before = [make("commentRangeStart", id=each) for each in numbers]
                place.mark(before, [part for each in numbers for part in _end(each)])
    if len(pages.root):
        _add_styles(word)
        _add_part(word, "comments", pages.root, CONTENT_TYPE.WML_COMMENTS,
                  RELATIONSHIP_TYPE.COMMENTS)  # fmt: skip
        _add_part(word, "commentsExtended", pages.tree, _EXTENDED_TYPE, EXTENDED)


def _end(number: int) -> Iterator[etree._Element]:
    yield make("commentRangeEnd", id=number)
    yield run(make("commentReference", id=number), "CommentReference")


@frozen
class _Place:
    """What a remark stands beside: some words, or a paragraph; "apart" where its own are not."""

    beside: Span | etree._Element
    where: Literal["there", "apart"]

    def mark(self, before: Sequence[etree._Element], after: Sequence[etree._Element]) -> None:
        if isinstance(self.beside, tuple):
            mark(self.beside, before, after)
        else:
            mark_whole(self.beside, before, after)


class _Places:
    """Finds where remarks belong. Those on the text of a note stand at its call."""

    def __init__(self, word: Any, edition: Edition) -> None:
        self.edition = edition
        self.body = word.element.body
        self.kind = edition.document.settings.notes.removesuffix("s")
        names = (f"/word/{self.kind}s.xml",) if edition.numbers.note else ()
        parts = [each for each in word.part.package.iter_parts() if each.partname in names]
        self.notes = etree.fromstring(parts[0].blob) if parts else make("none")
        self.controls = {
            each.get(q("val")): each.getparent().getparent() for each in self.body.iter(q("tag"))
        }
        self.blocks = {each.id: each for each in blocks(edition.document)}

    def of(self, id_: str, note: ReviewNote) -> _Place | None:
        """Return where a note on a block stands, or None where the block is not there."""
        near = [*self.paragraphs(id_)]
        if not near:
            return None
        words = note.quoted or note.old
        named = [*self.named(note.paragraph)]
        for row in (named, near):
            span = find(row, words)
            if span:
                return _Place(span, "there")
        for below in self.below(id_):
            if note.paragraph == below.id or find(self.text_of(below), words):
                call = self.call(below)
                return _Place(call, "apart") if call else None
        return _Place((named or near)[0], "apart")

    def paragraphs(self, id_: str) -> Iterator[etree._Element]:
        """Yield the paragraphs of a block; of a dossier its title, then titles of sections."""
        if id_:
            control = self.controls.get(tag_name("block", id_))
            yield from () if control is None else control.iter(q("p"))
            return
        head = [*self.controls["title-block"].iter(q("p"))]
        title = find(head, self.edition.document.title)
        first = next(title[0].run.iterancestors(q("p"))) if title else head[0]
        yield first
        yield from (each for each in head if each is not first)
        yield from (each for each in self.body if each.tag == q("p"))

    def named(self, paragraph: str) -> Iterator[etree._Element]:
        name = bookmark_name("p", paragraph)
        for each in self.body.iter(q("bookmarkStart")) if paragraph else ():
            if each.get(q("name")) == name:
                yield next(each.iterancestors(q("p")))

    def below(self, id_: str) -> Iterator[Note]:
        """Yield the notes that a block calls."""
        for each in everything(self.blocks[id_]) if id_ else ():
            if isinstance(each, Note):
                yield each

    def text_of(self, note: Note) -> list[etree._Element]:
        number = str(self.edition.numbers.note[note.id])
        found = (each for each in self.notes if each.get(q("id")) == number)
        return [paragraph for each in found for paragraph in each.iter(q("p"))]

    def call(self, note: Note) -> Span | None:
        """Return the call of a note, as if it were words."""
        number = str(self.edition.numbers.note[note.id])
        for each in self.body.iter(q(f"{self.kind}Reference")):
            if each.get(q("id")) == number:
                letter = Letter("", each.getparent(), each, 0)
                return letter, letter
        return None


class _Comments:
    """The two parts: what is said, and which comment answers which."""

    def __init__(self) -> None:
        spaces = {**NAMES, "w14": W14, "mc": MC}
        self.root = etree.Element(q("comments"), {f"{{{MC}}}Ignorable": "w14"}, spaces)
        spaces = {"w15": W15, "mc": MC}
        self.tree = etree.Element(f"{{{W15}}}commentsEx", {f"{{{MC}}}Ignorable": "w15"}, spaces)
        self.paragraphs = count(_FIRST_PARAGRAPH)

    def add(self, thread: Thread, where: str) -> Iterator[int]:
        """Add a note and its replies, and yield their numbers; "apart" repeats the words."""
        parent = ""
        for note in thread:
            words = said_apart(note) if where == "apart" and not parent else said(note)
            number = len(self.root)
            last = self.comment(number, note, words)
            entry = etree.SubElement(self.tree, f"{{{W15}}}commentEx")
            entry.set(f"{{{W15}}}paraId", last)
            if parent:
                entry.set(f"{{{W15}}}paraIdParent", parent)
            entry.set(f"{{{W15}}}done", "0")
            parent = parent or last
            yield number

    def comment(self, number: int, note: ReviewNote, words: str) -> str:
        """Add one comment, and return the name of its last paragraph, by which Word knows it."""
        attributes = {"id": str(number), "author": note.author[:_LONGEST_AUTHOR],
                      "initials": initials(note.author)}  # fmt: skip
        if _clock(note.date):
            attributes["date"] = _clock(note.date)
        element = make("comment", **attributes)
        name = ""
        for at, line in enumerate(words.split("\n")):
            opening = [] if at else [run(make("annotationRef"), "CommentReference")]
            style = make("pPr", make("pStyle", val="CommentText"))
            paragraph = make("p", style, *opening, *([text_run(line)] if line else []))
            name = f"{next(self.paragraphs):08X}"
            paragraph.set(f"{{{W14}}}paraId", name)
            element.append(paragraph)
        self.root.append(element)
        return name


def initials(author: str) -> str:
    """Return the initials of somebody.

    >>> initials("Ana de Souza"), initials("Ombudsman’s office (legal)")
    ('AdS', 'Ool')
    """
    return "".join(each[0] for each in re.findall(r"[^\W_][\w’'-]*", author))[:_LONGEST_INITIALS]


def _clock(date: str) -> str:
    """Return a date as XML has it, or "" where it is none."""
    found = moment(date)
    try:
        datetime.fromisoformat(found)
    except ValueError:
        return ""
    return found if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", found) else ""


def _add_styles(word: Any) -> None:
    """Add the styles of comments where the template has none."""
    styles = word.styles.element
    known = {each.get(q("styleId")) for each in styles.iter(q("style"))}
    usual = (each for each in styles.iter(q("style")) if each.get(q("default")) == "1")
    plain = next((e.get(q("styleId")) for e in usual if e.get(q("type")) == "paragraph"), "")
    for id_, kind, name, size in (
        ("CommentText", "paragraph", "annotation text", 20),
        ("CommentReference", "character", "annotation reference", 16),
    ):
        if id_ not in known:
            based = [make("basedOn", val=plain)] if kind == "paragraph" and plain else []
            look = make("rPr", make("sz", val=size), make("szCs", val=size))
            shown = [make("uiPriority", val=99), make("unhideWhenUsed")]
            styles.append(
                make("style", make("name", val=name), *based, *shown, look, type=kind, styleId=id_)
            )


def _add_part(word: Any, name: str, root: etree._Element, kind: str, relation: str) -> None:
    for old in [key for key, each in word.part.rels.items() if each.reltype == relation]:
        word.part.rels.pop(old)
    part = Part(PackURI(f"/word/{name}.xml"), kind, _bytes(root), word.part.package)
    word.part.relate_to(part, relation)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
