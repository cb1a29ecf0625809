"""Put what was translated before into translations that are to be filled in, as proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dossier.interchange.translation.memory import Memory, Translated, translated_units
from dossier.interchange.translation.record import record_text
from dossier.interchange.translation.tmx import read_tmx
from dossier.interchange.translation.unit_contents import file_with_units
from dossier.interchange.translation.wanted_translations import (
    TranslatedDossier,
    translated_dossier,
)
from dossier.model.marked_text import marked_text
from dossier.model.translation import units
from dossier.project.layout import LIBRARY, Places, dossiers, shown


def remembered_units(
    places: Places, held: TranslatedDossier, memories: Sequence[Path]
) -> Iterator[Translated]:
    """Yield what was translated before: here, in other dossiers, and by others."""
    yield from translated_units(held)
    for name in (*dossiers(places), LIBRARY):
        other, _ = translated_dossier(places, name, held.code)
        if other is not None and name != held.files.name and other.first == held.first:
            yield from translated_units(other)
    for path in memories:
        yield from read_tmx(path.read_bytes(), shown(path), held.first, held.code)


def proposed_texts(held: TranslatedDossier, memory: Memory) -> Mapping[str, str]:
    """Return the texts of translations with what the memory proposes, by their paths."""
    texts: dict[str, str] = {}
    for block in held.blocks:
        if block.translation is None or block.translation.units is None:
            continue
        now = {each.key: each for each in units(block.original)}
        found = {
            each.key: memory.proposal(now[each.source])
            for each in block.units
            if each.standing == "initial"
        }
        contents = {key: each for key, each in found.items() if each is not None}
        if contents:
            text = held.files.content[block.path].decode("utf-8")
            recorded = (
                replace(each, state="proposed", proposed=marked_text(contents[each.key]))
                if each.key in contents
                else each
                for each in block.translation.units
            )
            texts[block.path] = file_with_units(text, block.translation.block, contents)
            texts[block.record] = record_text(held.code, recorded)
    return texts
