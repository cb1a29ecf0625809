"""What is sent to whoever translates: units with words, and what there is of their translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossier.build.comments import review_file
from dossier.interchange.translation.coded_text import parts_of
from dossier.interchange.translation.exchange import Exchange, ExchangedBlock, ExchangedUnit
from dossier.interchange.translation.wanted_translations import TranslatedBlock, TranslatedDossier
from dossier.model.comments import ReviewNote, pending
from dossier.model.translation import ComparedUnit, Unit, has_words, shown_change, units
from dossier.project.journal import content_digest
from dossier.readers.comments import read_review


def exchange_of(held: TranslatedDossier, export: str = "") -> Exchange:
    """Return the blocks of a dossier as they are sent to be translated.

    `export` is the id of this export, letters a to f and digits.
    """
    blocks = (
        ExchangedBlock(
            each.original.id, tuple(replace(unit, export=export) for unit in _units(held, each))
        )
        for each in held.blocks
    )
    return Exchange(held.files.name, held.first, held.code, tuple(blocks))


def target_digest(unit: Unit) -> str:
    """Return the digest of a translated unit, by which a change of it is known."""
    return content_digest(unit.text.encode("utf-8"))


def _units(held: TranslatedDossier, block: TranslatedBlock) -> Iterator[ExchangedUnit]:
    compared = {each.source: each for each in block.units if each.key}
    own = {each.key: each for each in units(block.translation.block)} if block.translation else {}
    recorded = {e.key: e for e in block.translation.units or ()} if block.translation else {}
    notes = open_notes(held, block)
    for unit in units(block.original):
        if not has_words(unit.content):
            continue
        known = compared.get(unit.key)
        mine = own.get(known.key) if known else None
        if known is None or mine is None or known.standing == "initial":
            yield ExchangedUnit(unit.key, parts_of(unit.content), None)
            continue
        at = recorded.get(known.key)
        state = at.state if at and known.standing != "stale" else "initial"
        yield ExchangedUnit(
            key=unit.key,
            source=parts_of(unit.content),
            target=parts_of(mine.content),
            state="translated" if state == "initial" and known.standing != "stale" else state,
            base=target_digest(mine),
            notes=tuple(remarks(known, mine, notes)),
        )


def open_notes(held: TranslatedDossier, block: TranslatedBlock) -> tuple[ReviewNote, ...]:
    """Return the open review notes on a translation."""
    path = review_file(block.path)
    if path not in held.files.content:
        return ()
    notes, _ = read_review(held.files.text(path)[0], held.files.shown(path))
    return tuple(note for thread in pending(notes) for note in thread)


def remarks(known: ComparedUnit, mine: Unit, notes: Iterable[ReviewNote]) -> Iterator[str]:
    """Yield what whoever translates should know of a unit: that it is stale, what others asked."""
    if known.standing == "stale":
        yield f"The original changed: {shown_change(known.before, known.now)}"
    here = (each for each in notes if each.text and mine.flat and each.paragraph == mine.flat.id)
    yield from (f"{each.author}: {each.text}" if each.author else each.text for each in here)
