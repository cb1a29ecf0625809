"""Let printed web addresses go on in the next line, and symbols of documents stay on one.

What they are is in `model/address_breaks.py`.

Where they may is told by signs without width: they print nothing, and programs that read the PDF
do not see them. `<wbr>`, which the web page has, would say the same, but makes WeasyPrint lay out
each part as a box of its own, which takes seven times as long.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from dossier.model.address_breaks import ADDRESS, BREAKS, SYMBOL

_MAY, _MUST_NOT = "\u200b", "\u2060"

_EITHER = re.compile(f"{ADDRESS.pattern}|{SYMBOL.pattern}")

_UNREAD = ("style", "script")


def with_address_breaks(root: etree.Element) -> etree.Element:
    """Return the tree of a page, in whose texts addresses alone may break; changed in place."""
    for element in root.iter():
        if element.text and "/" in element.text and element.tag not in _UNREAD:
            element.text = _EITHER.sub(_parted, element.text)
        if element.tail and "/" in element.tail:
            element.tail = _EITHER.sub(_parted, element.tail)
    return root


def _parted(found: re.Match[str]) -> str:
    scheme, rest = found.groups()
    if not scheme:
        return found[0].replace("/", f"/{_MUST_NOT}")
    return f"{scheme}{_MUST_NOT}/{_MUST_NOT}/{_MUST_NOT}{BREAKS.sub(_MAY, rest)}"
