"""Verify a finished file: read it back and hold it against the document, word by word, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dossier.build import printed_sequence as sequence
from dossier.build.comparison import Misprint, Parting, Stream, collate, stream
from dossier.build.discrepancies import differing
from dossier.build.lost_words import letters, reconcile
from dossier.build.pdf_text import leading_words, match_pages
from dossier.build.ready_document import ReadyDocument
from dossier.build.shaped_scripts import has_shaped, without_shaped
from dossier.build.vector_pictures import vector_pictures
from dossier.model.diagnostics import Finding
from dossier.model.document import Link, Note, NoteAgain, Table
from dossier.model.faults import Fault
from dossier.model.passages import Passage
from dossier.model.registry import Place
from dossier.model.walk import Part, blocks, everything, folded, plain, visible
from dossier.project.layout import shown
from dossier.readers.finished_files import words_of_html, words_of_markdown, words_of_xlsx
from dossier.redaction.scan import Guard, Leak, Unsearchable, pieces


def verify(
    document: ReadyDocument,
    printed: Sequence[Passage],
    format_: str,
    content: bytes,
    folders: tuple[Path, ...] = (),
) -> tuple[int | None, list[Finding]]:
    """Return a file's pages, and findings when it does not print the words of the document.

    `folders` are where styles are looked for that may print words in the margins of a page.

    Words and numbers must all be there, in their order. Where the order holds, nothing is lost;
    where it does not, lost or added words are told of first.
    """
    if format_ == "pdf":
        return _pages(document, printed, content, folders)
    found = _READERS[format_](content)
    edition = document.edition
    wanted = stream(
        sequence.text(edition, format_),
        sequence.notes_title(edition, format_),
        sequence.notes(edition, format_),
    )
    misprints, parting = collate(wanted, letters(found))
    if not misprints and parting is None:
        return None, []
    loss = reconcile(printed, found, extra=_besides(document, format_)) if parting else None
    return None, [*differing(document, format_, misprints, parting, loss)]


def _pages(
    document: ReadyDocument,
    printed: Sequence[Passage],
    content: bytes,
    folders: tuple[Path, ...],
) -> tuple[int, list[Finding]]:
    """Return the pages of a PDF, and findings."""
    from dossier.readers.finished_files import pages_of_pdf, pages_without_pictures

    drawn = any(b"text" in each for each in vector_pictures(document).values())
    pages = (pages_without_pictures if drawn else pages_of_pdf)(content)
    shaped = any(has_shaped(each.text) for each in printed)
    margins = _margins(document, folders, len(pages))
    misprints, parting = (
        _shaped_order(document, pages) if shaped else _order(document, pages, margins)
    )
    if not shaped and not misprints and parting is None:
        return len(pages), []
    compared = without_shaped if shaped else str
    extra = (*_beside_text(document, margins), *_printed_addresses(document))
    loss = reconcile(
        [replace(each, text=compared(each.text)) for each in printed],
        compared("\n".join(pages)),
        extra=map(compared, extra),
        loose=map(compared, _headings(document)),
        stray="allowed" if shaped else "counts",
    ) if parting or shaped else None  # fmt: skip
    return len(pages), [*differing(document, "pdf", misprints, parting, loss)]


def _order(
    document: ReadyDocument, pages: Sequence[str], margins: Sequence[Sequence[str]]
) -> tuple[tuple[Misprint, ...], Parting | None]:
    margins = [[letters(each) for each in texts] for texts in margins]
    rows = sequence.heading_rows(document.edition, "pdf")
    headings = dict.fromkeys(stream(row).letters for row in rows)
    parts = [part for whole in _streams(document) for part in _items_apart(whole)]
    return match_pages([letters(each) for each in pages], margins, parts, [*headings])


def _shaped_order(
    document: ReadyDocument, pages: Sequence[str]
) -> tuple[tuple[Misprint, ...], Parting | None]:
    """Return where words are out of order that stand beside no letters of a shaped script.

    Where lines and rows of tables run from right to left, all words stand beside such letters.
    """
    streams = [_items_apart(whole)[0] for whole in _streams(document)]
    leftward = document.edition.language.direction == "rtl"
    beside = [[True] * len(each.pieces) if leftward else _beside_shaped(each) for each in streams]
    return (), leading_words(pages, [*zip(streams, beside, strict=True)])


def _streams(document: ReadyDocument) -> Iterator[Stream]:
    """Yield the text and the notes of a PDF; endnotes go on with the text."""
    edition = document.edition
    text, notes = sequence.text(edition, "pdf"), sequence.notes(edition, "pdf")
    if edition.document.settings.notes == "footnotes":
        yield stream(text)
        yield stream(notes)
    else:
        yield stream(text, sequence.notes_title(edition, "pdf"), notes)


def _items_apart(whole: Stream) -> tuple[Stream, Stream]:
    """Return a stream without the numbers of list items, and these."""
    items = [each for each in whole.pieces if each.sort == "item"]
    return stream(each for each in whole.pieces if each.sort != "item"), stream(items)


def _beside_shaped(whole: Stream) -> list[bool]:
    """Return for each piece whether its paragraph has letters of a shaped script."""
    places = [(each.block.id if each.block else "", each.line) for each in whole.pieces]
    shaped = {
        place for place, each in zip(places, whole.pieces, strict=True) if has_shaped(each.text)
    }
    return [place in shaped for place in places]


def _docx(content: bytes) -> str:
    from dossier.readers.exported_docx.printed_numbers import words_of_docx

    return words_of_docx(content)


def _besides(document: ReadyDocument, format_: str) -> Iterable[str]:
    """Return what a format prints besides the passages."""
    match format_:
        case "html":
            return _notes_title(document)
        case "docx" if document.edition.document.settings.notes == "endnotes":
            return _notes_title(document)
        case "xlsx":
            from dossier.writers.xlsx.sheet_contents import beyond

            return beyond(document.edition)
        case "md":
            return [":"] * len(document.edition.document.cover)
        case _:
            return ()


_READERS: Mapping[str, Callable[[bytes], str]] = {
    "docx": _docx,
    "html": words_of_html,
    "xlsx": words_of_xlsx,
    "md": words_of_markdown,
}


MISPRINTED = (Fault.WORDS_LOST, Fault.WORDS_OUT_OF_ORDER, Fault.WRONG_NUMBER)
"""What is found in a format by itself; a name that leaks is one too many in all of them."""

GRAVE = (*MISPRINTED, Fault.NAME_LEAKS, Fault.UNSEARCHABLE)
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
    if leak.as_word:
        hint = "if it is the name, take it out of the template or the picture that has it"
        return Finding(
            at.file, at.line, Fault.NAME_AS_WORD, message, hint,
            severity="warning", excerpt=leak.excerpt,
        )  # fmt: skip
    return Finding(at.file, at.line, Fault.NAME_LEAKS, message, hint, excerpt=leak.excerpt)


def _margins(
    document: ReadyDocument, folders: tuple[Path, ...], pages: int
) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the margins of each page of a PDF, the last first."""
    from dossier.writers.pdf.page_margins import margin_texts

    return margin_texts(document.edition, folders, pages)


def _beside_text(document: ReadyDocument, margins: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield what stands in the margins of a PDF's pages, and the title of its endnotes."""
    for texts in margins:
        yield from texts
    if document.edition.document.settings.notes == "endnotes":
        yield from _notes_title(document)


def _notes_title(document: ReadyDocument) -> tuple[str, ...]:
    edition = document.edition
    return (edition.language.terms["notes"],) if edition.numbers.note else ()


def _printed_addresses(document: ReadyDocument) -> Iterator[str]:
    """Yield the addresses that paper shows beside links whose words are not the address."""
    beside = document.edition.language.beside
    for line in document.edition.document.cover:
        for inline in line.content:
            yield from map(beside, _addresses(visible(inline)))
    for block in blocks(document.edition.document):
        yield from map(beside, _addresses(everything(block)))


def _addresses(parts: Iterable[Part]) -> Iterator[str]:
    from dossier.writers.html import address_of

    for part in parts:
        if isinstance(part, Link) and address_of(part):
            yield address_of(part)


def _headings(document: ReadyDocument) -> Iterator[str]:
    """Yield tables' heading rows, which repeat on every page, with the calls in them."""
    numbers = {id_: document.edition.numbers.sign(id_) for id_ in document.edition.numbers.note}
    for block in blocks(document.edition.document):
        for table in everything(block):
            if not isinstance(table, Table):
                continue
            yield " ".join(_in_heading(table, numbers))


def _in_heading(table: Table, numbers: Mapping[str, str]) -> Iterator[str]:
    for cell in table.head.cells:
        yield plain(cell.content)
        parts = [part for inline in cell.content for part in visible(inline)]
        yield from _addresses(parts)
        yield from (numbers[each.id] for each in parts if isinstance(each, Note | NoteAgain))
