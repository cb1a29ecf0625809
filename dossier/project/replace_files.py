"""Replace files whole or not at all: who reads one finds the old content or the new.

Each file is written beside its place and moved there. A link stays a link, and a file keeps its
mode; a new one gets the mode that the person's umask asks for.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

TEMPORARY = ".part"
"""How the names of files end that are being written; a killed run may leave one behind."""


def replace(path: Path, content: bytes) -> None:
    """Write `content` to `path` whole or not at all."""
    replace_all({path: content})


def replace_all(contents: Mapping[Path, bytes | None]) -> None:
    """Write all files, or leave all as they were; a file whose content is None is deleted.

    Raises `OSError`, with the path as it was given, where one cannot be written.
    """
    drafts = {path: _draft(path) for path, content in contents.items() if content is not None}
    try:
        for path, draft in drafts.items():
            _write(draft, contents[path] or b"", path)
        _move(contents, drafts)
    except OSError as error:
        for path, draft in drafts.items():
            if error.filename == str(draft):
                raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    """Return a path of its own beside the file that `path` leads to."""
    there = path.resolve()
    return there.with_name(f".{there.name}.{secrets.token_hex(4)}{TEMPORARY}")


def _write(draft: Path, content: bytes, path: Path) -> None:
    """Write a draft of `path` with its mode from the start, so that nobody else may read it."""
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    only = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, only, 0o666 if mode is None else mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        draft.chmod(mode)  # the umask may have taken some of it


def _move(contents: Mapping[Path, bytes | None], drafts: Mapping[Path, Path]) -> None:
    """Move drafts into place and delete what goes; where one cannot be, put the others back."""
    several = contents if len(contents) > 1 else ()
    before = {path: path.read_bytes() for path in several if path.exists()}
    done: list[Path] = []
    try:
        for path, draft in drafts.items():
            draft.replace(path.resolve())
            done.append(path)
        for path in contents.keys() - drafts.keys():
            path.unlink()
            done.append(path)
    except OSError:
        for path in done:
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink(missing_ok=True)
        raise
