"""Write a document in one format and read the file back: the work that other processes can do.

It needs nothing that the document's audience may not read. The search for names is not here, since
it needs the names.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from dossier.build.look_fonts import missing_fonts
from dossier.build.moved_pictures import with_pictures_moved
from dossier.build.output_formats import ROWS, render
from dossier.build.page_numbers import guessed_pages, place_names, with_pages
from dossier.build.ready_document import ReadyDocument
from dossier.build.repeated_sources import repeatable_notes, with_sources_repeated
from dossier.build.stacked_tables import wide_tables, with_stacked_tables
from dossier.build.tall_rows import with_parted_rows
from dossier.build.verify import verify
from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.page_wishes import PageWishes
from dossier.model.passages import passages
from dossier.readers.finished_files import pages_of_places
from dossier.writers.print_width import line_of_tables

_MOST = (2000, 1200, 700, 400, 200)
"""Characters of a cell to which rows that are taller than a page are parted, in turn."""

_LAYOUTS = 6
"""How often a PDF is laid out again, since a longer note, or a picture that moves, moves others."""

_TURNS = 4
"""How often a PDF is laid out again, since numbers of pages may move what they name."""


@frozen
class FinishedFile:
    """A finished file: its bytes, its pages (None where it has none of its own), its making."""

    format: str
    content: bytes
    pages: int | None
    seconds: float


Result: TypeAlias = tuple[FinishedFile | None, list[Finding]]


def write(document: ReadyDocument, folders: tuple[Path, ...], format_: str) -> Result:
    """Return `document` in one format, read back and compared, or findings.

    `folders` are where its template's files are looked for.
    """
    begun = time.perf_counter()
    if document.edition.numbers.page and format_ in ("pdf", "docx"):
        document = with_pages(document, guessed_pages(document))
    wide: list[Finding] = []
    if format_ in ("pdf", "docx"):
        line = line_of_tables(document.edition.document.settings, folders, document.theme)
        wide = [*wide_tables(document, line)] if format_ == "docx" else []
        document = with_stacked_tables(document, line) if format_ == "pdf" else document
    document, content, findings = _rendered(document, folders, format_)
    if findings:
        return None, findings
    pages, lost = verify(document, tuple(passages(document.edition)), format_, content, folders)
    fonts = missing_fonts(document.theme, folders) if format_ == "pdf" else ()
    finished = FinishedFile(format_, content, pages, time.perf_counter() - begun)
    return finished, [*lost, *fonts, *wide]


def _rendered(
    document: ReadyDocument, folders: tuple[Path, ...], format_: str
) -> tuple[ReadyDocument, bytes, list[Finding]]:
    """Return a document in one format; rows that are taller than a page are parted first."""
    document, content, findings = _with_wished_pages(document, folders, format_)
    parted, tall = document, frozenset[str]()
    for most in _MOST:
        found = [str(each.data[ROWS]) for each in findings if ROWS in each.data]
        if not found:
            break
        tall |= {row for each in found for row in each.split("\n")}
        parted = with_parted_rows(document, tall, most)
        parted, content, findings = _with_wished_pages(parted, folders, format_)
    if format_ != "pdf" or findings:
        return parted, content, findings
    return _with_page_numbers(parted, content, folders)


def _with_page_numbers(
    document: ReadyDocument, content: bytes, folders: tuple[Path, ...]
) -> tuple[ReadyDocument, bytes, list[Finding]]:
    """Return a document and its PDF, in which references by page name the pages there are.

    Where no turn comes out as it was meant to, they name none.
    """
    findings: list[Finding] = []
    names = place_names(document) if document.edition.numbers.page else {}
    for turn in range(_TURNS if names else 0):
        found = pages_of_places(content, names)
        pages = {each: found.get(each, 0) for each in names}
        if pages == document.edition.numbers.page:
            break
        document = with_pages(document, pages if turn < _TURNS - 1 else {})
        document, content, findings = _with_wished_pages(document, folders, "pdf")
        if findings:
            break
    return document, content, findings


def _with_wished_pages(
    document: ReadyDocument, folders: tuple[Path, ...], format_: str
) -> tuple[ReadyDocument, bytes, list[Finding]]:
    """Return a document in a format; no page of a PDF opens its notes with *ibid* if it can be.

    Nor does one stay empty before a picture, if text can stand before it; and references by page
    name the pages there are.
    """
    if format_ != "pdf":
        return document, *render(document, folders, format_)
    from dossier.writers.pdf import MovedPictures, OpeningNotes, OtherPages

    names = place_names(document)
    for _ in range(_LAYOUTS):
        held = repeatable_notes(document.edition)
        numbers = document.edition.numbers.page
        places = {names[each]: page for each, page in numbers.items() if page}
        wishes = PageWishes(held.keys(), full_pages=True, places=places)
        try:
            return document, *render(document, folders, format_, wishes)
        except MovedPictures as pictures:
            edition = with_pictures_moved(document.edition, pictures.moves)
            document = replace(document, edition=edition)
        except OpeningNotes as notes:
            named = {held[each] for each in notes.numbers}
            document = with_sources_repeated(document, named)
        except OtherPages as other:
            pages = {each: other.places.get(name, 0) for each, name in names.items()}
            document = with_pages(document, pages)
    return document, *render(document, folders, format_)
