"""The nodes of a document as they stand on the endless page: which of them may change places."""

from __future__ import annotations

import math
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from dossier.model.frozen import frozen
from dossier.model.walk import leads_on
from dossier.writers.html import NODE
from dossier.writers.pdf.flow import Flow, Piece
from dossier.writers.pdf.page_elements import PageElements
from dossier.writers.pdf.planned_pages import LineBox

_THIN = 0.01
"""What is no border and no padding, in CSS pixels."""

_TEXT = ("p", "ul", "ol", "blockquote")


@frozen
class PlacedNode:
    """A node with its line boxes; `name` is "" for what is none, such as a section's heading.

    It `moves` where text may stand before it, and text that `leads` stays with what follows. Of a
    picture beside a paragraph, `told` is that paragraph, and `lone` the picture, as they would
    stand one after the other. What has the same `section` stands in no other box.
    """

    name: str
    boxes: tuple[LineBox, ...]
    section: etree.Element | None = None
    is_text: bool = False
    moves: bool = False
    leads: bool = False
    told: tuple[PlacedNode, ...] = ()
    lone: tuple[LineBox, ...] = ()

    def alone(self) -> PlacedNode:
        """Return the node without a paragraph beside it."""
        return replace(self, boxes=self.lone, told=()) if self.told else self

    def beginning(self, breaks: str) -> PlacedNode:
        """Return the node with this kind of break before it."""
        first, *others = self.boxes
        return replace(self, boxes=(replace(first, breaks=breaks), *others))


def placed_nodes(flow: Flow, elements: PageElements) -> tuple[PlacedNode, ...]:
    """Return the nodes of a text in their order, with all of its line boxes."""
    boxes = flow.line_boxes()
    around = {each.element: each for each in flow.spans if each.element is not None}
    owners = [_node_of(piece.element, elements) for piece in flow.pieces]
    found: list[PlacedNode] = []
    for owner, group in groupby(range(len(boxes)), key=lambda at: owners[at]):
        at = [*group]
        own = tuple(boxes[each] for each in at)
        if owner is None or not owner.get(NODE):
            found.append(PlacedNode("", own))
        else:
            section = _section(owner, elements, around)
            found.append(_node(owner, own, section, flow.pieces[at[0]]))
    return tuple(found)


def _node_of(element: etree.Element, elements: PageElements) -> etree.Element | None:
    """Return the element of the node in which `element` stands."""
    around = (element, *elements.ancestors(element))
    return next((each for each in around if each.get(NODE)), None)


def _section(
    owner: etree.Element, elements: PageElements, boxes: dict[etree.Element, Any]
) -> etree.Element | None:
    """Return the outermost element around a node that it cannot leave: a section, a box in it."""
    for each in elements.ancestors(owner):
        if each.tag == "section" or (each in boxes and _is_framed(boxes[each])):
            return each
    return None


def _is_framed(box: Any) -> bool:
    """Whether `box` shows where it begins and ends, or where its text is inset."""
    frame = box.border_width() - box.width, box.border_height() - box.height
    return bool(box.background) or any(each > _THIN for each in frame)


def _node(
    owner: etree.Element, boxes: tuple[LineBox, ...], section: etree.Element | None, piece: Piece
) -> PlacedNode:
    name = owner.get(NODE, "")
    if "beside" in owner.get("class", "").split():
        told = _told(name, boxes[0], piece.box)
        lone = (replace(boxes[0], notes=()),)
        return PlacedNode(name, boxes, section, moves=bool(told), told=told, lone=lone)
    if owner.tag in ("figure", "table"):
        return PlacedNode(name, boxes, section, moves=boxes[0].breaks != "must")
    if owner.tag in _TEXT and boxes[0].breaks != "must":
        leads = leads_on("".join(owner.itertext()))
        return PlacedNode(name, boxes, section, is_text=True, leads=leads)
    return PlacedNode(name, boxes, section)


def _told(name: str, row: LineBox, box: Any) -> tuple[PlacedNode, ...]:
    """Return the paragraph beside a picture, as about it would be on lines of the whole width."""
    lines = [each for each in _lines(box) if not _is_caption(each)]
    if not lines:
        return ()
    wide = max(line.width for line in lines) or box.width
    count = max(math.ceil(len(lines) * wide / box.width), 1)
    first = replace(row, height=lines[0].height, breaks="may", notes=())
    others = [replace(first, gap=0.0, breaks="no") for _ in range(count - 1)]
    told = [first, *others]
    told[-1] = replace(told[-1], notes=row.notes)
    block, _, at = name.rpartition(":")
    return (PlacedNode(f"{block}:{int(at) + 1}", tuple(told), is_text=True),)


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _is_caption(line: Any) -> bool:
    return line.element is not None and line.element.tag != "p"
