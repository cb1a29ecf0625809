"""The elements of a printed page as they stood before it was cut: what a tag is made for.

A box tells the element that it shows. Where the tree is cut into sheets, an element that goes on
overleaf is repeated there; a number in the attribute `data-order` says which one it was.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from dossier.model.frozen import frozen

_ORDER = "data-order"


@frozen
class PageElements:
    """The elements below a body: the one around each, those with an id, and all by their number."""

    around: dict[etree.Element, etree.Element]
    named: dict[str, etree.Element]
    ordered: tuple[etree.Element, ...]

    def original(self, element: etree.Element | None) -> etree.Element | None:
        """Return the element that `element` is, or goes on with; None for what was added."""
        if element is None or element in self.around:
            return element
        order = element.get(_ORDER)
        return self.ordered[int(order)] if order else None

    def give_numbers(self) -> None:
        """Write into each element which one it is, so that its repetitions tell it, too."""
        for number, element in enumerate(self.ordered):
            element.set(_ORDER, str(number))

    def ancestors(self, element: etree.Element) -> list[etree.Element]:
        """Return the elements around `element`, the innermost first."""
        found = []
        while element in self.around:
            element = self.around[element]
            found.append(element)
        return found


def page_elements(body: etree.Element) -> PageElements:
    """Return the elements below `body`, whose own boxes are no tags."""
    around = {child: parent for parent in body.iter() for child in parent}
    named = {each.get("id", ""): each for each in around}
    return PageElements(around, named, tuple(around))
