"""Move a workbook's words from its cells into one table of strings, as Excel itself keeps them.

openpyxl writes each string into its cell; Excel would rewrite the file when it is next saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from dossier.ooxml.names import SHEET, R

_TABLE = "xl/sharedStrings.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_LOOK = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz",
         "color", "rFont", "family", "charset", "scheme")  # fmt: skip


def shared(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a workbook that change, and the table of strings as a new one."""
    numbers: dict[bytes, int] = {}
    changed: dict[str, bytes] = {}
    calls = 0
    for name in parts:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            root = etree.fromstring(parts[name])
            calls += sum(1 for _ in _moved(root, numbers))
            changed[name] = _written(root)
    changed[_TABLE] = _table(numbers, calls)
    types, relations = (etree.fromstring(parts[each]) for each in (_TYPES, _RELATIONS))
    _declared(types, "Override", PartName=f"/{_TABLE}", ContentType=_KIND)
    target = {"Target": f"/{_TABLE}", "Type": f"{R}/sharedStrings", "Id": "strings"}
    _declared(relations, "Relationship", **target)
    return changed | {_TYPES: _written(types), _RELATIONS: _written(relations)}


def _moved(root: etree._Element, numbers: dict[bytes, int]) -> Iterator[etree._Element]:
    """Yield each cell that held words, now with their number, which `numbers` remembers."""
    for cell in root.iter(f"{{{SHEET}}}c"):
        held = cell.find(f"{{{SHEET}}}is")
        if held is None:
            continue
        for look in held.iter(f"{{{SHEET}}}rPr"):
            look[:] = sorted(look, key=lambda each: _LOOK.index(etree.QName(each).localname))
        words = b"".join(etree.tostring(each, with_tail=False) for each in held)
        cell.remove(held)
        cell.set("t", "s")
        value = etree.SubElement(cell, f"{{{SHEET}}}v")
        value.text = str(numbers.setdefault(words, len(numbers)))
        yield cell


def _table(numbers: Mapping[bytes, int], calls: int) -> bytes:
    strings = b"".join(b"<si>" + each + b"</si>" for each in numbers)
    head = f'<sst xmlns="{SHEET}" count="{calls}" uniqueCount="{len(numbers)}">'
    return _written(etree.fromstring(head.encode() + strings + b"</sst>"))


def _declared(root: etree._Element, name: str, **attributes: str) -> None:
    """Add an element to a list of parts, unless the part is listed already."""
    key = next(iter(attributes))
    if all(each.get(key) != attributes[key] for each in root):
        space = etree.QName(root).namespace
        etree.SubElement(root, f"{{{space}}}{name}", attributes)


def _written(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
