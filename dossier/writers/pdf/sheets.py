"""The sheets of paper: laid out empty, with running heads and numbers, and filled with boxes."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import Any

from dossier.model.text_columns import column_place, column_share
from dossier.writers.pdf.line_boxes import EndlessPage, body_of, found
from dossier.writers.pdf.placed_boxes import Share, Unplaceable, share
from dossier.writers.pdf.planned_pages import Frame, Page, shifts
from dossier.writers.pdf.renderer import Renderer


def fill_sheets(
    machine: Renderer,
    root: etree.Element,
    pages: Sequence[Page],
    laid: EndlessPage,
    columns: int = 1,
) -> Any:
    """Return `pages` of `root` with the boxes that were `laid` out. Raises `Unplaceable`."""
    boxes = laid.text.line_boxes()
    texts = [
        [
            (each, share(laid.text, each.first, each.last, shifts(boxes, page)))
            for each in page.in_frames()
        ]
        for page in pages
    ]
    below = [share(laid.notes, page.first_note, page.last_note) for page in pages]
    document = machine.lay_out(_empty_sheets(root, laid.room, below), ())
    if len(document.pages) != len(pages):
        raise Unplaceable
    for page, paper, said, noted in zip(pages, document.pages, texts, below, strict=True):
        (sheet,) = found(paper._page_box, "sheet")
        if noted.boxes:
            (foot,) = found(sheet, "foot")
            foot.children = []
            noted.put(foot)
        for frame, text in reversed(said):
            if text.boxes and page.frames:
                text.put_at(sheet, _left(frame, sheet, columns), frame.top)
            elif text.boxes:
                text.put(sheet)
    made = machine.weasyprint.document.Page
    document.pages = [made(page._page_box) for page in document.pages]
    return document


def _left(frame: Frame, sheet: Any, columns: int) -> float:
    """Return how far a frame stands from the left of a sheet; in Arabic the first is rightmost."""
    place = column_place(frame.column, columns)
    if sheet.style["direction"] == "rtl":
        place = 1 - column_share(columns) - place
    return float(sheet.width) * place


def _empty_sheets(root: etree.Element, height: float, below: Sequence[Share]) -> etree.Element:
    """Return a page like `root` of empty sheets, with room for the notes `below` each."""
    page = etree.Element(root.tag, root.attrib)
    page.extend(child for child in root if child.tag != "body")
    body = etree.SubElement(page, "body", body_of(root).attrib)
    for number, notes in enumerate(below):
        sheet = add_sheet(body, number, height)
        if notes.boxes:
            foot = add_foot(sheet)
            etree.SubElement(foot, "div", {"style": f"height: {notes.height:.3f}px"})
    return page


def add_sheet(body: etree.Element, number: int, height: float) -> etree.Element:
    """Add a sheet to `body` and return it; `number` counts from 0."""
    style = f"position: relative; height: {height:.2f}px"
    if number:
        style = f"{style}; break-before: page"
    return etree.SubElement(body, "div", {"class": "sheet", "style": style})


def add_foot(sheet: etree.Element) -> etree.Element:
    """Add the place of the notes to a sheet and return it."""
    style = "position: absolute; bottom: 0; left: 0; right: 0"
    return etree.SubElement(sheet, "div", {"class": "foot", "style": style})
