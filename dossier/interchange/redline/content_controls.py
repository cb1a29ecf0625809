"""What a content control is known by: its tag, or the paragraphs in it where the tag is lost.

LibreOffice keeps a control and drops its tag; the bookmarks of its paragraphs stay.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from dossier.ooxml.names import q


class Keys:
    """The names of all controls of two bodies."""

    def __init__(self, old: etree._Element, new: etree._Element) -> None:
        every = (*old.iter(q("sdt")), *new.iter(q("sdt")))
        self.names = {each: _value(each, "tag") for each in every if _value(each, "tag")}
        marks = {mark: name for each, name in self.names.items() for mark in _marks(each)}
        titles = {_value(each, "alias"): name for each, name in self.names.items()}
        for control in every:
            if control not in self.names:
                found = [marks[each] for each in _marks(control) if each in marks]
                title = _value(control, "alias")
                name = max(found, key=found.count, default="")
                self.names[control] = name or titles.get(title, title)

    def name(self, control: etree._Element, name: str) -> None:
        """Give a control that was made since a name."""
        self.names[control] = name

    def of(self, control: etree._Element) -> str:
        """Return the name of a control; "" where nothing tells it from others."""
        return self.names.get(control, "")


def retag(control: etree._Element, other: etree._Element) -> None:
    """Give a control that lost its tag that of the other, which is the same control."""
    tag, properties = other.find(f"{q('sdtPr')}/{q('tag')}"), control.find(q("sdtPr"))
    if tag is None or properties is None or properties.find(q("tag")) is not None:
        return
    before = [each for each in properties if each.tag in (q("rPr"), q("alias"))]
    properties.insert(len(before), deepcopy(tag))


def _marks(control: etree._Element) -> list[str]:
    starts = control.iter(q("bookmarkStart"))
    return [str(each.get(q("name"))) for each in starts]


def _value(control: etree._Element, name: str) -> str:
    found = control.find(f"{q('sdtPr')}/{q(name)}")
    return "" if found is None else str(found.get(q("val"), ""))
