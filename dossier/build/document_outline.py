"""The outline of a document: its sections in order, the blocks in each, and what gives their order.

A section takes blocks by their kind, in the order of their files, or those that `dossier.yaml`
lists for it, in that order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from dossier.build.document import make_documents
from dossier.build.dossier import manifest_of
from dossier.build.library import library_of
from dossier.build.ready_document import DossierInputs
from dossier.build.registries import collect
from dossier.build.requested_documents import requested_documents
from dossier.build.resolve import put_in_words
from dossier.build.selection import select
from dossier.model.block_library import BlockChoice
from dossier.model.conditional_text import View
from dossier.model.diagnostics import Finding
from dossier.model.document import Block
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.outline import Slot
from dossier.model.registry import Audience
from dossier.project.layout import Files, Places
from dossier.readers.dossier_yaml import Plan

Ordered: TypeAlias = Literal["file", "list", "fixed"]
"""What gives a block its place: the name of its file, the list in `dossier.yaml`, or neither."""


@frozen
class OutlineBlock:
    """A block in a section. `path` is in its dossier; "" where it belongs to another one.

    `file` is that of its text in the language of the document, as messages show it: where it is a
    translation, `path` is that of its original. `form` is "whole", "summary" or the part that is
    taken. `at` is the place in the list.
    """

    id: str
    title: str
    kind: str
    path: str
    file: str
    form: str
    ordered: Ordered
    at: int = 0
    audience: Audience = "public"


@frozen
class OutlineSection:
    """A section: `takes` are the kinds it takes by itself, `listed` says that it is chosen for.

    `repeated` says that blocks must name it, `needed` that it must not stay empty, `chosen` how
    many items the list has. `called` is its title, or its id where it must be filled and has none;
    "" is a section that nobody misses while it is empty.
    """

    id: str
    title: str
    takes: tuple[str, ...]
    blocks: tuple[OutlineBlock, ...]
    listed: bool
    repeated: bool
    needed: bool
    chosen: int = 0
    called: str = ""


@frozen
class DocumentOutline:
    """The outline of a document, and what stands in its way; `title` is the document's.

    `code` is that of its language, `language` the same, "" where that is the dossier's.
    """

    id: str
    title: str = ""
    sections: tuple[OutlineSection, ...] = ()
    findings: tuple[Finding, ...] = ()
    language: str = ""
    code: str = "en"

    def section(self, id_: str) -> OutlineSection | None:
        """Return the section of that id."""
        return next((each for each in self.sections if each.id == id_), None)


def document_outline(places: Places, files: Files, entry: str) -> DocumentOutline:
    """Return the outline of the document that an entry of the manifest makes."""
    manifest, findings = manifest_of(files)
    if manifest is None or entry not in manifest.documents:
        return DocumentOutline(entry, findings=findings)
    requested = next(iter(requested_documents(places, files, manifest, entry)))
    library, _ = library_of(files)
    registry, _ = collect(files)
    held = DossierInputs(places, files, manifest, library, registry, resolve=put_in_words)
    made = next(iter(make_documents(held, entry)))
    plan, filled = requested.plan, made.filled
    if plan is None or filled is None:
        return DocumentOutline(entry, findings=made.findings)
    view = View(plan.template, plan.audience, "")
    spoken = held.library_in(plan.language)
    taken = select(filled, spoken, plan.choices, view, plan.file)
    shown = {files.shown(path): path for path in files.blocks()}
    own = {
        put.file: shown.get(block.file, "")
        for block, put in zip(library.own, spoken.own, strict=True)
    }
    sections = tuple(
        _section(slot, blocks, plan, taken.uses, own)
        for slot, blocks in zip(filled.slots, taken.sections, strict=True)
    )
    code, first = code_of(plan.language), code_of(manifest.language)
    own_language = "" if code == first else code
    return DocumentOutline(entry, plan.title, sections, made.findings, own_language, code)


def _section(
    slot: Slot,
    blocks: Sequence[Block],
    plan: Plan,
    uses: Mapping[str, str],
    own: Mapping[str, str],
) -> OutlineSection:
    choices = plan.choices.get(slot.id)
    missed = slot.needed == "needed" and slot.takes
    return OutlineSection(
        id=slot.id,
        title=slot.title,
        takes=slot.takes,
        blocks=tuple(_block(each, choices, uses, own) for each in blocks),
        listed=choices is not None,
        repeated=bool(slot.repeated),
        needed=slot.needed == "needed",
        chosen=len(choices or ()),
        called=slot.title or (slot.id.replace("-", " ").capitalize() if missed else ""),
    )


def _block(
    block: Block,
    choices: Sequence[BlockChoice] | None,
    uses: Mapping[str, str],
    own: Mapping[str, str],
) -> OutlineBlock:
    """Return a block of the outline; `own` are the paths of the dossier's blocks by their files."""
    named = [
        at
        for at, each in enumerate(choices or ())
        if each.sort == "block" and block.id in (each.name, f"{each.name}.{each.part}")
    ]
    ordered: Ordered = "list" if named else "file" if block.file in own else "fixed"
    return OutlineBlock(
        id=block.id,
        title=block.title or block.id,
        kind=block.kind,
        path=own.get(block.file, ""),
        file=block.file,
        form=uses.get(block.id, "whole"),
        ordered=ordered,
        at=named[0] if named else 0,
        audience=block.conditions.audience,  # type: ignore[arg-type]
    )
