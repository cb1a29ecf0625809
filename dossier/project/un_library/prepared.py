"""A record as it goes into the library's tables, with the numbers by which it is found again.

It is made where the export is read, so that the process which writes has less to do, and its values
cost less to pass on than a record. Few records are needed whole there: those that are met again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from dossier.model.un_record import UnRecord
from dossier.project.un_library.identities import identities_of
from dossier.project.un_library.rows import (
    CONTENT,
    content_values,
    keys,
    read,
    record_values,
)
from dossier.project.un_library.words import folded, state_word

Searched: TypeAlias = tuple[str, str, str]
"""The columns of the full text: words, themes, States."""

_TEXT, _THEMES, _STATES = (CONTENT.index(name) for name in ("text", "themes", "states"))


class Prepared(NamedTuple):
    """What stands in the columns `RECORD[1:]` and `CONTENT`, and what it is found by."""

    values: tuple[Any, ...]
    content: tuple[Any, ...]
    identities: tuple[int, ...]

    def record(self) -> UnRecord:
        """Return the record."""
        return read((*self.values, *self.content))

    def states(self) -> frozenset[str]:
        """Return the States, each the same whatever name is used."""
        return _keys(self.content[_STATES])

    def searched(self) -> Searched:
        """Return what the full text has of the record."""
        text, themes, states = (self.content[at] for at in (_TEXT, _THEMES, _STATES))
        return folded(text), _folded(themes), _about(states)


def prepared(record: UnRecord) -> Prepared:
    """Return what of a record goes into the tables."""
    return Prepared(record_values(record), content_values(record), identities_of(record))


@lru_cache(maxsize=4096)  # few lists stand in many records
def _folded(themes: str) -> str:
    return folded(themes)


@lru_cache(maxsize=4096)
def _keys(states: str) -> frozenset[str]:
    return keys(filter(None, states.split("\n")))


@lru_cache(maxsize=4096)
def _about(states: str) -> str:
    return " ".join(map(state_word, sorted(_keys(states))))
