"""The parts of an Office file, by what they are to each other rather than by their names.

Every reader of Word files gets its parts here, so that what is refused is refused to each: XML
that declares a document type or an entity, parts that are larger than any text, broken ones.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault, FindingId
from dossier.model.frozen import frozen
from dossier.ooxml.archive import MEGABYTE, TYPES, Archive, is_office, refuse_macros, unzipped
from dossier.ooxml.elements import attribute, child
from dossier.ooxml.other_formats import refuse_others

LARGEST = 32 * MEGABYTE
"""How large a part of a Word file may be; a submission of a hundred pages has not one megabyte."""

_HINTS: Mapping[FindingId, str] = {
    Fault.TOO_BIG: "copy the text into a new Word file, without pictures and earlier versions",
    Fault.ZIP_BOMB: "do not open this file; ask for another",
    Fault.PATH_OUTSIDE: "do not open this file; ask for another",
    Fault.BROKEN_FILE: "open it in Word and save it again as .docx",
    Fault.LOCKED_FILE: "open it in Word, take the password off, and save it as .docx",
    Fault.MACROS: "open it in Word and save it as .docx, which holds no macros",
}


@frozen
class Relation:
    """What a part refers to: a full part name, or an address outside the file."""

    kind: str
    target: str
    outside: bool


NOTHING = Relation("", "", False)
"""What an id refers to that no relation has."""


@dataclass(frozen=True)
class PackagePart:
    """A part of an opened file with what it refers to; the part "" is the file itself."""

    package: Archive
    name: str

    @cached_property
    def root(self) -> etree._Element:
        """The part's XML. Raises `Refused` where it is none, or declares a document type."""
        return _read(self.package, self.name)

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """What the part refers to, by the ids that it uses."""
        where = beside(self.name)
        if where not in self.package.names:
            return {}
        return relations_in(_read(self.package, where), self.name)

    def related(self, kind: str) -> PackagePart | None:
        """Return the part that is, say, the "styles" of this one, or None."""
        name = target_of(self.relations, kind, self.package.names)
        return None if name is None else PackagePart(self.package, name)

    def root_of(self, kind: str) -> etree._Element | None:
        """Return the XML of the part that is, say, the "styles" of this one, or None."""
        part = self.related(kind)
        return part.root if part else None


@contextmanager
def opened_word(content: bytes, file: str, unknown: Finding) -> Iterator[Archive]:
    """Open a Word file in memory. Raises `Refused`, with `unknown` for what is none by its form.

    A file of another format is told by its content.

    What is refused while it is open gets a hint for somebody whose text it is.
    """
    refuse_others(content, file)
    try:
        if not is_office(content[:8], file):
            raise Refused(unknown)
        with unzipped(io.BytesIO(content), file) as archive:
            if TYPES not in archive.names:
                raise Refused(unknown)
            refuse_macros(archive)
            yield archive
    except Refused as refused:
        raise _told(refused.finding) from refused


def main_part(archive: Archive) -> PackagePart | None:
    """Return the part with the text of a Word file, or None where it is no Word file."""
    main = PackagePart(archive, "").related("officeDocument")
    return None if main is None or child(main.root, "body") is None else main


def target_of(
    relations: Mapping[str, Relation], kind: str, names: frozenset[str] | Mapping[str, bytes]
) -> str | None:
    """Return the first part of a kind that is there under one of `names`."""
    inner = (each for each in relations.values() if each.kind == kind and not each.outside)
    return next((each.target for each in inner if each.target in names), None)


def relations_in(root: etree._Element, part: str) -> dict[str, Relation]:
    """Return what `part` refers to by the XML of its relations; inner targets by full names."""
    found = {}
    for each in root:
        target, kind = attribute(each, "Target"), attribute(each, "Type").rpartition("/")[2]
        outside = attribute(each, "TargetMode") == "External"
        full = target if outside else resolved(part, target)
        found[attribute(each, "Id")] = Relation(kind, full, outside)
    return found


def resolved(part: str, target: str) -> str:
    """Return the full name of the part that `target` is, as `part` calls it.

    >>> resolved("word/document.xml", "styles.xml"), resolved("xl/workbook.xml", "/xl/a.xml")
    ('word/styles.xml', 'xl/a.xml')
    """
    folder = posixpath.join("/", posixpath.dirname(part))
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def beside(part: str) -> str:
    """Return the name of the part that holds the relations of `part`."""
    folder, own = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{own}.rels")


def parsed(file: str, name: str, content: bytes) -> etree._Element:
    """Return the XML of a part, without remarks; no entity is resolved and nothing is fetched.

    Raises `Refused` where it is none, or declares a document type.
    """
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        message = f'the part "{name}" declares a document type'
        hint = "do not use this file; ask for another"
        raise Refused(Finding(file, 0, Fault.HOSTILE_XML, message, hint))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f'the part "{name}" is not XML: {error.msg}'
        raise _told(Finding(file, 0, Fault.BROKEN_FILE, message, "")) from error


def _read(package: Archive, name: str) -> etree._Element:
    return parsed(package.file, name, b"".join(package.pieces(name, LARGEST)))


def _told(finding: Finding) -> Refused:
    return Refused(replace(finding, hint=_HINTS.get(finding.rule, finding.hint)))
