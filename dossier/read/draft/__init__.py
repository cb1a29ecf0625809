"""Read somebody's draft that was written without any dossier: Word, Markdown or plain text.

What a file is follows from what stands in it; Markdown is known by the ending of its name too.
Each reader makes pieces (`piece`), of which `shape` makes headings, lists and paragraphs; so all
of them know a heading by the same looks. What is guessed can be wrong, but no words are lost.

To add a kind of file, add a reader that returns `Reading`.
"""

from __future__ import annotations

import re
from datetime import date

from dossier.finding import Finding
from dossier.model import Document
from dossier.read.draft.day import day_in
from dossier.read.draft.markdown import read_markdown
from dossier.read.draft.reading import Reading, Refused
from dossier.read.draft.shape import Shape, shape
from dossier.read.draft.text import read_lines
from dossier.read.part import Part
from dossier.read.plain import parts_of, plain_document, unnumbered
from dossier.walk import plain

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%pdf": ("a PDF", "give the Word file it was made of, or copy its text into a .txt file"),
    b"{\\rtf": ("a text of the old kind (.rtf)", "open it in Word and save it as .docx"),
    b"<!doctype": ("a web page", "open it in Word and save it as .docx"),
    b"<html": ("a web page", "open it in Word and save it as .docx"),
    b"<?xml": ("XML", "open it in Word and save it as .docx"),
}
_MARKDOWN = re.compile(r"^#{1,6} \S|^\[\^[^\]\s]+\]: ", re.MULTILINE)
_FRONT = 8
"""Pieces in which a draft without headings is looked through for its date."""


def read_draft(content: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the document that `content` holds, or None where it is no draft that can be read.

    `file` is its path as messages show it. Lines are those of the file; in a Word file, which has
    none, line 12 is the twelfth paragraph, counted as they are read, those in tables and text
    boxes too.
    """
    try:
        reading = _read(content, file)
    except Refused as refused:
        return None, (refused.finding,)
    except RecursionError:
        message, hint = "tables, lists or frames are nested too deeply", "use fewer levels"
        return None, (Finding(file, 0, "too-deep", message, hint),)
    made = shape(reading.pieces, reading.title)
    title, parts = parts_of(made.nodes, made.title)
    if not title and not any(part.title or part.content for part in parts):
        message, hint = "the file has no text", "give the file that holds your draft"
        return None, (*reading.findings, Finding(file, 0, "empty-file", message, hint))
    return _document(reading, made, title, parts, file), reading.findings


def _read(content: bytes, file: str) -> Reading:
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Refused(Finding(file, 0, "empty-file", "the file is empty", "give your draft"))
    if content.startswith(_OLE):
        message = "the file is protected by a password, or of the old kind (.doc)"
        hint = "open it in Word, take the password off, and save it as .docx"
        raise Refused(Finding(file, 0, "locked-file", message, hint))
    if content.startswith(b"PK"):
        from dossier.read.draft.word import read_word

        return read_word(content, file)
    start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for first, (what, hint) in _OTHERS.items():
        if start.startswith(first):
            raise Refused(Finding(file, 0, "unknown-file", f"the file is {what}", hint))
    text, findings = _decoded(content, file)
    if file.lower().endswith(MARKDOWN) or _MARKDOWN.search(text):
        return read_markdown(text, file, findings)
    pieces, missing = read_lines(text, file)
    return Reading(pieces, findings=(*findings, *missing))


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
        findings = (Finding(file, line, "not-utf-8", message, hint, "warning"),)
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        message = "the file is neither text nor a Word file"
        hint = "save your draft as .docx, .md or .txt"
        raise Refused(Finding(file, 0, "unknown-file", message, hint))
    return text.replace("\r\n", "\n").replace("\r", "\n"), findings


def _document(
    reading: Reading, made: Shape, title: str, parts: tuple[Part, ...], file: str
) -> Document:
    bare, typed = unnumbered(parts)
    return plain_document(
        title,
        bare,
        file,
        language=reading.language,
        day=_day(reading, made),
        paragraphs="numbered" if made.numbered else "plain",
        notes=reading.notes,
        section_number=typed or made.section_number,
        procedure=made.procedure,
        cover=made.cover,
    )


def _day(reading: Reading, made: Shape) -> date | None:
    """Return the date on the title page, or else that of the file."""
    front = [f"{line.label} {plain(line.content)}" for line in made.cover]
    front += [each.text for each in reading.pieces[: made.front or _FRONT]]
    found = (day_in(text, reading.language) for text in front)
    return next((day for day in found if day), reading.day)
