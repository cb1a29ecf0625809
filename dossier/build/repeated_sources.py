"""Name the source again where a page of a PDF would open its notes with *ibid*.

Who turns the page cannot see the note before. So after the pages are laid out, such notes take the
short form, and what is read back is compared with the same notes. In Word no one can know which
note opens a page, and a web page has none; there the notes stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from dossier.build.ready_document import ReadyDocument
from dossier.model.document import Block, Inline, Note
from dossier.model.edition import Edition
from dossier.model.walk import blocks, everything, mapped, rebuilt


def repeatable_notes(edition: Edition) -> Mapping[int, str]:
    """Return the notes that could name their source in place of *ibid*, by their numbers."""
    return {
        edition.numbers.note[part.id]: part.id
        for block in blocks(edition.document)
        for part in everything(block)
        if isinstance(part, Note) and part.repeated and part.id in edition.numbers.note
    }


def with_sources_repeated(document: ReadyDocument, notes: Set[str]) -> ReadyDocument:
    """Return a document whose `notes` name their source."""

    def named(inline: Inline) -> Inline:
        if isinstance(inline, Note) and inline.id in notes:
            return replace(inline, content=inline.repeated, repeated=())
        return inline

    def changed(block: Block) -> Block:
        return replace(block, content=tuple(rebuilt(each, named) for each in block.content))

    edition = document.edition
    made = replace(edition, document=mapped(edition.document, changed))
    return replace(document, edition=made)
