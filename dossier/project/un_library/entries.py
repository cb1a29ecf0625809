"""Enter records into the library: which record is there already, what is new, what differs.

A record is the same where UHRI's annotation is; where symbol and paragraph are, unless two
annotations part it; or where State, cycle and text are and neither says another paragraph. Rows of
one file that give a record more States or themes are united. Where another file gave a record
otherwise, the newer of the two stands, and what the other said is kept beside it. Which file is
newer is known at its end, so such records wait until then in a table of their own.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.model.frozen import frozen
from dossier.model.un_record import UnRecord
from dossier.project.un_library.compared import (
    COMPARED,
    answered,
    completed,
    differs,
    shown_value,
    united,
    unlike,
)
from dossier.project.un_library.prepared import Prepared, prepared
from dossier.project.un_library.rows import (
    CONTENT,
    RECORD,
    as_text,
    from_text,
    keys,
    marks,
    read_record,
)
from dossier.readers.un_exports.wording import plain

_BATCH = 1000
"""How many new records are written at once."""

_ALIKE = 20
"""How many records of one text are compared at most; else equal texts would take squared time."""


@frozen
class Difference:
    """What two exports say of one record: `stands` is kept, `other` is kept beside it."""

    record: int
    cited: str
    field: str
    stands: str
    other: str


class Entries:
    """Enters the records of one export, whose number among the sources is `source`."""

    def __init__(self, connection: sqlite3.Connection, source: int) -> None:
        self.connection = connection
        self.source = source
        self.counts: Counter[str] = Counter()
        run = connection.execute
        run("CREATE TEMP TABLE waiting (record INTEGER, said TEXT)")
        run("CREATE TEMP TABLE confirmed (record INTEGER PRIMARY KEY)")
        (last,) = run("SELECT coalesce(max(id), 0) FROM records").fetchone()
        self.before = self.last = last
        self.batch: list[tuple[int, Prepared]] = []
        self.held: set[int] = set()
        self.there: set[int] = set()

    def enter(self, records: Sequence[Prepared]) -> Iterator[tuple[UnRecord, tuple[str, ...]]]:
        """Enter records; yield repeats in the same file with what each says otherwise."""
        self.there = self._found([each.identities for each in records])
        for each in records:
            unlike = self._enter(each)
            if unlike:
                yield each.record(), unlike

    def _found(self, identities: Sequence[tuple[int, ...]]) -> set[int]:
        """Return which identities the library has; one question for many records costs little."""
        asked = "SELECT identity FROM identities WHERE identity IN (SELECT value FROM json_each(?))"
        among = json.dumps([number for each in identities for number in each])
        return {number for (number,) in self.connection.execute(asked, (among,))}

    def _enter(self, new: Prepared) -> tuple[str, ...]:
        if not self.held.isdisjoint(new.identities):
            self._write()
        if self.there.isdisjoint(new.identities):
            self._insert(new)
            return ()
        record = new.record()
        known = self._known(record, new.identities)
        if known is None:
            self._insert(new)
            return ()
        number, here = known
        if number > self.before:
            return self._unite(number, here, record)
        if here == replace(record, line=here.line, origin=here.origin):
            self.connection.execute("INSERT OR IGNORE INTO confirmed VALUES (?)", (number,))
            self.counts["same"] += 1
        else:
            waiting = (number, as_text(record))
            self.connection.execute("INSERT INTO waiting VALUES (?, ?)", waiting)
        return ()

    def settle(self, dated: str) -> Iterator[Difference]:
        """Compare what waits with the records that are there, and yield what differs.

        `dated` is the day of this export; of two exports of one day the later added is newer.
        """
        self._write()
        waiting = self.connection.execute("SELECT record, said FROM waiting ORDER BY rowid")
        while many := waiting.fetchmany(500):
            for number, said in many:
                yield from self._settle(number, from_text(said), dated)
        self.connection.execute(
            "UPDATE records SET source = ? WHERE id IN (SELECT record FROM confirmed) AND "
            "(SELECT dated FROM sources WHERE id = records.source) <= ?",
            (self.source, dated),
        )
        for name in ("waiting", "confirmed"):
            self.connection.execute(f"DROP TABLE {name}")

    def _known(self, record: UnRecord, identities: tuple[int, ...]) -> tuple[int, UnRecord] | None:
        """Return the record that this is, with its number, or None."""
        asked = "SELECT record FROM identities WHERE identity = ? LIMIT ?"
        rows = (self.connection.execute(asked, (each, _ALIKE)) for each in identities)
        found = {number for each in rows for (number,) in each}
        candidates = {number: read_record(self.connection, number) for number in found}
        likest = [
            (likeness, -number)
            for number, each in candidates.items()
            if (likeness := self._likeness(record, each, number))
        ]
        if not likest:
            return None
        number = -max(likest)[1]
        return number, candidates[number]

    def _likeness(self, record: UnRecord, here: UnRecord, number: int) -> int:
        """Return how surely two records are one, 0 where they are not."""
        if record.annotation and here.annotation:
            return 100 if record.annotation == here.annotation else 0
        alike = plain(record.text) == plain(here.text)
        if record.paragraph and here.paragraph and record.symbol and here.symbol:
            same_place = (record.symbol, record.paragraph) == (here.symbol, here.paragraph)
            return 50 + alike if same_place else 0
        if record.mechanism != here.mechanism or not alike:
            return 0
        if record.is_recommendation_of_upr != here.is_recommendation_of_upr:
            return 0  # a State may pledge in the words of a recommendation
        unlike = record.position != here.position
        if unlike and number > self.before and not record.paragraph:
            return 0  # one text with two answers is two recommendations in UPR Info's table
        return 1 + 2 * (not unlike) + 4 * bool(keys(record.recommending) & keys(here.recommending))

    def _insert(self, new: Prepared) -> None:
        self.last += 1
        self.batch.append((self.last, new))
        self.held.update(new.identities)
        self.counts["added"] += 1
        if len(self.batch) >= _BATCH:
            self._write()

    def _write(self) -> None:
        """Write the new records that are held; numbers in their order go in faster."""
        many, new = self.connection.executemany, self.batch
        many(_INSERT_RECORD, [(at, self.source, *one.values) for at, one in new])
        many(_INSERT_CONTENT, [(at, *one.content) for at, one in new])
        many(_INSERT_WORDS, [(at, *one.searched()) for at, one in new])
        many(_INSERT_IDENTITY, sorted((each, at) for at, one in new for each in one.identities))
        many(_INSERT_STATE, [(state, at) for at, one in new for state in one.states()])
        self.there |= self.held
        self.batch, self.held = [], set()

    def _unite(self, number: int, here: UnRecord, record: UnRecord) -> tuple[str, ...]:
        """Add the States and themes of one more row of this file."""
        self.counts["repeats"] += 1
        both = answered(united(here, here, record), record)
        if both != here:
            self._update(number, here, both)
        return tuple(each for each in ("text", "position") if unlike(each, here, record))

    def _settle(self, number: int, record: UnRecord, dated: str) -> Iterator[Difference]:
        """Let the newer stand, with what only the older says."""
        here = read_record(self.connection, number)
        (stood,) = self.connection.execute(
            "SELECT dated FROM sources WHERE id = (SELECT source FROM records WHERE id = ?)",
            (number,),
        ).fetchone()
        newer, older = (record, here) if dated >= stood else (here, record)
        merged = completed(newer, older)
        if record is newer:
            self.connection.execute(
                "UPDATE records SET source = ? WHERE id = ?", (self.source, number)
            )
        if merged != here:
            self._update(number, here, merged)
        differing = [each for each in COMPARED if differs(each, here, record)]
        self.counts["different" if differing else "same"] += 1
        for field in differing:
            stands, other = (shown_value(each, field) for each in (newer, older))
            self.connection.execute(
                "INSERT OR REPLACE INTO differences VALUES (?, ?, ?, ?, ?)",
                (number, self.source, field, stands, other),
            )
            yield Difference(number, merged.cited(), field, stands, other)

    def _update(self, number: int, here: UnRecord, record: UnRecord) -> None:
        run, many = self.connection.execute, self.connection.executemany
        old, new = prepared(here), prepared(record)
        run(_UPDATE_RECORD, (*new.values, number))
        run(_UPDATE_CONTENT, (*new.content, number))
        run(_FORGET_WORDS, (number, *old.searched()))
        run(_INSERT_WORDS, (number, *new.searched()))
        many(_INSERT_IDENTITY, [(identity, number) for identity in new.identities])
        many(_INSERT_STATE, [(state, number) for state in new.states()])


_INSERT_RECORD = f"INSERT INTO records (id, {', '.join(RECORD)}) VALUES ({marks(len(RECORD) + 1)})"
_INSERT_CONTENT = (
    f"INSERT INTO contents (record, {', '.join(CONTENT)}) VALUES ({marks(len(CONTENT) + 1)})"
)
_INSERT_IDENTITY = "INSERT OR IGNORE INTO identities VALUES (?, ?)"
_INSERT_STATE = "INSERT OR IGNORE INTO about VALUES (?, ?)"
_INSERT_WORDS = "INSERT INTO said (rowid, text, themes, about) VALUES (?, ?, ?, ?)"
_FORGET_WORDS = "INSERT INTO said (said, rowid, text, themes, about) VALUES ('delete', ?, ?, ?, ?)"
_UPDATE_RECORD = (
    f"UPDATE records SET {', '.join(f'{each} = ?' for each in RECORD[1:])} WHERE id = ?"
)
_UPDATE_CONTENT = (
    f"UPDATE contents SET {', '.join(f'{each} = ?' for each in CONTENT)} WHERE record = ?"
)
