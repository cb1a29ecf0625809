"""Move a block within its section: by the names of files, or in the list of `dossier.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.build.comments import review_file
from dossier.build.document_outline import OutlineBlock, OutlineSection, document_outline
from dossier.interchange.blocks.file_order import renamed
from dossier.interchange.blocks.manifest_list import reordered
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.history import Step, write_content
from dossier.project.layout import Files, Places


@frozen
class Moved:
    """What came of a move: the step, and the new paths of files by the old ones."""

    step: Step
    paths: Mapping[str, str]


def move_block(places: Places, files: Files, entry: str, block: str, place: int) -> Moved:
    """Let a block stand at a `place` of its section, counted from 0, and write that.

    Raises `Refused` where its order is not the author's to choose, `OSError` where a file cannot
    be written.
    """
    section, at = _found(places, files, entry, block)
    held = list(section.blocks)
    place = min(max(place, 0), len(held) - 1)
    moved = held.pop(at)
    held.insert(place, moved)
    between = held[min(at, place) : max(at, place) + 1]
    if len({each.ordered for each in between}) != 1 or moved.ordered == "fixed":
        raise Refused(_fixed(files, moved))
    paths: Mapping[str, str] = {}
    if moved.ordered == "list":
        contents = _in_list(files, entry, section, held)
    else:
        paths = renamed(files, [each.path for each in held if each.ordered == "file"])
        contents = _files(files, paths)
    if not contents:
        raise Refused(_fixed(files, moved))
    words = f"studio: “{moved.title}” moved in {section.title or section.id}"
    read = files.as_read(contents)
    return Moved(write_content(places.content, contents, words, read=read), paths)


def _found(places: Places, files: Files, entry: str, block: str) -> tuple[OutlineSection, int]:
    outline = document_outline(places, files, entry)
    for section in outline.sections:
        for at, each in enumerate(section.blocks):
            if each.id == block:
                return section, at
    message = f'the document has no block "{block}"'
    hint = "somebody may have taken it out meanwhile: look at the outline again"
    raise Refused(Finding(files.shown("dossier.yaml"), 0, Fault.UNKNOWN_BLOCK, message, hint))


def _in_list(
    files: Files, entry: str, section: OutlineSection, held: Sequence[OutlineBlock]
) -> dict[Path, bytes | None]:
    """Return the manifest with the list of a section in the order of `held`."""
    path = "dossier.yaml"
    places = sorted(each.at for each in held if each.ordered == "list")
    order = list(range(section.chosen))
    for place, each in zip(places, (e for e in held if e.ordered == "list"), strict=True):
        order[place] = each.at
    try:
        text = reordered(files.content[path].decode("utf-8"), entry, section.id, order)
    except (CannotChange, UnicodeDecodeError):
        message = f"the list of the section “{section.title}” cannot be changed safely"
        hint = "write each block of it on a line of its own, after a hyphen"
        raise Refused(Finding(files.shown(path), 0, Fault.UNCHANGEABLE, message, hint)) from None
    return {files.folder / path: text.encode()}


def _files(files: Files, paths: Mapping[str, str]) -> dict[Path, bytes | None]:
    """Return what becomes of files that get other names, those of the remarks on them too."""
    every = dict(paths)
    for old, new in paths.items():
        if review_file(old) in files.content:
            every[review_file(old)] = review_file(new)
    contents: dict[Path, bytes | None] = {files.folder / old: None for old in every}
    contents |= {files.folder / new: files.content[old] for old, new in every.items()}
    return contents


def _fixed(files: Files, block: OutlineBlock) -> Finding:
    message = f"“{block.title}” cannot be moved there"
    hint = "the blocks between are listed in another way: list them by name in the document"
    if block.ordered == "fixed":
        hint = "it comes from the library or another dossier: list it by name in the document"
    return Finding(files.shown("dossier.yaml"), 0, Fault.UNCHANGEABLE, message, hint)
