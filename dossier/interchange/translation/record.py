"""Write the record of a translation: the words of the original that each unit was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dossier.interchange.registry_edit.recommendations import scalar
from dossier.model.document import Block
from dossier.model.translation import (
    RecordedUnit,
    Translation,
    Unit,
    compared,
    group_of,
    units,
)

_HEAD = """# What the text beside this file was translated from, paragraph by paragraph.
# `python build.py translate DOSSIER --to {code}` keeps it; nobody needs to edit it.
units:
"""


def record_text(code: str, recorded: Iterable[RecordedUnit]) -> str:
    """Return the text of the record of a translation into the language `code`."""
    return _HEAD.format(code=code) + "".join(map(_entry, recorded))


def _entry(unit: RecordedUnit) -> str:
    more = {"proposed": unit.proposed, "delivered": unit.delivered, "sent": unit.sent}
    said = "".join(f"  {name}: {scalar(each)}\n" for name, each in more.items() if each)
    source = f"  source: {scalar(unit.source)}\n"
    return f"- unit: {scalar(unit.key)}\n  state: {unit.state}\n{source}{said}"


def untouched(original: Block) -> tuple[RecordedUnit, ...]:
    """Return the record of a translation whose words are still those of its original."""
    return tuple(RecordedUnit(each.key, each.text, "initial") for each in units(original))


def confirmed(
    original: Block, translation: Translation, keys: Iterable[str] = ()
) -> tuple[RecordedUnit, ...]:
    """Return the record once somebody says that units follow their original as it is now.

    Without `keys` all of them do. Raises `LookupError` with the first unit that has no fellow.
    """
    own, now = units(translation.block), units(original)
    if not keys:
        odd = first_odd(now, own)
        if odd:
            raise LookupError(odd)
        held = {each.key: each for each in translation.units or ()}
        return tuple(_confirmed(held.get(each.key), each) for each in now)
    found = {each.key: each for each in compared(original, translation)}
    texts = {each.key: each for each in now}
    wanted = {}
    for key in keys:
        unit = found.get(key)
        source = texts.get(unit.source or key) if unit else None
        if source is None:
            raise LookupError(key)
        wanted[key] = RecordedUnit(key, source.text)
    kept = [wanted.pop(each.key, each) for each in translation.units or ()]
    return (*kept, *wanted.values())


def _confirmed(before: RecordedUnit | None, now: Unit) -> RecordedUnit:
    """Return what is said of a unit; one that was reviewed stays so if its words are the same."""
    if before and before.source == now.text and before.state in ("reviewed", "final"):
        return replace(before, delivered="", sent="")
    return RecordedUnit(now.key, now.text)


def first_odd(original: Iterable[Unit], translated: Iterable[Unit]) -> str:
    """Return the key of the first unit that one has and the other has not, or is another thing.

    Headings, paragraphs, cells and pictures must stand in the same order in both.
    """
    old = {each.key: each.flat.sort if each.flat else "" for each in original}
    new = {each.key: each.flat.sort if each.flat else "" for each in translated}
    keys = sorted({*old, *new}, key=lambda key: (group_of(key), len(key), key))
    return next((key for key in keys if old.get(key) != new.get(key)), "")


def renamed(recorded: RecordedUnit, key: str) -> RecordedUnit:
    """Return what is recorded of a unit under the key that it has now."""
    return replace(recorded, key=key)
