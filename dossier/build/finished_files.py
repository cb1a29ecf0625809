"""Produce the files of one document: write each format, read it back, hold it to the document."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TypeAlias

from dossier.build.drawn_pictures import illustrated
from dossier.build.look_fonts import missing_fonts
from dossier.build.output_formats import ROWS, render
from dossier.build.ready_document import ReadyDocument
from dossier.build.tall_rows import with_parted_rows
from dossier.build.vector_pictures import names_in_pictures
from dossier.build.verify import GRAVE, escaped, verify
from dossier.model.diagnostics import Finding
from dossier.model.language import FORMATS
from dossier.model.passages import Size, passages, size
from dossier.model.progress_callback import Progress
from dossier.project.layout import Places
from dossier.redaction.scan import Guard

_MOST = (2000, 1200, 700, 400, 200)
"""Characters of a cell to which rows that are taller than a page are parted, in turn."""


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A finished file: its bytes, its pages (None where it has none of its own), its making."""

    format: str
    content: bytes
    pages: int | None
    seconds: float


Result: TypeAlias = tuple[FinishedFile | None, list[Finding]]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class StartedDocument:
    """A document whose PDF is being made in another process, if one is wanted.

    With `findings`, which say what stands in the way, nothing is made of it.
    """

    document: ReadyDocument
    formats: tuple[str, ...]
    running: Mapping[str, Future[Result]]
    places: Places
    guard: Guard
    findings: tuple[Finding, ...] = ()


def start(
    document: ReadyDocument,
    places: Places,
    formats: Sequence[str],
    pool: Executor | None,
    guard: Guard,
) -> StartedDocument:
    """Draw a document's pictures and let `pool` make its PDF.

    `guard` knows what the document's audience may not read.
    """
    wanted = tuple(each for each in document.formats if each in formats)
    document, missing = illustrated(document, wanted)
    if missing:
        return StartedDocument(document, wanted, {}, places, guard, missing)
    running = {
        each: pool.submit(make, document.in_format(each), places, each, guard)
        for each in wanted
        if each == "pdf" and pool is not None
    }
    return StartedDocument(document, wanted, running, places, guard)


def finish(started: StartedDocument, progress: Progress) -> DocumentOutputs:
    """Return a document in its formats, those made here that no other process makes.

    When words got lost on the way, or a name got out, nothing at all was made.
    """
    document, places = started.document, started.places
    if started.findings:
        return DocumentOutputs(document, (), size(document.edition), started.findings)
    progress(f"{document.id} ({', '.join(started.formats)})")
    results = {
        each: make(document.in_format(each), places, each, started.guard)
        for each in started.formats
        if each not in started.running
    }
    results |= {each: future.result() for each, future in started.running.items()}
    made = [results[each][0] for each in FORMATS if each in results]
    findings = (
        *names_in_pictures(document, started.guard),
        *(finding for each in started.formats for finding in results[each][1]),
    )
    kept = () if any(each.rule in GRAVE for each in findings) else made
    size_ = size(document.edition)
    return DocumentOutputs(document, tuple(each for each in kept if each), size_, findings)


def make(document: ReadyDocument, places: Places, format_: str, guard: Guard) -> Result:
    """Return `document` in one format, read back, compared and searched, or findings."""
    begun = time.perf_counter()
    document, content, findings = _rendered(document, places, format_)
    if findings:
        return None, findings
    printed = tuple(passages(document.edition))
    pages, lost = verify(document, printed, format_, content)
    said = " ".join(each.text for each in printed)
    out = escaped(document, f"{document.id}.{format_}", content, guard, said)
    folders = places.folders(document.template)
    fonts = missing_fonts(document.theme, folders) if format_ == "pdf" else ()
    finished = FinishedFile(format_, content, pages, time.perf_counter() - begun)
    return finished, [*lost, *out, *fonts]


def _rendered(
    document: ReadyDocument, places: Places, format_: str
) -> tuple[ReadyDocument, bytes, list[Finding]]:
    """Return a document in one format; rows that are taller than a page are parted first."""
    content, findings = render(document, places, format_)
    parted, tall = document, frozenset[str]()
    for most in _MOST:
        found = [str(each.data[ROWS]) for each in findings if ROWS in each.data]
        if not found:
            break
        tall |= {row for each in found for row in each.split("\n")}
        parted = with_parted_rows(document, tall, most)
        content, findings = render(parted, places, format_)
    return parted, content, findings
