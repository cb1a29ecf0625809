"""Find every document that uses a block, or an entry of a registry, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from dossier.build.dossier import Dossier, read_dossier
from dossier.build.each_dossier import each_dossier
from dossier.build.ready_document import ReadyDocument
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.project.input_digests import begin_run
from dossier.project.layout import Places, read_files

UNREAD = "has errors, so that nobody can tell: see `check`"
"""What is said instead of the section of a document that could not be made."""


@frozen
class DocumentUse:
    """One use: in which document and section, in which form, and by which block an entry is."""

    document: str
    section: str
    form: str
    block: str

    @property
    def unread(self) -> bool:
        """Whether the document has errors, so that it is not known whether it uses anything."""
        return self.section == UNREAD


@frozen
class UseList:
    """The uses of the block or entry `id`; `unknown` says that nothing has this id."""

    id: str
    uses: tuple[DocumentUse, ...] = ()
    unknown: Finding | None = None


def find_uses(places: Places, wanted: str, progress: Progress = silent) -> UseList:
    """Return where a block or entry is used; "dossier/id" narrows it down to one dossier."""
    begin_run()
    place, _, id_ = wanted.rpartition("/")
    found: list[DocumentUse] = []
    known: set[str] = set()
    for files, _ in each_dossier(places, (), progress):
        if files is not None and (not place or place in (files.name, *files.others())):
            dossier = read_dossier(places, files)
            known |= set(_known(dossier))
            found += _uses(dossier, id_)
    if id_ in known:
        return UseList(id_, tuple(found))
    hint = did_you_mean(id_, known, "`list` shows the dossiers, and `facts` their facts")
    message = f'there is no block or entry "{id_}"'
    return UseList(id_, unknown=Finding(wanted, 0, Fault.UNKNOWN_ID, message, hint))


@frozen
class DocumentContent:
    """What a document as it prints holds: sections by block, and entries by kind and id.

    `entries` say which block asked first. `made` is whether the document could be made.
    """

    document: str
    title: str
    made: bool
    blocks: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[tuple[str, str, str], ...] = ()


def content_of(places: Places, name: str, document: str) -> DocumentContent:
    """Return what a document of a dossier holds; this takes up to a second."""
    begin_run()
    files, _ = read_files(places, name)
    dossier = read_dossier(places, files, (document,)) if files else None
    found = (
        next((each for each in dossier.documents if each.id == document), None) if dossier else None
    )
    if dossier is None or found is None:
        return DocumentContent(document, document, made=False)
    blocks = {
        block.id: _section(found, block.id)
        for section in found.edition.document.sections
        for block in section.blocks
    }
    used = dossier.settings[found.id].used
    entries = tuple((kind, id_, block) for (kind, id_), block in used.items())
    title = found.edition.document.title
    return DocumentContent(document, title, made=True, blocks=blocks, entries=entries)


def _known(dossier: Dossier) -> Iterator[str]:
    """Yield the ids of all blocks and entries that documents may use."""
    yield from dossier.library.known()
    registry = dossier.registry
    for entries in (registry.sources, registry.facts, registry.incidents, registry.people,
                    registry.organisations, registry.treaties):  # fmt: skip
        yield from entries


def _uses(dossier: Dossier, id_: str) -> Iterator[DocumentUse]:
    """Yield the uses of a block, or of an entry; documents with errors are told of as well."""
    block = dossier.library.find(id_)
    made = {each.id: each for each in dossier.documents}
    for name in dossier.names:
        shown_as = f"{dossier.name}/{name}"
        if name not in made:
            yield DocumentUse(shown_as, UNREAD, "", "")
        elif block is not None:
            yield from _of_block(made[name], block.id, shown_as)
        else:
            yield from _of_entry(dossier, made[name], id_, shown_as)


def _of_block(document: ReadyDocument, id_: str, name: str) -> Iterator[DocumentUse]:
    for taken, form in document.uses.items():
        if taken in (id_, f"{id_}.{form}"):
            yield DocumentUse(name, _section(document, taken), form, "")


def _of_entry(
    dossier: Dossier, document: ReadyDocument, id_: str, name: str
) -> Iterator[DocumentUse]:
    """Yield how a document, as it is printed, uses an entry of a registry."""
    for (kind, entry), block in dossier.settings[document.id].used.items():
        if entry == id_:
            yield DocumentUse(name, _section(document, block), kind, block)


def _section(document: ReadyDocument, id_: str) -> str:
    """Return the section in which a document has a block."""
    for section in document.edition.document.sections:
        if any(block.id == id_ for block in section.blocks):
            number = document.edition.section_label(section)
            return f"{number} {section.title or section.id}".strip()
    return "inside another block"
