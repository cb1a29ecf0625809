"""Read a Word file (.docx) as if it were meant to do harm: bounded, without entities or macros.

Tracked changes are read as accepted, remarks are left out, and so are running heads and the table
of contents, which Word makes. Numbers that Word counts are counted here as Word does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.document import Reference
from dossier.model.faults import Fault
from dossier.model.walk import plain
from dossier.ooxml.accept_changes import accept_changes
from dossier.ooxml.archive import Archive
from dossier.ooxml.elements import attribute, child
from dossier.ooxml.names import local
from dossier.ooxml.parts import PackagePart, main_part, opened_word
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.corrections import Calls
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.docx.body import Body, note_body
from dossier.readers.drafts.docx.notes import Notes, NoteSource
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.drafts.docx.references import located
from dossier.readers.drafts.docx.words_apart import Apart, told
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.reading import ENGLISH, Reading
from dossier.readers.drafts.text import with_raised_notes

_OF_TEMPLATES = ("2013-12-23T23:15:00Z",)
"""Moments that libraries leave in the files that they make: python-docx (`default.docx`, 1.2.0)."""

_WORD_BEGAN = 1990
"""Before Word had files; clocks that never ran say 1601, 1970 or 1980."""


def read_word(content: bytes, file: str, calls: Calls = "find") -> Reading:
    """Return the pieces of a Word file. Raises `Refused` for one that cannot be read."""
    message = "the file is a zip, but no Word document"
    hint = "open your draft in Word and save it as .docx"
    unknown = Finding(file, 0, Fault.UNKNOWN_FILE, message, hint)
    with opened_word(content, file, unknown) as archive:
        main = main_part(archive)
        if main is None:
            raise Refused(unknown)
        return _read(archive, main, calls)


def _read(archive: Archive, main: PackagePart, calls: Calls) -> Reading:
    accept_changes(main.root)
    styles = Styles(main.root_of("styles"))
    numbering = Numbering(main.root_of("numbering"), styles)

    def read(text: etree._Element, part: PackagePart, line: int) -> Sequence[Piece]:
        return tuple(note_body(body, part, line).pieces(text))

    notes = Notes(main, read)
    body = Body(main, styles, numbering, NoteSource(notes.call, notes.again, notes.words))
    pieces = tuple(body.pieces(main.root))
    lost: list[Apart] = []

    def gone(reference: Reference) -> None:
        lost.append(Apart("gone", plain(reference.lead), reference.line))

    pieces = tuple(located(each, body.marks, notes.name_at, gone) for each in pieces)
    findings: tuple[Finding, ...] = ()
    if not notes.called:
        pieces, findings = with_raised_notes(pieces, archive.file, calls)
    language = _language(main.root, styles)
    apart = (*body.apart, *notes.changed, *lost)
    findings = (*findings, *told(apart, archive.file, body.marks))
    return Reading(
        pieces,
        language=language,
        notes=notes.place(),
        findings=findings,
        file_day=_day(PackagePart(archive, "")),
    )


def _language(root: etree._Element, styles: Styles) -> str:
    """Return the language in which most of the text is set."""
    basic = attribute(child(styles.defaults, "lang")) or ENGLISH
    found: Counter[str] = Counter()
    for run in root.iter():
        if local(run) == "r":
            tag = attribute(child(run, "rPr", "lang")) or basic
            found[tag] += sum(len(each.text or "") for each in run if local(each) == "t")
    return max(found, key=lambda tag: found[tag]) if found else basic


def _day(package: PackagePart) -> date | None:
    """Return the day on which the file was last changed, as it says itself.

    The moment of a library's template says nothing of the draft, nor does a clock that never ran.
    """
    part = package.related("core-properties")
    if part is None:
        return None
    said = {local(each): (each.text or "").strip() for each in part.root}
    moments = (said.get("modified", ""), said.get("created", ""))
    found = (day_in(each[:10]) for each in moments if each not in _OF_TEMPLATES)
    return next((day for day in found if day and day.year >= _WORD_BEGAN), None)
