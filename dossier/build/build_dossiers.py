"""Build dossiers: each document that is asked for, in each format, read back before it is kept.

What has not changed since the last build is found by its fingerprint alone, without reading the
dossier; therefore nothing heavy is imported here.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from dossier.build.build_request import BuildRequest, Rebuild, Report
from dossier.build.output_records import FileReport, report_of
from dossier.build.worker_processes import Processes
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.language import FORMATS
from dossier.model.progress_callback import Progress, silent
from dossier.model.second_process import cores
from dossier.project.build_store import Store, open_store
from dossier.project.input_digests import begin_run, fingerprint
from dossier.project.layout import Files, Places, meant, read_files

if TYPE_CHECKING:  # they are slow to import, and most builds find nothing to do
    from dossier.build.dossier_build import BegunDossier, DossierBuild
    from dossier.build.workers import Workers


@frozen
class BuildResult:
    """What became of one dossier: its name, a report of each file, and all findings."""

    dossier: str
    files: tuple[FileReport, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class _Begun:
    """A dossier that is under way, and the job that it is."""

    job: DossierBuild
    dossier: BegunDossier


def build(
    places: Places,
    request: BuildRequest,
    progress: Progress = silent,
    explain: Progress = silent,
    workers: Workers | None = None,
) -> Iterator[BuildResult]:
    """Build what is asked for, and yield what became of each dossier as soon as it is built.

    A dossier is built when its result is asked for: take all results. `progress` is told what is
    being made. Where only changes are reported, `explain` is told what changed. Files are written
    by `workers`, or by processes that end with the build; while they write those of one dossier,
    the next ones are read.
    """
    begin_run()
    with ExitStack() as opened:
        used = workers or opened.enter_context(Processes(cores()))
        yield from _in_order(_Builder(places, request, progress, explain, used))


def _in_order(builder: _Builder) -> Iterator[BuildResult]:
    """Yield results in the order of the request, with so many dossiers under way as are needed."""
    waiting: deque[BuildResult | _Begun] = deque()
    try:
        for name, documents in builder.request.documents.items():
            waiting.append(builder.begin(name, documents))
            while waiting and (_is_done(waiting[0]) or builder.enough(waiting)):
                yield builder.finish(waiting.popleft())
    except Exception:  # what was begun before is kept
        yield from map(builder.finish, waiting)
        raise
    yield from map(builder.finish, waiting)


def _is_done(dossier: BuildResult | _Begun) -> bool:
    """Whether no worker need be waited for."""
    return isinstance(dossier, BuildResult) or not dossier.dossier.under_way


@frozen
class _Builder:
    """What the dossiers of one build have in common."""

    places: Places
    request: BuildRequest
    progress: Progress
    explain: Progress
    workers: Workers

    @property
    def others(self) -> int:
        """How many documents other dossiers may have than the one that is begun: many, or none."""
        return sys.maxsize if len(self.request.documents) > 1 else 0

    def enough(self, waiting: deque[BuildResult | _Begun]) -> bool:
        """Whether workers have enough to do while the first of `waiting` is finished."""
        others = list(waiting)[1:]
        under_way = (each.dossier.under_way for each in others if isinstance(each, _Begun))
        return sum(under_way) >= self.workers.most

    def begin(self, name: str, documents: tuple[str, ...]) -> BuildResult | _Begun:
        """Return a dossier that is under way, or its result where nothing must be made."""
        files, found = read_files(self.places, name)
        if files is None or found:
            return BuildResult(name, findings=found)
        store = open_store(self.places.output / name)
        mark = fingerprint(self.places, files)
        ready = _unchanged(store, mark, documents, self.request)
        if ready is not None:
            return BuildResult(name, () if self.request.report is Report.CHANGED else ready)
        number = self.others + _documents(files, documents)
        if any(self.workers.take(each, number) for each in self.request.formats):
            self.workers.prepare(number)
        from dossier.build.build_documents import begin
        from dossier.build.dossier_build import DossierBuild

        job = DossierBuild(
            places=self.places, files=files, documents=documents, request=self.request, mark=mark,
            others=self.others, workers=self.workers, progress=self.progress,
            explain=self.explain,
        )  # fmt: skip
        return _Begun(job, begin(job, store))

    def finish(self, begun: BuildResult | _Begun) -> BuildResult:
        """Wait for a dossier and return what became of it."""
        if isinstance(begun, BuildResult):
            return begun
        from dossier.build.build_documents import finish_dossier

        outcome = finish_dossier(begun.job, begun.dossier)
        findings = tuple(dict.fromkeys(outcome.findings))
        return BuildResult(begun.job.files.name, outcome.files, findings)


def _documents(files: Files, documents: tuple[str, ...]) -> int:
    """Return how many documents of a dossier may have to be made."""
    return len(documents) or files.content.get("dossier.yaml", b"").count(b"template:")


def _unchanged(
    store: Store, mark: str, documents: tuple[str, ...], request: BuildRequest
) -> tuple[FileReport, ...] | None:
    """Return the reports of all files that are asked for when each is as it was built."""
    if request.rebuild is Rebuild.ALL or (store.inputs != mark and not documents):
        return None
    wanted = [
        name
        for each in documents or store.documents
        for name in meant(each, store.documents, store.merges)
    ]
    if documents and not wanted:
        return None
    names = [
        f"{each}.{kind}"
        for each in wanted
        for kind in request.formats
        if kind in store.formats.get(each, FORMATS)
    ]
    if not all(store.intact(name, mark) for name in names):
        return None
    return tuple(report_of(store, name, "unchanged", 0.0) for name in names)
