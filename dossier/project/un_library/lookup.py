"""Look up one record of the library with what other exports said of it, and the whole library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.un_record import UnRecord
from dossier.project.layout import shown
from dossier.project.un_library.rows import read_record
from dossier.project.un_library.store import reading

MANY = 50
"""How many records of one document are shown at most."""


@frozen
class Other:
    """What another export said of a field of a record: `stands` is kept, `other` is the older."""

    field: str
    stands: str
    other: str
    source: str
    dated: str


@frozen
class Shown:
    """A record with its number, the export it stands in with its day, and what others said."""

    number: int
    record: UnRecord
    source: str
    dated: str
    others: tuple[Other, ...]


@frozen
class Source:
    """An export that was added; `counts` say what became of its rows."""

    name: str
    kind: str
    dated: str
    added: str
    counts: Mapping[str, int]


@frozen
class Unreadable:
    """A row that could not be read."""

    source: str
    line: int
    why: str


@frozen
class Status:
    """What the library has: `mechanisms` and `years` with the number of their records."""

    path: Path
    size: int
    records: int
    states: int
    differences: int
    mechanisms: Mapping[str, int]
    years: tuple[int, int]
    sources: tuple[Source, ...]
    unreadable: tuple[Unreadable, ...]


def show(library: Path, wanted: str) -> tuple[Shown, ...]:
    """Return the records that `wanted` names: a number, an annotation, or symbol and paragraph.

    Raises `Refused` where the library has none.
    """
    with reading(library) as connection:
        numbers = _numbers(connection, wanted.strip())
        if not numbers:
            message = f'the library has no record "{wanted[:80]}"'
            hint = "give the number that `un search` prints, or a symbol such as A/HRC/28/10 124.1"
            raise Refused(Finding(shown(library), 0, Fault.NO_SUCH_RECORD, message, hint))
        return tuple(_shown(connection, number) for number in numbers)


def _numbers(connection: sqlite3.Connection, wanted: str) -> tuple[int, ...]:
    symbol, _, paragraph = wanted.replace("#", " ").replace(", para. ", " ").partition(" ")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        asked, values = "SELECT id FROM records WHERE id = ?", [wanted]
    else:
        asked = (
            "SELECT record FROM contents WHERE annotation = ? OR "
            "(symbol = ? AND (? = '' OR paragraph = ?)) ORDER BY record LIMIT ?"
        )
        values = [wanted, symbol, paragraph.strip(), paragraph.strip(), str(MANY)]
    return tuple(number for (number,) in connection.execute(asked, values))


def _shown(connection: sqlite3.Connection, number: int) -> Shown:
    source, dated = connection.execute(
        "SELECT name, dated FROM sources WHERE id = (SELECT source FROM records WHERE id = ?)",
        (number,),
    ).fetchone()
    rows = connection.execute(
        "SELECT d.field, d.here, d.there, s.name, s.dated FROM differences d JOIN sources s "
        "ON s.id = d.source WHERE d.record = ? ORDER BY s.dated, d.field",
        (number,),
    )
    others = tuple(Other(*row) for row in rows)
    return Shown(number, read_record(connection, number), source, dated, others)


def status(library: Path) -> Status:
    """Return what the library has. Raises `Refused` where there is none."""
    with reading(library) as connection:
        mechanisms = connection.execute(
            "SELECT mechanism, count(*) FROM records GROUP BY mechanism ORDER BY 2 DESC, 1"
        )
        sources = connection.execute(
            "SELECT name, kind, dated, added, counts FROM sources ORDER BY id"
        )
        unreadable = connection.execute(
            "SELECT s.name, u.line, u.why FROM unreadable u JOIN sources s ON s.id = u.source "
            "ORDER BY s.id, u.line"
        )
        return Status(
            path=library,
            size=library.stat().st_size,
            records=_number(connection, "SELECT count(*) FROM records"),
            states=_number(connection, "SELECT count(DISTINCT state) FROM about"),
            differences=_number(connection, "SELECT count(*) FROM differences"),
            mechanisms=dict(mechanisms.fetchall()),
            years=(
                _number(connection, "SELECT min(year) FROM records WHERE year > 0"),
                _number(connection, "SELECT max(year) FROM records"),
            ),
            sources=tuple(
                Source(name, kind, dated, added, counts=json.loads(counts))
                for name, kind, dated, added, counts in sources
            ),
            unreadable=tuple(Unreadable(*row) for row in unreadable),
        )


def _number(connection: sqlite3.Connection, asked: str) -> int:
    return int(connection.execute(asked).fetchone()[0] or 0)
