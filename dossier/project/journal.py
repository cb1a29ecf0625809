"""The journal of a write: what it is about to do to which files, kept until all is done.

A killed write leaves its journal behind. The name of the journal says how far the write had come,
and so whether it is to be finished or taken back.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from dossier.model.frozen import frozen

STORE = ".dossier"
"""The folder, beside what is written, for the journal and for the history of content."""

OWNER_FILE, OWNER_FOLDER = 0o600, 0o700
"""The modes of what lies in a store: names of files may be a secret too."""


class Stage(StrEnum):
    """How far a write has come; the ending of its journal's name."""

    PREPARE = "prepare"
    """New files are written beside their places. Nothing has changed yet."""
    COMMIT = "commit"
    """All new files are there, and take their places."""
    ROLLBACK = "rollback"
    """A file could not take its place, and the old ones come back."""


@frozen
class Change:
    """What becomes of the file at `path`, with the digests of what is there before and after.

    A digest is "" where there is no file. `draft` holds the new content until it takes its place,
    `kept` a copy of the old. Both lie beside `path`, or are None where they are not needed.
    """

    path: Path
    draft: Path | None
    kept: Path | None
    before: str
    after: str


@frozen
class Journal:
    """A write: its changes, the folders it makes (outer first) and those it deletes where empty."""

    changes: tuple[Change, ...]
    made: tuple[Path, ...] = ()
    emptied: tuple[Path, ...] = ()


def journal_path(home: Path, stage: Stage) -> Path:
    """Return where the journal of a write in `home` lies at a stage."""
    return home / STORE / f"write.{stage}"


def open_stage(home: Path) -> Stage | None:
    """Return the stage of the write in `home` that is not done, or None where there is none."""
    return next((each for each in Stage if journal_path(home, each).is_file()), None)


def content_digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or "" where there is no file."""
    try:
        return content_digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""


def write_journal(journal: Journal, home: Path) -> None:
    """Write the journal of a write that prepares, so that it outlives a loss of power."""
    said = {
        "changes": [_record(each, home) for each in journal.changes],
        "made": [_said(each, home) for each in journal.made],
        "emptied": [_said(each, home) for each in journal.emptied],
    }
    only = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(journal_path(home, Stage.PREPARE), only, OWNER_FILE), "wb") as file:
        file.write(json.dumps(said).encode())
        file.flush()
        os.fsync(file.fileno())


def read_journal(home: Path, stage: Stage) -> Journal:
    """Return the journal at a stage. One that was cut short had not begun to do anything."""
    try:
        said = json.loads(journal_path(home, stage).read_bytes())
        return Journal(
            tuple(_changes(said["changes"], home)),
            tuple(_found(each, home) for each in said["made"]),
            tuple(_found(each, home) for each in said["emptied"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Journal(())


def _record(change: Change, home: Path) -> dict[str, str]:
    return {
        "path": _said(change.path, home),
        "draft": change.draft.name if change.draft else "",
        "kept": change.kept.name if change.kept else "",
        "before": change.before,
        "after": change.after,
    }


def _changes(records: list[dict[str, Any]], home: Path) -> Iterator[Change]:
    """Yield what is recorded. Drafts and copies lie beside their files, whatever a record says.

    So a journal that somebody else made can put nothing where it has no file already.
    """
    for each in records:
        path = _found(each["path"], home)
        draft, kept = (Path(str(each[name])).name for name in ("draft", "kept"))
        yield Change(
            path,
            path.with_name(draft) if draft else None,
            path.with_name(kept) if kept else None,
            str(each["before"]),
            str(each["after"]),
        )


def _said(path: Path, home: Path) -> str:
    """Return a path as the journal has it: a project may be moved before the write is finished."""
    return os.path.relpath(path, home.resolve())


def _found(said: str, home: Path) -> Path:
    return Path(os.path.normpath(home.resolve() / said))
