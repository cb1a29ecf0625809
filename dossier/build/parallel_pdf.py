"""Other processes that lay out PDFs while the first reads content and writes the rest.

WeasyPrint takes most of a second to import; a worker begins with that as soon as a PDF is
asked for, and with two cores a PDF then costs little more than its layout. Of many documents
every core takes its share.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def workers(documents: int) -> Iterator[Executor]:
    """Yield an executor whose processes are importing WeasyPrint already.

    There is one for a single document, and for several as many as there are cores.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    number = max(1, min(documents, os.cpu_count() or 1))
    pool = ProcessPoolExecutor(number, mp_context=context, initializer=_prepare)
    pool.submit(int)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prepare() -> None:
    """Import what the work needs, and keep WeasyPrint from printing about missing libraries."""
    from dossier.writers.pdf import MissingLibrary, import_weasyprint

    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 (open as long as the process)
    with suppress(MissingLibrary):
        import_weasyprint()
