"""Begin a block in a section of a document: a file of its own, behind the others of the section."""

from __future__ import annotations

from pathlib import Path

from dossier.build.document_outline import DocumentOutline, OutlineSection, document_outline
from dossier.build.library import library_of
from dossier.interchange.blocks.file_order import path_after
from dossier.interchange.blocks.manifest_list import with_block
from dossier.interchange.importer.ids import Names, slug
from dossier.interchange.registry_edit.recommendations import CannotChange
from dossier.interchange.registry_edit.yaml_text import text_of
from dossier.model.diagnostics import Finding, Refused, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.skeleton import skeleton_word, skeleton_words
from dossier.project.history import Step, write_content
from dossier.project.layout import Files, Places

_BEGINNING = "(To be written.)"


def beginning(code: str) -> str:
    """Return the text of a new block: an empty one would stop the whole document.

    >>> beginning("fr")
    '(À rédiger.)'
    """
    return skeleton_word(_BEGINNING, code)


def beginnings() -> tuple[str, ...]:
    """Return the texts of new blocks in all languages."""
    return (_BEGINNING, *skeleton_words()[_BEGINNING].values())


@frozen
class Added:
    """A block that was made: its id, its path in the dossier, and the step."""

    id: str
    path: str
    step: Step


def add_block(places: Places, files: Files, entry: str, section: str, title: str) -> Added:
    """Write a new block at the end of a section.

    Raises `Refused` where the section takes none, `OSError` where a file cannot be written.
    """
    outline = document_outline(places, files, entry)
    found = outline.section(section)
    if found is None or not found.takes:
        known = [each.id for each in outline.sections if each.takes]
        message = f'no block can be added to "{section}"'
        hint = did_you_mean(section, known, f"sections that take blocks: {', '.join(known)}")
        manifest = files.shown("dossier.yaml")
        raise Refused(Finding(manifest, 0, Fault.UNKNOWN_SECTION, message, hint))
    names = Names()
    names.taken |= set(library_of(files)[0].known())
    id_ = names.new(slug(title), slug(found.title), "part")
    last = next((each.path for each in reversed(found.blocks) if each.path), "")
    path = path_after(files, last, id_)
    contents: dict[Path, bytes | None] = {
        files.folder / path: _text(outline, found, id_, title).encode()
    }
    if found.listed:
        contents[files.folder / "dossier.yaml"] = _listed(files, entry, found, id_)
    words = f"studio: “{title or id_}” added to {found.title or found.id}"
    return Added(id_, path, write_content(places.content, contents, words,
                                          read=files.as_read(contents)))  # fmt: skip


def _text(outline: DocumentOutline, section: OutlineSection, id_: str, title: str) -> str:
    """Return a new block, which says its language where that of the document is another."""
    lines = [f"id: {id_}", f"kind: {section.takes[0]}"]
    lines += [f"language: {outline.language}"] if outline.language else []
    lines += [f"section: {section.id}"] if section.repeated else []
    lines += [f"title: {text_of(' '.join(title.split()))}"] if title.strip() else []
    return "\n".join(("---", *lines, "---", beginning(outline.code), ""))


def _listed(files: Files, entry: str, section: OutlineSection, id_: str) -> bytes:
    """Return the manifest with the new block behind those that it lists for the section."""
    path = "dossier.yaml"
    at = max((each.at for each in section.blocks), default=-1) + 1
    try:
        return with_block(files.content[path].decode("utf-8"), entry, section.id, id_, at).encode()
    except (CannotChange, UnicodeDecodeError):
        message = f"the list of the section “{section.title}” cannot be changed safely"
        hint = "write each block of it on a line of its own, after a hyphen"
        finding = Finding(files.shown(path), 0, Fault.UNCHANGEABLE, message, hint)
        raise Refused(finding) from None
