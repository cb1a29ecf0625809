"""What each record is by year, mechanism, kind and position: one byte a record for each of them.

With these, records are chosen and counted without being read: a set of records is a `Mask`, a
number with one byte a record, 1 where it is in the set; so "and" of two sets is `&`. A value that
stands behind 254 more frequent ones has no byte of its own, and is looked up among the records.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

Mask: TypeAlias = int
"""Records by their numbers: byte n is 1 where record n is meant."""

NAMES = ("year", "mechanism", "kind", "position")
_RARE = 255
"""The byte of all values that have none of their own; 0 is that of no record."""


def keep_facets(connection: sqlite3.Connection) -> None:
    """Write the bytes of all records anew. Numbers of records begin at 1 and have no gap."""
    for name in NAMES:
        rows = connection.execute(f"SELECT {name} FROM records ORDER BY id")
        values = [value for (value,) in rows]
        known = [value for value, _ in Counter(values).most_common()]
        codes = {value: min(at, _RARE) for at, value in enumerate(known, start=1)}
        held = bytes([0, *map(codes.__getitem__, values)])
        connection.execute(
            "INSERT OR REPLACE INTO facets VALUES (?, ?, ?)", (name, json.dumps(known), held)
        )


class Facets:
    """The bytes of a library; each kind of them is read when it is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.held: dict[str, tuple[list[Any], bytes]] = {}

    def known(self, name: str) -> Sequence[Any]:
        """Return the values that records have, the most frequent first."""
        return self._held(name)[0]

    def size(self) -> int:
        """Return how many bytes a mask has: the highest number of a record, and one more."""
        return len(self._held("kind")[1])

    def all(self) -> Mask:
        """Return all records."""
        return self.having("kind", lambda _: True)

    def having(self, name: str, wanted: Callable[[Any], bool]) -> Mask:
        """Return the records whose value is wanted."""
        known, held = self._held(name)
        among = [(at, value) for at, value in enumerate(known, start=1) if wanted(value)]
        often = {at for at, _ in among if at < _RARE}
        found = int.from_bytes(held.translate(bytes(at in often for at in range(256))), "little")
        for value in (value for at, value in among if at >= _RARE):
            found |= self.selected("id", f"records WHERE {name} = ?", (value,))
        return found

    def selected(self, number: str, source: str, values: Sequence[Any]) -> Mask:
        """Return the records whose numbers stand in a column of what SQL selects."""
        asked = f"SELECT group_concat({number}) FROM {source}"  # one text is read fastest
        (found,) = self.connection.execute(asked, values).fetchone()
        return mask_of(json.loads(f"[{found or ''}]"), self.size())

    def _held(self, name: str) -> tuple[list[Any], bytes]:
        if name not in self.held:
            asked = "SELECT known, held FROM facets WHERE name = ?"
            known, held = self.connection.execute(asked, (name,)).fetchone() or ("[]", b"\0")
            self.held[name] = json.loads(known), held
        return self.held[name]


def mask_of(found: Iterable[int], size: int) -> Mask:
    r"""Return the mask of records.

    >>> mask_of([0, 2], 3).to_bytes(3, "little")
    b'\x01\x00\x01'
    """
    flags = bytearray(size)
    for number in found:
        flags[number] = 1
    return int.from_bytes(flags, "little")
