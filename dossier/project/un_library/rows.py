"""Records as the library's tables hold them, and as they come out again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from dossier.model.sessions import session as known_session
from dossier.model.un_record import UnRecord
from dossier.readers.un_exports.export import Row
from dossier.readers.un_exports.state_names import key as state_key

RECORD = ("source", "mechanism", "kind", "position", "year", "published")
CONTENT = (
    "line", "cycle", "session", "symbol", "paragraph", "annotation", "states", "recommending",
    "themes", "sdgs", "words", "origin", "text",
)  # fmt: skip
LISTS = ("states", "recommending", "themes", "sdgs")
_LISTED = tuple(CONTENT.index(name) for name in LISTS)
_record, _content = attrgetter(*RECORD[1:]), attrgetter(*CONTENT)
COLUMNS = ", ".join((*(f"r.{each}" for each in RECORD[1:]), *(f"c.{each}" for each in CONTENT)))
"""The columns of a record, from `records r` and `contents c`, in the order that `read` takes."""


def record_of(row: Row) -> UnRecord:
    """Return a row of an export as a record."""
    earlier = row.earlier
    return UnRecord(
        text=earlier.text,
        mechanism=row.mechanism,
        kind=row.kind,
        states=(row.state, *row.also) if row.state else (),
        symbol=earlier.symbol,
        paragraph=earlier.paragraph,
        recommending=earlier.states,
        position=earlier.position,
        words=earlier.words,
        cycle=earlier.cycle,
        session=row.session,
        published=row.published,
        year=int(row.published[:4]) if row.published else _year(row.session),
        themes=earlier.themes,
        sdgs=earlier.sdgs,
        annotation=row.annotation,
        origin=earlier.origin,
        line=row.line,
    )


def _year(session: int) -> int:
    known = known_session(session)
    return known.begins.year if known and known.begins else 0


def record_values(record: UnRecord) -> tuple[Any, ...]:
    """Return what stands in the columns `RECORD`, without the number of the export."""
    values: tuple[Any, ...] = _record(record)
    return values


def content_values(record: UnRecord) -> tuple[Any, ...]:
    """Return what stands in the columns `CONTENT`."""
    values = list(_content(record))
    for at in _LISTED:
        values[at] = "\n".join(values[at])
    return tuple(values)


def read(values: Sequence[Any]) -> UnRecord:
    """Return the record of a row with the columns `COLUMNS`."""
    named: dict[str, Any] = dict(zip((*RECORD[1:], *CONTENT), values, strict=True))
    named.update((name, tuple(filter(None, named[name].split("\n")))) for name in LISTS)
    return UnRecord(**named)


def read_record(connection: sqlite3.Connection, number: int) -> UnRecord:
    """Return a record by its number."""
    asked = f"SELECT {COLUMNS} FROM records r JOIN contents c ON c.record = r.id WHERE r.id = ?"
    return read(connection.execute(asked, (number,)).fetchone())


def as_text(record: UnRecord) -> str:
    """Return a record that waits to be compared."""
    return json.dumps(record.as_json())


def from_text(text: str) -> UnRecord:
    """Return the record that `as_text` wrote."""
    said: dict[str, Any] = json.loads(text)
    return UnRecord(**{**said, **{name: tuple(said[name]) for name in LISTS}})


def marks(count: int) -> str:
    """Return the marks in SQL for so many values.

    >>> marks(3)
    '?, ?, ?'
    """
    return ", ".join("?" * count)


def keys(states: Iterable[str]) -> frozenset[str]:
    """Return States, each the same whatever name is used."""
    return frozenset(map(state_key, states))
