"""The tags of a PDF, by which it is read aloud: one for each element of the page.

WeasyPrint 70 makes them of its boxes, of which an element has one for each page, and for each line
that a link takes. So here each element becomes one tag, however many pages it takes (ISO 32000-1,
14.8). A note stands right after the paragraph that calls it, where it does not interrupt the
sentence. What stands in margins, and headings of tables that are repeated, is nothing to be read:
it was painted as an artifact, and has no tag.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping
from typing import Any

from dossier.writers.pdf.page_elements import PageElements
from dossier.writers.pdf.tag_tree import TagTree

_POINT = 0.75
"""A CSS pixel in the PDF's unit."""


def tag_by_elements(weasyprint: Any) -> None:
    """Let WeasyPrint make the tags of a document that tells its `page_elements` by this module."""
    by_boxes = weasyprint.pdf.add_tags
    if hasattr(by_boxes, "by_boxes"):
        return

    def add(pdf: Any, document: Any, version: Any, streams: Any) -> None:
        elements = getattr(document, "page_elements", None)
        if elements is None:
            by_boxes(pdf, document, version, streams)
            return
        _add_tags(pdf, document.pages, [each._tags for each in streams], elements)

    add.by_boxes = by_boxes  # type: ignore[attr-defined]
    weasyprint.pdf.add_tags = add


def _add_tags(pdf: Any, pages: Any, drawn: list[Any], elements: PageElements) -> None:
    """Add the tags of `pages`; `drawn` tells of each page the boxes whose content it marks."""
    import pydyf

    tagger = _Tagger(pdf, elements)
    for page, marks in zip(pages, drawn, strict=True):
        tagger.page(page, marks)
    tagger.tree.finish()
    tagger.finish()
    pdf.catalog["StructTreeRoot"] = tagger.tree.root.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Tagger:
    """Puts what was painted into the tags of its elements, in the order of reading."""

    def __init__(self, pdf: Any, elements: PageElements) -> None:
        self.pdf, self.elements = pdf, elements
        self.tree = TagTree(pdf, elements)
        self.links: list[tuple[Any, Any]] = []
        self.contents: list[list[Any]] = []
        self.paper, self.height = b"", 0.0

    def page(self, page: Any, marks: Mapping[Any, Any]) -> None:
        """Tag what `page` holds; `marks` are the numbers of its contents."""
        self.paper = self.pdf.page_references[len(self.contents)]
        self.height = page.height
        self.contents.append([None] * len(marks))
        self.walk(page._page_box, None, False, marks)

    def walk(
        self, box: Any, element: etree.Element | None, is_bullet: bool, marks: Mapping[Any, Any]
    ) -> None:
        """Tag what stands in `box`, which is in `element`, or its bullet."""
        box = getattr(box, "_box", box)
        own = self.elements.original(getattr(box, "element", None))
        if own is not None:
            element, is_bullet = own, (box.element_tag or "").endswith("::marker")
        if box.link_annotation and element is not None:
            self.link(element, box.link_annotation)
        if element is not None and element.tag in ("td", "th"):
            self.tree.innermost(element, False)  # an empty cell counts among those of its row
        if box in marks:
            self.content(box, self.tree.innermost(element, is_bullet), marks[box]["mcid"])
        for child in getattr(box, "children", ()):
            self.walk(child, element, is_bullet, marks)

    def content(self, box: Any, tag: Any, number: int) -> None:
        """Put the content `number` of this page, which shows `box`, into `tag`."""
        tag["K"].append(self.on_this_page(tag, "MCR", MCID=number) or number)
        self.contents[-1][number] = tag.reference
        if tag["S"] == "/Figure":
            self.picture(tag, box)

    def on_this_page(self, tag: Any, kind: str, **said: Any) -> Any:
        """Return how `tag` calls something on this page, or None where its number says it."""
        import pydyf

        if tag.setdefault("Pg", self.paper) == self.paper and kind == "MCR":
            return None
        return pydyf.Dictionary({"Type": f"/{kind}", "Pg": self.paper, **said})

    def picture(self, tag: Any, box: Any) -> None:
        """Say where a picture stands, from the lower left corner of the page."""
        import pydyf

        left, top = box.content_box_x() * _POINT, box.content_box_y() * _POINT
        right, bottom = left + box.width * _POINT, top + box.height * _POINT
        height = self.height * _POINT
        edges = pydyf.Array((left, height - bottom, right, height - top))
        tag["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": edges})

    def link(self, element: etree.Element, annotation: Any) -> None:
        """Put where a link can be clicked into its tag, and say in words where it leads."""
        import pydyf

        around = (element, *self.elements.ancestors(element))
        link = next((each for each in around if each.tag == "a"), element)
        tag = self.tree.innermost(link, False)
        place = self.on_this_page(tag, "OBJR", Obj=annotation.reference)
        self.pdf.add_object(place)
        tag["K"].append(place.reference)
        self.links.append((tag, annotation))
        said = " ".join("".join(link.itertext()).split())
        words = link.get("aria-label") or link.get("title") or said
        if link.get("href", "").startswith("#") and words:
            annotation["Contents"] = pydyf.String(words)

    def finish(self) -> None:
        """Tell of each content of a page, and of each link, in which tag it stands."""
        import pydyf

        numbers = pydyf.Array()
        for number, held in enumerate(self.contents):
            numbers.extend((number, pydyf.Array(held)))
        for number, (tag, annotation) in enumerate(self.links, start=len(self.contents)):
            numbers.extend((number, tag.reference))
            annotation["StructParent"] = number
        parents = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(parents)
        self.tree.root["ParentTree"] = parents.reference
        self.tree.root["ParentTreeNextKey"] = len(self.contents) + len(self.links)
