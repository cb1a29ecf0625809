"""Read a Word file (.docx) as if it were meant to do harm: bounded, without entities or macros.

Tracked changes are read as accepted, remarks are left out, and so are running heads and the table
of contents, which Word makes. Numbers that Word counts are counted here as Word does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.diagnostics import Refused as Unopened
from dossier.model.faults import Fault
from dossier.ooxml.archive import Archive, opened
from dossier.ooxml.local_names import attribute, child, local
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.docx.body import Body, note_body
from dossier.readers.drafts.docx.notes import Notes
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.drafts.docx.parts import Part, refusal
from dossier.readers.drafts.docx.styles import Styles
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.reading import ENGLISH, Reading
from dossier.readers.drafts.text import with_notes


def read_word(content: bytes, file: str) -> Reading:
    """Return the pieces of a Word file. Raises `Refused` for one that cannot be read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(content)
        try:
            with opened(path, file) as archive:
                return _read(archive)
        except Unopened as unopened:
            raise refusal(unopened.finding) from unopened


def _read(archive: Archive) -> Reading:
    package = Part(archive, "")
    main = package.related("officeDocument")
    if main is None or child(main.root, "body") is None:
        message = "the file is a zip, but no Word document"
        hint = "open your draft in Word and save it as .docx"
        raise Refused(Finding(archive.file, 0, Fault.UNKNOWN_FILE, message, hint))
    styles = Styles(_root(main, "styles"))
    numbering = Numbering(_root(main, "numbering"), styles)

    def read(text: etree._Element, part: Part, line: int) -> Sequence[Piece]:
        return tuple(note_body(body, part, line).pieces(text))

    notes = Notes(main, read)
    body = Body(main, styles, numbering, notes.call, notes.again)
    pieces = tuple(body.pieces(main.root))
    findings: tuple[Finding, ...] = ()
    if not notes.called:
        pieces, findings = with_notes(pieces, archive.file)
    language = _language(main.root, styles)
    day = _day(package, language)
    return Reading(pieces, language=language, day=day, notes=notes.place(), findings=findings)


def _root(main: Part, kind: str) -> etree._Element | None:
    part = main.related(kind)
    return part.root if part else None


def _language(root: etree._Element, styles: Styles) -> str:
    """Return the language in which most of the text is set."""
    basic = attribute(child(styles.defaults, "lang")) or ENGLISH
    found: Counter[str] = Counter()
    for run in root.iter():
        if local(run) == "r":
            tag = attribute(child(run, "rPr", "lang")) or basic
            found[tag] += sum(len(each.text or "") for each in run if local(each) == "t")
    return max(found, key=lambda tag: found[tag]) if found else basic


def _day(package: Part, language: str) -> date | None:
    """Return the day on which the file was last changed, as it says itself."""
    part = package.related("core-properties")
    if part is None:
        return None
    dates = {local(each): (each.text or "")[:10] for each in part.root}
    return day_in(dates.get("modified") or dates.get("created") or "", language)
