"""Make the redline between two versions of a document, and write it as a Word file and a page.

`make_redline` reads and builds both versions and compares them; `write_redline` writes what it
made, but not over a redline that somebody edited since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.interchange.redline.versions import (
    DocumentName,
    Version,
    find_document,
    find_side,
    read_versions,
)
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.project.git import author_name
from dossier.project.input_digests import begin_run
from dossier.project.layout import Places, shown
from dossier.project.replace_files import replace_all

if TYPE_CHECKING:
    from dossier.interchange.redline import Redline

_DIGEST = re.compile(r'<meta name="redline-sha256" content="([0-9a-f]{64})"/>')


@frozen
class RedlineRequest:
    """What is asked for: two versions by their names, and whose changes they are.

    `document` is "DOSSIER/DOCUMENT"; "" means what a file says it is, or the only one there is.
    `author` is by default the name in Git. `date` None means now. `output` is by default a
    file in the output folder.
    """

    old: str
    new: str
    document: str = ""
    author: str = ""
    date: datetime | None = None
    output: Path | None = None


@frozen
class RedlineFiles:
    """Where the redline goes: the Word file, and the page beside it."""

    docx: Path

    @property
    def html(self) -> Path:
        """The page's path."""
        return self.docx.with_suffix(".html")


@frozen
class RedlineResult:
    """A redline that can be written, or what stands in its way.

    `redline` and `files` are None where a finding is an error. `versions` are the old one and
    the new one.
    """

    versions: tuple[Version, ...] = ()
    redline: Redline | None = None
    files: RedlineFiles | None = None
    findings: tuple[Finding, ...] = ()


def make_redline(
    places: Places, request: RedlineRequest, progress: Progress = silent
) -> RedlineResult:
    """Return the redline between two versions; nothing is written.

    Raises `Refused` where the request itself makes no sense: a version or a document that there
    is not. `progress` is called with the name of each version before it is read or built.
    """
    begin_run()
    sides = [find_side(each, places) for each in (request.old, request.new)]
    wanted = find_document(request.document, sides, places)
    try:
        versions, findings = read_versions(sides, wanted, places, progress)
        if errors(findings):
            return RedlineResult(versions, findings=findings)
        made = _redline(request, versions, places)
        files = _files(request, wanted, versions, places)
    except Refused as refused:
        return RedlineResult(findings=(refused.finding,))
    findings = (*findings, *made.findings, *_leaks(versions, made, files))
    if errors(findings):
        return RedlineResult(versions, findings=findings)
    return RedlineResult(versions, made, files, findings)


def write_redline(result: RedlineResult) -> RedlineResult:
    """Write both files or none; the result has no redline where they were not written."""
    made, files = result.redline, result.files
    if made is None or files is None:
        return result
    if _edited(files):
        message = "somebody changed this file since it was made; it was left as it is"
        hint = "rename it to keep the changes, or give the redline another name with --output"
        fault = Finding(shown(files.docx), 0, Fault.EDITED_OUTPUT, message, hint)
        return RedlineResult(result.versions, findings=(*result.findings, fault))
    files.docx.parent.mkdir(parents=True, exist_ok=True)
    replace_all({files.docx: made.docx, files.html: made.html.encode()}, files.docx.parent)
    return result


def _redline(request: RedlineRequest, versions: Sequence[Version], places: Places) -> Redline:
    from dossier.interchange.redline import redline

    old, new = versions
    author = request.author or author_name(places.content) or "Dossier"
    date = request.date or datetime.now(UTC).replace(microsecond=0)
    names = (Path(old.name).name, Path(new.name).name)  # where they lie is nobody else's matter
    return redline(old.docx, new.docx, author, date, names)


def _files(
    request: RedlineRequest,
    wanted: DocumentName | None,
    versions: Sequence[Version],
    places: Places,
) -> RedlineFiles:
    """Return where the redline goes. Raises `Refused` where that is one of the two files."""
    if request.output:
        path = request.output
        files = RedlineFiles(
            path if path.suffix == ".docx" else path.with_name(f"{path.name}.docx")
        )
    else:
        built = next((each.document.id for each in versions if each.document), "")
        name = built or (wanted.document if wanted else "") or Path(versions[1].name).stem
        folder = places.output / (wanted.dossier if wanted else "")
        files = RedlineFiles(folder / f"{name}-redline.docx")
    compared = [Path(each) for each in (request.old, request.new)]
    if any(each.is_file() and each.resolve() == files.docx.resolve() for each in compared):
        message = "the redline would be written over one of the files that are compared"
        hint = "give it another name with --output"
        raise Refused(Finding(shown(files.docx), 0, Fault.TAKEN_NAME, message, hint))
    return files


def _leaks(versions: Sequence[Version], made: Redline, files: RedlineFiles) -> Iterator[Finding]:
    """Find what the newer audience may not read: words that went stand in the file still."""
    for each in reversed(versions):
        if each.document is None or each.dossier is None:
            continue
        from dossier.build.verify import escaped
        from dossier.model.passages import passages
        from dossier.redaction.audience_policy import guard

        held = guard(each.dossier.registry, each.dossier.library, each.document.audience)
        said = " ".join(one.text for one in passages(each.document.edition))
        for path, content in ((files.docx, made.docx), (files.html, made.html.encode())):
            yield from escaped(each.document, path.name, content, held, said)
        return


def _edited(files: RedlineFiles) -> bool:
    """Whether somebody changed the Word file since the page beside it was made."""
    if not files.docx.is_file():
        return False
    digest = hashlib.sha256(files.docx.read_bytes()).hexdigest()
    page = files.html.read_text("utf-8", "replace") if files.html.is_file() else ""
    known = _DIGEST.search(page)
    return known is None or known[1] != digest
