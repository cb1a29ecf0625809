"""Write what a pull changes into the files of blocks: all of it or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dossier.interchange.pull.block_files import BlockFile
from dossier.interchange.pull.file_changes import FileChange
from dossier.model.diagnostics import Finding
from dossier.project.history import write_content
from dossier.project.not_written import not_written


def write_blocks(
    content: Path, changes: Sequence[FileChange], words: str, blocks: Iterable[BlockFile]
) -> tuple[Finding, ...]:
    """Write all changes below the content folder, or none; return why nothing was written.

    What was there before is kept in the history, as a step with these words. `blocks` are those
    that the changes were made from: where a file holds something else now, nothing is written.
    """
    contents = {each.path: None if each.after is None else each.after.encode() for each in changes}
    read: dict[Path, bytes | None] = {}
    for each in {id(block.files): block.files for block in blocks}.values():
        read = {**each.as_read(contents), **read}
    try:
        write_content(content, contents, words, read=read)
    except OSError as error:
        return (not_written(error),)
    return ()
