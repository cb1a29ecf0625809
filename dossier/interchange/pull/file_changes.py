"""Which files change so that blocks read as a pull wants them: their text before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.build.comments import OWN, review_file
from dossier.interchange.markdown_source import rewrite
from dossier.interchange.markdown_source.markdown_context import Unwritable, why_unwritable
from dossier.interchange.pull.new_blocks import new_blocks
from dossier.interchange.pull.results import Added
from dossier.interchange.registry_edit.comments import CannotChange, with_notes
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding
from dossier.model.document import Inline, Nodes, Note
from dossier.model.faults import Fault
from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.model.frozen import frozen
from dossier.model.walk import rebuilt
from dossier.project.layout import Files, shown

if TYPE_CHECKING:
    from dossier.interchange.pull.block_files import BlockFile


@frozen
class FileChange:
    """A file that is to change: its text before ("" for a new one) and after (None: it goes)."""

    path: Path
    before: str
    after: str | None
    block: str = ""


def file_changes(
    block_files: Mapping[str, BlockFile],
    wanted: Mapping[str, Nodes],
    added: Sequence[Added],
    notes: Sequence[tuple[str, ReviewNote]],
) -> tuple[tuple[FileChange, ...], tuple[Finding, ...]]:
    """Return the files that change so that blocks read as `wanted`, and what cannot be written."""
    changes: list[FileChange] = []
    findings: list[Finding] = []
    for id_, nodes in wanted.items():
        block_file = block_files[id_]
        try:
            changes.append(_changed(block_file, nodes, block_files))
        except Unwritable as error:
            findings.append(_unwritable(block_file, error))
    new: list[tuple[Path, str, str]] = []
    try:
        new += new_blocks(block_files, added)
    except Unwritable as error:
        findings.append(_unwritable(block_files[added[0].neighbour], error))
    changes += [FileChange(path, "", text, id_) for path, text, id_ in new]
    noted, faults = _noted(block_files, notes)
    return (*changes, *noted), (*findings, *faults)


def refusal(block_files: Mapping[str, BlockFile], id_: str, nodes: Nodes) -> str:
    """Return why no Markdown of a block reads as `nodes`, or "" where some does."""
    return why_unwritable(lambda: _changed(block_files[id_], nodes, block_files))


def refusal_of_new(block_files: Mapping[str, BlockFile], added: Added) -> str:
    """Return why no Markdown reads as a new recommendation, or "" where some does."""
    return why_unwritable(lambda: list(new_blocks(block_files, (added,))))


def _unwritable(block_file: BlockFile, error: Unwritable) -> Finding:
    message = f"an edit cannot be written into the block: {error}"
    hint = "make this edit in the block itself"
    file = block_file.files.shown(block_file.path)
    return Finding(file, block_file.block.line, Fault.UNWRITABLE, message, hint)


def _changed(
    block_file: BlockFile, nodes: Nodes, block_files: Mapping[str, BlockFile]
) -> FileChange:
    """Return the change of one block's file; a block without nodes goes."""
    if not nodes:
        return FileChange(block_file.file, block_file.text, None, block_file.id)
    raw = block_file.files.content[block_file.path].decode("utf-8")
    own = _without_foreign_ids(nodes, block_file.id, block_files)
    text = rewrite(raw, own, block_file.files.shown(block_file.path), block_file.block)
    return FileChange(block_file.file, raw, text, block_file.id)


def with_wanted(
    files: Files, block_files: Mapping[str, BlockFile], wanted: Mapping[str, Nodes]
) -> Files:
    """Return the files of a dossier as they will be; what cannot be written is as it is."""
    content = dict(files.content)
    for id_, nodes in wanted.items():
        block_file = block_files.get(id_)
        if block_file is None or block_file.files is not files:
            continue
        if not nodes:
            del content[block_file.path]
            continue
        try:
            own = _without_foreign_ids(nodes, id_, block_files)
            raw = content[block_file.path].decode("utf-8")
            content[block_file.path] = rewrite(raw, own, files.shown(block_file.path)).encode()
        except Unwritable:
            continue
    return replace(files, content=content)


def _without_foreign_ids(nodes: Nodes, block: str, block_files: Mapping[str, BlockFile]) -> Nodes:
    """Return nodes without the counted ids that paragraphs bring along from other blocks."""

    def foreign(id_: str) -> bool:
        owner, dot, number = id_.rpartition(".")
        return bool(dot) and number.isdecimal() and owner != block and owner in block_files

    def note(inline: Inline) -> Inline:
        return replace(inline, content=own(inline.content)) if isinstance(inline, Note) else inline

    def own(some: Nodes) -> Nodes:
        every = flatten(some)
        if not any(foreign(flat.id) for flat in every):
            return some
        return unflatten([replace(flat, id="") if foreign(flat.id) else flat for flat in every])

    return own(tuple(rebuilt(each, note) for each in nodes))


def _noted(
    block_files: Mapping[str, BlockFile], notes: Sequence[tuple[str, ReviewNote]]
) -> tuple[list[FileChange], list[Finding]]:
    """Return the files of review notes with those that are new."""
    by_file: dict[Path, list[ReviewNote]] = {}
    first = next(iter(block_files.values()), None)
    for id_, note in notes:
        block_file = block_files.get(id_)
        if block_file is not None:
            path = block_file.files.folder / review_file(block_file.path)
        elif first is not None:
            path = first.files.folder / OWN
        else:
            continue
        by_file.setdefault(path, []).append(note)
    changes: list[FileChange] = []
    findings: list[Finding] = []
    for path, many in by_file.items():
        before = path.read_text("utf-8") if path.exists() else ""
        try:
            after = with_notes(before, many)
        except CannotChange as error:
            message, hint = f"notes cannot be added to this file: {error}", "write it as a list"
            findings.append(Finding(shown(path), 0, Fault.UNCHANGEABLE, message, hint))
            continue
        if after != before:
            changes.append(FileChange(path, before, after))
    return changes, findings
