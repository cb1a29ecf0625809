"""The titles in the outline of a PDF, without the numbers of notes that headings call."""

from __future__ import annotations

import xml.etree.ElementTree as etree

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_JOINER = "\u2060"


def with_outline_titles(root: etree.Element) -> etree.Element:
    """Return the tree of a page whose headings tell their titles; it is changed in place."""
    for heading in root.iter():
        if heading.tag in _HEADINGS and heading.find(".//a[@class='call']") is not None:
            heading.set("data-title", " ".join(_words(heading).replace(_JOINER, "").split()))
            style = f"{heading.get('style', '')}; bookmark-label: attr(data-title)"
            heading.set("style", style.removeprefix("; "))
    return root


def _words(element: etree.Element) -> str:
    """Return the words in `element` but for the calls of notes."""
    said = [element.text or ""]
    for child in element:
        said += ["" if child.get("class") == "call" else _words(child), child.tail or ""]
    return "".join(said)
