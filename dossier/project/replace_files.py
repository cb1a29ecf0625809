"""Replace files all or none, whatever stops the write: who reads finds the old files or the new.

A write goes through five steps, and a kill at any of them leaves a journal (`journal.py`):

1. the journal is written, with the names of all files that follow;
2. each new file is written beside its place, and a copy of each old one is kept beside it;
3. the journal is renamed: from now on the write will be finished;
4. each new file takes its place, and what goes is deleted;
5. the copies and the journal are deleted.

`recover` takes a write back that was stopped before the third step, and finishes it after. Each
write does so first, and so does each command. A link stays a link, and a file keeps its mode; a
new one gets the mode that the person's umask asks for, or the one that is given.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TypeAlias

from dossier.project.folder_lock import locked
from dossier.project.journal import (
    OWNER_FILE,
    OWNER_FOLDER,
    STORE,
    Change,
    Journal,
    Stage,
    content_digest,
    digest_of,
    journal_path,
    open_stage,
    read_journal,
    write_journal,
)

TEMPORARY = ".part"
"""How the names of files end that are being written or kept until a write is done."""

Recovery: TypeAlias = Literal["finished", "taken back"]
"""What became of a write that had been stopped."""


def replace(path: Path, content: bytes) -> None:
    """Write `content` to `path` whole or not at all."""
    replace_all({path: content}, path.parent)


def replace_all(
    contents: Mapping[Path, bytes | None],
    home: Path,
    *,
    modes: Mapping[Path, int] | None = None,
    emptied: Sequence[Path] = (),
) -> None:
    """Write all files, or leave all as they were; a file whose content is None is deleted.

    The journal lies in the folder `home`, which must be there; folders below it are made. `modes`
    are those of files that are new. The folders `emptied` are deleted where nothing is left in
    them. Raises `OSError`, with the path as it was given, where a file cannot be written.
    """
    with _alone(home, next(iter(contents), home)):
        _recover(home)
        journal = _planned(contents, home, emptied)
        try:
            _prepare(journal, home, contents, modes or {})
            _carry_out(journal)
        except BaseException:
            _take_back(journal, home)
            raise
        _finish(journal, home)


def recover(home: Path) -> Recovery | None:
    """Finish a write in `home` that was stopped, or take it back; return which, None for neither.

    A write that another process is at is waited for.
    """
    store = home / STORE
    if not store.is_dir() or not os.access(store, os.R_OK | os.X_OK):
        return None  # nothing was begun, or by somebody else
    if open_stage(home) is None and any(store.iterdir()):
        return None
    with _alone(home, home):
        return _recover(home)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Name the file in an `OSError` that names none, such as that of a full disk."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(path)) from error


@contextmanager
def _alone(home: Path, about: Path) -> Iterator[None]:
    """Let no other process write in `home`; a fault names the file that it is about."""
    with locked(home):
        try:
            with named(about):
                (home / STORE).mkdir(mode=OWNER_FOLDER, exist_ok=True)
            yield
        finally:
            with suppress(OSError):  # a history is in it
                (home / STORE).rmdir()


def _planned(contents: Mapping[Path, bytes | None], home: Path, emptied: Sequence[Path]) -> Journal:
    mark = secrets.token_hex(4)
    several = len(contents) > 1
    changes = tuple(
        _change(path, new, f".{mark}-{at}", several)
        for at, (path, new) in enumerate(contents.items())
    )
    missing = {folder for each in changes for folder in _missing(each.path.parent, home.resolve())}
    return Journal(changes, tuple(sorted(missing)), tuple(each.resolve() for each in emptied))


def _change(path: Path, content: bytes | None, mark: str, several: bool) -> Change:
    """Return what becomes of one file; the file that a link leads to is replaced, the link goes."""
    there = path.resolve() if content is not None else path.parent.resolve() / path.name
    with named(path):
        before = digest_of(there)
    draft = there.with_name(f"{mark}{TEMPORARY}")
    kept = there.with_name(f"{mark}.old{TEMPORARY}")
    return Change(
        path=there,
        draft=None if content is None else draft,
        kept=kept if before and several else None,
        before=before,
        after="" if content is None else content_digest(content),
    )


def _missing(folder: Path, home: Path) -> Iterator[Path]:
    """Yield the folders below `home` that are not there yet."""
    while folder.is_relative_to(home) and not folder.exists():
        yield folder
        folder = folder.parent


def _prepare(
    journal: Journal,
    home: Path,
    contents: Mapping[Path, bytes | None],
    modes: Mapping[Path, int],
) -> None:
    """Write the journal, then all drafts and copies beside their places; rename the journal."""
    with named(next(iter(contents), home)):
        write_journal(journal, home)
    for folder in journal.made:
        with named(folder):
            folder.mkdir(mode=OWNER_FOLDER if STORE in folder.parts else 0o777, exist_ok=True)
    for change, (path, content) in zip(journal.changes, contents.items(), strict=True):
        with named(path):
            if content is None and not change.before:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            if change.draft and content is not None:
                _write(change.draft, content, _mode(change.path, modes.get(path)))
            if change.kept:
                _keep(change.path, change.kept)
    with named(next(iter(contents), home)):
        journal_path(home, Stage.PREPARE).replace(journal_path(home, Stage.COMMIT))


def _mode(path: Path, wanted: int | None) -> int | None:
    """Return the mode of a file that is replaced, or what a new one gets; None: as umask says."""
    if path.exists():
        return path.stat().st_mode & 0o777
    return OWNER_FILE if STORE in path.parts else wanted


def _write(draft: Path, content: bytes, mode: int | None) -> None:
    """Write a draft with its mode from the start, so that nobody else may read it."""
    only = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, only, 0o666 if mode is None else mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        draft.chmod(mode)  # the umask may have taken some of it


def _keep(path: Path, kept: Path) -> None:
    """Copy a file, or a link, so that nobody else may read the copy even for a moment."""
    if path.is_symlink():
        kept.symlink_to(path.readlink())
    else:
        _write(kept, path.read_bytes(), _mode(path, None))
        shutil.copystat(path, kept)


def _carry_out(journal: Journal) -> None:
    """Do what is still to do: where a draft is gone, its file is in its place already."""
    for each in journal.changes:
        if each.draft and each.draft.exists():
            with named(each.path):
                each.draft.replace(each.path)
    for each in journal.changes:
        if not each.after and digest_of(each.path) == each.before:
            with named(each.path):
                each.path.unlink()


def _finish(journal: Journal, home: Path) -> None:
    """Delete the copies of old files, folders that nothing is left in, and then the journal."""
    for each in journal.changes:
        if each.kept:
            each.kept.unlink(missing_ok=True)
    for folder in journal.emptied:
        with suppress(OSError):  # something else is in it
            folder.rmdir()
    journal_path(home, Stage.COMMIT).unlink()


def _take_back(journal: Journal, home: Path) -> None:
    """Leave everything as it was before a write that was stopped, at whatever stage."""
    if journal_path(home, Stage.COMMIT).exists():
        journal_path(home, Stage.COMMIT).replace(journal_path(home, Stage.ROLLBACK))
    if journal_path(home, Stage.ROLLBACK).exists():
        _restore(journal)
    _discard(journal, home)


def _restore(journal: Journal) -> None:
    """Bring back old files, but not over what a person wrote meanwhile."""
    for each in journal.changes:
        moved = not (each.draft and each.draft.exists()) and digest_of(each.path) == each.after
        if each.kept and each.kept.exists() and moved:
            each.kept.replace(each.path)
        elif moved and not each.before:
            each.path.unlink(missing_ok=True)


def _discard(journal: Journal, home: Path) -> None:
    """Delete drafts, copies, new folders and the journal of a write that does not happen."""
    for each in journal.changes:
        for left in (each.draft, each.kept):
            if left:
                with suppress(NotADirectoryError):
                    left.unlink(missing_ok=True)
    for folder in reversed(journal.made):
        with suppress(OSError):  # something else is in it
            folder.rmdir()
    for stage in Stage:
        journal_path(home, stage).unlink(missing_ok=True)


def _recover(home: Path) -> Recovery | None:
    stage = open_stage(home)
    if stage is None:
        return None
    journal = read_journal(home, stage)
    if stage is Stage.COMMIT and all(_untouched(each) for each in journal.changes):
        _carry_out(journal)
        _finish(journal, home)
        return "finished"
    _take_back(journal, home)
    return "taken back"


def _untouched(change: Change) -> bool:
    """Whether nobody wrote into a file after the write was stopped that would replace it."""
    return not (change.draft and change.draft.exists()) or digest_of(change.path) == change.before
