"""Where a web address that is printed may go on in the next line.

It may after `/`, `?`, `&`, `-`, `.` and the like, and never after `https://`. It is told by signs
without width: they print nothing, and programs that read the PDF do not see them. `<wbr>` would
say the same, but makes WeasyPrint lay out each part as a box of its own, which takes seven times
as long.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

_MAY, _MUST_NOT = "\u200b", "\u2060"

_ADDRESS = re.compile(r"\b([a-z][a-z0-9+.-]*:)//([^\s<>]*[^\s<>.,;:)\]])")
_AFTER = re.compile(r"(?<=[/?&=#_.,:;+%-])(?=[^\W_])")
_UNREAD = ("style", "script")


def with_address_breaks(root: etree.Element) -> etree.Element:
    """Return the tree of a page, in whose texts addresses may break; it is changed in place."""
    for element in root.iter():
        if element.text and "://" in element.text and element.tag not in _UNREAD:
            element.text = _ADDRESS.sub(_parted, element.text)
        if element.tail and "://" in element.tail:
            element.tail = _ADDRESS.sub(_parted, element.tail)
    return root


def _parted(found: re.Match[str]) -> str:
    scheme, rest = found.groups()
    return f"{scheme}{_MUST_NOT}/{_MUST_NOT}/{_MUST_NOT}{_AFTER.sub(_MAY, rest)}"
