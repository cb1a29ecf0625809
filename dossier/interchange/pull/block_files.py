"""The file of each block: the dossier that has it, its path and text; read when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dossier.build.dossier import maker, manifest_of
from dossier.build.library import block_of
from dossier.interchange.pull.exported_version import Base
from dossier.model.block_library import language_of
from dossier.model.diagnostics import Finding, errors
from dossier.model.document import Block, Nodes
from dossier.model.faults import Fault
from dossier.model.flat_paragraphs import flatten
from dossier.model.language import code_of, language
from dossier.model.translation import language_of_file, with_original
from dossier.project.layout import Files, shown
from dossier.readers.document_language import document_language

_ID = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:(?!---).*\n)*?id:[ \t]*[\"']?([^\s\"'#]+)")


@dataclass(frozen=True)
class BlockFile:
    """The file of a block: the dossier that has it, its path there, and its text.

    `original` is that of the block that a translation is of; the translation has its kind.
    """

    id: str
    files: Files
    path: str
    text: str
    original: BlockFile | None = None

    @cached_property
    def read(self) -> tuple[Block | None, tuple[Finding, ...]]:
        """The block, and what is wrong with it."""
        block, found = block_of(self.files, self.path)
        if block is None or self.original is None:
            return block, found
        first, _ = self.original.read
        return (with_original(first, block) if first else None), found

    @property
    def block(self) -> Block:
        """The block. Raises `LookupError` where its head cannot be used."""
        if self.read[0] is None:
            raise LookupError(self.path)
        return self.read[0]

    @property
    def language(self) -> str:
        """The code of the language that the block is in."""
        if self.original is not None:
            return language_of_file(self.path)
        manifest, _ = manifest_of(self.files)
        return language_of(self.block, code_of(manifest.language) if manifest else "en")

    @property
    def file(self) -> Path:
        """The block's file on disk."""
        return self.files.folder / self.path


def block_files(files: Files, code: str = "") -> dict[str, BlockFile]:
    """Return the file of every block that a document of the dossier can take, by its id.

    `code` is the document's language: where a block has a translation into it, that is its file.
    """
    found: dict[str, BlockFile] = {}
    for each in (files, *files.others().values()):
        put = {one.id: one for one in _read(each, each.translations())
               if language_of_file(one.path) == code}  # fmt: skip
        for block_file in _read(each, each.blocks()):
            own = put.get(block_file.id)
            taken = replace(own, original=block_file) if own else block_file
            found.setdefault(block_file.id, taken)
    return found


def _read(files: Files, paths: Iterable[str]) -> Iterator[BlockFile]:
    for path in paths:
        text, _ = files.text(path)
        said = _ID.match(text)
        yield BlockFile(said[1] if said else path, files, path, text)


def document_code(files: Files, document: str) -> str:
    """Return the code of the language that a document is in, "" where nobody can tell."""
    manifest, _ = manifest_of(files)
    if manifest is None:
        return ""
    return code_of(document_language(manifest, maker(manifest.documents, document)))


def concerned(known: Mapping[str, BlockFile], base: Base) -> Iterator[BlockFile]:
    """Yield the files of the blocks that a document was made of, those inside others too.

    A paragraph with an id of its own may be any block's; then all are asked.
    """
    named = {id_: known[id_] for id_ in _ids(base) if id_ in known}
    yield from named.values()
    held = {
        flat.id for each in named.values() if each.read[0] for flat in flatten(each.block.content)
    }
    if any("." not in id_ and id_ not in held for id_ in base.flat):
        yield from (each for id_, each in known.items() if id_ not in named)


def blocks_as_left(
    known: Mapping[str, BlockFile], base: Base, wanted: Mapping[str, Nodes]
) -> tuple[dict[str, Block], tuple[Finding, ...]]:
    """Return the blocks that a document was made of, as earlier files leave them."""
    read = [each.read for each in concerned(known, base)]
    found = {block.id: block for block, _ in read if block is not None}
    blocks = {id_: replace(each, content=wanted.get(id_, each.content))
              for id_, each in found.items()}  # fmt: skip
    return blocks, errors(fault for _, faults in read for fault in faults)


def recommendations(
    known: Mapping[str, BlockFile], besides: Mapping[str, Block]
) -> dict[str, Block]:
    """Return the recommendations that are there now, without those that are in `besides`."""
    found = (each.read[0] for id_, each in known.items() if id_ not in besides)
    return {each.id: each for each in found if each and each.kind == "recommendation"}


def untranslated(
    known: Mapping[str, BlockFile], wanted: Iterable[tuple[str, str]]
) -> Iterator[Finding]:
    """Yield a finding for each changed block that printed in another language than its document.

    What a partner typed there is a translation, and no edit of the original. `wanted` are ids of
    blocks with the codes of the languages of documents.
    """
    for id_, code in wanted:
        held = known.get(id_)
        if held is None or held.language == code:
            continue
        name = language(code).name
        message = f'"{id_}" is not in {name} yet; what the file says for it is not taken'
        begin = f"python build.py translate {held.files.name} --to {code}"
        hint = f"begin the translation with `{begin}`, then take the file back again"
        yield Finding(shown(held.file), 1, Fault.UNTRANSLATED, message, hint)


def _ids(base: Base) -> Iterator[str]:
    yield from base.blocks
    yield from base.embedded.summaries
    yield from (id_.rpartition(".")[0] for id_ in base.flat)
