"""What a document is made from, as digests: whether its files would be made the same again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier.build.output_records import FileRecord
from dossier.build.ready_document import ReadyDocument
from dossier.model.block_library import BlockLibrary
from dossier.model.frozen import frozen
from dossier.model.registry import Audience
from dossier.model.value_digest import value_digest
from dossier.project.build_store import Store
from dossier.project.input_digests import surroundings
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places


@frozen
class DocumentInputs:
    """The digests of what a document is made from.

    `document` is that of what it says, its template and the program, `guard` that of what its
    `audience` may not read, and `blocks` are those of its blocks, by id.
    """

    document: str
    guard: str
    audience: Audience
    blocks: Mapping[str, str]

    @classmethod
    def of(
        cls,
        document: ReadyDocument,
        library: BlockLibrary,
        places: Places,
        guard: str,
        digests: Mapping[str, str],
    ) -> DocumentInputs:
        """Return the digests of `document`; `digests` are those of all blocks, by file."""
        said = value_digest(document, surroundings(places.folders(document.template)))
        return cls(said, guard, document.audience, _blocks(document, library, digests))

    def made(self, store: Store, names: Sequence[str]) -> bool:
        """Whether the files `names` are what would be made again.

        Where the dossier has more to guard than before, they are made and searched once more.
        """
        records = [store.files.get(name, {}) for name in names]
        marks = self._marks().items()
        same = all(each.get(key) == value for each in records for key, value in marks)
        return same and all(store.untouched(name) for name in names)

    def record(self, mark: str) -> FileRecord:
        """Return what the records of its files say; `mark` is the fingerprint of the dossier."""
        return {**self._marks(), "inputs": mark, "blocks": self.blocks}

    def _marks(self) -> Mapping[str, str]:
        return {"imprint": self.document, "guard": self.guard, "audience": self.audience}


def block_digests(files: Files) -> Mapping[str, str]:
    """Return the digests of all blocks, by their files as messages show them."""
    dossiers = (files, *files.others().values())
    return {
        each.shown(path): content_digest(each.content[path])
        for each in dossiers
        for path in each.texts()
    }


def _blocks(
    document: ReadyDocument, library: BlockLibrary, digests: Mapping[str, str]
) -> dict[str, str]:
    """Return the digests of the blocks of a document, by id; a template's own have none.

    Blocks that stand inside others come after those of the sections.
    """
    sections = document.edition.document.sections
    files = {block.id: block.file for section in sections for block in section.blocks}
    for block in map(library.find, document.uses):
        if block is not None:
            files.setdefault(block.id, block.file)
    return {id_: digests[file] for id_, file in files.items() if file in digests}
