"""The blocks of a dossier beside their translations into one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import PurePosixPath

from dossier.build.dossier import manifest_of, read_dossier
from dossier.build.library import library_of
from dossier.model.block_library import language_of
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.document import Block
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.language_file import languages
from dossier.model.translation import (
    ComparedUnit,
    Translation,
    Unit,
    compared,
    record_file,
    units,
)
from dossier.project.journal import content_digest
from dossier.project.layout import Files, Places, read_home, shown


@frozen
class TranslatedBlock:
    """A block, where its file and that of its translation lie, and how far the translation is."""

    original: Block
    source: str
    path: str
    translation: Translation | None = None
    units: tuple[ComparedUnit, ...] = ()

    @property
    def record(self) -> str:
        """The path of the record of the translation."""
        return record_file(self.path)

    def count(self, *standings: str) -> int:
        """Return how many units stand so to their original."""
        return sum(each.standing in standings for each in self.units)

    def digest(self, key: str = "") -> str:
        """Return a digest of the words in both languages, of all units or of that of a key.

        Who says that one follows the other has seen these.
        """
        own = units(self.translation.block) if self.translation else ()
        now = units(self.original)
        if key:
            source = next((each.source for each in self.units if each.key == key), "") or key
            own = tuple(each for each in own if each.key == key)
            now = tuple(each for each in now if each.key == source)
        said = ((each.key, each.text) for each in (*now, Unit("", ()), *own))
        return content_digest("\0".join(chain(*said)).encode("utf-8"))


@frozen
class TranslatedDossier:
    """A dossier and its blocks beside their translations from `first` into the language `code`."""

    files: Files
    first: str
    code: str
    blocks: tuple[TranslatedBlock, ...]

    def find(self, id_: str) -> TranslatedBlock | None:
        """Return the block of an id."""
        return next((each for each in self.blocks if each.original.id == id_), None)


def translated_dossier(
    places: Places, wanted: str, code: str
) -> tuple[TranslatedDossier | None, tuple[Finding, ...]]:
    """Return the blocks of "DOSSIER" or "DOSSIER/DOCUMENT" beside their translations.

    The library has a name too: `library`. None where it cannot be read.
    """
    name, _, document = wanted.strip("/").partition("/")
    files, faults = read_home(places, name)
    if files is None or errors(faults):
        return None, faults
    if code not in languages():
        hint = did_you_mean(code, languages(), f"known are {', '.join(languages())}")
        message = f'the language "{code}" is not known'
        finding = Finding(shown(files.folder), 0, Fault.UNKNOWN_LANGUAGE, message, hint)
        return None, (*faults, finding)
    manifest, _ = manifest_of(files)
    first = code_of(manifest.language) if manifest else "en"
    library, found = library_of(files)
    taken, wrong = _taken(places, files, document)
    blocks = tuple(
        _beside(files, each, library.translation(each, "", code), code)
        for each in library.own
        if language_of(each, first) != code and (not document or each.id in taken)
    )
    loose = (each for each in (*found, *wrong) if each.severity == "error")
    return TranslatedDossier(files, first, code, blocks), (*faults, *loose)


def _taken(
    places: Places, files: Files, document: str
) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """Return the blocks that a document takes, or what says why it takes none.

    A document in a new language has errors until the registries have words in it.
    """
    if not document:
        return frozenset(), ()
    dossier = read_dossier(places, files, (document,))
    if document not in dossier.names:
        hint = did_you_mean(document, dossier.names, f"documents: {', '.join(dossier.names)}")
        message = f'the dossier makes no document "{document}"'
        place = files.shown("dossier.yaml")
        return frozenset(), (Finding(place, 0, Fault.UNKNOWN_DOCUMENT, message, hint),)
    taken = frozenset(each.partition(".")[0] for each in dossier.taken.get(document, ()))
    return taken, () if document in dossier.taken else errors(dossier.findings)


def _beside(
    files: Files, original: Block, translation: Translation | None, code: str
) -> TranslatedBlock:
    source = next(each for each in files.blocks() if files.shown(each) == original.file)
    inside = PurePosixPath(source).relative_to("blocks")
    path = f"blocks/{code}/{inside.as_posix()}"
    if translation is None:
        return TranslatedBlock(original, source, path)
    path = next(e for e in files.translations() if files.shown(e) == translation.block.file)
    return TranslatedBlock(original, source, path, translation, compared(original, translation))


def said(blocks: Sequence[TranslatedBlock], *standings: str) -> Iterator[tuple[str, ComparedUnit]]:
    """Yield the units that stand so, each with the id of its block."""
    for block in blocks:
        for unit in block.units:
            if unit.standing in standings:
                yield block.original.id, unit
