"""Make WordprocessingML elements."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {"w": W, "r": R}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def q(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML.

    >>> q("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{W}}}{name}"


def make(name: str, /, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """Return the element `w:name` with attributes of the same namespace."""
    element = etree.Element(q(name), {q(key): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element
