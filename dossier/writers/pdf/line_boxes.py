"""Lay out a text on one endless page, and have its line boxes read there."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model.frozen import frozen
from dossier.writers.pdf.column_styles import column_rules
from dossier.writers.pdf.flow import Flow, FlowReader, class_of
from dossier.writers.pdf.renderer import Renderer

_ENDLESS = "@page { height: 15000000px !important }"


@frozen
class EndlessPage:
    """A text and its notes on an endless page; a sheet of the paper has `room` for them."""

    text: Flow
    notes: Flow
    room: float


def pull(
    machine: Renderer, root: etree.Element, calls: Mapping[str, int], columns: int = 1
) -> EndlessPage:
    """Return the text of the page `root`, and its notes, as they stand on an endless page.

    `root` becomes a page of one sheet, with the notes at its end. `calls` are the notes by the id
    of their call. `room` is that of the smallest page: an empty one below shows how later ones are.
    Text is as wide as one of the `columns`.
    """
    feet = _put_on_one_sheet(root)
    later = etree.SubElement(body_of(root), "div", {"style": "break-before: page"})
    text, notes = FlowReader(calls), FlowReader({})
    boxes = [
        each._page_box for each in machine.lay_out(root, [_ENDLESS, *column_rules(columns)]).pages
    ]
    body_of(root).remove(later)
    for sheet in (each for box in boxes for each in found(box, "sheet")):
        last = sheet.children[-1:]
        if feet is not None and last and last[0].element is feet:
            notes.read(last[0])
            sheet.children = sheet.children[:-1]
        text.read(sheet)
    room = min(box.style["size"][1] - (box.margin_height() - box.height) for box in boxes)
    return EndlessPage(text.flow, notes.flow, room)


def _put_on_one_sheet(root: etree.Element) -> etree.Element | None:
    """Put what stands in the body in `.sheet`, last in it the notes in `.foot`; return these."""
    body = body_of(root)
    sheet = etree.Element("div", {"class": "sheet"})
    sheet.text, body.text = body.text, None
    sheet.extend(body)
    feet = _taken_out(sheet, "feet")
    if feet is not None:
        feet.set("class", "foot")
        sheet.append(feet)
    body[:] = [sheet]
    return feet


def _taken_out(root: etree.Element, name: str) -> etree.Element | None:
    """Take the element of the class `name` out of `root` and return it, if it is there."""
    for parent in root.iter():
        for child in parent:
            if child.get("class") == name:
                parent.remove(child)
                return child
    return None


def body_of(root: etree.Element) -> etree.Element:
    """Return the body of the page `root`. Raises `ParseError` where it has none."""
    body = root.find("body")
    if body is None:
        raise etree.ParseError("the page has no <body>")
    return body


def found(box: Any, name: str) -> Iterator[Any]:
    """Yield the outermost boxes in `box` of elements of the class `name`."""
    if class_of(box) == name:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from found(child, name)


def bottom_and_top(page: Any) -> tuple[float, float]:
    """Return where the text of a laid out sheet ends, and where its room ends or notes begin."""
    text, room = 0.0, float("inf")
    for sheet in found(page, "sheet"):
        room = min(room, sheet.content_box_y() + sheet.height)
        for child in sheet.children:
            if class_of(child) == "foot":
                room = min(room, child.position_y)
            else:
                text = max(text, child.position_y + child.margin_height() - child.margin_bottom)
    return text, room
