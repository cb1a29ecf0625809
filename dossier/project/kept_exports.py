"""Keep the text of each Word file that is built, so that a copy that lost it can be compared.

Word files carry the text that was exported; other programs drop it. A kept export says what its
Word file carries and nothing else. They lie in a hidden folder of the output folder, apart from the
finished files, which are there to be given away.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from dossier.model.frozen import frozen
from dossier.project.replace_files import replace

FOLDER = ".exports"

MOST = 50
"""Exports of one document that are kept; the oldest go first."""


@frozen
class KeptExport:
    """An export that was kept: where it lies, and when its document was last built with it."""

    path: Path
    seconds: float

    def text(self) -> str:
        """Return what its Word file carries; "" where it cannot be read."""
        try:
            return self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""


def keep_export(folder: Path, document: str, text: str) -> None:
    """Keep the text of an export of the dossier whose outputs lie in `folder`, once for each."""
    path = _exports(folder) / f"{document}.{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, text.encode())
    for each in kept_exports(folder, document)[MOST:]:
        each.path.unlink(missing_ok=True)


def kept_exports(folder: Path, document: str) -> tuple[KeptExport, ...]:
    """Return the exports of a document that were kept, the newest first."""
    exports = _exports(folder)
    paths = exports.glob("*.json") if exports.is_dir() else ()
    own = (path for path in paths if path.name.rsplit(".", 2)[0] == document)
    found = [KeptExport(path, path.stat().st_mtime) for path in own]
    return tuple(sorted(found, key=lambda each: (-each.seconds, each.path.name)))


def forget_exports(folder: Path, document: str, says_too_much: Callable[[str], bool]) -> None:
    """Delete the kept exports of a document that say too much."""
    for each in kept_exports(folder, document):
        if says_too_much(each.text()):
            each.path.unlink(missing_ok=True)


def _exports(folder: Path) -> Path:
    return folder.parent / FOLDER / folder.name
