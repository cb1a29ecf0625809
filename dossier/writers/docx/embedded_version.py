"""The part of a Word file with the version it was exported as (docs/word/embedded-version.md)."""

from __future__ import annotations

import uuid
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

NAME = "urn:upr-dossier:export"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def add_carried(main: Any, text: str) -> None:
    """Add `text` to the file whose main part is `main`, as an XML part of its own.

    Word and LibreOffice keep such parts when they save the file.
    """
    package = main.package
    number = _free(package)
    root = etree.Element(f"{{{NAME}}}export", nsmap={None: NAME})
    root.text = text
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", _bytes(root), package)
    id_ = uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}:{text}")
    about = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
    about.set(f"{{{_PROPERTIES}}}itemID", f"{{{str(id_).upper()}}}")
    schemas = etree.SubElement(about, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_PROPERTIES}}}schemaRef").set(f"{{{_PROPERTIES}}}uri", NAME)
    name = PackURI(f"/customXml/itemProps{number}.xml")
    item.relate_to(Part(name, _TYPE, _bytes(about), package), f"{_RELATION}Props")
    main.relate_to(item, _RELATION)


def _free(package: Any) -> int:
    taken = {str(part.partname) for part in package.iter_parts()}
    return next(n for n in range(1, len(taken) + 2) if f"/customXml/item{n}.xml" not in taken)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=False))
