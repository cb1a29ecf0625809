"""The documents of a manifest's entry, kept from run to run while nothing changes for them.

What is kept is what a build would make, with its warnings; what has errors is made anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dossier.build.document import make_documents
from dossier.build.document_digest import DossierDigest
from dossier.build.ready_document import DocumentResult, DossierInputs
from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import errors
from dossier.model.walk import blocks
from dossier.project.kept_results import asked_again, found, keep


def documents_of(
    held: DossierInputs, name: str, digest: DossierDigest
) -> tuple[DocumentResult, ...]:
    """Return the documents that the entry `name` makes, from an earlier run where there are any."""
    if held.library.unread or not asked_again():
        return tuple(make_documents(held, name))
    known = known_documents(held, name, digest)
    if known is not None:
        return known
    made = tuple(make_documents(held, name))
    if not all(map(_may_be_kept, made)):
        return made
    taken = tuple(each for each in _files(made, held.library) if each in digest.blocks)
    follows_from = digest.of(name, taken)
    made = tuple(replace(each, follows_from=f"{follows_from} {each.name}") for each in made)
    keep(_frame(name, digest), taken)
    keep(follows_from, made, (held.registry,))
    return made


def known_documents(
    held: DossierInputs, name: str, digest: DossierDigest
) -> tuple[DocumentResult, ...] | None:
    """Return the documents of an entry as an earlier run made them of the same, or None."""
    if held.library.unread:
        return None
    taken = found(_frame(name, digest))
    if taken is None or any(each not in digest.blocks for each in taken):
        return None
    known: tuple[DocumentResult, ...] | None = found(digest.of(name, taken), (held.registry,))
    return known


def _frame(name: str, digest: DossierDigest) -> str:
    """Return what names the list of the files that an entry's documents take."""
    return f"files {digest.of(name, ())}"


def _may_be_kept(made: DocumentResult) -> bool:
    """Whether it is known what a document follows from: of words for some formats it is not."""
    return bool(made.document and not made.document.variants and not errors(made.findings))


def _files(made: Sequence[DocumentResult], library: BlockLibrary) -> tuple[str, ...]:
    """Return the files of what documents take, in order: those of blocks, and others."""
    ready = [each.document for each in made if each.document]
    used = {id_ for each in ready for id_ in each.uses} | {
        id_ for each in made for id_ in each.whole
    }
    every = (library.own, *library.others.values())
    files = {block.file for held in every for block in held if block.id in used}
    files |= {each.block.file for each in library.translations if each.block.id in used}
    files |= {block.file for each in ready for block in blocks(each.edition.document)}
    return tuple(sorted(each for each in files if each))
