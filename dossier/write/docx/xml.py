"""Make WordprocessingML elements, and name things so that Word accepts the names."""

from __future__ import annotations

import hashlib
import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {"w": W, "r": R}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

LONGEST_BOOKMARK = 40
LONGEST_TAG = 64


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


def bookmark_name(kind: str, id_: str) -> str:
    """Return the bookmark of the thing `id_`: at most 40 letters, digits and underscores.

    Ids differ in characters that bookmarks cannot hold, so a digest keeps the names apart.

    >>> bookmark_name("p", "zhanaozen-2011.3")
    'p_zhanaozen_2011_3_44cad48d'
    """
    digest = hashlib.sha256(id_.encode()).hexdigest()[:8]
    room = LONGEST_BOOKMARK - len(kind) - len(digest) - 2
    return f"{kind}_{re.sub('[^A-Za-z0-9]', '_', id_)[:room]}_{digest}"


def tag_name(kind: str, id_: str) -> str:
    """Return the tag of a content control: `kind:id`, shortened where Word would refuse it."""
    tag = f"{kind}:{id_}"
    if len(tag) <= LONGEST_TAG:
        return tag
    return f"{tag[: LONGEST_TAG - 9]}~{hashlib.sha256(id_.encode()).hexdigest()[:8]}"
