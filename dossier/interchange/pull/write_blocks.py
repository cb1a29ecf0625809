"""Write what a pull changes into the files of blocks: all of it or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dossier.interchange.pull.file_changes import FileChange
from dossier.model.diagnostics import Finding
from dossier.project.history import write_content
from dossier.project.not_written import not_written


def write_blocks(content: Path, changes: Sequence[FileChange], words: str) -> tuple[Finding, ...]:
    """Write all changes below the content folder, or none; return why nothing was written.

    What was there before is kept in the history, as a step with these words.
    """
    contents = {each.path: None if each.after is None else each.after.encode() for each in changes}
    try:
        write_content(content, contents, words)
    except OSError as error:
        return (not_written(error),)
    return ()
