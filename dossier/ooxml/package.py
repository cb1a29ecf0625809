"""A Word file taken apart and put together again: its parts, their relations, their kinds.

A file is read as if it were meant to do harm: bounded, without entities, macros or passwords.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.archive import MEGABYTE, TYPES, Archive
from dossier.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, R, q
from dossier.ooxml.parts import (
    LARGEST,
    Relation,
    beside,
    opened_word,
    parsed,
    relations_in,
    target_of,
)

ALL = 128 * MEGABYTE


class Package:
    """The parts of a Word file; those that were parsed are written as they are then."""

    def __init__(self, file: str, parts: Mapping[str, bytes]) -> None:
        self.file = file
        self.parts = dict(parts)
        self.roots: dict[str, etree._Element] = {}
        main = self.related("", "officeDocument")
        if main is None or self.root(main).find(q("body")) is None:
            message = "the file is a zip, but no Word document of the usual kind"
            hint = "open it in Word and save it as .docx (not as “Strict Open XML”)"
            raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint))
        self.main = main

    def root(self, name: str) -> etree._Element:
        """Return the XML of a part. Raises `Refused` where it is none, or declares a type."""
        if name not in self.roots:
            self.roots[name] = parsed(self.file, name, self.parts.get(name, b""))
        return self.roots[name]

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the ids it uses."""
        where = beside(name)
        if where not in self.parts and where not in self.roots:
            return {}
        return relations_in(self.root(where), name)

    def related(self, name: str, kind: str) -> str | None:
        """Return the name of the part that is, say, the "styles" of another."""
        return target_of(self.relations(name), kind, self.parts)

    def relate(self, name: str, relation: Relation) -> str:
        """Return the id by which a part refers to something, a new one where it has none."""
        known = self.relations(name)
        for id_, each in known.items():
            if each == relation:
                return id_
        where = beside(name)
        if where not in self.roots and where not in self.parts:
            self.roots[where] = etree.Element(
                f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS}
            )
            self.parts[where] = b""
        id_ = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
        target = relation.target if relation.outside else f"/{relation.target}"
        made = {"Id": id_, "Type": f"{R}/{relation.kind}", "Target": target}
        made |= {"TargetMode": "External"} if relation.outside else {}
        etree.SubElement(self.root(where), f"{{{RELATIONSHIPS}}}Relationship", made)
        return id_

    def add(self, name: str, content: bytes | etree._Element, kind: str) -> None:
        """Add a part of a kind, such as "image/png"."""
        if isinstance(content, bytes):
            self.parts[name] = content
        else:
            self.parts[name], self.roots[name] = b"", content
        override = {"PartName": f"/{name}", "ContentType": kind}
        etree.SubElement(self.root(TYPES), f"{{{CONTENT_TYPES}}}Override", override)

    def kind(self, name: str) -> str:
        """Return the content type of a part."""
        ending = name.rpartition(".")[2].lower()
        for each in self.root(TYPES):
            if each.get("PartName") == f"/{name}":
                return str(each.get("ContentType", ""))
        defaults = (
            each for each in self.root(TYPES) if each.get("Extension", "").lower() == ending
        )
        return next((str(each.get("ContentType", "")) for each in defaults), "")

    def packed(self) -> bytes:
        """Return the file, the same bytes for the same parts."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as target:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, self._bytes(name, content))
        return made.getvalue()

    def _bytes(self, name: str, content: bytes) -> bytes:
        if name not in self.roots:
            return content
        root = self.roots[name]
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def read_package(content: bytes, file: str) -> Package:
    """Return the parts of a Word file. Raises `Refused` for one that is none, or hostile."""
    message = "the file is no Word document (.docx)"
    hint = "open it in Word and save it as .docx"
    unknown = Finding(file, 0, Fault.UNKNOWN_FILE, message, hint)
    with opened_word(content, file, unknown) as archive:
        return Package(file, _parts(archive))


def _parts(archive: Archive) -> dict[str, bytes]:
    names = [each for each in archive.zipped.namelist() if not each.endswith("/")]
    found: dict[str, bytes] = {}
    left = ALL
    for name in names:
        found[name] = b"".join(archive.pieces(name, min(LARGEST, left)))
        left -= len(found[name])
    return found
