"""Verify a finished file: read it back and hold its words against those of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.build.dossier import ReadyDocument
from dossier.build.word_check import Loss, reconcile
from dossier.model.diagnostics import Finding
from dossier.model.document import Link, Note, NoteAgain, Table
from dossier.model.faults import Fault
from dossier.model.passages import Passage
from dossier.model.registry import Place
from dossier.model.walk import Part, blocks, everything, folded, plain, visible
from dossier.project.layout import shown
from dossier.redaction.scan import Guard, Leak, Unsearchable, pieces

# Scripts whose letters a PDF holds in the order and form in which they are drawn.
_SHAPED = re.compile(
    "[\u0590-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]"
)


def verify(
    document: ReadyDocument, printed: Sequence[Passage], format_: str, content: bytes
) -> tuple[int | None, list[Finding]]:
    """Return a file's pages, and a finding when its words are not those of the document."""
    from dossier.readers.finished_files import (
        words_of_docx,
        words_of_html,
        words_of_pdf,
        words_of_xlsx,
    )

    pages: int | None = None
    loss: Loss | None = None
    match format_:
        case "pdf":
            found, pages = words_of_pdf(content)
            shaped = any(_SHAPED.search(each.text) for each in printed)
            found = _SHAPED.sub("", found)
            printed = [replace(each, text=_SHAPED.sub("", each.text)) for each in printed]
            extra = [*_margins(document, pages), *_printed_addresses(document)]
            loss = reconcile(
                printed,
                found,
                extra=extra,
                loose=_headings(document),
                stray="allowed" if shaped else "counts",
            )
        case "docx":
            typed = [each for each in printed if each.where not in ("number", "item")]
            loss = reconcile(typed, words_of_docx(content))
        case "html":
            typed = [each for each in printed if each.where != "item"]
            loss = reconcile(typed, words_of_html(content), extra=_notes_title(document))
        case "xlsx":
            from dossier.writers.xlsx.sheet_contents import beyond

            loss = reconcile(printed, words_of_xlsx(content), extra=beyond(document.edition))
        case _:
            pass
    return pages, [_lost(document, format_, loss)] if loss else []


GRAVE = (Fault.WORDS_LOST, Fault.NAME_LEAKS, Fault.UNSEARCHABLE)
"""What keeps a whole document from being kept, and deletes what an earlier build made of it."""


def escaped(
    document: ReadyDocument, name: str, content: bytes, guard: Guard, said: str
) -> list[Finding]:
    """Return what the finished file `name` holds that its audience may not read, wherever.

    A surname that may be somebody else's, and that stands in what an author `said`, was told of
    before.
    """
    if not guard:
        return []
    try:
        leaks = guard.find(pieces(content, name))
    except Unsearchable as error:
        message = f"the finished {name} cannot be searched for names: {error}"
        hint = "this is a fault of the program or of a template; no file was kept"
        return [Finding(shown(document.template), 0, Fault.UNSEARCHABLE, message, hint)]
    own = folded(said)
    return [_escaped(name, each, document) for each in leaks if not _meant(each, own)]


def _meant(leak: Leak, own: str) -> bool:
    """Whether it is a surname that others bear too, and that an author wrote."""
    return leak.severity != "error" and folded(leak.excerpt) in own


def _escaped(name: str, leak: Leak, document: ReadyDocument) -> Finding:
    message = (
        f'"{leak.excerpt}" stands in {leak.where} of the finished {name}, '
        f'and may not be read by "{document.audience}": {leak.what}'
    )
    hint = "look for it in the text, in a template and in pictures; no file was kept"
    at = leak.at if leak.at.file else Place(shown(document.template))
    return Finding(at.file, at.line, Fault.NAME_LEAKS, message, hint, excerpt=leak.excerpt)


def _lost(document: ReadyDocument, format_: str, loss: Loss) -> Finding:
    words = " ".join(loss.missing) or " ".join(loss.surplus)
    kind = "lacks words of the text" if loss.missing else "has words that are not in the text"
    block = f' of the block "{loss.block.id}"' if loss.block and loss.missing else ""
    message = f"the finished {document.id}.{format_} {kind}{block}: {words}"
    hint = (
        "look for a style that hides or repeats text, or letters that no font has; no file was kept"
    )
    file, line = (loss.block.file, loss.block.line) if loss.block else (shown(document.template), 0)
    return Finding(file, line, Fault.WORDS_LOST, message, hint, excerpt=words)


def _margins(document: ReadyDocument, pages: int) -> Iterator[str]:
    """Yield what stands in the margins of a PDF's pages."""
    edition = document.edition
    for page in range(1, pages + 1):
        yield edition.language.terms["page_of"].format(page=page, pages=pages)
        if page > 1:
            yield edition.document.running_head
    if edition.document.settings.notes == "endnotes":
        yield from _notes_title(document)


def _notes_title(document: ReadyDocument) -> tuple[str, ...]:
    edition = document.edition
    return (edition.language.terms["notes"],) if edition.numbers.note else ()


def _printed_addresses(document: ReadyDocument) -> Iterator[str]:
    """Yield the addresses that paper shows beside links whose words are not the address."""
    for line in document.edition.document.cover:
        for inline in line.content:
            yield from _addresses(visible(inline))
    for block in blocks(document.edition.document):
        yield from _addresses(everything(block))


def _addresses(parts: Iterable[Part]) -> Iterator[str]:
    from dossier.writers.html import address_of

    for part in parts:
        if isinstance(part, Link) and address_of(part):
            yield f"({address_of(part)})"


def _headings(document: ReadyDocument) -> Iterator[str]:
    """Yield tables' heading rows, which repeat on every page, with the calls in them."""
    numbers = document.edition.numbers.note
    for block in blocks(document.edition.document):
        for table in everything(block):
            if not isinstance(table, Table):
                continue
            yield " ".join(_in_heading(table, numbers))


def _in_heading(table: Table, numbers: Mapping[str, int]) -> Iterator[str]:
    for cell in table.head.cells:
        yield plain(cell.content)
        parts = [part for inline in cell.content for part in visible(inline)]
        yield from _addresses(parts)
        yield from (str(numbers[each.id]) for each in parts if isinstance(each, Note | NoteAgain))
