"""Make the elements of a Word file, and ask them for what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from dossier.ooxml.names import SILENT, local, q


def make(name: str, /, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """Return the element `w:name` with attributes of the same namespace."""
    element = etree.Element(q(name), {q(key): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def put_before(parent: etree._Element, element: etree._Element, names: Collection[str]) -> None:
    """Put `element` before the first child that has one of `names`, at the end where none has."""
    tags = {q(name) for name in names}
    place = next((each for each in parent if each.tag in tags), None)
    if place is None:
        parent.append(element)
    else:
        place.addprevious(element)


def attribute(element: etree._Element | None, name: str = "val", otherwise: str = "") -> str:
    """Return an attribute by its local name."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return otherwise


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return what stands below `element` along the local names of `path`, or None."""
    for name in path:
        if element is None:
            return None
        alike = element.iterchildren(f"{{*}}{name}")
        element = next((each for each in alike if each.tag.startswith("{")), None)
    return element


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Return whether a property is on; None where nothing is said of it."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "val", "1").lower() not in ("0", "false", "off", "none")


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a whole number, or None."""
    text = attribute(element, name)
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None


def visible(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that may hold text; of alternatives the first that has words."""
    for each in in_reading_order(element):
        name = local(each)
        if name == "AlternateContent":
            yield chosen(each)
        elif name and name not in SILENT:
            yield each


def in_reading_order(element: etree._Element) -> Iterator[etree._Element]:
    """Yield children; what is written above words, as in Japanese, comes behind these words."""
    return reversed(element) if local(element) == "ruby" else iter(element)


def chosen(alternatives: etree._Element) -> etree._Element:
    """Return the first alternative that has words, else the first."""
    found = [each for each in alternatives if local(each) in ("Choice", "Fallback")]
    spoken = (each for each in found if any(local(part) == "t" for part in each.iter()))
    return next(spoken, found[0] if found else alternatives)
