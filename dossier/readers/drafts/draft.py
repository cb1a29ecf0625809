"""Read a draft that was written without any dossier: Word, Markdown, a web page, plain text.

What a file is follows from what stands in it; Markdown is known by the ending of its name too.
`open_draft` gives its sections as they were read, `read_draft` a document that can be printed.
Each reader makes pieces (`piece`), of which `shape` makes headings, lists and paragraphs; so all
of them know a heading by the same looks. What is guessed can be wrong, but no words are lost.

To add a kind of file, add a reader that returns `Reading`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from dossier.model.diagnostics import Finding, Refused
from dossier.model.document import (
    CoverLine,
    Document,
    Heading,
    Inline,
    Node,
    Note,
    Paragraph,
    Reference,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.walk import below, plain, rebuilt
from dossier.ooxml.archive import is_office
from dossier.ooxml.other_formats import WEB_PAGE, other_format
from dossier.readers.drafts.corrections import AS_FOUND, Corrections
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.docx.references import LINE
from dossier.readers.drafts.headings import look_of
from dossier.readers.drafts.markdown import read_markdown
from dossier.readers.drafts.old_labels import levels_of
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.plain_document import parts_of, plain_document, unnumbered
from dossier.readers.drafts.reading import Reading
from dossier.readers.drafts.section import Part
from dossier.readers.drafts.structure import Shape, shape
from dossier.readers.drafts.text import read_lines
from dossier.readers.drafts.title_calls import with_title_calls

PAGE = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd")

_MARKDOWN = re.compile(r"^#{1,6} \S|^\[\^[^\]\s]+\]: ", re.MULTILINE)
_FRONT = 8
"""Pieces in which a draft without headings is looked through for its date."""


@frozen
class Draft:
    """A draft as it was read: its sections in order, and what it says of itself.

    `day` is None where it bears no date; `section_number` is how its sections are numbered, ""
    without numbers or where they stay in the titles as they are typed. `heads` are the headings
    that are known only by their look: their lines, words and what they look like. `levels` are
    the lines of paragraphs that Word numbers by several levels, with their numbers ("2.1"),
    `labels` those of numbers that print otherwise now (line, old, new),
    `as_words` the cross-references that became words, since what they lead to has no number here.
    `title_line` is where the title stands, 0 where that is nowhere in the text. `file_day` is a
    date that only the properties of the file say.
    """

    file: str
    title: str
    parts: tuple[Part, ...]
    language: str
    day: date | None
    paragraphs: Literal["numbered", "plain"]
    notes: Literal["footnotes", "endnotes"]
    section_number: str
    procedure: str
    cover: tuple[CoverLine, ...]
    heads: tuple[tuple[int, str, str], ...] = ()
    title_guessed: bool = False
    author: str = ""
    front_guessed: bool = False
    levels: tuple[tuple[int, str], ...] = ()
    labels: tuple[tuple[int, str, str], ...] = ()
    as_words: tuple[Reference, ...] = ()
    title_line: int = 0
    file_day: date | None = None


def read_draft(content: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the document that `content` holds, or None where it is no draft that can be read.

    `file` is its path as messages show it. Lines are those of the file; in a Word file, which has
    none, line 12 is the twelfth paragraph, counted as they are read, those in tables and text
    boxes too.
    """
    draft, findings = open_draft(content, file)
    return (_document(draft) if draft else None), findings


def open_draft(
    content: bytes, file: str, said: Corrections = AS_FOUND
) -> tuple[Draft | None, tuple[Finding, ...]]:
    """Return the draft that `content` holds in its sections; like `read_draft` in all else."""
    try:
        reading = said.on(_read(content, file, said))
    except Refused as refused:
        return None, (refused.finding,)
    except RecursionError:
        message, hint = "tables, lists or frames are nested too deeply", "use fewer levels"
        return None, (Finding(file, 0, Fault.TOO_DEEP, message, hint),)
    made = shape(reading.pieces, reading.title)
    title, parts = parts_of(made.nodes, made.title)
    if not title and not any(part.title or part.content for part in parts):
        message, hint = "the file has no text", "give the file that holds your draft"
        return None, (*reading.findings, Finding(file, 0, Fault.EMPTY_FILE, message, hint))
    return _draft(reading, made, title, parts, file), reading.findings


def _read(content: bytes, file: str, said: Corrections) -> Reading:
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Refused(Finding(file, 0, Fault.EMPTY_FILE, "the file is empty", "give your draft"))
    other = other_format(content, file)
    if other not in (None, WEB_PAGE):
        raise Refused(other.finding(file))
    if is_office(content, file):
        from dossier.readers.drafts.docx.word_file import read_word

        return read_word(content, file, said.calls)
    if _is_page(content, file):
        from dossier.readers.drafts.web_page import read_web

        return read_web(content, file, said.calls)
    text, findings = _decoded(content, file)
    if file.lower().endswith(MARKDOWN) or _MARKDOWN.search(text):
        return read_markdown(text, file, findings)
    pieces, missing = read_lines(text, file, said.calls)
    return Reading(pieces, findings=(*findings, *missing))


def _is_page(content: bytes, file: str) -> bool:
    """Whether a file is a web page: it says so at its beginning, or its name does."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    begins = start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<?xml") and b"<html" in start
    )
    return begins or (file.lower().endswith(PAGE) and b"<" in start)


def _decoded(content: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a text in UTF-8 or UTF-16; else as Windows-1252, with a warning."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    findings: tuple[Finding, ...] = ()
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "the file is not UTF-8; it was read as Windows-1252, and letters may be wrong"
        hint = "save it again with the encoding UTF-8"
        findings = (Finding(file, line, Fault.NOT_UTF_8, message, hint, severity="warning"),)
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        message = "the file is neither text nor a Word file"
        hint = "save your draft as .docx, .md or .txt"
        raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint))
    return text.replace("\r\n", "\n").replace("\r", "\n"), findings


def _draft(reading: Reading, made: Shape, title: str, parts: tuple[Part, ...], file: str) -> Draft:
    bare, typed = unnumbered(with_title_calls(parts))
    label = typed or made.section_number
    targets = _targets(bare, label, made.numbered)
    inner = [each for part in bare for node in part.content for each in below(node)]
    asked = [each for each in inner if isinstance(each, Reference)]
    return Draft(
        file,
        title,
        _changed(bare, lambda reference: reference.target in targets),
        language=reading.language,
        day=_day(reading, made),
        paragraphs="numbered" if made.numbered else "plain",
        notes=reading.notes,
        section_number=label,
        procedure=made.procedure,
        cover=made.cover,
        heads=tuple(_heads(reading, made)),
        author=reading.author,
        front_guessed=made.front_guessed,
        levels=levels_of(reading.pieces),
        labels=made.labels,
        as_words=tuple(each for each in asked if each.target not in targets),
        title_guessed=not reading.title and not _is_titled(reading.pieces),
        title_line=made.title_line,
        file_day=reading.file_day,
    )


def _targets(parts: tuple[Part, ...], label: str, numbered: bool) -> set[str]:
    """Return what references lead to that the program numbers too."""
    lines = {part.line for part in parts if part.title and label}
    lines |= {
        node.line
        for part in parts
        for node in part.content
        if isinstance(node, Paragraph) and numbered
    }
    targets = {f"{LINE}{line}" for line in lines}
    return targets | {note.id for part in parts for node in part.content for note in _notes(node)}


def _notes(node: Node) -> Iterator[Note]:
    yield from (each for each in below(node) if isinstance(each, Note))


def _changed(parts: tuple[Part, ...], known: Callable[[Reference], bool]) -> tuple[Part, ...]:
    """Return sections in which only references that are `known` are none of words.

    In a note "above note 3" stays words, by which a citation may be known that counts itself.
    """

    def change(inline: Inline) -> Inline:
        match inline:
            case Reference() if not known(inline):
                return _words(inline)
            case Note():
                content = tuple(rebuilt(node, _without_notes) for node in inline.content)
                return replace(inline, content=content)
        return inline

    return tuple(
        replace(part, content=tuple(rebuilt(node, change) for node in part.content))
        for part in parts
    )


def _without_notes(inline: Inline) -> Inline:
    return _words(inline) if isinstance(inline, Reference) and inline.kind == "note" else inline


def _words(reference: Reference) -> Text:
    return Text(plain(reference.lead))


def _is_titled(pieces: Sequence[Piece]) -> bool:
    """Whether a style says which piece is the title: its own, or the only highest heading's."""
    tops = sum(each.level == 1 for each in pieces)
    return tops == 1 or any(each.style == "title" for each in pieces)


def _heads(reading: Reading, made: Shape) -> Iterator[tuple[int, str, str]]:
    """Yield the headings that no style makes: line, words, and by what they were known."""
    known = {(each.line, each.text): each for each in reading.pieces if not each.level}
    for node in made.nodes:
        place = (node.line, plain(node.content)) if isinstance(node, Heading) else (0, "")
        piece = known.get(place)
        if piece:
            yield piece.line, piece.text, look_of(piece)


def _document(draft: Draft) -> Document:
    return plain_document(
        draft.title,
        _changed(draft.parts, lambda _: False),
        draft.file,
        language=draft.language,
        day=draft.day or draft.file_day,
        paragraphs=draft.paragraphs,
        notes=draft.notes,
        section_number=draft.section_number,
        procedure=draft.procedure,
        cover=draft.cover,
    )


def _day(reading: Reading, made: Shape) -> date | None:
    """Return the date on the title page, or else the one that the author says beside the text."""
    front = [f"{line.label} {plain(line.content)}" for line in made.cover]
    front += [each.text for each in reading.pieces[: made.front or _FRONT]]
    found = (day_in(text) for text in front)
    return next((day for day in found if day), reading.day)
