"""What stands in an element of an edited Word file: unlike a draft's, with what was deleted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dossier.ooxml.elements import attribute, child, chosen, in_reading_order
from dossier.ooxml.names import SILENT, local
from dossier.readers.exported_docx.paragraphs import Did, Revision

DID: dict[str, Did] = {
    "ins": "insert",
    "del": "delete",
    "moveTo": "move-to",
    "moveFrom": "move-from",
}

_SILENT = SILENT - {"delText", "delInstrText", "commentReference"}


def inner(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the children that may hold text, with their names; of alternatives one."""
    for each in in_reading_order(element):
        name = local(each)
        if name == "AlternateContent":
            taken = chosen(each)
            yield local(taken), taken
        elif name and name not in _SILENT:
            yield name, each


def revision(element: etree._Element, did: Did) -> Revision:
    """Return the tracked change that an element such as `w:ins` stands for."""
    return Revision(did, attribute(element, "author"), attribute(element, "date"))


def changes(properties: etree._Element | None) -> tuple[Revision, ...]:
    """Return the tracked changes that the properties of a paragraph's end, or of a row, name."""
    found = () if properties is None else properties
    return tuple(revision(each, DID[local(each)]) for each in found if local(each) in DID)


def cell_changes(cell: etree._Element) -> tuple[Revision, ...]:
    """Return the tracked changes that put a cell in, or took it out."""
    properties = child(cell, "tcPr")
    put, taken = child(properties, "cellIns"), child(properties, "cellDel")
    found = [revision(put, "insert")] if put is not None else []
    return (*found, *([revision(taken, "delete")] if taken is not None else ()))
