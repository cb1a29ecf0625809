"""A file to be written by another machine: what is sent there, and what that machine does.

A task holds the document in one format. What is large goes through the share by its digest.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from dossier.build.ready_document import ReadyDocument
from dossier.build.written_file import FinishedFile, Result, write
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.project.layout import shown
from dossier.project.share import Share
from dossier.project.stray_files import visible_files
from dossier.project.temporary_folder import temporary_folder

_ALONE = threading.Lock()
"""The libraries that make and read PDFs are not for several threads, which a worker may have."""

_OUT = "pictures", "rasters"
"""The fields of a document that go through the share."""

Listed: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""A folder's name, and its files: their paths in it, and their digests."""


@frozen(repr=False)
class Task:
    """A document to be written in a format: without its pictures and the contents of its folders.

    It has no `repr` that shows it, since a worker logs a task that fails. `shared` are the digests
    of pictures by field and path, `logo` is that of the look's logo. `mark` is what the
    surroundings of the worker must be.
    """

    document: ReadyDocument
    shared: Mapping[str, Mapping[str, str]]
    logo: str
    folders: tuple[Listed, ...]
    format: str
    share: Share
    mark: str


@frozen
class Done:
    """What a worker made of a task: the digest of the file, or "", its pages, its findings.

    In the findings `folders` stand for those of the template. `differs` says what is another here
    than it must be; then nothing was written.
    """

    digest: str = ""
    pages: int | None = None
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    folders: tuple[str, ...] = ()
    differs: bool = False


def task_of(
    document: ReadyDocument, folders: tuple[Path, ...], format_: str, share: Share, mark: str
) -> Task:
    """Return what is sent to have `document` written; lays in the share what belongs there."""
    shared = {
        name: {path: share.put(each) for path, each in getattr(document, name).items()}
        for name in _OUT
    }
    logo = share.put(document.theme.logo) if document.theme.logo else ""
    bare = replace(
        document, pictures={}, rasters={}, template=Path(document.template.name),
        theme=replace(document.theme, logo=b""),
    )  # fmt: skip
    listed = tuple(_listed(each, share) for each in folders)
    return Task(bare, shared, logo, listed, format_, share, mark)


@lru_cache(maxsize=64)
def _listed(folder: Path, share: Share) -> Listed:
    """Return a folder's files, which now lie in the share; a build reads each folder once."""
    files = ((each.relative_to(folder).as_posix(), each) for each in visible_files(folder))
    return folder.name, tuple((path, share.put(each.read_bytes())) for path, each in files)


def work(task: Task) -> Done:
    """Write the file of a task, read it back and lay it in the share: what a worker does."""
    from dossier.build.cluster.surroundings import surroundings
    from dossier.model.value_digest import value_digest

    with _ALONE:
        if value_digest(surroundings()) != task.mark:
            return Done(differs=True)
        folders = tuple(_folder(each, task.share) for each in task.folders)
        made, findings = write(_whole(task, folders[0]), folders, task.format)
        names = tuple(map(shown, folders))
        if made is None:
            return Done(findings=tuple(findings), folders=names)
        digest = task.share.put(made.content)
        return Done(digest, made.pages, made.seconds, tuple(findings), names)


def finished(task: Task, done: Done, folders: Sequence[Path]) -> Result:
    """Return what a worker made, with its findings about the folders of this machine."""
    names = [*zip(done.folders, map(shown, folders), strict=False)]
    findings = [_renamed(each, names) for each in done.findings]
    if not done.digest:
        return None, findings
    content = task.share.get(done.digest)
    return FinishedFile(task.format, content, done.pages, done.seconds), findings


def _renamed(finding: Finding, names: Sequence[tuple[str, str]]) -> Finding:
    file, message = finding.file, finding.message
    for there, here in names:
        file, message = file.replace(there, here), message.replace(there, here)
    return replace(finding, file=file, message=message)


def _whole(task: Task, template: Path) -> ReadyDocument:
    """Return the document with its pictures and its template's folder on this machine."""
    pictures, rasters = (
        {path: _content(digest, task.share) for path, digest in task.shared[name].items()}
        for name in _OUT
    )
    document = task.document
    logo = _content(task.logo, task.share) if task.logo else b""
    theme = replace(document.theme, logo=logo)
    return replace(document, template=template, pictures=pictures, rasters=rasters, theme=theme)


@lru_cache(maxsize=16)
def _content(digest: str, share: Share) -> bytes:
    return share.get(digest)


_FOLDERS: dict[Listed, Path] = {}
_KEPT = ExitStack()
"""The folders of templates that this worker has. They are deleted when it ends; after a kill the
next program that makes one here does it."""

atexit.register(_KEPT.close)


def _folder(listed: Listed, share: Share) -> Path:
    """Return a folder of this machine with the files that are listed, until the worker ends."""
    if listed not in _FOLDERS:
        name, files = listed
        folder = _KEPT.enter_context(temporary_folder()).resolve() / name
        for path, digest in files:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(share.get(digest))
        _FOLDERS[listed] = folder
    return _FOLDERS[listed]
