"""Read the line boxes of a text that WeasyPrint laid out on one endless page.

The only module that looks into WeasyPrint's boxes.
"""

from __future__ import annotations

import gc
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.writers.pdf.page_breaks import LineBox
from dossier.writers.pdf.renderer import Renderer

_ENDLESS = 15_000_000
"""Height of the endless page in CSS pixels."""

_LONG = 30_000
"""Characters that are laid out at a time, some ten pages."""

_FEW = 4
"""Parts of a text after each of which memory need not be given back, which takes time."""

_BETWEEN = 10.0
"""Space below the last line of one part, in CSS pixels; margins of paragraphs are as large."""

_UNBREAKABLE = 30
"""Lines beyond which a block that asks not to be broken may break all the same."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a strip begins in the tree: an element, and the visible characters before it there."""

    element: etree.Element
    offset: int


@dataclass(frozen=True, slots=True)
class LineBoxes:
    """Line boxes, and where each begins in the tree."""

    boxes: tuple[LineBox, ...]
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Piece:
    """A strip while it is being read; `whole` numbers the block it must not be torn from."""

    top: float
    bottom: float
    mark: Mark
    breaks: str
    notes: tuple[int, ...]
    repeated: float = 0.0


def pull(
    machine: Renderer,
    width: float,
    root: etree.Element,
    around: etree.Element,
    calls: Mapping[str, int],
) -> LineBoxes:
    """Return the line boxes of what stands in `around`, an element of the page `root`.

    A long text is laid out in several parts, which need less memory than one; between them the
    space is taken to be a little larger than it is. `width` is that of the paper in CSS pixels,
    `calls` are the notes by the id of their call.
    """
    boxes: list[LineBox] = []
    marks: list[Mark] = []
    endless = f"@page {{ size: {width:.3f}px {_ENDLESS}px }}"
    parts = [*_parts(around)]
    for part in parts:
        laid = machine.lay_out(_page(root, around, part), [endless])
        for number, sheet in enumerate(laid.pages):
            box = sheet._page_box
            pieces = _Reader(calls).read(box)
            if number and pieces:
                pieces[0].breaks = "must"
            above = pieces[0].top - box.content_box_y() + _BETWEEN if boxes and pieces else 0.0
            boxes += _strips(pieces, above)
            marks += [piece.mark for piece in pieces]
        del laid, sheet, box
        if len(parts) > _FEW:
            gc.collect()
    return LineBoxes(tuple(boxes), tuple(marks))


def _parts(around: etree.Element) -> Iterator[list[etree.Element]]:
    """Yield what stands in `around`, element by element, in parts that are not too long."""
    held: list[etree.Element] = []
    length = 0
    for child in around:
        size = sum(len(text) for text in child.itertext())
        if held and length + size > _LONG:
            yield held
            held, length = [], 0
        held.append(child)
        length += size
    yield held


def _page(root: etree.Element, around: etree.Element, part: list[etree.Element]) -> etree.Element:
    """Return a page like `root` that holds only `part`, in an element like `around`."""
    page = etree.Element(root.tag, root.attrib)
    page.extend(child for child in root if child.tag != "body")
    whole = around.tag == "body"
    body = etree.SubElement(page, "body", around.attrib if whole else {})
    place = body if whole else etree.SubElement(body, around.tag, around.attrib)
    place.extend(part)
    return page


def _strips(pieces: list[_Piece], above: float) -> Iterator[LineBox]:
    bottom = pieces[0].top - above if pieces else 0.0
    for piece in pieces:
        height, gap = piece.bottom - piece.top, piece.top - bottom
        yield LineBox(height, gap, piece.breaks, piece.notes, piece.repeated)
        bottom = piece.bottom


class _Reader:
    """Walks the boxes in reading order and collects pieces."""

    def __init__(self, calls: Mapping[str, int]) -> None:
        self.calls = calls
        self.pieces: list[_Piece] = []
        self.kept = False

    def read(self, box: Any) -> list[_Piece]:
        """Return the pieces of `box` and all below it."""
        self.block(box, ())
        return self.pieces

    def block(self, box: Any, around: tuple[Any, ...]) -> None:
        """Collect what `box` holds; `around` are the boxes it stands in."""
        name = type(box).__name__
        tag = box.element_tag or ""
        if "::" in tag or name in ("MarginBox", "FootnoteAreaBox"):
            return
        start = len(self.pieces)
        if name == "TableRowBox":
            self.row(box)
        elif hasattr(box, "replacement"):
            self.add(box, box, (), "may")
        elif any(type(each).__name__ == "LineBox" for each in getattr(box, "children", ())):
            self.lines(box)
        else:
            for child in getattr(box, "children", ()):
                self.block(child, (*around, box))
            if name in ("TableBox", "InlineTableBox"):
                self.table(box, start)
        self.keep(box, start)

    def keep(self, box: Any, start: int) -> None:
        """Apply what the style says of breaks before, after and inside `box`."""
        mine = self.pieces[start:]
        if not mine:
            return
        style = box.style
        if self.kept or style["break_before"] in ("avoid", "avoid-page"):
            mine[0].breaks = "no" if start else "may"
        if style["break_before"] in ("page", "always", "left", "right") and start:
            mine[0].breaks = "must"
        if style["break_inside"] in ("avoid", "avoid-page") and len(mine) <= _UNBREAKABLE:
            for piece in mine[1:]:
                piece.breaks = "no"
        self.kept = style["break_after"] in ("avoid", "avoid-page")

    def add(
        self, box: Any, outer: Any, notes: tuple[int, ...], breaks: str, offset: int = 0
    ) -> None:
        top = outer.position_y + outer.margin_top
        bottom = top + outer.border_height()
        mark = Mark(box.element, offset)
        self.pieces.append(_Piece(top, bottom, mark, breaks, notes))

    def row(self, box: Any) -> None:
        notes = self.notes_in(box)
        mark = Mark(box.element, 0)
        top = box.position_y
        self.pieces.append(_Piece(top, top + box.height, mark, "may", notes))

    def table(self, box: Any, start: int) -> None:
        """Keep a heading row with the row after it, and let it repeat on the next page."""
        rows = self.pieces[start:]
        if box.element.find("thead") is None or len(rows) < 2:
            return
        rows[1].breaks = "no"
        height = rows[0].bottom - rows[0].top
        for row in rows[2:]:
            row.repeated = height

    def lines(self, box: Any) -> None:
        """Collect the lines of a paragraph, none of them to be left alone on a page."""
        found = [each for each in box.children if type(each).__name__ == "LineBox"]
        reader = _Matcher(box.element)
        heading = box.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        orphans, widows = box.style["orphans"], box.style["widows"]
        for index, line in enumerate(found):
            mark = Mark(box.element, reader.offset)
            reader.match(line)
            left = len(found) - index
            alone = index and (heading or index < orphans or left < widows)
            top, bottom = line.position_y, line.position_y + line.height
            if index == 0:
                top = box.position_y + box.margin_top
            if left == 1:
                bottom = box.position_y + box.margin_top + box.border_height()
            breaks = "no" if alone else "may"
            self.pieces.append(_Piece(top, bottom, mark, breaks, self.notes_in(line)))

    def notes_in(self, box: Any) -> tuple[int, ...]:
        found = {self.calls[id_] for id_ in _ids(box) if id_ in self.calls}
        return tuple(sorted(found))


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


def visible(text: str) -> str:
    """Return `text` without white space and characters that may not show."""
    return "".join(text.replace("\u00ad", "").split())


def _words(box: Any) -> Iterator[str]:
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        if "::" not in (child.element_tag or ""):
            yield from _words(child)


def _ids(box: Any) -> Iterator[str]:
    if box.element is not None and box.element.get("id"):
        yield box.element.get("id")
    for child in getattr(box, "children", ()):
        yield from _ids(child)


def bottom_and_top(page: Any) -> tuple[float, float]:
    """Return where the text of a laid out sheet ends, and where its notes begin (or infinity)."""
    text, notes = 0.0, float("inf")
    for sheet in _named(page, "sheet"):
        for child in sheet.children:
            box = getattr(child, "_box", child)
            if box.element is not None and box.element.get("class") == "foot":
                notes = box.position_y
            else:
                text = max(text, box.position_y + box.margin_height() - box.margin_bottom)
    return text, notes


def _named(box: Any, name: str) -> Iterator[Any]:
    if box.element is not None and box.element.get("class") == name:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _named(child, name)
