"""Lay out a text a second time, page by page, where its boxes cannot be placed as they are."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from typing import Any

from dossier.model.text_columns import column_place
from dossier.writers.pdf.flow import Flow
from dossier.writers.pdf.line_boxes import EndlessPage, body_of
from dossier.writers.pdf.pages import Mark, cut, visible
from dossier.writers.pdf.planned_pages import Frame, Page
from dossier.writers.pdf.sheets import add_foot, add_sheet

COLUMN = "text-column"
"""The class of the place of a column of text."""


def cut_into_sheets(
    root: etree.Element,
    pages: Sequence[Page],
    laid: EndlessPage,
    columns: int = 1,
) -> None:
    """Cut the one sheet of `root`, which was laid out as `laid`, into `pages` with their notes.

    Each column of text is a box of its own, where there are `columns`.
    """
    body = body_of(root)
    (whole,) = body
    body.remove(whole)
    text, notes = [*_marks(laid.text)], [*_marks(laid.notes)]
    foot = etree.Element("div")
    if notes:
        foot = whole[-1]
        whole.remove(foot)
    framed = [each for page in pages for each in page.in_frames()]
    texts = iter(_pieces(whole, text, [(each.first, each.last) for each in framed]))
    foots = _pieces(foot, notes, [(page.first_note, page.last_note) for page in pages])
    side = "right" if root.get("dir") == "rtl" else "left"
    for number, (page, noted) in enumerate(zip(pages, foots, strict=True)):
        sheet = add_sheet(body, number, laid.room)
        for frame in page.in_frames():
            said = next(texts)
            place = _column(sheet, frame, columns, side) if page.frames else sheet
            place.extend(said)
            if said:
                _begin(said[0])
                _end(said[-1])
        if noted:
            add_foot(sheet).extend(noted)


def _column(sheet: etree.Element, frame: Frame, columns: int, side: str) -> etree.Element:
    """Add the place of a column to a sheet and return it."""
    left = column_place(frame.column, columns) * 100
    style = f"position: absolute; top: {frame.top:.2f}px; {side}: {left:.4f}%"
    return etree.SubElement(sheet, "div", {"class": COLUMN, "style": style})


def _marks(flow: Flow) -> Iterator[Mark]:
    """Yield where each piece of `flow` begins in the tree."""
    texts: dict[etree.Element, _Matcher] = {}
    for piece in flow.pieces:
        if type(piece.box).__name__ != "LineBox":
            yield Mark(piece.element, 0)
            continue
        matcher = texts.setdefault(piece.element, _Matcher(piece.element))
        yield Mark(piece.element, matcher.offset)
        matcher.match(piece.box)


class _Matcher:
    """Follows the visible characters of an element through its lines."""

    def __init__(self, element: etree.Element) -> None:
        self.text = visible("".join(element.itertext()))
        self.offset = 0

    def match(self, line: Any) -> None:
        """Move past the characters that `line` shows; a hyphen that layout added is not one."""
        for character in visible("".join(_words(line))):
            if self.text[self.offset : self.offset + 1] == character:
                self.offset += 1


def _words(box: Any) -> Iterator[str]:
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        if "::" not in (child.element_tag or ""):
            yield from _words(child)


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
