"""A project in a process that lives: built again and again, each time only what a change touches.

What blocks, registries and words came to is remembered by the functions themselves
(`model.remembered`); the processes that lay out PDFs are kept here from one build to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from dossier.build.build_dossiers import BuildResult, build
from dossier.build.build_request import BuildRequest
from dossier.build.worker_processes import Processes
from dossier.model.progress_callback import Progress, silent
from dossier.model.second_process import cores
from dossier.project.layout import Places


class Workspace:
    """The project in `places`, kept ready; use it in a `with` statement, which ends its processes.

    Its results are the same as those of `build`, to the byte.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._processes = Processes(cores())

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._processes.__exit__(kind, error, trace)

    def build(
        self, request: BuildRequest, progress: Progress = silent, explain: Progress = silent
    ) -> Iterator[BuildResult]:
        """Build what is asked for, as `build_dossiers.build` does: take all results."""
        yield from build(self.places, request, progress, explain, self._processes)
