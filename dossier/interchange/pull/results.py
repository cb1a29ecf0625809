"""What a pull found: edits, proposals, conflicts, and the questions that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dossier.interchange.pull.tokens import Token

PHRASE = (
    "it says something else to other readers",
    "delete it in the block, if the others are not to read it either",
)
"""Why words that stand in a phrase are not deleted, and what to do."""

Change: TypeAlias = Literal["changed", "added", "deleted", "moved", "reshaped"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of one paragraph: its words before and after.

    `block` is the block whose file it changes, `line` the paragraph of the Word file, `notes`
    whether it is the text of a note.
    """

    block: str
    flat: str
    change: Change
    old: tuple[Token, ...]
    new: tuple[Token, ...]
    line: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that was not taken into the text, and why."""

    block: str
    flat: str
    old: str
    new: str
    why: str
    hint: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where the file and the source, changed since the export, say different things."""

    block: str
    flat: str
    exported: str
    source: str
    came: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was guessed, with how sure it is, from 0 to 1."""

    message: str
    hint: str
    line: int = 0
    sure: float = 0.0
