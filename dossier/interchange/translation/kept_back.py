"""Texts that not everybody may read: they go to a translator only where somebody says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossier.build.library import library_of
from dossier.build.named_ids import named_ids
from dossier.build.registries import collect
from dossier.interchange.translation.export import open_notes
from dossier.interchange.translation.wanted_translations import TranslatedBlock, TranslatedDossier
from dossier.model.diagnostics import Refused, errors
from dossier.model.registry import may_read
from dossier.model.translation import units
from dossier.redaction.audience_policy import guard
from dossier.redaction.scan import Piece


def kept_back(held: TranslatedDossier) -> tuple[TranslatedBlock, ...]:
    """Return the blocks of which a file would hold what the public may not read.

    They are kept for some readers, or hold their words, protected words, or guarded names. Raises
    `Refused` where a registry has an error: somebody may be guarded there whom nobody can read of;
    and where the name of the dossier, which every file holds, names somebody.
    """
    registry, faults = collect(held.files)
    library, _ = library_of(held.files)
    if wrong := (*errors(faults), *named_ids(held.files)):
        raise Refused(wrong[0])
    pieces = [Piece(text, each.original.id) for each in held.blocks for text in _texts(held, each)]
    leaks = guard(registry, library, "public").find(pieces)
    found = {id_ for each in leaks for id_ in each.where.split(" and ")}
    return tuple(
        each
        for each in held.blocks
        if each.original.id in found or not may_read("public", each.original.conditions.audience)
    )


def without(held: TranslatedDossier, gone: Iterable[TranslatedBlock]) -> TranslatedDossier:
    """Return a dossier without some of its blocks."""
    ids = {each.original.id for each in gone}
    return replace(held, blocks=tuple(e for e in held.blocks if e.original.id not in ids))


def _texts(held: TranslatedDossier, block: TranslatedBlock) -> Iterator[str]:
    """Yield all that a file for whoever translates holds of a block."""
    yield block.original.id
    yield from (each.text for each in units(block.original))
    if block.translation is not None:
        yield from (each.text for each in units(block.translation.block))
        yield from (each.before for each in block.units)
        yield from (f"{each.author}: {each.text}" for each in open_notes(held, block))
