"""Write the PDF: the printed page, laid out by WeasyPrint as tagged PDF/UA-1.

The text is laid out twice: on one endless page, to learn how tall every line and note is
(`boxes`), and, once the breaks are chosen (`paginate`) and the tree is cut (`sheets`), page by
page. WeasyPrint takes most of a second to import, so that happens when a PDF is asked for.
"""

from __future__ import annotations

import gc
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dossier.model.edition import Edition
from dossier.model.theme import Theme
from dossier.writers.html import Pictures, draw
from dossier.writers.pdf.accessibility_tags import complete_tags
from dossier.writers.pdf.line_boxes import LineBoxes, Mark, bottom_and_top, pull
from dossier.writers.pdf.page_breaks import Notes, Page, paginate
from dossier.writers.pdf.pages import cut
from dossier.writers.pdf.renderer import MissingLibrary, Renderer, import_weasyprint, renderer

__all__ = ["MissingLetters", "MissingLibrary", "Overfull", "import_weasyprint", "write_pdf"]

ABOVE_NOTES = 18.0
"""Least space between text and notes with the rule between them, in CSS pixels."""


LONG = 40
"""Pages beyond which memory is given back before the PDF is written, which takes time."""

_TOLERANCE = 1.0

_SPARE = (0.0, 0.01, 0.03, 0.08)
"""Parts of a page that are left free where the pages do not come out as they were planned."""


class Overfull(Exception):
    """A page cannot be set; `words` are the beginnings of what does not fit, as far as known."""

    def __init__(self, why: str, words: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.words = tuple(words)


class MissingLetters(Exception):
    """No font that was found has these `letters`."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


def write_pdf(
    edition: Edition, folders: tuple[Path, ...], pictures: Pictures, theme: Theme
) -> bytes:
    """Return `edition` as a PDF, the same bytes for the same edition.

    Raises `MissingLibrary`, `MissingLetters`, `Overfull`, `TemplateFault`, and
    `xml.etree.ElementTree.ParseError` from templates.
    """
    page = draw(edition, folders, pictures, "print", theme)
    machine = renderer(edition, folders, page, theme)
    document = _lay_out(page, machine, edition)
    made = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=b"dossier", finisher=complete_tags
    )
    missing = sorted({chr(code) for font in document.fonts.values() for code in font.missing})
    if missing:
        raise MissingLetters("".join(missing[:20]))
    return bytes(made)


def _lay_out(page: str, machine: Renderer, edition: Edition) -> Any:
    """Return the pages of `page` with their notes.

    On the sheets some fonts take a little more room than on the endless page. Then less is planned
    for each.
    """
    for spare in _SPARE:
        root = etree.fromstring(page)
        sheets = _cut_pages(root, machine, edition, spare)
        document = machine.lay_out(root, ())
        if sheets > LONG:
            gc.collect()  # boxes refer to one another; of a long text they take much memory
        why = _misfit(document, sheets)
        if not why:
            return document
    raise Overfull(why)


def _misfit(document: Any, sheets: int) -> str:
    """Return why pages are not as they were planned, or ""."""
    if len(document.pages) != sheets:
        return f"{len(document.pages)} pages were set where {sheets} were planned"
    for number, page in enumerate(document.pages, start=1):
        text, notes = bottom_and_top(page._page_box)
        if text > notes + _TOLERANCE:
            return f"text and notes meet on page {number}"
    return ""


def _cut_pages(root: etree.Element, machine: Renderer, edition: Edition, spare: float) -> int:
    """Cut the body of `root` into sheets, each with its notes at its foot; return how many.

    `spare` is the part of each page that is left free.
    """
    body = root.find("body")
    if body is None:
        raise etree.ParseError("the page has no <body>")
    feet = _detach(body, "feet")
    calls = {f"call-{number}": number - 1 for number in edition.numbers.note.values()}
    paper = machine.paper()
    text = pull(machine, paper.width, root, body, calls)
    below = None if feet is None else pull(machine, paper.width, root, feet, {})
    _check_heights(text, paper.room)
    room = paper.room * (1 - spare)
    pages = paginate(text.boxes, _notes(below, feet), room, ABOVE_NOTES)
    _assemble(body=body, feet=feet, pages=pages, text=text, below=below, height=paper.room)
    return len(pages)


def _detach(body: etree.Element, name: str) -> etree.Element | None:
    """Take the element of the class `name` out of `body` and return it, if it is there."""
    for parent in body.iter():
        for child in parent:
            if child.get("class") == name:
                parent.remove(child)
                return child
    return None


def _check_heights(boxes: LineBoxes, height: float) -> None:
    """Raise `Overfull` for a table row or a picture that is taller than a page."""
    found = [
        " ".join(" ".join(mark.element.itertext()).split())[:60]
        for strip, mark in zip(boxes.boxes, boxes.marks, strict=True)
        if strip.height + strip.repeated > height
    ]
    if found:
        raise Overfull("a table row or a picture is taller than it", found)


def _notes(boxes: LineBoxes | None, feet: etree.Element | None) -> Notes:
    """Return the heights of the lines of notes, and where each note begins."""
    if boxes is None or feet is None:
        return Notes((), ())
    owner = {element: number for number, note in enumerate(feet) for element in note.iter()}
    begins: dict[int, int] = {}
    for position, mark in enumerate(boxes.marks):
        begins.setdefault(owner[mark.element], position)
    return Notes([each.height + each.gap for each in boxes.boxes], [*begins.values()])


def _assemble(
    body: etree.Element,
    feet: etree.Element | None,
    pages: Sequence[Page],
    text: LineBoxes,
    below: LineBoxes | None,
    height: float,
) -> None:
    """Replace what `body` holds by its sheets."""
    texts = _pieces(body, text.marks, [(page.first, page.last) for page in pages])
    foots: list[list[etree.Element]] = [[] for _ in pages]
    if feet is not None and below is not None:
        lines = [(page.first_note, page.last_note) for page in pages]
        foots = _pieces(feet, below.marks, lines)
    for child in list(body):
        body.remove(child)
    for number, (piece, foot) in enumerate(zip(texts, foots, strict=True)):
        style = f"position: relative; height: {height:.2f}px"
        sheet = etree.SubElement(body, "div", {"class": "sheet", "style": style})
        if number:
            sheet.set("style", f"{style}; break-before: page")
        sheet.extend(piece)
        if piece:
            _begin(piece[0])
            _end(piece[-1])
        if foot:
            place = {"class": "foot", "style": "position: absolute; bottom: 0; left: 0; right: 0"}
            etree.SubElement(sheet, "div", place).extend(foot)


def _pieces(
    root: etree.Element, marks: Sequence[Mark], ranges: Sequence[tuple[int, int]]
) -> list[list[etree.Element]]:
    """Return what stands below `root` by page; a page with an empty range gets nothing."""
    filled = [first for first, last in ranges if last > first]
    cuts = iter(cut(root, [marks[first] for first in filled[1:]]))
    return [next(cuts) if last > first else [] for first, last in ranges]


def _begin(element: etree.Element | None) -> None:
    """Take the space above, and breaks, off what begins a page: the element and the first in it."""
    while element is not None:
        _restyle(element, "margin-top: 0; break-before: auto")
        element = next(iter(element), None) if not (element.text or "").strip() else None


def _end(element: etree.Element | None) -> None:
    """Take breaks off what ends a page: the element and the last in it."""
    while element is not None:
        _restyle(element, "break-after: auto")
        element = element[-1] if len(element) else None


def _restyle(element: etree.Element, rules: str) -> None:
    element.set("style", f"{element.get('style', '')}; {rules}".removeprefix("; "))
