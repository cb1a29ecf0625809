"""A second process that lays out PDFs while the first reads content and writes the rest.

WeasyPrint takes most of a second to import; the worker begins with that as soon as a PDF is
asked for, and with two cores the PDF then costs little more than its layout.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress


@contextmanager
def worker() -> Iterator[Executor]:
    """Yield an executor with one process that is importing WeasyPrint already."""
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_prepare)
    pool.submit(int)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prepare() -> None:
    """Import what the work needs; WeasyPrint's own words about a missing library are ours to say."""
    from dossier.write.pdf import MissingLibrary, import_weasyprint

    silent = open(os.devnull, "w")  # noqa: SIM115 (it stays open as long as the process)
    sys.stdout = silent
    with suppress(MissingLibrary):
        import_weasyprint()
