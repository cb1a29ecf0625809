"""Put edits into the files of blocks: what changes, whether it may, and then all of it or none."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.build.comments import OWN, review_file
from dossier.interchange.markdown_source import rewrite
from dossier.interchange.markdown_source.markdown_context import Unwritable
from dossier.interchange.markdown_source.write import write_source
from dossier.interchange.pull.block_edits import Added
from dossier.interchange.registry_edit.comments import CannotChange, with_notes
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding
from dossier.model.document import Heading, Inline, Nodes, Note, Paragraph
from dossier.model.faults import Fault
from dossier.model.flat_paragraphs import flatten, unflatten
from dossier.model.walk import below, plain, rebuilt
from dossier.project.layout import Files, shown

if TYPE_CHECKING:
    from dossier.interchange.pull.block_files import BlockFile


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is to change: its text before ("" for a new one) and after (None: it goes)."""

    path: Path
    before: str
    after: str | None
    block: str = ""


def rewritten(
    known: Mapping[str, BlockFile],
    wanted: Mapping[str, Nodes],
    added: Sequence[tuple[Added, str]],
    notes: Sequence[tuple[str, ReviewNote]],
) -> tuple[list[FileChange], list[Finding]]:
    """Return the files that change so that blocks read as `wanted`, and what cannot be written."""
    changes: list[FileChange] = []
    findings: list[Finding] = []
    for id_, nodes in wanted.items():
        owner = known[id_]
        if not nodes:
            changes.append(FileChange(owner.file, owner.text, None, id_))
            continue
        raw = owner.files.content[owner.path].decode("utf-8")
        settled = _settled_in(nodes, id_, known)
        try:
            text = rewrite(raw, settled, owner.files.shown(owner.path), owner.block)
        except Unwritable as error:
            message = f"an edit cannot be written into the block: {error}"
            hint = "make this edit in the block itself"
            file = owner.files.shown(owner.path)
            findings.append(Finding(file, owner.block.line, Fault.UNWRITABLE, message, hint))
            continue
        changes.append(FileChange(owner.file, raw, text, id_))
    changes += _new_blocks(known, added)
    found, faults = _margins(known, notes)
    return [*changes, *found], [*findings, *faults]


def _settled_in(nodes: Nodes, block: str, known: Mapping[str, BlockFile]) -> Nodes:
    """Return nodes without the counted ids that paragraphs bring along from other blocks."""

    def foreign(id_: str) -> bool:
        block_id, dot, number = id_.rpartition(".")
        return bool(dot) and number.isdecimal() and block_id != block and block_id in known

    def note(inline: Inline) -> Inline:
        return replace(inline, content=own(inline.content)) if isinstance(inline, Note) else inline

    def own(some: Nodes) -> Nodes:
        every = flatten(some)
        if not any(foreign(flat.id) for flat in every):
            return some
        return unflatten([replace(flat, id="") if foreign(flat.id) else flat for flat in every])

    return own(tuple(rebuilt(each, note) for each in nodes))


def as_wanted(files: Files, known: Mapping[str, BlockFile], wanted: Mapping[str, Nodes]) -> Files:
    """Return the files of a dossier as they will be; what cannot be written is as it is."""
    content = dict(files.content)
    for id_, nodes in wanted.items():
        owner = known.get(id_)
        if owner is None or owner.files is not files:
            continue
        if not nodes:
            del content[owner.path]
            continue
        try:
            settled = _settled_in(nodes, id_, known)
            text = rewrite(content[owner.path].decode("utf-8"), settled, files.shown(owner.path))
        except Unwritable:
            continue
        content[owner.path] = text.encode()
    return replace(files, content=content)


def _new_blocks(
    known: Mapping[str, BlockFile], added: Sequence[tuple[Added, str]]
) -> Iterator[FileChange]:
    taken = set(known)
    paths = {owner.path for owner in known.values()}
    seen: list[tuple[str, Nodes]] = []
    for each, _ in added:
        if (each.neighbour, each.content) in seen:
            continue  # several copies of one draft have it
        seen.append((each.neighbour, each.content))
        owner = known[each.neighbour]
        id_ = new_id(each.content, taken)
        path = _beside(owner, id_, each.before, paths)
        paths.add(path)
        taken.add(id_)
        section = f"section: {owner.block.section}\n" if owner.block.section else ""
        head = f"---\nid: {id_}\nkind: {owner.block.kind}\n{section}---\n"
        text = write_source(_owned(each.content, id_), id_)
        yield FileChange(owner.files.folder / path, "", head + text, id_)


def _owned(content: Nodes, id_: str) -> Nodes:
    """Return paragraphs and notes that were put in as those of the block `id_`."""
    numbers = count(1)

    def note(inline: Inline) -> Inline:
        if not isinstance(inline, Note):
            return inline
        label = inline.id.partition("/")[2]
        return replace(inline, id=f"{id_}/{label}", content=owned(inline.content))

    def owned(nodes: Nodes) -> Nodes:
        return unflatten([
            replace(flat, id=f"{id_}.{next(numbers)}" if flat.id else "",
                    content=tuple(rebuilt(each, note) for each in flat.content))
            for flat in flatten(nodes)
        ])  # fmt: skip

    return owned(content)


_SMALL = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "that", "with", "by", "from",
     "as", "is", "are", "be", "its", "their", "this"}
)  # fmt: skip
"""Words that say nothing of what a block is about, in the ids of new blocks."""


def new_id(content: Nodes, taken: Iterable[str]) -> str:
    """Return an id for a new block: its first words of weight, that no other block has."""
    parts = (part for node in content for part in below(node))
    texts = (plain(part.content) for part in parts if isinstance(part, Paragraph | Heading))
    found = re.findall(r"[a-z0-9]+", next(texts, "").lower().replace("’", ""))
    words = [each for each in found if each not in _SMALL][:4] or ["new"]
    base = "-".join(words)[:48].strip("-")
    others = set(taken)
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(others) + 3)))
                if name not in others)  # fmt: skip


def _beside(owner: BlockFile, id_: str, before: bool, taken: set[str]) -> str:
    """Return a path that comes right after that of `owner`, or right before, in order."""
    paths = [each for each in owner.files.blocks() if each != owner.path]
    folder, _, name = owner.path.rpartition("/")
    stem = name.removesuffix(".md")
    names = [f"{stem}{sign}{id_}.md" for sign in ("-", "_", "~", ".a-")]
    names += [f"{stem[:-1]}{chr(max(45, ord(stem[-1]) - 1))}~{id_}.md", f"{id_}.md"]
    for each in names:
        path = f"{folder}/{each}"
        if path in taken:
            continue
        order = _sorted(owner.files, [*paths, owner.path, path])
        at = order.index(path)
        near = order[at + 1 : at + 2] if before else order[at - 1 : at]
        if near == [owner.path]:
            return path
    return f"{folder}/{names[-1]}"


def _sorted(files: Files, paths: Sequence[str]) -> list[str]:
    held = Files(files.name, files.folder, dict.fromkeys(paths, b""))
    return list(held.blocks())


def _margins(
    known: Mapping[str, BlockFile], notes: Sequence[tuple[str, ReviewNote]]
) -> tuple[list[FileChange], list[Finding]]:
    """Return the files of review notes with those that are new."""
    by_file: dict[Path, list[ReviewNote]] = {}
    first = next(iter(known.values()), None)
    for id_, note in notes:
        owner = known.get(id_)
        if owner is not None:
            path = owner.files.folder / review_file(owner.path)
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


def put(changes: Sequence[FileChange], force: bool) -> list[Finding]:
    """Write all changes, or none. Without `force` files with uncommitted changes are refused."""
    if not force:
        dirty = [*_uncommitted([each.path for each in changes if each.before])]
        if dirty:
            return dirty
    made: list[tuple[Path, Path]] = []
    try:
        for each in changes:
            if each.after is not None:
                temporary = each.path.with_name(f".{each.path.name}.part")
                temporary.write_bytes(each.after.encode())
                made.append((temporary, each.path))
        _replace(changes, made)
    except OSError as error:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)
        message = f"nothing was written: {error.strerror}"
        return [
            Finding(str(error.filename), 0, Fault.NOT_WRITTEN, message, "free the file, try again")
        ]
    return []


def _replace(changes: Sequence[FileChange], made: Sequence[tuple[Path, Path]]) -> None:
    """Move the new files into place; where one cannot be, the others are put back."""
    old = {each.path: each.path.read_bytes() for each in changes if each.path.exists()}
    try:
        for temporary, path in made:
            temporary.replace(path)
        for each in changes:
            if each.after is None:
                each.path.unlink()
    except OSError:
        for each in changes:
            if each.path in old:
                each.path.write_bytes(old[each.path])
            else:
                each.path.unlink(missing_ok=True)
        raise


def _uncommitted(paths: Sequence[Path]) -> Iterator[Finding]:
    """Find files that version control has uncommitted changes of, where there is any."""
    if not paths:
        return
    command = ["git", "-C", str(paths[0].parent), "status", "--porcelain", "-z", "--",
               *(str(each.resolve()) for each in paths)]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return
    if done.returncode:
        return
    names = [each[3:].decode("utf-8", "replace") for each in done.stdout.split(b"\0") if each]
    for path in paths:
        if any(path.as_posix().endswith(name) or name.endswith(path.name) for name in names):
            message = "the block has changes that are not committed"
            hint = "commit them first, or give `--force`"
            yield Finding(shown(path), 0, Fault.UNCOMMITTED, message, hint)
