"""The two versions that a redline compares: Word files, or documents built from the content.

A version is named by a file's path, by a revision in Git, or by "." or "WORKTREE" for the content
as it lies. A file wins over a revision of its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from dossier.interchange.redline.git_revision import Revision, find_revision, unpack
from dossier.model.diagnostics import Finding, Refused, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import Places, dossiers, read_files, shown
from dossier.project.temporary_folder import temporary_folder

if TYPE_CHECKING:
    from dossier.build.dossier import Dossier
    from dossier.build.ready_document import ReadyDocument

NOW = (".", "WORKTREE")
"""What stands for the content as it lies."""

Side: TypeAlias = Path | Revision | None
"""A Word file, a revision, or None for the content as it lies."""


@frozen
class Version:
    """One side: a file's bytes, or what is built from content; as it was named."""

    name: str
    docx: bytes = b""
    document: ReadyDocument | None = None
    dossier: Dossier | None = None


@frozen
class DocumentName:
    """Which document is compared; `document` is "" where the dossier has one alone."""

    dossier: str
    document: str = ""


def find_side(name: str, places: Places) -> Side:
    """Return what a version's name means. Raises `Refused` where it means nothing."""
    if Path(name).is_file():
        return Path(name)
    if name in NOW:
        return None
    found = find_revision(name, places.content) if places.content.is_dir() else None
    if found is None:
        message = f'"{name}" is neither a file nor a revision of the content'
        hint = "name a .docx, a commit, a tag or a branch, or `.` for the content as it lies"
        raise Refused(Finding(name, 0, Fault.UNKNOWN_VERSION, message, hint))
    return found


def find_document(document: str, sides: Sequence[Side], places: Places) -> DocumentName | None:
    """Return the document that is asked for, as "DOSSIER/DOCUMENT", or that a file says it is.

    None where two files are compared and neither says it. Raises `Refused` where content is
    to be built and nothing says which document.
    """
    if document:
        dossier, _, name = document.strip("/").partition("/")
        return DocumentName(dossier, name)
    from dossier.interchange.redline.document_name import named
    from dossier.ooxml.package import read_package

    files = [each for each in sides if isinstance(each, Path)]
    said = [named(read_package(each.read_bytes(), shown(each))) for each in reversed(files)]
    found = next((each for each in said if each), None)
    if found:
        return DocumentName(*found)
    if len(files) == len(sides):
        return None
    known = dossiers(places)
    if len(known) == 1:
        return DocumentName(known[0])
    message = "nothing says which document is meant"
    hint = f"add --document DOSSIER/DOCUMENT; dossiers here: {', '.join(known) or 'none'}"
    raise Refused(Finding("--document", 0, Fault.NO_DOCUMENT, message, hint))


def read_versions(
    sides: Sequence[Side],
    wanted: DocumentName | None,
    places: Places,
    progress: Progress = silent,
) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """Return all sides read or built, with what is wrong with the content they come from.

    Raises `Refused` for a file that is no Word file, before anything is built.
    """
    from dossier.ooxml.package import read_package

    versions: list[Version] = []
    findings: list[Finding] = []
    for file in (each for each in sides if isinstance(each, Path)):
        read_package(file.read_bytes(), shown(file))
    for side in sides:
        progress(_name(side))
        if isinstance(side, Path):
            versions.append(Version(_name(side), side.read_bytes()))
            continue
        with _content(side, places) as there:
            version, found = _built(there, wanted or DocumentName(""), side)
        findings += found
        versions.append(version)
    return tuple(versions), tuple(dict.fromkeys(findings))


def _name(side: Side) -> str:
    match side:
        case Path():
            return shown(side)
        case Revision():
            return side.name
        case None:
            return "the content as it lies"


@contextmanager
def _content(side: Revision | None, places: Places) -> Iterator[Places]:
    """Give the folders of the content as it lies, or as it was."""
    if side is None:
        yield places
        return
    with temporary_folder() as folder:
        there = folder / "content"
        unpack(side, places.content, there)
        yield replace(places, content=there)


def _built(
    there: Places, wanted: DocumentName, side: Revision | None
) -> tuple[Version, tuple[Finding, ...]]:
    """Return a document as a Word file, and what stops it; warnings are left to `build`."""
    from dossier.build.dossier import read_dossier
    from dossier.build.drawn_pictures import illustrated
    from dossier.build.searched_file import make
    from dossier.redaction.audience_policy import guard

    nothing = Version(_name(side))
    files, wrong = read_files(there, wanted.dossier)
    if files is None or errors(wrong):
        return nothing, _stopped(wrong, side, there)
    dossier = read_dossier(there, files, (wanted.document,) if wanted.document else ())
    document, missing = _chosen(dossier, wanted.document)
    if document is None:
        return nothing, _stopped(errors(dossier.findings) or missing, side, there)
    held = guard(dossier.registry, dossier.library, document.audience)
    drawn, missing = illustrated(document, ("docx",))
    if missing:
        return nothing, _stopped(missing, side, there)
    folders = there.folders(document.template)
    made, faults = make(drawn.in_format("docx"), folders, "docx", held)
    found = _stopped(errors(faults), side, there) if errors(faults) else ()
    return Version(_name(side), made.content if made else b"", document, dossier), found


def _chosen(dossier: Dossier, wanted: str) -> tuple[ReadyDocument | None, tuple[Finding, ...]]:
    known = {each.id: each for each in dossier.documents}
    if wanted in known:
        return known[wanted], ()
    if not wanted and len(known) == 1:
        return next(iter(known.values())), ()
    names = ", ".join(known) or "none"
    message = f'the dossier "{dossier.name}" has no document "{wanted}"'
    hint = did_you_mean(wanted, known, f"documents here: {names}")
    if not wanted:
        message = f'nothing says which document of "{dossier.name}" is meant'
        hint = f"add --document {dossier.name}/DOCUMENT; documents here: {names}"
    file = f"{dossier.name}/dossier.yaml"
    return None, (Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint),)


def _stopped(stops: Sequence[Finding], side: Revision | None, there: Places) -> tuple[Finding, ...]:
    """Return what stops a build; of old content, which cannot be mended, with a way out.

    A document that is not there is no fault of the content.
    """
    if side is None:
        return tuple(stops)
    placed = tuple(_at(each, side, there) for each in stops)
    if all(each.rule == Fault.UNKNOWN_DOCUMENT for each in stops):
        return placed
    message = "the content was not fit to be built then"
    hint = "name another revision, or a Word file that was built at that time"
    return (*placed, Finding(side.name, 0, Fault.OLD_CONTENT, message, hint))


def _at(finding: Finding, side: Revision, there: Places) -> Finding:
    """Return a finding in old content with the revision in its place."""
    inside = finding.file.replace(f"{shown(there.content)}/", "")
    return replace(finding, file=f"{side.name}:{inside}")
