"""What somebody who knows a draft says of it, where its looks alone would mislead."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.readers.drafts.reading import Reading

Calls: TypeAlias = Literal["find", "none"]
"""What becomes of numbers at the ends of words: those that count are calls of notes, or none is."""


@frozen
class Corrections:
    """How a draft is to be read otherwise: `prose` are lines that are no headings and no title."""

    prose: frozenset[int] = frozenset()
    calls: Calls = "find"

    def on(self, reading: Reading) -> Reading:
        """Return `reading` with its lines of prose marked as such."""
        marked = (replace(each, prose=each.line in self.prose) for each in reading.pieces)
        return replace(reading, pieces=tuple(marked)) if self.prose else reading


AS_FOUND = Corrections()
"""A draft is read by its looks alone."""
