"""A lock on a folder: one process at a time writes what belongs together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no other process has the folder, and have it; a killed process has it no more.

    Where the system or the disk knows no such locks, nothing is waited for.
    """
    held = _held(folder)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _held(folder: Path) -> int | None:
    with suppress(ImportError, OSError):
        import fcntl

        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
        except BaseException:
            os.close(held)
            raise
        return held
    return None
