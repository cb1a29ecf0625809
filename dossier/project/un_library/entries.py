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
from functools import lru_cache

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
from dossier.project.un_library.identities import identities_of
from dossier.project.un_library.rows import (
    CONTENT,
    RECORD,
    as_text,
    content_values,
    from_text,
    keys,
    marks,
    read_record,
    record_values,
)
from dossier.project.un_library.words import folded, state_word
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


@frozen
class _New:
    """A record that is not written yet."""

    number: int
    record: UnRecord
    identities: tuple[int, ...]


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
        self.batch: list[_New] = []
        self.held: set[int] = set()
        self.there: set[int] = set()

    def enter(self, records: Sequence[UnRecord]) -> Iterator[tuple[UnRecord, tuple[str, ...]]]:
        """Enter records; yield repeats in the same file with what each says otherwise."""
        identities = [identities_of(each) for each in records]
        self.there = self._found(identities)
        for record, each in zip(records, identities, strict=True):
            unlike = self._enter(record, each)
            if unlike:
                yield record, unlike

    def _found(self, identities: Sequence[tuple[int, ...]]) -> set[int]:
        """Return which identities the library has; one question for many records costs little."""
        asked = "SELECT identity FROM identities WHERE identity IN (SELECT value FROM json_each(?))"
        among = json.dumps([number for each in identities for number in each])
        return {number for (number,) in self.connection.execute(asked, (among,))}

    def _enter(self, record: UnRecord, identities: tuple[int, ...]) -> tuple[str, ...]:
        known = self._known(record, identities)
        if known is None:
            self._insert(record, identities)
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
        if not self.held.isdisjoint(identities):
            self._write()
        if self.there.isdisjoint(identities):
            return None
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

    def _insert(self, record: UnRecord, identities: tuple[int, ...]) -> None:
        self.last += 1
        self.batch.append(_New(self.last, record, identities))
        self.held.update(identities)
        self.counts["added"] += 1
        if len(self.batch) >= _BATCH:
            self._write()

    def _write(self) -> None:
        """Write the new records that are held."""
        many, new = self.connection.executemany, self.batch
        many(
            _INSERT_RECORD,
            [(each.number, *record_values(each.record, self.source)) for each in new],
        )
        many(_INSERT_CONTENT, [(each.number, *content_values(each.record)) for each in new])
        many(_INSERT_WORDS, [(each.number, *_searched(each.record)) for each in new])
        many(_INSERT_IDENTITY, [(i, each.number) for each in new for i in each.identities])
        many(
            _INSERT_STATE,
            [(state, each.number) for each in new for state in keys(each.record.states)],
        )
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

    def _update(self, number: int, here: UnRecord, new: UnRecord) -> None:
        run, many = self.connection.execute, self.connection.executemany
        run(_UPDATE_RECORD, (*record_values(new, 0)[1:], number))
        run(_UPDATE_CONTENT, (*content_values(new), number))
        run(_FORGET_WORDS, (number, *_searched(here)))
        run(_INSERT_WORDS, (number, *_searched(new)))
        many(_INSERT_IDENTITY, [(identity, number) for identity in identities_of(new)])
        many(_INSERT_STATE, [(state, number) for state in keys(new.states)])


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


def _searched(record: UnRecord) -> tuple[str, str, str]:
    """Return what the full text has of a record: its words, its themes, its States."""
    themes = _folded_themes(record.themes)
    about = " ".join(map(state_word, sorted(keys(record.states))))
    return folded(record.text), themes, about


@lru_cache(maxsize=4096)  # few lists stand in many records
def _folded_themes(themes: tuple[str, ...]) -> str:
    return folded("\n".join(themes))
