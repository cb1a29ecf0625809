"""Keep what could not be read of registries, so that its consequences are not told as faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.readers.registries.raw_sources import words_of

_LOSES = (Fault.NOT_A_TEXT, Fault.NOT_UTF_8, Fault.NO_SOURCES, Fault.WRONG_ID, Fault.MISSING_ID)
"""Faults behind which there may be entries of which nobody knows the id."""


class UnreadEntries:
    """What could not be read: whole registries by name, and the words of single entries."""

    def __init__(self) -> None:
        self.incomplete: set[str] = set()
        self._words: dict[str, set[str]] = {}

    def note(
        self, name: str, text: str, file: str, found: Mapping[Any, Any], wrong: Iterable[Finding]
    ) -> None:
        """Note what the faults of a file hide; where nothing was `found`, that is all of it."""
        faults = errors(wrong)
        if any(each.rule in _LOSES for each in faults) or (faults and not found):
            self.incomplete.add(name)
        elif faults:
            said = words_of(text, file, {each.line for each in faults})
            self._words.setdefault(name, set()).update(said)

    def words(self) -> dict[str, frozenset[str]]:
        """Return the words of what could not be read, by registry."""
        return {name: frozenset(each) for name, each in self._words.items()}

    def lacks(self, name: str, id_: str) -> bool:
        """Whether an entry that was not found stands in nothing that could not be read."""
        return name not in self.incomplete and id_ not in self._words.get(name, ())
