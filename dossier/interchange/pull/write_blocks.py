"""Write what a pull changes into the files of blocks: all of it or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from dossier.interchange.pull.file_changes import FileChange
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.project.git import uncommitted
from dossier.project.layout import shown
from dossier.project.replace_files import replace_all

Uncommitted: TypeAlias = Literal["refuse", "overwrite"]
"""What becomes of a file that has changes which version control does not have yet."""


def write_blocks(changes: Sequence[FileChange], dirty: Uncommitted) -> tuple[Finding, ...]:
    """Write all changes, or none; return why nothing was written."""
    if dirty == "refuse":
        found = uncommitted([each.path for each in changes if each.before])
        if found:
            message = "the block has changes that are not committed"
            hint = "commit them first, or give `--force`"
            return tuple(
                Finding(shown(path), 0, Fault.UNCOMMITTED, message, hint) for path in found
            )
    contents = {each.path: None if each.after is None else each.after.encode() for each in changes}
    try:
        replace_all(contents)
    except OSError as error:
        message, hint = f"nothing was written: {error.strerror}", "free the file, try again"
        return (Finding(str(error.filename), 0, Fault.NOT_WRITTEN, message, hint),)
    return ()
