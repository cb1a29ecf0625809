"""Read a Word file that was exported and edited, without settling anything in it.

The file is somebody else's: it is read as if it were meant to do harm, bounded and in memory, and
nothing that it points at is fetched. `docs/word/returned.md` says what comes back, and what
LibreOffice makes of it. `settle` decides between the words that were deleted and inserted.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.diagnostics import Refused as Unopened
from dossier.model.faults import Fault
from dossier.ooxml.archive import SMALL, Archive, is_office, unzipped
from dossier.ooxml.local_names import attribute, child, local
from dossier.readers.drafts.docx.notes import KINDS
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.drafts.docx.parts import Part, refusal
from dossier.readers.drafts.docx.styles import Styles
from dossier.readers.exported_docx.bookmarks import own_names
from dossier.readers.exported_docx.comments import remarks
from dossier.readers.exported_docx.outside_content import Outside, tied
from dossier.readers.exported_docx.paragraph_kind import Shapes
from dossier.readers.exported_docx.paragraphs import Returned
from dossier.readers.exported_docx.reader import Reader
from dossier.readers.exported_docx.run_format import RunFormats

EXPORT = "{urn:upr-dossier:export}export"
"""The root of the XML part in which an export says what it is."""


def read_returned(content: bytes, file: str) -> Returned:
    """Return what stands in a Word file, with its tracked changes and comments.

    `file` is its path as messages show it. Raises `Refused` where it is no Word file, or one that
    is locked, broken, or dangerous to read.
    """
    try:
        if not is_office(content[:8], file):
            raise Refused(_unknown(content, file))
        with unzipped(io.BytesIO(content), file) as archive:
            return _read(archive)
    except Unopened as unopened:
        raise refusal(unopened.finding) from unopened
    except RecursionError as error:
        message, hint = "tables, lists or frames are nested too deeply", "use fewer levels"
        raise Refused(Finding(file, 0, Fault.TOO_DEEP, message, hint)) from error


def _unknown(content: bytes, file: str) -> Finding:
    pdf = content[:1024].lstrip().startswith(b"%PDF")
    message = "the file is a PDF" if pdf else "the file is no Word file (.docx)"
    return Finding(file, 0, Fault.UNKNOWN_FILE, message, "give the Word file that was edited")


def _read(archive: Archive) -> Returned:
    main = _main(archive)
    outside = Outside(archive.file)
    styles = Styles(_root(main, "styles"))
    shapes = Shapes(styles, Numbering(_root(main, "numbering"), styles))
    notes = {kind: main.related(f"{kind}s") for kind in KINDS}
    own = own_names([main.root, *(each.root for each in notes.values() if each)])
    reader = Reader(RunFormats(styles), shapes, own, outside)
    text = reader.story(main, main.root)
    read = {
        f"{kind}:{attribute(each, 'id')}": reader.note(part, each)
        for kind, part in notes.items()
        if part
        for each in part.root
        if local(each) == kind and not attribute(each, "type")
    }
    for rule in tied([main.related("settings")]):
        outside.warn(rule, 0)
    ranges = {"": text.words.ranges, **{name: each.words.ranges for name, each in read.items()}}
    properties = _properties(archive)
    return Returned(
        tuple(text.lines),
        {name: tuple(each.lines) for name, each in read.items()},
        remarks(main, ranges),
        _carried(main),
        properties.get("lastModifiedBy", ""),
        properties.get("modified", ""),
        attribute(child(styles.defaults, "lang")) or properties.get("language", ""),
        outside.findings(),
    )


def _main(archive: Archive) -> Part:
    """Return the part with the text. Raises `Refused` where there is none, or there are macros."""
    main = Part(archive, "").related("officeDocument")
    if main is None or child(main.root, "body") is None:
        message = "the file is a zip, but no Word file"
        hint = "give the Word file that was edited"
        raise Refused(Finding(archive.file, 0, Fault.UNKNOWN_FILE, message, hint))
    types = b"".join(archive.pieces("[Content_Types].xml", SMALL)).replace(b"\0", b"").lower()
    names = (each.lower() for each in archive.names)
    if b"macroenabled" in types or any(each.endswith("vbaproject.bin") for each in names):
        raise refusal(Finding(archive.file, 0, Fault.MACROS, "the file holds macros", ""))
    return main


def _root(main: Part, kind: str) -> etree._Element | None:
    part = main.related(kind)
    return part.root if part else None


def _carried(main: Part) -> str:
    """Return what the export wrote of itself, under whatever name the part was saved."""
    for kind, name in main.relations.values():
        if kind == "customXml" and name in main.package.names:
            try:
                root = Part(main.package, name).root
            except Refused as refused:
                if refused.finding.rule != Fault.BROKEN_FILE:
                    raise
                continue  # somebody else's, and not for us
            if root.tag == EXPORT:
                return "".join(str(each) for each in root.itertext())
    return ""


def _properties(archive: Archive) -> Mapping[str, str]:
    part = Part(archive, "").related("core-properties")
    return {local(each): each.text or "" for each in part.root} if part else {}
