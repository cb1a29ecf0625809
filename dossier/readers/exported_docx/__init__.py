"""Read a Word file that was exported and edited, without settling anything in it.

The file is somebody else's: it is read as if it were meant to do harm, bounded and in memory, and
nothing that it points at is fetched. `docs/word/returned.md` says what comes back, and what
LibreOffice makes of it. `settle` decides between the words that were deleted and inserted.
"""

from __future__ import annotations

from collections.abc import Mapping

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.archive import Archive
from dossier.ooxml.custom_marks import take_marks
from dossier.ooxml.elements import attribute, child
from dossier.ooxml.names import EXPORT, local
from dossier.ooxml.parts import PackagePart, main_part, opened_word
from dossier.ooxml.styles import Styles
from dossier.readers.drafts.docx.notes import KINDS
from dossier.readers.drafts.docx.numbering import Numbering
from dossier.readers.exported_docx.bookmarks import own_names
from dossier.readers.exported_docx.comments import remarks
from dossier.readers.exported_docx.outside_content import Outside, tied
from dossier.readers.exported_docx.paragraph_kind import Shapes
from dossier.readers.exported_docx.paragraphs import Returned
from dossier.readers.exported_docx.reader import Reader
from dossier.readers.exported_docx.run_format import RunFormats


def read_returned(content: bytes, file: str) -> Returned:
    """Return what stands in a Word file, with its tracked changes and comments.

    `file` is its path as messages show it. Raises `Refused` where it is no Word file, or one that
    is locked, broken, or dangerous to read.
    """
    unknown = _unknown(content, file)
    try:
        with opened_word(content, file, unknown) as archive:
            main = main_part(archive)
            if main is None:
                raise Refused(unknown)
            return _read(archive, main)
    except RecursionError as error:
        message, hint = "tables, lists or frames are nested too deeply", "use fewer levels"
        raise Refused(Finding(file, 0, Fault.TOO_DEEP, message, hint)) from error


def _unknown(content: bytes, file: str) -> Finding:
    message = "the file is no Word file (.docx)" if content.strip() else "the file is empty"
    if content.startswith(b"PK"):
        message = "the file is a zip, but no Word file"
    return Finding(file, 0, Fault.UNKNOWN_FILE, message, "give the Word file that was edited")


def _read(archive: Archive, main: PackagePart) -> Returned:
    outside = Outside(archive.file)
    styles = Styles(main.root_of("styles"))
    shapes = Shapes(styles, Numbering(main.root_of("numbering"), styles))
    notes = {kind: main.related(f"{kind}s") for kind in KINDS}
    take_marks(main.root, {kind: each.root for kind, each in notes.items() if each})
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
    saved = _is_saved(properties)
    return Returned(
        lines=tuple(text.lines),
        notes={name: tuple(each.lines) for name, each in read.items()},
        remarks=remarks(main, ranges),
        embedded=_embedded_version(main),
        author=properties.get("lastModifiedBy", "") if saved else "",
        date=properties.get("modified", "") if saved else "",
        language=properties.get("language", "") or attribute(child(styles.defaults, "lang")),
        findings=outside.findings(),
    )


def _embedded_version(main: PackagePart) -> str:
    """Return what the export wrote of itself, under whatever name the part was saved."""
    for each in main.relations.values():
        if each.kind == "customXml" and each.target in main.package.names:
            try:
                root = PackagePart(main.package, each.target).root
            except Refused as refused:
                if refused.finding.rule != Fault.BROKEN_FILE:
                    raise
                continue  # somebody else's, and not for us
            if root.tag == f"{{{EXPORT}}}export":
                return "".join(str(text) for text in root.itertext())
    return ""


def _is_saved(properties: Mapping[str, str]) -> bool:
    """Whether somebody saved the file since, as far as it says; some programs do not write it."""
    pairs = (("creator", "lastModifiedBy"), ("created", "modified"))
    return any(properties.get(one, "") != properties.get(two, "") for one, two in pairs)


def _properties(archive: Archive) -> Mapping[str, str]:
    part = PackagePart(archive, "").related("core-properties")
    return {local(each): each.text or "" for each in part.root} if part else {}
