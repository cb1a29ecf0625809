"""Cut the drawn page into sheets of paper: the same elements, parted where pages break.

An element that goes on overleaf is repeated there without its id, in the class "continued", so
that its style, its place in lists and its tags in the PDF hold on both pages.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

from dossier.model.frozen import frozen


@frozen
class Mark:
    """Where a page begins in the tree: an element, and the visible characters before it there."""

    element: etree.Element
    offset: int


def cut(root: etree.Element, starts: Sequence[Mark]) -> list[list[etree.Element]]:
    """Return what stands below `root` in pieces, the first of them before the first of `starts`.

    `starts` are in reading order. Every character of `root` comes in exactly one piece; heading
    rows of tables come again in each piece of their table.
    """
    cutter = _Cutter(starts)
    for child in root:
        cutter.flow(child)
    while len(cutter.sheets) <= len(starts):
        cutter.turn()
    return cutter.sheets


class _Cutter:
    """Copies a tree, beginning a new sheet wherever one starts."""

    def __init__(self, starts: Sequence[Mark]) -> None:
        self.starts: dict[etree.Element, list[int]] = {}
        for mark in starts:
            self.starts.setdefault(mark.element, []).append(mark.offset)
        self.sheets: list[list[etree.Element]] = [[]]
        self.path: list[_Open] = []

    def turn(self) -> None:
        """Begin a new sheet; the elements around are opened again when they are needed."""
        self.sheets.append([])
        for each in self.path:
            each.copy = None

    def flow(self, element: etree.Element) -> None:
        """Copy `element`, which may be parted, to the sheets it belongs on."""
        if element in self.starts:
            self.lowest(element)
        elif not any(each in self.starts for each in element.iter()):
            self.place(element)
        else:
            self.path.append(_Open(element))
            for child in element:
                if child.tag == "colgroup":
                    continue  # it comes with its table, wherever that is opened
                self.flow(child)
                self.path[-1].passed += child.tag == "li"
            self.path.pop()

    def lowest(self, element: etree.Element) -> None:
        """Copy an element in which sheets begin, parted where they do."""
        offsets = self.starts[element]
        rest, taken = element, 0
        for offset in offsets:
            if offset > taken:
                first, rest = part(rest, offset - taken)
                self.place(first)
                taken = offset
            self.turn()
        self.place(rest)

    def place(self, element: etree.Element) -> None:
        """Put `element` where its path leads on the current sheet."""
        here: list[etree.Element] | etree.Element = self.sheets[-1]
        for each in self.path:
            if each.copy is None:
                each.copy = each.open()
                here.append(each.copy)
            here = each.copy
        here.append(element)


class _Open:
    """An element that is being copied, and its copy on the current sheet."""

    def __init__(self, element: etree.Element) -> None:
        self.element = element
        self.copy: etree.Element | None = None
        self.begun = 0
        self.passed = 0

    def open(self) -> etree.Element:
        """Return a copy of the element without its content, for one more sheet."""
        self.begun += 1
        if self.begun == 1:
            copy = etree.Element(self.element.tag, self.element.attrib)
            copy.extend(self.element.findall("colgroup"))
            return copy
        copy = continued(self.element)
        if self.element.tag == "ol":
            before = int(self.element.get("start", "1")) - 1 + self.passed
            copy.set("style", f"counter-reset: list-item {before}")
        heading = self.element.find("thead") if self.element.tag == "table" else None
        columns = self.element.find("colgroup") if self.element.tag == "table" else None
        copy.extend(_again(each) for each in (columns, heading) if each is not None)
        return copy


def continued(element: etree.Element) -> etree.Element:
    """Return an empty copy of `element` for the next sheet: no id, class "continued"."""
    copy = etree.Element(element.tag, element.attrib)
    copy.attrib.pop("id", None)
    copy.attrib.pop("role", None)
    copy.set("class", f"{element.get('class', '')} continued".strip())
    return copy


def _again(element: etree.Element) -> etree.Element:
    """Return a copy of all of `element` without ids, which must stay one of a kind."""
    copy = etree.Element(element.tag, element.attrib)
    copy.attrib.pop("id", None)
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_again(each) for each in element)
    return copy


def part(element: etree.Element, count: int) -> tuple[etree.Element, etree.Element]:
    """Return `element` in two: its first `count` visible characters, and the rest."""
    first, rest = etree.Element(element.tag, element.attrib), continued(element)
    first.text, rest.text, count = _part_text(element.text or "", count)
    for child in element:
        if count <= 0 and not (child.tag == "br" and not len(rest) and not rest.text):
            rest.append(child)
            continue
        inside = len(visible("".join(child.itertext())))
        if inside > count:
            before, after = part(child, count)
            after.tail = child.tail
            first.append(before)
            rest.append(after)
            count = 0
            continue
        whole = _with_tail(child, "")
        count -= inside
        whole.tail, tail, count = _part_text(child.tail or "", count)
        first.append(whole)
        rest.text = (rest.text or "") + tail
    _show_hyphen(first)
    return first, rest


def _with_tail(element: etree.Element, tail: str) -> etree.Element:
    copy = etree.Element(element.tag, element.attrib)
    copy.text = element.text
    copy.extend(list(element))
    copy.tail = tail
    return copy


def _part_text(text: str, count: int) -> tuple[str, str, int]:
    """Return `text` parted after `count` visible characters, and how many are still wanted."""
    if count <= 0:
        return "", text, count
    for position, character in enumerate(text):
        if visible(character):
            count -= 1
        if count == 0:
            end = position + 1
            while end < len(text) and text[end] == "\u00ad":
                end += 1
            return text[:end], text[end:].lstrip(" \n"), 0
    return text, "", count


def _show_hyphen(first: etree.Element) -> None:
    """A soft hyphen at which a page ends must show, though nothing follows it in its element."""
    last = first[-1] if len(first) else None
    text = (last.tail if last is not None else first.text) or ""
    if text.endswith("\u00ad"):
        shown = text.rstrip("\u00ad") + "\u2010"
        if last is not None:
            last.tail = shown
        else:
            first.text = shown


def visible(text: str) -> str:
    """Return `text` without white space and characters that may not show."""
    return "".join(text.replace("\u00ad", "").split())
