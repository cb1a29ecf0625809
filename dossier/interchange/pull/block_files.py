"""The file of each block, and the dossier that has it; read when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dossier.interchange.pull.exported_version import Base
from dossier.model.diagnostics import Finding
from dossier.model.document import Block
from dossier.model.flat_paragraphs import flatten
from dossier.project.layout import Files
from dossier.readers.blocks.block import read_block

_ID = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:(?!---).*\n)*?id:[ \t]*[\"']?([^\s\"'#]+)")


@dataclass(frozen=True)
class BlockFile:
    """The file of a block: the dossier that has it, its path there, and its text."""

    id: str
    files: Files
    path: str
    text: str

    @cached_property
    def read(self) -> tuple[Block | None, tuple[Finding, ...]]:
        """The block, and what is wrong with it."""
        return read_block(self.text, self.files.shown(self.path))

    @property
    def block(self) -> Block:
        """The block. Raises `LookupError` where its head cannot be used."""
        if self.read[0] is None:
            raise LookupError(self.path)
        return self.read[0]

    @property
    def file(self) -> Path:
        """The block's file on disk."""
        return self.files.folder / self.path


def block_files(files: Files) -> dict[str, BlockFile]:
    """Return the file of every block that a document of the dossier can take, by its id."""
    found: dict[str, BlockFile] = {}
    for each in (files, *files.others().values()):
        for path in each.blocks():
            text, _ = each.text(path)
            said = _ID.match(text)
            file = BlockFile(said[1] if said else path, each, path, text)
            found.setdefault(file.id, file)
    return found


def concerned(known: Mapping[str, BlockFile], base: Base) -> Iterator[BlockFile]:
    """Yield the files of the blocks that a document was made of, those inside others too.

    A paragraph with an id of its own may be any block's; then all are asked.
    """
    named = {id_: known[id_] for id_ in _ids(base) if id_ in known}
    yield from named.values()
    held = {
        flat.id for file in named.values() if file.read[0] for flat in flatten(file.block.content)
    }
    if any("." not in id_ and id_ not in held for id_ in base.flat):
        yield from (file for id_, file in known.items() if id_ not in named)


def recommendations(
    known: Mapping[str, BlockFile], besides: Mapping[str, Block]
) -> dict[str, Block]:
    """Return the recommendations that are there now, without those that are in `besides`."""
    found = (file.read[0] for id_, file in known.items() if id_ not in besides)
    return {each.id: each for each in found if each and each.kind == "recommendation"}


def _ids(base: Base) -> Iterator[str]:
    yield from base.blocks
    yield from base.embedded.summaries
    yield from (id_.rpartition(".")[0] for id_ in base.flat)
