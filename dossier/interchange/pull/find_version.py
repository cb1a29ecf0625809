"""The version that a Word file was exported from: embedded in it, or recovered by its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.interchange.pull.exported_version import Base
from dossier.model.diagnostics import Finding, Severity
from dossier.model.faults import Fault
from dossier.ooxml.embedded_version import UnreadableVersion, decode
from dossier.project.layout import Places, shown
from dossier.readers.exported_docx.paragraphs import Returned


@dataclass(frozen=True, slots=True)
class FoundVersion:
    """What a file was exported from; `lost` says that it is the present one, in its place."""

    base: Base
    lost: bool


def find_version(
    returned: Returned, path: Path, places: Places, document: str
) -> tuple[FoundVersion | None, tuple[Finding, ...]]:
    """Return the version that a file was exported from; the present one where that is lost.

    `document` is what the file is said to be, as "DOSSIER/DOCUMENT", or "".
    """
    faults: tuple[Finding, ...] = ()
    try:
        if returned.embedded:
            base = Base(decode(returned.embedded))
            wrong = _other_document(base, path, document)
            return (None, wrong) if wrong else (FoundVersion(base, lost=False), ())
    except UnreadableVersion as error:
        faults = (_unreadable(error, path),)
        if error.newer:
            return None, faults
    from dossier.interchange.pull.recovered_version import recovered

    found, more = recovered(returned, path, places, document or None)
    return FoundVersion(found, lost=True) if found else None, (*faults, *more)


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
