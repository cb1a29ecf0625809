"""The text of one block's file: read to be edited, and written if nobody else wrote meanwhile."""

from __future__ import annotations

from pathlib import Path

from dossier.interchange.blocks.head import body_line, head_of
from dossier.interchange.blocks.merge import merged
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.registry_edit.yaml_text import Plain
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.history import EditedMeanwhile, Step, write_content
from dossier.project.journal import content_digest
from dossier.project.layout import LIBRARY, Files, Places, dossiers, read_files

_BOM = b"\xef\xbb\xbf"


@frozen
class BlockText:
    """A block's file: its head and its body as they were typed, and the digest of all of it.

    `line` is that on which the body begins. `values` are those of the head, empty where it cannot
    be read.
    """

    dossier: str
    path: str
    head: str
    body: str
    line: int
    digest: str
    values: dict[str, Plain]


@frozen
class Typed:
    """The whole text of a block as somebody wrote it.

    It is based on a file with `digest` that held `base`, "" where nobody knows.
    """

    text: str
    digest: str
    base: str = ""


class Conflict(Exception):
    """Somebody wrote the file meanwhile; `now` is what it holds."""

    def __init__(self, now: BlockText) -> None:
        super().__init__(now.path)
        self.now = now


def read_text_of(places: Places, dossier: str, path: str) -> BlockText:
    """Return the text of a block. Raises `Refused` where there is none, or it cannot be edited."""
    files = files_holding(places, dossier)
    if path not in files.texts():
        message, hint = f'there is no block "{path}"', "it may have been moved: look at the outline"
        raise Refused(Finding(files.shown(path), 0, Fault.UNKNOWN_BLOCK, message, hint))
    text, wrong = files.text(path)
    if wrong:
        raise Refused(wrong[0])
    line = body_line(text)
    head = "".join(text.splitlines(keepends=True)[: line - 1]) if line > 1 else ""
    try:
        values = head_of(text)
    except CannotChange:
        values = {}
    digest = content_digest(files.content[path])
    return BlockText(dossier, path, head, text[len(head) :], line, digest, values)


def write_text_of(places: Places, dossier: str, path: str, typed: Typed) -> Step | None:
    """Write the text of a block; None where the file says that already.

    Where somebody wrote it meanwhile, both changes are merged by words. Raises `Conflict` where
    they meet, `OSError` where the file cannot be written.
    """
    now = read_text_of(places, dossier, path)
    files = files_holding(places, dossier)
    before = files.content[path]
    text = typed.text
    if now.digest != typed.digest and now.head + now.body != text:
        both = merged(typed.base, text, now.head + now.body) if typed.base else None
        if both is None:
            raise Conflict(now)
        text = both
    after = (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8")
    if before == after:
        return None
    file = files.folder / path
    contents: dict[Path, bytes | None] = {file: after}
    words = f"studio: text of “{now.values.get('title') or Path(path).stem}”"
    try:
        return write_content(places.content, contents, words, read={file: before})
    except EditedMeanwhile:
        raise Conflict(read_text_of(places, dossier, path)) from None


def files_holding(places: Places, dossier: str) -> Files:
    """Return the files of a dossier, or of what dossiers share. Raises `Refused` where none are."""
    if dossier == LIBRARY:
        first = next(iter(dossiers(places)), "")
        files, found = read_files(places, first)
        files = files.library if files else None
    else:
        files, found = read_files(places, dossier)
    if files is None:
        raise Refused(found[0])
    return files
