"""Other processes that lay out PDFs while the first reads content and writes the rest.

WeasyPrint takes most of a second to import; a worker begins with that as soon as a PDF is
asked for, and with two cores a PDF then costs little more than its layout. Of many documents
every core takes its share.

No worker outlives the first process. Each reads from a pipe that nothing is written to and whose
other end the first process alone holds: when that dies, however it dies, the pipe ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path


@contextmanager
def workers(documents: int) -> Iterator[Executor]:
    """Yield an executor whose processes are importing WeasyPrint already.

    There is one for a single document, and for several as many as there are cores. What stops the
    block stops them, too, whatever they are at.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    number = max(1, min(documents, os.cpu_count() or 1))
    ends, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        number, mp_context=context, initializer=_prepare, initargs=(ends, held)
    )
    with _undisturbed():
        pool.submit(int)
    try:
        yield pool
    except BaseException:
        held.close()  # nobody waits for what they are at
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        held.close()
        ends.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Begin processes to which Ctrl-C says nothing: the first process stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare(ends: Connection, held: Connection) -> None:
    """Import what the work needs, and keep WeasyPrint from printing about missing libraries."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    held.close()  # a copy of the first process's end: with it the pipe would never end
    threading.Thread(target=_end_with, args=(ends,), daemon=True).start()
    from dossier.writers.pdf import MissingLibrary, import_weasyprint

    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 (open as long as the process)
    with suppress(MissingLibrary):
        import_weasyprint()


def _end_with(ends: Connection) -> None:
    """End this process at once when the pipe ends."""
    with suppress(OSError, EOFError):
        ends.recv_bytes()
    os._exit(1)
