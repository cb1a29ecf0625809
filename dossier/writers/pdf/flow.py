"""A text on the endless page: its pieces in reading order, and where a page may begin.

With `line_boxes.py` and `placed_boxes.py` the only module that looks into WeasyPrint's boxes.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import Any

from dossier.model.walk import leads_on
from dossier.writers.pdf.column_styles import ACROSS
from dossier.writers.pdf.divisible_boxes import is_divisible
from dossier.writers.pdf.planned_pages import LineBox

_LONELY = 260.0
"""Height, in CSS pixels, beyond which two rows of a table need not stand together."""

_UNBREAKABLE = 30
"""Lines beyond which a block that asks not to be broken may break all the same."""


_ENTRY = 8
"""Lines up to which what stands between two line breaks of a paragraph stays on one page."""


@dataclass(slots=True)
class Piece:
    """What does not break: a line in `element`, a table row, a picture; `box` is WeasyPrint's."""

    top: float
    bottom: float
    box: Any
    element: etree.Element
    breaks: str = "may"
    notes: tuple[int, ...] = ()
    repeated: float = 0.0
    wide: bool = False
    loose: bool = False


@dataclass(slots=True)
class Flow:
    """A text on the endless page: its pieces in reading order, and the boxes that hold them.

    `roots` are the boxes around the whole text, one for each time that a style forces a break.
    `spans` says of a box which pieces it holds, from the first to after the last.
    """

    roots: list[Any] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)

    def line_boxes(self) -> tuple[LineBox, ...]:
        """Return what the choice of page breaks needs to know of the pieces."""
        return tuple(self._line_boxes())

    def _line_boxes(self) -> Iterator[LineBox]:
        begins = {self.spans[root][0] for root in self.roots}
        bottom, block, element = 0.0, -1, None
        for number, piece in enumerate(self.pieces):
            gap = 0.0 if number in begins else piece.top - bottom
            block += piece.element is not element
            yield LineBox(
                height=piece.bottom - piece.top,
                gap=gap,
                breaks=piece.breaks,
                notes=piece.notes,
                repeated=piece.repeated,
                wide=piece.wide,
                block=block,
                loose=piece.loose and gap > 0,
            )
            bottom, element = piece.bottom, piece.element


class FlowReader:
    """Walks the boxes in reading order and collects pieces."""

    def __init__(self, calls: Mapping[str, int]) -> None:
        self.calls = calls
        self.flow = Flow()
        self.pieces = self.flow.pieces
        self.kept = False
        self.wide = False
        self.loose = True

    def read(self, root: Any) -> None:
        """Collect the pieces of all that stands in `root`, which begins a page."""
        start = len(self.pieces)
        self.inside(root)
        if start < len(self.pieces):
            self.pieces[start].breaks = "must" if start else "may"
        self.flow.roots.append(root)
        self.flow.spans[root] = (start, len(self.pieces))

    def inside(self, box: Any) -> None:
        """Collect what stands in `box`."""
        children = getattr(box, "children", ())
        if any(type(each).__name__ == "LineBox" for each in children):
            self.lines(box)
            return
        loose, self.loose = self.loose, self.loose and is_divisible(box)
        for child, after in zip_longest(children, children[1:]):
            start = len(self.pieces)
            self.block(child)
            self.kept = self.kept or _leads_in(child, after)
            for piece in self.pieces[start : start + 1]:
                piece.loose = self.loose
        self.loose = loose

    def block(self, box: Any) -> None:
        """Collect `box`, or what it holds."""
        if "::" in (box.element_tag or ""):
            return
        if not self.wide and ACROSS in class_of(box).split():
            self.wide = True
            self.block(box)
            self.wide = False
            return
        start = len(self.pieces)
        if type(box).__name__ == "TableRowBox":
            self.add(box, box.position_y, box.position_y + box.height)
        elif hasattr(box, "replacement"):
            self.add(box, *_edges(box))
        else:
            self.inside(box)
            if type(box).__name__ in ("TableBox", "InlineTableBox"):
                self.table(box, start)
            self.frame(box, start)
        self.keep(box, start)
        self.flow.spans[box] = (start, len(self.pieces))

    def frame(self, box: Any, start: int) -> None:
        """Let the first and the last piece in `box` take in its borders and padding."""
        if start < len(self.pieces):
            top, bottom = _edges(box)
            first, last = self.pieces[start], self.pieces[-1]
            if box.border_top_width or box.padding_top:
                first.top = min(first.top, top)
            if box.border_bottom_width or box.padding_bottom:
                last.bottom = max(last.bottom, bottom)

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

    def add(self, box: Any, top: float, bottom: float) -> None:
        notes = {self.calls[id_] for id_ in _ids(box) if id_ in self.calls}
        found = tuple(sorted(notes))
        self.pieces.append(Piece(top, bottom, box, box.element, "may", found, wide=self.wide))

    def table(self, box: Any, start: int) -> None:
        """Keep heading rows with the row after them, and let them repeat on the next page."""
        head = box.children[0] if box.children else None
        if head is None or not head.is_header:
            return
        rows, count = self.pieces[start:], len(head.children)
        for row in rows[1 : count + 1]:
            row.breaks = "no"
        for at in (count + 1, len(rows) - 1):
            if 0 < at < len(rows) and rows[at].bottom - rows[at - 1].top <= _LONELY:
                rows[at].breaks = "no"  # no row stands alone before a break, or after one
        for row in rows[count + 1 :]:
            row.repeated = head.height

    def lines(self, box: Any) -> None:
        """Collect the lines of a paragraph, none of them to be left alone on a page."""
        found = [each for each in box.children if type(each).__name__ == "LineBox"]
        heading = box.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        orphans, widows = box.style["orphans"], box.style["widows"]
        start, inside = len(self.pieces), _inside_entries(found)
        for index, line in enumerate(found):
            self.add(line, line.position_y, line.position_y + line.height)
            self.flow.spans[line] = (start + index, start + index + 1)
            lonely = index < orphans or len(found) - index < widows or index in inside
            if index and (heading or lonely):
                self.pieces[-1].breaks = "no"
        self.pieces[start].top, self.pieces[-1].bottom = _edges(box)


def _leads_in(box: Any, after: Any) -> bool:
    """Whether a paragraph ends with a colon and a list, a table or a quotation follows it."""
    if after is None or box.element is None or box.element.tag != "p":
        return False
    told = after.element is not None and after.element.tag in ("ul", "ol", "table", "blockquote")
    return told and leads_on("".join(box.element.itertext()))


def _inside_entries(lines: Sequence[Any]) -> frozenset[int]:
    """Return the lines that do not begin an entry, where line breaks divide a paragraph into some.

    So no organisation of a title block is torn, and no line of an address. A long one may be.
    """
    ends = [at for at, line in enumerate(lines, 1) if any(map(_is_break, line.descendants()))]
    begins = [0, *ends] if ends else []
    entries = (range(*each) for each in pairwise((*begins, len(lines))))
    return frozenset(at for each in entries if len(each) <= _ENTRY for at in each[1:])


def _is_break(box: Any) -> bool:
    return box.element is not None and box.element.tag == "br"


def _edges(box: Any) -> tuple[float, float]:
    """Return the top and the bottom of `box` with its borders, without its margins."""
    top = box.border_box_y()
    return top, top + box.border_height()


def _ids(box: Any) -> Iterator[str]:
    if box.element is not None and box.element.get("id"):
        yield box.element.get("id")
    for child in getattr(box, "children", ()):
        yield from _ids(child)


def class_of(box: Any) -> str:
    """Return the class of the element of `box`, or ""."""
    return "" if box.element is None else str(box.element.get("class", ""))
