"""Produce the files of one document: write each format, read it back, hold it to the document."""

from __future__ import annotations

import base64
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from dossier.assemble import Assembled
from dossier.finding import Finding
from dossier.measure import Passage, Size, passages, size
from dossier.model import Link, Note, NoteAgain, Row, Table
from dossier.project import Places, kind_of, shown
from dossier.reconcile import Loss, reconcile
from dossier.walk import blocks, everything, plain, visible

FORMATS = ("pdf", "docx", "html", "md")
"""The formats there are, in the order in which they are listed."""


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
    printed = tuple(passages(document.edition))
    running = {
        each: pool.submit(make, document, places, printed, each)
        for each in formats
        if each == "pdf" and pool is not None
    }
    results = {
        each: make(document, places, printed, each) for each in formats if each not in running
    }
    results |= {each: future.result() for each, future in running.items()}
    made = [results[each][0] for each in FORMATS if each in results]
    findings = tuple(finding for each in formats for finding in results[each][1])
    kept = () if any(each.rule == "words-lost" for each in findings) else made
    size_ = size(document.edition)
    return Production(document, tuple(each for each in kept if each), size_, findings)


def make(
    document: Assembled, places: Places, printed: Sequence[Passage], format_: str
) -> tuple[Made | None, list[Finding]]:
    """Return `document` in one format, read back and compared, or findings."""
    begun = time.perf_counter()
    content, findings = _write(document, places, format_)
    if findings:
        return None, findings
    pages, lost = _check(document, printed, format_, content)
    return Made(format_, content, pages, time.perf_counter() - begun), lost


def _write(document: Assembled, places: Places, format_: str) -> tuple[bytes, list[Finding]]:
    folders = places.folders(document.template)
    try:
        return _WRITERS[format_](document, folders), []
    except FileNotFoundError as error:
        message = f'the template lacks the file "{error.args[-1] if error.args else error}"'
        hint = "copy it from a template that comes with the program"
        return b"", [Finding(shown(document.template), 0, "template-error", message, hint)]
    except SyntaxError as error:  # xml.etree.ElementTree.ParseError
        message = f"the page is not well-formed: {error}"
        hint = "close every element, and write `<br/>` for elements that hold nothing"
        file = shown(document.template / "page.html.j2")
        return b"", [Finding(file, 0, "template-error", message, hint)]
    except Unwritable as error:
        return b"", [error.finding]
    except Exception as error:
        fault = _template_fault(error, folders)
        if fault is None:
            raise
        return b"", [fault]


class Unwritable(Exception):
    """A format cannot be written here; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _pdf(document: Assembled, folders: tuple[Path, ...]) -> bytes:
    from dossier.write.pdf import MissingLibrary, Overfull, write_pdf

    try:
        return write_pdf(document.edition, folders, _addresses(document.pictures))
    except Overfull as error:
        message = f'a table row (or picture) is taller than a page: "{error}"'
        raise Unwritable(_overfull(document, message, str(error))) from error
    except MissingLibrary as error:
        message = f"no PDF was made, since WeasyPrint lacks a system library: {error}"
        hint = (
            "install Pango (Debian, Ubuntu: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0`; macOS: `brew install pango`; Windows: MSYS2 with "
            "`mingw-w64-x86_64-pango`)"
        )
        raise Unwritable(Finding("WeasyPrint", 0, "missing-library", message, hint)) from error


def _overfull(document: Assembled, message: str, words: str) -> Finding:
    """Return a finding at the table row that begins with `words`, where it can be found."""
    hint = "part the row in two, or put its text into paragraphs"
    for block in blocks(document.edition.document):
        for part in everything(block):
            if isinstance(part, Row) and words.startswith(plain(part.cells[0].content)[:20]):
                return Finding(block.file, part.cells[0].line, "row-too-tall", message, hint)
    return Finding(shown(document.template), 0, "row-too-tall", message, hint)


def _docx(document: Assembled, folders: tuple[Path, ...]) -> bytes:
    from dossier.write.docx import MissingStyles, write_docx
    from dossier.write.html import find

    template = find(folders, "word.docx")
    try:
        return write_docx(document.edition, template, document.pictures)
    except MissingStyles as error:
        message = f"the template has no style {', '.join(error.names)}"
        hint = "add the style in Word, or copy `word.docx` from a template that has it"
        finding = Finding(shown(template), 0, "missing-style", message, hint)
        raise Unwritable(finding) from error


def _html(document: Assembled, folders: tuple[Path, ...]) -> bytes:
    from dossier.write.html import write_html

    return write_html(document.edition, folders, _addresses(document.pictures))


def _markdown(document: Assembled, _: tuple[Path, ...]) -> bytes:
    from dossier.write.markdown import write_markdown

    return write_markdown(document.edition)


_WRITERS: Mapping[str, Callable[[Assembled, tuple[Path, ...]], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "md": _markdown,
}


def _addresses(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Return pictures as `data:` addresses, so that a page holds everything it shows."""
    return {
        path: f"data:{kind_of(content)};base64,{base64.b64encode(content).decode()}"
        for path, content in pictures.items()
    }


def _template_fault(error: Exception, folders: tuple[Path, ...]) -> Finding | None:
    """Return a finding where in a template `error` arose, or None if it arose elsewhere."""
    from jinja2 import TemplateError

    frames = traceback.extract_tb(error.__traceback__)
    drawn = [each for each in frames if _is_template(Path(each.filename), folders)]
    if not isinstance(error, TemplateError) and (not drawn or drawn[-1] is not frames[-1]):
        return None
    file = getattr(error, "filename", None) or (drawn[-1].filename if drawn else str(folders[0]))
    line = getattr(error, "lineno", None) or (drawn[-1].lineno if drawn else 0) or 0
    message = f"the template cannot be drawn: {error}"
    hint = "docs/templates.md lists what a template may use"
    return Finding(shown(Path(file)), line, "template-error", message, hint)


def _is_template(file: Path, folders: tuple[Path, ...]) -> bool:
    return any(file.is_relative_to(folder) for folder in folders)


def _check(
    document: Assembled, printed: Sequence[Passage], format_: str, content: bytes
) -> tuple[int | None, list[Finding]]:
    """Return a file's pages, and a finding when its words are not those of the document."""
    from dossier.read.words import words_of_docx, words_of_html, words_of_pdf

    pages: int | None = None
    loss: Loss | None = None
    match format_:
        case "pdf":
            found, pages = words_of_pdf(content)
            extra = [*_margins(document, pages), *_printed_addresses(document)]
            loss = reconcile(printed, found, extra=extra, loose=_headings(document))
        case "docx":
            typed = [each for each in printed if each.where not in ("number", "item")]
            loss = reconcile(typed, words_of_docx(content))
        case "html":
            typed = [each for each in printed if each.where != "item"]
            loss = reconcile(typed, words_of_html(content), extra=_notes_title(document))
        case _:
            pass
    return pages, [_lost(document, format_, loss)] if loss else []


def _lost(document: Assembled, format_: str, loss: Loss) -> Finding:
    words = " ".join(loss.missing) or " ".join(loss.surplus)
    kind = "lacks words of the text" if loss.missing else "has words that are not in the text"
    block = f' of the block "{loss.block.id}"' if loss.block and loss.missing else ""
    message = f"the finished {document.id}.{format_} {kind}{block}: {words}"
    hint = (
        "look for a style that hides or repeats text, or letters that no font has; no file was kept"
    )
    file, line = (loss.block.file, loss.block.line) if loss.block else (shown(document.template), 0)
    return Finding(file, line, "words-lost", message, hint)


def _margins(document: Assembled, pages: int) -> Iterator[str]:
    """Yield what stands in the margins of a PDF's pages."""
    edition = document.edition
    for page in range(1, pages + 1):
        yield edition.language.terms["page_of"].format(page=page, pages=pages)
        if page > 1:
            yield edition.document.running_head
    if edition.document.settings.notes == "endnotes":
        yield from _notes_title(document)


def _notes_title(document: Assembled) -> tuple[str, ...]:
    edition = document.edition
    return (edition.language.terms["notes"],) if edition.numbers.note else ()


def _printed_addresses(document: Assembled) -> Iterator[str]:
    """Yield the addresses that paper shows beside links whose words are not the address."""
    from dossier.write.html import address_of

    cover = [link for line in document.edition.document.cover for link in line.content]
    text = [part for block in blocks(document.edition.document) for part in everything(block)]
    for part in (*cover, *text):
        if isinstance(part, Link) and address_of(part):
            yield f"({address_of(part)})"


def _headings(document: Assembled) -> Iterator[str]:
    """Yield tables' heading rows, which repeat on every page, with the calls in them."""
    numbers = document.edition.numbers.note
    for block in blocks(document.edition.document):
        for table in everything(block):
            if not isinstance(table, Table):
                continue
            yield " ".join(_in_heading(table, numbers))


def _in_heading(table: Table, numbers: Mapping[str, int]) -> Iterator[str]:
    from dossier.write.html import address_of

    for cell in table.head.cells:
        yield plain(cell.content)
        for inline in cell.content:
            for part in visible(inline):
                if isinstance(part, Note | NoteAgain):
                    yield str(numbers[part.id])
                elif isinstance(part, Link) and address_of(part):
                    yield f"({address_of(part)})"
