"""The part of a Word file with the version it was exported as (docs/word/embedded-version.md)."""

from __future__ import annotations

import uuid
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from dossier.ooxml.names import CUSTOM_XML, EXPORT, R

_RELATION = f"{R}/customXml"
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def add_embedded_version(main: Any, text: str) -> None:
    """Add `text` to the file whose main part is `main`, as an XML part of its own.

    Word and LibreOffice keep such parts when they save the file.
    """
    package = main.package
    number = _free(package)
    root = etree.Element(f"{{{EXPORT}}}export", nsmap={None: EXPORT})
    root.text = text
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", _bytes(root), package)
    id_ = uuid.uuid5(uuid.NAMESPACE_URL, f"{EXPORT}:{text}")
    about = etree.Element(f"{{{CUSTOM_XML}}}datastoreItem", nsmap={"ds": CUSTOM_XML})
    about.set(f"{{{CUSTOM_XML}}}itemID", f"{{{str(id_).upper()}}}")
    schemas = etree.SubElement(about, f"{{{CUSTOM_XML}}}schemaRefs")
    etree.SubElement(schemas, f"{{{CUSTOM_XML}}}schemaRef").set(f"{{{CUSTOM_XML}}}uri", EXPORT)
    name = PackURI(f"/customXml/itemProps{number}.xml")
    item.relate_to(Part(name, _TYPE, _bytes(about), package), f"{_RELATION}Props")
    main.relate_to(item, _RELATION)


def _free(package: Any) -> int:
    taken = {str(part.partname) for part in package.iter_parts()}
    return next(n for n in range(1, len(taken) + 2) if f"/customXml/item{n}.xml" not in taken)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=False))
