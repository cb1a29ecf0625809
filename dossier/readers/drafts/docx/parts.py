"""The parts of a Word file, by what they are to the document rather than by their names."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault, FindingId
from dossier.ooxml.archive import MEGABYTE, Archive
from dossier.ooxml.local_names import attribute

LARGEST = 32 * MEGABYTE
"""A submission of a hundred pages has not one."""

_HINTS: Mapping[FindingId, str] = {
    Fault.TOO_BIG: "copy the text into a new Word file, without pictures and earlier versions",
    Fault.ZIP_BOMB: "do not open this file; ask for another",
    Fault.PATH_OUTSIDE: "do not open this file; ask for another",
    Fault.BROKEN_FILE: "open it in Word and save it again as .docx",
    Fault.LOCKED_FILE: "open it in Word, take the password off, and save it as .docx",
    Fault.MACROS: "open it in Word and save it as .docx, which holds no macros",
}


@dataclass(frozen=True)
class Part:
    """A part of the file with what it refers to: targets by id, of inner ones their full name."""

    package: Archive
    name: str

    @cached_property
    def root(self) -> etree._Element:
        """The part's XML. Raises `Refused` where it is none, or declares a document type."""
        return _parsed(self.package, self.name)

    @cached_property
    def relations(self) -> Mapping[str, tuple[str, str]]:
        """The kind and the target of each relation of the part, by its id."""
        folder, name = posixpath.split(self.name)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self.package.names:
            return {}
        found = {}
        for each in _parsed(self.package, where):
            target, kind = attribute(each, "Target"), attribute(each, "Type").rpartition("/")[2]
            if attribute(each, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attribute(each, "Id")] = (kind, target)
        return found

    def related(self, kind: str) -> Part | None:
        """Return the part that is, say, the "styles" of this one, or None."""
        for each, target in self.relations.values():
            if each == kind and target in self.package.names:
                return Part(self.package, target)
        return None


def refusal(finding: Finding) -> Refused:
    """Return what archive found, with a hint for somebody whose draft it is."""
    return Refused(replace(finding, hint=_HINTS.get(finding.rule, finding.hint)))


def _parsed(package: Archive, name: str) -> etree._Element:
    content = b"".join(package.pieces(name, LARGEST))
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        message = f'the part "{name}" declares a document type'
        hint = "do not use this file; ask for another"
        raise Refused(Finding(package.file, 0, Fault.HOSTILE_XML, message, hint))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f'the part "{name}" is not XML: {error.msg}'
        raise refusal(Finding(package.file, 0, Fault.BROKEN_FILE, message, "")) from error
