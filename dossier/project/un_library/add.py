"""Add exports to the library, each in one transaction, and count every row of them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from datetime import date
from itertools import islice
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.progress_callback import Progress, silent
from dossier.model.un_record import UnRecord
from dossier.model.walk import folded
from dossier.project.layout import shown
from dossier.project.un_library.entries import Difference, Entries
from dossier.project.un_library.facets import keep_facets
from dossier.project.un_library.frequent import keep_frequent_phrases
from dossier.project.un_library.read_export import (
    TOLD,
    Doubts,
    Piece,
    read_export_in_pieces,
)
from dossier.project.un_library.store import writing
from dossier.project.un_library.vocabulary import update_vocabulary
from dossier.readers.un_exports.reader import refuse_too_big, unreadable


@frozen
class AddRequest:
    """What is asked for: `dated` is the day of the exports (2026-11-29), "" where they say it.

    `columns` are headings of tables, each with what stands below it. The library keeps them.
    """

    files: tuple[Path, ...]
    dated: str = ""
    columns: tuple[tuple[str, str], ...] = ()


@frozen
class Added:
    """What became of one export. `known` says that it was in the library already.

    `counts`: rows are added, same, different, repeats or unreadable. `differences` are the first.
    """

    name: str
    kind: str = ""
    dated: str = ""
    known: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()


def add_exports(
    library: Path, request: AddRequest, today: date, progress: Progress = silent
) -> tuple[Added, ...]:
    """Add exports one after the other; one that cannot be read leaves nothing of itself."""
    added = []
    for path in request.files:
        progress(shown(path))
        try:
            with writing(library) as connection:
                added.append(_add(connection, path, request, today))
        except Refused as refused:
            added.append(Added(path.name, findings=(refused.finding,)))
        except OSError as error:
            added.append(Added(path.name, findings=(unreadable(shown(path), error),)))
    return tuple(added)


def _add(connection: sqlite3.Connection, path: Path, request: AddRequest, today: date) -> Added:
    refuse_too_big(path, shown(path))
    digest = _digest(path)
    known = connection.execute(
        "SELECT kind, dated FROM sources WHERE digest = ?", (digest,)
    ).fetchone()
    if known:
        kind, day = known
        return Added(path.name, kind, day, known=True)
    made = connection.execute(
        "INSERT INTO sources (name, digest, added) VALUES (?, ?, ?)",
        (path.name, digest, today.isoformat()),
    )
    source = made.lastrowid or 0
    entries = Entries(connection, source)
    receiver = _Receiver(shown(path), entries)
    read = read_export_in_pieces(
        path, shown(path), _named(connection, request.columns), receiver.receive
    )
    said = min(read.listed, today.isoformat())  # a slip in one date must not make it the newest
    day = request.dated or said or _changed(path)
    settled = entries.settle(day)
    differences = tuple(islice(settled, TOLD))
    more = sum(1 for _ in settled)
    counts = entries.counts + Counter({"unreadable": receiver.unread})
    kept = json.dumps({**counts, "rows": counts.total()})
    connection.execute(
        "UPDATE sources SET kind = ?, dated = ?, counts = ? WHERE id = ?",
        (read.kind, day, kept, source),
    )
    _keep_what_searches_need(connection)
    told = _differing(shown(path), counts["different"], differences, more)
    findings = (*read.findings, *receiver.doubts.told(), *told)
    return Added(
        path.name, read.kind, day, counts=counts, differences=differences, findings=findings
    )


def _keep_what_searches_need(connection: sqlite3.Connection) -> None:
    update_vocabulary(connection)
    keep_facets(connection)
    keep_frequent_phrases(connection)


def _named(connection: sqlite3.Connection, columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what headings mean, by what was said now and before; keep what was said now."""
    connection.executemany(
        "INSERT OR REPLACE INTO headings VALUES (?, ?)",
        ((folded(heading), meaning) for heading, meaning in columns),
    )
    return dict(connection.execute("SELECT heading, meaning FROM headings").fetchall())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _changed(path: Path) -> str:
    """Return the day on which a file was last changed, where it says no day itself."""
    return date.fromtimestamp(path.stat().st_mtime).isoformat()


def _differing(
    file: str, records: int, differences: Sequence[Difference], more: int
) -> tuple[Finding, ...]:
    if not records:
        return ()
    what = "1 record says" if records == 1 else f"{records:,} records say"
    first = differences[0]
    message = (
        f"{what} otherwise than an export that was added before; the newer stands"
        f" (the first: {first.cited}, {first.field})"
    )
    hint = f"`un show {first.record}` shows both; `--dated DATE` says how old a file is"
    finding = Finding(
        file, 0, Fault.EXPORTS_DIFFER, message, hint, severity="warning",
        data={"records": records, "fields": len(differences) + more},
    )  # fmt: skip
    return (finding,)


class _Receiver:
    """Enters the pieces of an export into the library."""

    def __init__(self, file: str, entries: Entries) -> None:
        self.entries = entries
        self.unread = 0
        self.doubts = Doubts(file)

    def receive(self, piece: Piece) -> None:
        """Enter records, and keep why rows could not be read."""
        for record, unlike in self.entries.enter(piece.records):
            self._tell(record, unlike)
        self.unread += len(piece.unreadable)
        self.entries.connection.executemany(
            "INSERT INTO unreadable VALUES (?, ?, ?)",
            [(self.entries.source, *each) for each in piece.unreadable],
        )

    def _tell(self, record: UnRecord, unlike: Sequence[str]) -> None:
        message = (
            f"row {record.line}: {record.cited() or 'a record'} has another "
            f"{' and '.join(unlike)} than in a row before"
        )
        hint = "the first was taken; look into the document which of them is right"
        self.doubts.add(record.line, Fault.UNLIKE_REPEAT, message, hint)
