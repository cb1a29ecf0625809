"""Produce the files of one document: write each format, read it back, hold it to the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from dossier.build.drawn_pictures import illustrated
from dossier.build.ready_document import ReadyDocument
from dossier.build.vector_pictures import names_in_pictures
from dossier.build.verify import GRAVE
from dossier.build.workers import Nobody, Pending, Workers
from dossier.build.written_file import FinishedFile, Result
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.language import FORMATS
from dossier.model.passages import Size, size
from dossier.model.progress_callback import Progress
from dossier.redaction.scan import Guard


@frozen
class DocumentOutputs:
    """What became of one document: its files, its size, and what stood in the way."""

    document: ReadyDocument
    files: tuple[FinishedFile, ...]
    size: Size
    findings: tuple[Finding, ...]

    @property
    def pages(self) -> int | None:
        """The pages of the PDF, where one was made."""
        return next((each.pages for each in self.files if each.pages is not None), None)


@frozen
class StartedDocument:
    """A document with its files; workers are writing those in `taken`.

    With `findings`, which say what stands in the way, nothing is made of it.
    """

    document: ReadyDocument
    files: Mapping[str, Pending]
    taken: tuple[str, ...]
    guard: Guard
    findings: tuple[Finding, ...] = ()


def start(
    document: ReadyDocument,
    folders: tuple[Path, ...],
    formats: Sequence[str],
    workers: Workers,
    guard: Guard,
    number: int = 1,
) -> StartedDocument:
    """Draw a document's pictures and let `workers` write the files that they take.

    `guard` knows what the document's audience may not read; `number` is how many documents the
    build may make.
    """
    wanted = tuple(each for each in document.formats if each in formats)
    document, missing = illustrated(document, wanted)
    if missing:
        return StartedDocument(document, {}, (), guard, missing)
    taken = tuple(each for each in wanted if workers.take(each, number))
    if taken:
        workers.prepare(number)
    files = {
        each: (workers if each in taken else Nobody()).begin(
            document.in_format(each), folders, each, guard
        )
        for each in wanted
    }
    return StartedDocument(document, files, taken, guard)


def written_here(started: StartedDocument) -> StartedDocument:
    """Return a document whose files are written that no worker writes, while workers are at it."""
    if not started.taken:
        return started  # nobody is at anything: each is written when it is waited for
    own = {each: _now(wait) for each, wait in started.files.items() if each not in started.taken}
    return replace(started, files={**started.files, **own})


def _now(pending: Pending) -> Pending:
    """Return a file that is made already; what went wrong is told when it is waited for."""
    made: Future[Result] = Future()
    try:
        made.set_result(pending())
    except Exception as error:
        made.set_exception(error)
    return made.result


def finish(started: StartedDocument, progress: Progress) -> DocumentOutputs:
    """Return a document in its formats.

    When words got lost on the way, or a name got out, nothing at all was made.
    """
    document = started.document
    if started.findings:
        return DocumentOutputs(document, (), size(document.edition), started.findings)
    progress(f"{document.id} ({', '.join(started.files)})")
    results = {each: wait() for each, wait in started.files.items()}
    made = [results[each][0] for each in FORMATS if each in results]
    findings = (
        *names_in_pictures(document, started.guard),
        *(finding for each in started.files for finding in results[each][1]),
    )
    kept = () if any(each.rule in GRAVE for each in findings) else made
    size_ = size(document.edition)
    return DocumentOutputs(document, tuple(each for each in kept if each), size_, findings)
