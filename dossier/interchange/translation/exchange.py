"""What goes to whoever translates, and comes back: units of blocks in two languages."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from dossier.interchange.translation.coded_text import Part
from dossier.model.frozen import frozen
from dossier.model.translation import UnitState

SHORT_DIGEST = 8
"""Letters of a digest that stand in a file for people, and the least that are believed."""


@frozen
class ExchangedUnit:
    """A unit on its way: its key, its words in both languages, and how far it is.

    `base` is a digest of the translation as it was exported, "" where there was none; `export` the
    id of the export, "" where a tool lost it. `notes` are remarks for, or of, whoever translates.
    `partial` where a tool parted a unit, and some of it is not translated.
    """

    key: str
    source: tuple[Part, ...]
    target: tuple[Part, ...] | None
    state: UnitState = "initial"
    base: str = ""
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    partial: bool = False
    export: str = ""


@frozen
class ExchangedBlock:
    """A block on its way, by its id."""

    id: str
    units: tuple[ExchangedUnit, ...]


@frozen
class Exchange:
    """What is exchanged: a dossier, its two languages, its blocks.

    Codes stand among the words as parts, or are typed in the words, as in a Word file. `unplaced`
    are words that came back and belong to no unit.
    """

    dossier: str
    first: str
    code: str
    blocks: tuple[ExchangedBlock, ...]
    codes: Literal["parts", "typed"] = "parts"
    unplaced: tuple[str, ...] = ()


def begins_digest(base: str, digest: str) -> bool:
    """Whether `base`, from a file, is a digest or so much of it as a file for people holds."""
    return len(base) >= SHORT_DIGEST and digest.startswith(base)
