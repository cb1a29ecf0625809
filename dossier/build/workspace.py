"""A project in a process that lives: built again and again, each time only what a change touches.

What blocks, registries and words came to is remembered by the functions themselves
(`model.remembered`); the processes that lay out PDFs are kept here from one build to the next.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import ExitStack
from types import TracebackType

from dossier.build.build_dossiers import BuildResult, build
from dossier.build.build_request import BuildRequest
from dossier.model.progress_callback import Progress, silent
from dossier.project.layout import Places


class Workspace:
    """The project in `places`, kept ready; use it in a `with` statement, which ends its processes.

    Its results are the same as those of `build`, to the byte.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._opened = ExitStack()
        self._pool: Executor | None = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def build(
        self, request: BuildRequest, progress: Progress = silent, explain: Progress = silent
    ) -> Iterator[BuildResult]:
        """Build what is asked for, as `build_dossiers.build` does: take all results."""
        pool = self._workers() if "pdf" in request.formats else None
        yield from build(self.places, request, progress, explain, pool)

    def _workers(self) -> Executor:
        """Return the processes that lay out PDFs: new ones at first, and when one was killed."""
        try:
            if self._pool is not None:
                self._pool.submit(int)
                return self._pool
        except BrokenExecutor:
            self._opened.close()
        from dossier.build.parallel_pdf import workers

        self._pool = self._opened.enter_context(workers(os.cpu_count() or 1))
        return self._pool
