"""Content controls of a Word file (see docs/word/controls.md)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from dossier.ooxml.elements import make
from dossier.ooxml.names import W15

_LONGEST = 64
"""How many characters Word takes for the name of a control."""


def control(tag: str, label: str, number: int, content: Iterable[etree._Element]) -> etree._Element:
    """Return `content` in a content control that does not show, with the id `number`."""
    properties = make(
        "sdtPr",
        make("alias", val=label[:_LONGEST]),
        make("tag", val=tag),
        make("id", val=number),
    )
    hidden = etree.SubElement(properties, f"{{{W15}}}appearance")
    hidden.set(f"{{{W15}}}val", "hidden")
    properties.append(make("docPartObj", make("docPartGallery", val="Custom")))
    return make("sdt", properties, make("sdtContent", *content))
