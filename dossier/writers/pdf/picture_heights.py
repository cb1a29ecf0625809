"""Make pictures lower: those taller than a page, and those before which much of one stays empty."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dossier.writers.pdf.flow import Flow
from dossier.writers.pdf.line_boxes import EndlessPage
from dossier.writers.pdf.page_breaks import paginate
from dossier.writers.pdf.planned_pages import LineBox, Notes, Page, chunk_end, most_empty

_MOST = 0.85
"""The part of a page that a picture may take, so that its caption has room, too."""

_LEAST, _LEAST_DRAWN = 0.45, 0.85
"""The part of its height that a photograph keeps, and a picture with words drawn from data."""

_TOLERANCE = 1.0
"""What stays free below a picture that fills a page, in CSS pixels."""


def tall_pictures(root: etree.Element, laid: EndlessPage) -> Mapping[int, float]:
    """Return how high, in CSS pixels, the pictures may be that are too tall for a page.

    They are known by their place among the pictures of `root`.
    """
    most = laid.room * _MOST
    return _in_order(
        root, {each.element: most for each in _pictures(laid.text).values() if each.height > most}
    )


def fitting_pictures(
    root: etree.Element, flow: Flow, notes: Notes, height: float, rule: float
) -> Mapping[int, float]:
    """Return the heights of pictures that then fit on the page before, where it has much room.

    They are known by their place in `root`, and none gets much lower than it was. One after the
    other is tried, from the first page on, since what comes before decides where a page begins.
    """
    pictures = _pictures(flow)
    boxes, tried, found = [*flow.line_boxes()], set[int](), dict[etree.Element, float]()
    while len(tried) < len(pictures):
        for page in paginate(boxes, notes, height, rule)[:-1]:
            chunk = range(page.last, chunk_end(boxes, page.last))
            at = next((each for each in chunk if each in pictures), None)
            hole = empty(boxes, page, notes, height, rule)
            if (
                at is None
                or at in tried
                or boxes[page.last].breaks == "must"
                or hole <= _most(page, rule)
            ):
                continue
            tried.add(at)
            over = _asked(boxes, chunk, page, notes, rule) - hole + _TOLERANCE
            wanted = pictures[at].height - over
            if wanted >= _least(pictures[at]) and boxes[at].height - over >= _told(flow, at):
                found[pictures[at].element] = wanted
                boxes[at] = replace(boxes[at], height=boxes[at].height - over)
                break
        else:
            break
    return _in_order(root, found)


def _most(page: Page, rule: float) -> float:
    return most_empty(page.last_note - page.first_note, rule)


def _asked(boxes: Sequence[LineBox], chunk: range, page: Page, notes: Notes, rule: float) -> float:
    """Return the room that a chunk would take on the page before it, with the notes it calls."""
    body = sum(boxes[each].height + boxes[each].gap for each in chunk)
    body -= boxes[page.last].gap if page.first == page.last else 0.0  # at the top, none
    called = [note for each in chunk for note in boxes[each].notes]
    noted = sum(sum(notes.heights[notes.begins[each] : notes.end(each)]) for each in called)
    return body + noted + (rule if noted and page.first_note == page.last_note else 0.0)


def empty(boxes: Sequence[LineBox], page: Page, notes: Notes, height: float, rule: float) -> float:
    """Return how much of a `page` without columns stays empty, when its spaces are spread."""
    first = boxes[page.first : page.first + 1]
    text = sum(each.height + each.gap for each in boxes[page.first : page.last])
    text += sum(each.repeated - each.gap for each in first[: page.last - page.first])
    noted = sum(notes.heights[page.first_note : page.last_note])
    return height - text - page.spread - (noted + rule if noted else 0.0)


def with_low_pictures(root: etree.Element, heights: Mapping[int, float]) -> etree.Element:
    """Return `root` with pictures no higher than `heights`."""
    for at, image in enumerate(root.iter("img")):
        if at in heights:
            most = f"max-height: {heights[at]:.1f}px"
            image.set("style", f"{image.get('style', '')}; {most}".removeprefix("; "))
    return root


def _in_order(root: etree.Element, heights: Mapping[etree.Element, float]) -> Mapping[int, float]:
    """Return `heights` by the places of these pictures in `root`."""
    return {at: heights[each] for at, each in enumerate(root.iter("img")) if each in heights}


def _pictures(flow: Flow) -> Mapping[int, Any]:
    """Return the boxes of pictures, alone or beside a paragraph, by the pieces that hold them."""
    return {
        at: box
        for at, piece in enumerate(flow.pieces)
        if piece.element.tag in ("figure", "img") or _is_beside(piece.element)
        for box in _images(piece.box)
    }


def _is_beside(element: etree.Element) -> bool:
    return "beside" in element.get("class", "").split()


def _told(flow: Flow, at: int) -> float:
    """Return how high the paragraph beside a picture is, 0 where there is none."""
    row = flow.pieces[at].box
    if not _is_beside(flow.pieces[at].element):
        return 0.0
    texts = [each for each in row.children if not any(_images(each))]
    lines = [line for each in texts for line in each.descendants() if hasattr(line, "baseline")]
    return max((each.position_y + each.height - row.position_y for each in lines), default=0.0)


def _images(box: Any) -> Iterator[Any]:
    if hasattr(box, "replacement"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _images(child)


def _least(image: Any) -> float:
    drawn = image.element.get("src", "").startswith("data:image/svg+xml")
    return float(image.height) * (_LEAST_DRAWN if drawn else _LEAST)
