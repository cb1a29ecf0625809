"""Take the boxes of one page from the endless page, and put them on their sheet.

What stands on one page as a whole is moved. Of a box that goes on overleaf each page gets a copy
with its share, without margins, borders and padding where it is cut (`slice` in CSS Fragmentation,
5.4); tables repeat their heading rows. Other constructs raise `Unplaceable`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.model.frozen import frozen
from dossier.writers.pdf.divisible_boxes import is_divisible
from dossier.writers.pdf.flow import Flow

_TOLERANCE = 0.01
"""By how much two widths may differ, in CSS pixels."""


class Unplaceable(Exception):
    """A box must be laid out again on its page."""


@frozen
class Share:
    """Boxes that a page holds, and the room that they take on the endless page."""

    boxes: Sequence[Any]
    left: float = 0.0
    width: float = 0.0
    top: float = 0.0
    height: float = 0.0

    def put(self, place: Any) -> None:
        """Move the boxes into the box `place`, before what it holds. Raises `Unplaceable`."""
        if abs(place.width - self.width) > _TOLERANCE:
            raise Unplaceable
        self.put_at(place, 0.0, 0.0)

    def put_at(self, place: Any, x: float, y: float) -> None:
        """Move the boxes so far to the right and down in the box `place`, before what it holds."""
        move(
            self.boxes, place.content_box_x() + x - self.left, place.content_box_y() + y - self.top
        )
        place.children = [*self.boxes, *place.children]


def share(flow: Flow, first: int, last: int, shifts: Sequence[float] = ()) -> Share:
    """Return the pieces `first` to `last` (exclusive) in their boxes. Raises `Unplaceable`.

    `shifts` say how far down each piece is moved on its page, where spaces are spread.
    """
    spans = [(root, flow.spans[root]) for root in flow.roots]
    roots = [root for root, (begin, end) in spans if max(begin, first) < min(end, last)]
    if not roots:
        return Share(())
    if len(roots) > 1:
        raise Unplaceable
    (root,) = roots
    cutter = _Cutter(flow, first, last, shifts or (0.0,) * (last - first))
    boxes = [*cutter.parts(root)]
    top = cutter.top - _padding(boxes[0])
    return Share(boxes, root.content_box_x(), root.width, top, cutter.bottom - top)


def _padding(box: Any) -> float:
    """Return the padding that a note loses where it is cut, since the rule above keeps away."""
    cut = (
        "top" in box.remove_decoration_sides and "note" in (box.element.get("class") or "").split()
    )
    return float(box.style["padding_top"].value) if cut else 0.0


class _Cutter:
    """Copies what is cut at the edges of a page; all positions are still on the endless page."""

    def __init__(self, flow: Flow, first: int, last: int, shifts: Sequence[float]) -> None:
        self.spans = flow.spans
        self.first, self.last, self.shifts = first, last, shifts
        self.begin = flow.pieces[first].top
        self.top = self.begin - flow.pieces[first].repeated
        self.bottom = flow.pieces[last - 1].bottom + shifts[-1]

    def shift(self, at: int) -> float:
        """Return how far down the piece `at` of this page is moved."""
        return self.shifts[max(at, self.first) - self.first]

    def parts(self, box: Any) -> Iterator[Any]:
        """Yield the children of `box` as far as they stand on this page."""
        at, end = self.spans[box]
        for child in box.children:
            start, at = self.spans.get(child, (at, at))
            stop = at
            if start == stop:  # it holds nothing, such as a marker, and goes with what follows
                start = min(start, end - 1)
                stop = start + 1
            if self.is_whole(start, stop):
                if self.shift(start):
                    move([child], 0, self.shift(start))
                yield child
            elif start < self.last and self.first < stop:
                yield self.cut(child, start, stop)

    def is_whole(self, start: int, stop: int) -> bool:
        """Whether the pieces `start` to `stop` stand on this page, and move alike."""
        inside = self.first <= start and stop <= self.last
        return inside and self.shift(start) == self.shift(stop - 1)

    def cut(self, box: Any, start: int, stop: int) -> Any:
        """Return a copy of `box`, which holds the pieces `start` to `stop`, with its share."""
        if not is_divisible(box):
            raise Unplaceable
        copy = box.copy_with_children([*self.parts(box)])
        bottom = box.content_box_y() + box.height + self.shift(min(stop, self.last) - 1)
        copy.remove_decoration(start < self.first, stop > self.last)
        copy.position_y += self.shift(start)
        if start < self.first:
            copy.position_y = self.begin if _kind(box) == "TableRowGroupBox" else self.top
            copy.bookmark_label = ""
            if box.element_tag == "li":  # for its tags it has no marker here
                copy.style = box.style.copy()
                copy.style["list_style_type"] = "none"
        if stop > self.last:
            bottom = self.bottom
        copy.height = bottom - copy.content_box_y()
        if _kind(box) == "TableBox":
            self.table(copy, box, max(self.first - start, 0))
        if box.background:
            _lay_out_background(copy)
        return copy

    def table(self, copy: Any, table: Any, skipped: int) -> None:
        """Repeat the heading rows of `table` in its copy, which lacks the rows `skipped`."""
        copy.skipped_rows = skipped
        copy.column_groups = ()
        if self.top < self.begin and skipped:
            head = table.children[0].deepcopy()
            move([head], 0, self.top - head.position_y)
            copy.children = [head, *copy.children]


def _kind(box: Any) -> str:
    return type(box).__name__


def _lay_out_background(box: Any) -> None:
    from weasyprint.layout.background import layout_box_backgrounds

    layout_box_backgrounds(None, box, None, layout_children=False)


def move(boxes: Sequence[Any], x: float, y: float) -> None:
    """Move boxes to the right and down, in CSS pixels. Raises `Unplaceable`."""
    for box in boxes:
        box.translate(x, y)
        _follow(box, x, y)


def _follow(box: Any, x: float, y: float) -> None:
    """Move the backgrounds of `box` and all that stands in it, which WeasyPrint leaves behind."""
    style = box.style
    flows = style["float"] == "none" and style["position"] in ("static", "relative")
    if not flows and not box.is_outside_marker:
        raise Unplaceable
    if box.background:
        layers = [_moved(layer, x, y) for layer in box.background.layers]
        box.background = box.background._replace(layers=layers)
    for child in box.all_children():
        if _kind(child) != "TextBox":
            _follow(child, x, y)


def _moved(layer: Any, x: float, y: float) -> Any:
    clipped = [_shifted(each, x, y) for each in layer.clipped_boxes]
    layer = layer._replace(painting_area=_shifted(layer.painting_area, x, y), clipped_boxes=clipped)
    if layer.image is None:
        return layer
    return layer._replace(positioning_area=_shifted(layer.positioning_area, x, y))


def _shifted(area: Sequence[Any], x: float, y: float) -> tuple[Any, ...]:
    return (area[0] + x, area[1] + y, *area[2:])
