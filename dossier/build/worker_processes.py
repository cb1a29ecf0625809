"""Other processes of this machine that write files while the first reads content.

WeasyPrint takes most of a second to import; a worker begins with that as soon as something must be
built, and with two cores a PDF then costs little more than its layout. Of one document or two the
workers write the PDFs. The first process writes the other files and searches all of them, since it
has nothing else to do, and names are made ready only once. Of more documents the workers write and
search all files, and the first process examines them meanwhile and reads the next dossier.

No worker outlives the first process. Each reads from a pipe that nothing is written to and whose
other end the first process alone holds: when that dies, however it dies, the pipe ends.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from dossier.model.kept_code import write_code
from dossier.model.kept_patterns import write_patterns
from dossier.model.second_process import undisturbed

if TYPE_CHECKING:  # a worker imports WeasyPrint first, and this process reads meanwhile
    from dossier.build.ready_document import ReadyDocument
    from dossier.build.workers import Pending
    from dossier.build.written_file import Result
    from dossier.redaction.scan import Guard

_AHEAD = 2
"""Files that are under way for each process, so that it need not wait for the next."""


_FEW = 2
"""Documents of which the first process writes what is no PDF in the time that a PDF takes."""

_FOR_FIRST = ("xlsx",)
"""Formats of a few documents alone, which the first process writes: what they need takes memory,
and would take it in each process."""

_NEEDED = ("dossier.build.searched_file", "email.policy", "pypdfium2")
"""Modules that are imported when the first PDF is written and read back, at the latest."""

_GUARDS = 8
"""Guards that a process keeps ready: one for each audience of the last dossiers."""


class Processes:
    """Up to `number` processes that write files; use it in a `with` statement, which ends them.

    They begin when something must be built. A process that was killed is made up for.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self._documents = 0
        self._opened = ExitStack()
        self._pool: Executor | None = None
        self._guards: dict[int, tuple[Guard, bytes]] = {}

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.__exit__(kind, error, trace)

    @property
    def most(self) -> int:
        """How many files should be under way, so that no process has to wait."""
        return _AHEAD * self.number

    def take(self, format_: str, documents: int) -> bool:
        """Whether they write files of this format where so many documents may be made."""
        return format_ == "pdf" or (self._many(documents) and format_ not in _FOR_FIRST)

    def prepare(self, documents: int) -> None:
        """Begin the processes, for so many documents, unless they run already."""
        self._documents = documents
        self._ready(documents)

    def _many(self, documents: int) -> bool:
        """Whether the first process has enough to do with reading so many documents."""
        return documents > min(self.number, _FEW)

    def _ready(self, documents: int) -> Executor:
        if self._pool is None:
            self._pool = self._opened.enter_context(workers(min(self.number, max(1, documents))))
        return self._pool

    def begin(
        self, document: ReadyDocument, folders: tuple[Path, ...], format_: str, guard: Guard
    ) -> Pending:
        """Let a process write a file and search it, or search it here where there are few."""
        searching = self._packed(guard) if self._many(self._documents) else b""
        task = (document, folders, format_, searching)
        used, running = self._submit(task)

        def wait() -> Result:
            try:
                made = running.result()
            except BrokenExecutor:  # a process was killed, and all others with it
                made = self._replace(used).submit(_make, *task).result()
            return made if searching else _searched(document, made, guard)

        return wait

    def _packed(self, guard: Guard) -> bytes:
        """Return a guard as it is sent, without what it made ready for this process."""
        if id(guard) not in self._guards:
            held = [*self._guards.items()][-_GUARDS:]
            self._guards = {**dict(held), id(guard): (guard, pickle.dumps(replace(guard)))}
        return self._guards[id(guard)][1]

    def _submit(
        self, task: tuple[ReadyDocument, tuple[Path, ...], str, bytes]
    ) -> tuple[Executor, Future[Result]]:
        """Return the file that is being written, and the pool that does it."""
        pool = self._ready(self.number)
        try:
            return pool, pool.submit(_make, *task)
        except BrokenExecutor:
            pool = self._replace(pool)
            return pool, pool.submit(_make, *task)

    def _replace(self, broken: Executor) -> Executor:
        """Return new processes in place of those of a pool, unless that was done already."""
        if self._pool is broken:
            self._opened.close()
            self._pool = None
        return self._ready(self.number)


def _make(
    document: ReadyDocument, folders: tuple[Path, ...], format_: str, packed: bytes
) -> Result:
    """Write a file, and search it where a guard was `packed`: what a process does."""
    from dossier.build.written_file import write

    if format_ == "pdf":
        _give_back()  # before, and not after, when somebody waits for the file
    made = write(document, folders, format_)
    return _searched(document, made, _guard(packed)) if packed else made


def _searched(document: ReadyDocument, made: Result, guard: Guard) -> Result:
    from dossier.build.searched_file import searched

    return searched(document, made, guard)


def _give_back() -> None:
    """Give the memory of the last files back: boxes are in circles, and glibc keeps what is free.

    Without this a process that lays out one text after another grows with each of them. The letters
    of texts go too, since other documents have other texts.
    """
    from dossier.redaction.names.text_letters import forget_letters

    forget_letters()
    gc.collect()
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


@lru_cache(maxsize=_GUARDS)
def _guard(packed: bytes) -> Guard:
    """Return a guard that was sent; what it makes ready serves all files for its audience."""
    guard: Guard = pickle.loads(packed)  # noqa: S301 (the first process packed it)
    return guard


@contextmanager
def workers(number: int) -> Iterator[Executor]:
    """Yield an executor whose `number` processes are importing WeasyPrint already.

    The end of the block stops them, too: what they are still at is wanted no more.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    ends, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        number, mp_context=context, initializer=_prepare, initargs=(ends, held)
    )
    with undisturbed():
        pool.submit(int)
    try:
        yield pool
    finally:
        held.close()
        _expect_no_more(pool)
        pool.shutdown(wait=True, cancel_futures=True)
        ends.close()


def _expect_no_more(pool: ProcessPoolExecutor) -> None:
    """Let a file that a process was sending as it was stopped end where it is.

    This process holds the writing end of the results, too. As long as it does, it would wait for
    the rest of what nobody sends any more (Python has no public way to close it).
    """
    with suppress(AttributeError, OSError):
        pool._result_queue._writer.close()  # type: ignore[attr-defined]


def _prepare(ends: Connection, held: Connection) -> None:
    """Import what the work needs, and keep WeasyPrint from printing about missing libraries."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    held.close()  # a copy of the first process's end: with it the pipe would never end
    threading.Thread(target=_end_with, args=(ends,), daemon=True).start()
    from dossier.writers.pdf import MissingLibrary, import_weasyprint

    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 (open as long as the process)
    with suppress(MissingLibrary):
        import_weasyprint()
    for name in _NEEDED:  # this process waits anyway
        import_module(name)
    write_patterns()
    write_code()
    gc.freeze()


def _end_with(ends: Connection) -> None:
    """End this process at once when the pipe ends."""
    with suppress(OSError, EOFError):
        ends.recv_bytes()
    os._exit(1)
