"""Free an SVG of what only describes it: titles, remarks, licences, names of layers and files."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from dossier.redaction.image_metadata import bare
from dossier.redaction.svg.contents import DESCRIBING
from dossier.redaction.svg.names import SVG, XLINK, XML, local, parts

_KEPT = {(XLINK, "href"), (XML, "space"), (XML, "lang")}


def undescribed(root: etree._Element) -> etree._Element:
    """Return a copy of `root` that shows the same and says nothing besides.

    Pictures in it lose their hidden data. Names that no style and no element asks for go too.
    """
    made = copy.deepcopy(root)
    for each in [*made.iter()]:
        if not isinstance(each.tag, str) or _describes(each):
            _take_out(each)
    asked = "\n".join(_asking(made))
    styled = next(made.iter("{*}style"), None) is not None
    for each in made.iter(etree.Element):
        for key in [*each.attrib]:
            space, name = parts(key)
            idle = name == "id" and f"#{each.get(key)}" not in asked
            told = name.startswith(("data-", "aria-")) or name == "role"
            classed = name == "class" and not styled
            if (space and (space, name) not in _KEPT) or (not space and (idle or told or classed)):
                del each.attrib[key]
        if local(each) == "image":
            _bare_dots(each)
    etree.cleanup_namespaces(made)
    return made


def _describes(element: etree._Element) -> bool:
    space, name = parts(element.tag)
    return name in DESCRIBING or space not in (SVG, "")


def _take_out(element: etree._Element) -> None:
    """Take an element out, and keep the words that follow it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _asking(root: etree._Element) -> Iterator[str]:
    """Yield where names of elements may be asked for: styles, and all values but the names."""
    for each in root.iter(etree.Element):
        if local(each) == "style":
            yield each.text or ""
        yield from (value for key, value in each.items() if "#" in value and key != "id")


def _bare_dots(image: etree._Element) -> None:
    """Free the picture in an `image` of its hidden data. Raises `ValueError` where it is broken."""
    import base64

    for key in ("href", f"{{{XLINK}}}href"):
        head, comma, letters = (image.get(key) or "").partition(",")
        if comma:
            dots = bare(base64.b64decode("".join(letters.split())))
            image.set(key, f"{head},{base64.b64encode(dots).decode()}")
