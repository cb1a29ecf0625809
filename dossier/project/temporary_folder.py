"""A folder for a while, for its owner alone. One that a killed program left, the next deletes."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME = re.compile(r"dossier-(\d{1,9})-\w+")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield an empty folder, which is deleted with everything in it after the block."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"dossier-{os.getpid()}-") as name:
        yield Path(name)


def _sweep(folder: Path) -> None:
    """Delete our own folders whose programs do not run any more."""
    for left in folder.glob("dossier-*"):
        found = _NAME.fullmatch(left.name)
        with suppress(OSError):
            mine = left.lstat().st_uid == os.getuid() and left.is_dir() and not left.is_symlink()
            if found and mine and not _runs(int(found[1])):
                shutil.rmtree(left)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
