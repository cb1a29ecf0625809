"""Add exports to the library, each in one transaction, and count every row of them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import shown
from dossier.project.un_library.entries import Difference, Entries
from dossier.project.un_library.rows import record_of
from dossier.project.un_library.store import writing
from dossier.project.un_library.vocabulary import update_vocabulary
from dossier.readers.un_exports.export import Intake, Row
from dossier.readers.un_exports.reader import read_into, unreadable

TOLD = 10
"""How many findings of one kind, and how many differences, are told; the rest is counted."""

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What is asked for: `dated` is the day of the exports (2026-11-29), "" where they say it."""

    files: tuple[Path, ...]
    dated: str = ""


@dataclass(frozen=True, slots=True)
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
                added.append(_add(connection, path, request.dated, today))
        except Refused as refused:
            added.append(Added(path.name, findings=(refused.finding,)))
        except OSError as error:
            added.append(Added(path.name, findings=(unreadable(shown(path), error),)))
    return tuple(added)


def _add(connection: sqlite3.Connection, path: Path, dated: str, today: date) -> Added:
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
    intake = _LibraryIntake(shown(path), entries)
    read_into(path, intake)
    day = dated or intake.listed or _changed(path)
    settled = entries.settle(day)
    differences = tuple(islice(settled, TOLD))
    more = sum(1 for _ in settled)
    counts = entries.counts + Counter({"unreadable": intake.unread})
    kept = json.dumps({**counts, "rows": counts.total()})
    connection.execute(
        "UPDATE sources SET kind = ?, dated = ?, counts = ? WHERE id = ?",
        (intake.kind, day, kept, source),
    )
    update_vocabulary(connection)
    told = _differing(shown(path), counts["different"], differences, more)
    return Added(path.name, intake.kind, day, False, counts, differences, (*intake.told(), *told))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        digest = hashlib.sha256()
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


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


class _LibraryIntake(Intake):
    """Takes rows of all mechanisms into the library; keeps no row, and few findings."""

    def __init__(self, file: str, entries: Entries) -> None:
        super().__init__(file, lambda _: True, "all mechanisms")
        self.entries = entries
        self.listed = ""
        self.unread = 0
        self.doubts: Counter[Fault] = Counter()
        self.first: list[Finding] = []

    def take(self, row: Row, key: Hashable) -> None:
        """Enter a row; `key` is of no use here, since the library has its own."""
        del key
        record = record_of(row)
        unlike = self.entries.enter(record)
        self.listed = max(self.listed, row.listed)
        if unlike:
            message = (
                f"row {row.line}: {record.cited() or 'a record'} has another "
                f"{' and '.join(unlike)} than in a row before"
            )
            hint = "the first was taken; look into the document which of them is right"
            self.doubt(row.line, Fault.UNLIKE_REPEAT, message, hint)
        if not record.states:
            message = f"row {row.line}: it names no State"
            hint = "it is found by its words, not with `--state`"
            self.doubt(row.line, Fault.RECORD_WITHOUT_STATE, message, hint)
        if not record.symbol and row.annotation:
            message = f"row {row.line}: it names no document"
            hint = "look up the symbol of the document before you cite it"
            self.doubt(row.line, Fault.RECORD_WITHOUT_SYMBOL, message, hint)

    def doubt(self, line: int, rule: Fault, message: str, hint: str) -> None:
        """Keep the first doubts of each kind, and count the others."""
        self.doubts[rule] += 1
        if self.doubts[rule] <= TOLD:
            self.first.append(Finding(self.file, line, rule, message, hint, severity="warning"))

    def cannot(self, line: int, why: str) -> None:
        """Keep in the library why a row could not be read, and tell of the first."""
        self.unread += 1
        values = (self.entries.source, line, why)
        self.entries.connection.execute("INSERT INTO unreadable VALUES (?, ?, ?)", values)
        hint = "correct the row in a copy of the file; `un status --unreadable` lists all of them"
        self.doubt(line, Fault.UNREADABLE_ROW, f"row {line}: {why}", hint)

    def told(self) -> tuple[Finding, ...]:
        """Return the findings, with how many more there were of each kind."""
        more = [
            Finding(
                self.file, 0, rule, f"{count - TOLD:,} more rows have the same fault",
                "mend the export, or ask who made it", severity="warning",
            )
            for rule, count in self.doubts.items()
            if count > TOLD
        ]  # fmt: skip
        return (*self.findings, *self.first, *more)
