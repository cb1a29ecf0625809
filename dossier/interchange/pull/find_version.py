"""The version that a Word file was exported from: embedded in it, named, or looked for by words."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from dossier.interchange.pull.exported_version import Base
from dossier.model.diagnostics import Finding, Refused, Severity
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.embedded_version import UnreadableVersion, decode
from dossier.project.layout import Places, shown
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Returned

NOW = (".", "WORKTREE")
"""What stands for the content as it lies."""

Found: TypeAlias = Literal["embedded", "named", "nearest", "unknown"]
"""How a version was found; what stands for an unknown one is the present text."""


@frozen
class FoundVersion:
    """What a file was exported from, and how it was found."""

    base: Base
    found: Found


def find_version(
    returned: Returned, path: Path, places: Places, document: str, named: str
) -> tuple[FoundVersion | None, tuple[Finding, ...]]:
    """Return the version that a file was exported from; the present one where that is unknown.

    `document` is what the file is said to be, as "DOSSIER/DOCUMENT", or ""; `named` the revision
    or the Word file of the version, for a file that no longer carries it, or "".
    """
    faults: tuple[Finding, ...] = ()
    try:
        if returned.embedded:
            base = Base(decode(returned.embedded))
            wrong = _other_document(base, path, document)
            return (None, wrong) if wrong else (FoundVersion(base, "embedded"), ())
    except UnreadableVersion as error:
        faults = (_unreadable(error, path),)
        if error.newer:
            return None, faults
    try:
        found, more = _lost(returned, path, places, document, named)
    except Refused as refused:
        found, more = None, (refused.finding,)
    return found, (*faults, *more)


def _lost(
    returned: Returned, path: Path, places: Places, document: str, named: str
) -> tuple[FoundVersion | None, tuple[Finding, ...]]:
    """Return the version of a file that no longer carries it. Raises `Refused`."""
    from dossier.interchange.pull.earlier_versions import nearest_version
    from dossier.interchange.pull.recovered_version import recovered

    exported = _exported(named) if named and named not in NOW and Path(named).is_file() else None
    if exported is not None:
        wrong = _other_document(exported, Path(named), document)
        return (None, wrong) if wrong else (_named(exported), (_compared(path, exported, named),))
    likely, questions = recovered(returned, path, places, document or None)
    if likely is None:
        return None, questions
    now = likely.base
    if named:
        base = now if named in NOW else _revision(named, places, now)
        name = "the blocks as they are" if named in NOW else f"revision {named}"
        return _named(base), (_compared(path, base, name),)
    nearest = nearest_version(returned, now, places)
    if nearest is not None:
        found = FoundVersion(nearest.base, "nearest")
        return found, (_compared(path, nearest.base, nearest.name),)
    return FoundVersion(now, "unknown"), (_present(path, likely.name, likely.share),)


def _named(base: Base) -> FoundVersion:
    return FoundVersion(base, "named")


def _exported(name: str) -> Base:
    """Return the version that a Word file carries. Raises `Refused` where it carries none."""
    returned = read_returned(Path(name).read_bytes(), name)
    try:
        return Base(decode(returned.embedded))
    except UnreadableVersion as error:
        message = "the file that `--base` names does not carry what was exported"
        hint = "name the Word file as it was built, or a revision in Git"
        finding = Finding(name, 0, Fault.NO_EMBEDDED_VERSION, message, hint)
        raise Refused(finding) from error


def _revision(name: str, places: Places, now: Base) -> Base:
    """Return a document as it was at a revision. Raises `Refused` where there is none."""
    from dossier.interchange.pull.earlier_versions import version_at
    from dossier.interchange.redline.git_revision import find_revision

    revision = find_revision(name, places.content) if places.content.is_dir() else None
    base = version_at(revision, places, now) if revision else None
    if base is None:
        message = f'"{name}" is neither a file nor a revision that has this document'
        hint = "name a .docx, a commit, a tag or a branch, or `.` for the blocks as they are"
        raise Refused(Finding("--base", 0, Fault.UNKNOWN_VERSION, message, hint))
    return base


def _compared(path: Path, base: Base, name: str) -> Finding:
    document = f"{base.embedded.dossier}/{base.embedded.id}"
    message = (
        f"the file no longer carries the version it was exported from; it was taken for {document} "
        f"and compared with {name}"
    )
    hint = "look at each change; `--base REV|FILE` names another version"
    return Finding(shown(path), 0, Fault.VERSION_LOST, message, hint, severity="warning")


def _present(path: Path, name: str, share: float) -> Finding:
    message = (
        "the file no longer carries the version it was exported from, and none is known here; it "
        f"was taken for {name} ({share:.0%} of its words). Your text stays: what differs is kept "
        "as proposals"
    )
    hint = "name the version with `--base REV|FILE`, or `--base .` if the blocks are as they were"
    return Finding(shown(path), 0, Fault.VERSION_LOST, message, hint, severity="warning")


def _other_document(base: Base, path: Path, document: str) -> tuple[Finding, ...]:
    name = f"{base.embedded.dossier}/{base.embedded.id}"
    if not document or document == name:
        return ()
    message = f"the file is an export of {name}, not of {document}"
    hint = "leave `--document` away"
    return (Finding(shown(path), 0, Fault.OTHER_DOCUMENT, message, hint),)


def _unreadable(error: UnreadableVersion, path: Path) -> Finding:
    message = f"what the file carries of its export cannot be used: {error}"
    hint = "bring the program up to date" if error.newer else "export it again, and compare"
    severity: Severity = "error" if error.newer else "warning"
    return Finding(shown(path), 0, Fault.NO_EMBEDDED_VERSION, message, hint, severity=severity)
