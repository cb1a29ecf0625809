"""Produce the files of one document: write each format, read it back, hold it to the document."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from dossier.assemble import Assembled
from dossier.catalog import FORMATS
from dossier.finding import Finding
from dossier.measure import Size, passages, size
from dossier.project import Places
from dossier.render import render
from dossier.verify import verify


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its bytes, its pages (None where it has none of its own), its making."""

    format: str
    content: bytes
    pages: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Production:
    """What became of one document: its files, its size, and what stood in the way."""

    document: Assembled
    made: tuple[Made, ...]
    size: Size
    findings: tuple[Finding, ...]

    @property
    def pages(self) -> int | None:
        """The pages of the PDF, where one was made."""
        return next((each.pages for each in self.made if each.pages is not None), None)


def produce(
    document: Assembled,
    places: Places,
    formats: Sequence[str],
    pool: Executor | None,
    tell: Callable[[str], None],
) -> Production:
    """Return `document` in `formats`, the PDF made in `pool` beside the others.

    When words got lost on the way, nothing at all was made.
    """
    tell(f"{document.id} ({', '.join(formats)})")
    running = {
        each: pool.submit(make, document, places, each)
        for each in formats
        if each == "pdf" and pool is not None
    }
    results = {each: make(document, places, each) for each in formats if each not in running}
    results |= {each: future.result() for each, future in running.items()}
    made = [results[each][0] for each in FORMATS if each in results]
    findings = tuple(finding for each in formats for finding in results[each][1])
    kept = () if any(each.rule == "words-lost" for each in findings) else made
    size_ = size(document.edition)
    return Production(document, tuple(each for each in kept if each), size_, findings)


def make(document: Assembled, places: Places, format_: str) -> tuple[Made | None, list[Finding]]:
    """Return `document` in one format, read back and compared, or findings."""
    begun = time.perf_counter()
    content, findings = render(document, places, format_)
    if findings:
        return None, findings
    pages, lost = verify(document, tuple(passages(document.edition)), format_, content)
    return Made(format_, content, pages, time.perf_counter() - begun), lost
