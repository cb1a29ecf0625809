"""What a pull is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from dossier.interchange.pull.results import Deletions
from dossier.interchange.pull.tracked_changes import Way
from dossier.model.frozen import frozen
from dossier.project.libreoffice import OnOther


@frozen
class PullRequest:
    """What is asked for: the Word files, and how they are read.

    `changes` says what becomes of tracked changes. With `authors` only theirs are taken; where
    nothing was tracked, they made the edits. `document` is "DOSSIER/DOCUMENT" and `base` a revision
    or the Word file as it was built, for files that do not say what they were exported from.
    `on_other` says what becomes of other formats, `deletions` of what a file lacks; `contents` are
    those of files that lie on no disk.
    """

    files: tuple[Path, ...]
    changes: Way = "accept"
    authors: tuple[str, ...] = ()
    document: str = ""
    on_other: OnOther = "refuse"
    base: str = ""
    deletions: Deletions = "ask"
    contents: Mapping[Path, bytes] = field(default_factory=dict)
