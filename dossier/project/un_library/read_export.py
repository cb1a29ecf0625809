"""Read an export for the library in pieces, a large one in a process beside the one that writes.

Reading takes as long as writing into the library does; so a large export takes half the time. A
piece waits until it is taken, and no more than a few are in memory. A process that ends without its
last word was stopped, and nothing that it read is kept.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TypeAlias

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.project.un_library.prepared import Prepared, prepared
from dossier.project.un_library.rows import record_of
from dossier.readers.un_exports.export import Intake, Row
from dossier.readers.un_exports.reader import read_into, unreadable

TOLD = 10
"""How many findings of one kind are told of a file; the rest is counted."""

LARGE = 8 * 1024 * 1024
"""From how many bytes on another process reads; its start takes as long as reading this much."""

_PIECE = 500
_AHEAD = 8
"""How many records are passed on at once, and how many pieces wait at most."""


@frozen
class Piece:
    """Records in the order of the file, and the rows among them that could not be read."""

    records: tuple[Prepared, ...]
    unreadable: tuple[tuple[int, str], ...]


@frozen
class Read:
    """What is known of an export at its end: its kind, its last day, and what was told of it."""

    kind: str
    listed: str
    findings: tuple[Finding, ...]


Receive: TypeAlias = Callable[[Piece], None]


def read_export_in_pieces(
    path: Path, file: str, named: Mapping[str, str], receive: Receive
) -> Read:
    """Give all records of an export to `receive`, and return what is known at its end.

    `named` are what the columns of other tables hold, by their headings. Raises `Refused` for a
    file that cannot be read to its end.
    """
    if not path.is_file() or path.stat().st_size < LARGE:
        return _read(path, file, named, receive)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    reader = context.Process(target=_read_beside, args=(path, file, named, theirs), daemon=True)
    reader.start()
    theirs.close()
    try:
        while isinstance(said := _next(ours, file), Piece):
            receive(said)
        return said
    finally:
        reader.terminate()
        reader.join()
        ours.close()


class Doubts:
    """The first findings of each kind, and how many more there are."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.counts: Counter[Fault] = Counter()
        self.first: list[Finding] = []

    def add(self, line: int, rule: Fault, message: str, hint: str) -> None:
        """Keep a finding, or count it."""
        self.counts[rule] += 1
        if self.counts[rule] <= TOLD:
            self.first.append(Finding(self.file, line, rule, message, hint, severity="warning"))

    def told(self) -> tuple[Finding, ...]:
        """Return the findings, with one for each kind of which there are more."""
        hint = "mend the export, or ask who made it"
        more = (
            Finding(self.file, 0, rule, f"{count - TOLD:,} more rows have the same fault", hint,
                    severity="warning")
            for rule, count in self.counts.items()
            if count > TOLD
        )  # fmt: skip
        return (*self.first, *more)


def _next(ours: Connection, file: str) -> Piece | Read:
    try:
        said: Piece | Read | Finding = ours.recv()
    except EOFError as error:
        message = "the process that read the file was stopped"
        hint = "run the command again; perhaps the memory was full"
        raise Refused(Finding(file, 0, Fault.UNREADABLE, message, hint)) from error
    if isinstance(said, Finding):
        raise Refused(said)
    return said


def _read_beside(path: Path, file: str, named: Mapping[str, str], theirs: Connection) -> None:
    """Read in a process of its own; Ctrl-C is for the one that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ahead: Queue[Piece | Read | Finding | None] = Queue(_AHEAD)
    sender = Thread(target=_send, args=(ahead, theirs), daemon=True)
    sender.start()
    try:
        ahead.put(_read(path, file, named, ahead.put))
    except Refused as refused:
        ahead.put(refused.finding)
    except OSError as error:
        ahead.put(unreadable(file, error))
    ahead.put(None)
    sender.join()


def _send(ahead: Queue[Piece | Read | Finding | None], theirs: Connection) -> None:
    """Send pieces while the next ones are read, since a pipe holds less than one piece."""
    try:
        while (said := ahead.get()) is not None:
            theirs.send(said)
    except OSError:
        os._exit(1)  # nobody reads the pipe any more


def _read(path: Path, file: str, named: Mapping[str, str], receive: Receive) -> Read:
    intake = _LibraryIntake(file, receive)
    intake.named = named
    read_into(path, intake)
    intake.send()
    return Read(intake.kind, intake.listed, (*intake.findings, *intake.doubts.told()))


class _LibraryIntake(Intake):
    """Takes rows of all mechanisms, and passes them on in pieces."""

    def __init__(self, file: str, receive: Receive) -> None:
        super().__init__(file, lambda _: True, "all mechanisms")
        self.receive = receive
        self.listed = ""
        self.doubts = Doubts(file)
        self.records: list[Prepared] = []
        self.unread: list[tuple[int, str]] = []

    def take(self, row: Row, key: Hashable) -> None:
        """Pass a row on; `key` is of no use here, since the library has its own."""
        del key
        record = record_of(row)
        self.records.append(prepared(record))
        self.listed = max(self.listed, row.listed)
        self.doubt_letters(row)
        if not record.states:
            message = f"{self.unit} {row.line}: it names no State"
            hint = "it is found by its words, not with `--state`"
            self.doubts.add(row.line, Fault.RECORD_WITHOUT_STATE, message, hint)
        if not record.symbol and (row.annotation or self.unit == "paragraph"):
            message = f"{self.unit} {row.line}: it names no document"
            hint = "look up the symbol of the document before you cite it"
            self.doubts.add(row.line, Fault.RECORD_WITHOUT_SYMBOL, message, hint)
        if len(self.records) >= _PIECE:
            self.send()

    def send(self) -> None:
        """Pass on what is held."""
        self.receive(Piece(tuple(self.records), tuple(self.unread)))
        self.records, self.unread = [], []

    def doubt(self, line: int, rule: Fault, message: str, hint: str) -> None:
        """Say what may be wrong with a row that was read."""
        self.doubts.add(line, rule, message, hint)

    def cannot(self, line: int, why: str) -> None:
        """Pass on why a row could not be read, and tell of the first such rows."""
        self.unread.append((line, why))
        hint = "correct the row in a copy of the file; `un status --unreadable` lists all of them"
        self.doubts.add(line, Fault.UNREADABLE_ROW, f"{self.unit} {line}: {why}", hint)
        if len(self.unread) >= _PIECE:
            self.send()
