"""Build dossiers: each document that is asked for, in each format, read back before it is kept.

What has not changed since the last build is found by its fingerprint alone, without reading the
dossier; therefore nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.build.build_request import BuildRequest, Rebuild, Report
from dossier.build.output_records import FileReport, report_of
from dossier.model.diagnostics import Finding
from dossier.model.language import FORMATS
from dossier.model.progress_callback import Progress, silent
from dossier.project.build_store import Store, open_store
from dossier.project.input_digests import begin_run, fingerprint
from dossier.project.layout import Places, meant, read_files

if TYPE_CHECKING:  # it is slow to import, and most builds find nothing to do
    from concurrent.futures import Executor


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of one dossier: its name, a report of each file, and all findings."""

    dossier: str
    files: tuple[FileReport, ...] = ()
    findings: tuple[Finding, ...] = ()


def build(
    places: Places,
    request: BuildRequest,
    progress: Progress = silent,
    explain: Progress = silent,
    pool: Executor | None = None,
) -> Iterator[BuildResult]:
    """Build what is asked for, and yield what became of each dossier as soon as it is built.

    A dossier is built when its result is asked for: take all results. `progress` is told what is
    being made. Where only changes are reported, `explain` is told before a document is made what
    changed. PDFs are laid out in `pool`, or in processes that end with each dossier.
    """
    begin_run()
    for name, documents in request.documents.items():
        yield _build(
            places,
            name,
            documents=documents,
            request=request,
            progress=progress,
            explain=explain,
            pool=pool,
        )


def _build(
    places: Places,
    name: str,
    documents: tuple[str, ...],
    request: BuildRequest,
    progress: Progress,
    explain: Progress,
    pool: Executor | None,
) -> BuildResult:
    files, found = read_files(places, name)
    if files is None or found:
        return BuildResult(name, findings=found)
    store = open_store(places.output / name)
    mark = fingerprint(places, files)
    ready = _unchanged(store, mark, documents, request)
    if ready is not None:
        return BuildResult(name, () if request.report is Report.CHANGED else ready)
    from dossier.build.parallel_pdf import workers

    most = len(documents) or max(1, files.content.get("dossier.yaml", b"").count(b"template:"))
    own = pool is None and "pdf" in request.formats
    with workers(most) if own else nullcontext(pool) as printers:
        from dossier.build.build_documents import DossierBuild, build_documents

        job = DossierBuild(
            places=places, files=files, documents=documents, request=request, mark=mark,
            pool=printers, progress=progress, explain=explain,
        )  # fmt: skip
        outcome = build_documents(job, store)
    return BuildResult(name, outcome.files, tuple(dict.fromkeys(outcome.findings)))


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
