"""The pieces of a zip: of an Office or ODF file part by part, of any other file by file."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping

from dossier.model.diagnostics import Refused
from dossier.ooxml.archive import ALL, TYPES, Archive, unzipped
from dossier.redaction.scan.markup import pieces_of_xml
from dossier.redaction.scan.piece import Inner, Piece, Room, Unsearchable
from dossier.redaction.scan.text_files import strings
from dossier.redaction.scan.workbook import STRINGS, pieces_of_sheets, sheets

_PLACES = (
    (r"word/document\w*\.xml|content\.xml", "the text"),
    (r"word/(?:footnotes|endnotes)\w*\.xml", "a note"),
    (r"(?:word|ppt|xl)/(?:\w*/)?(?:threaded)?comments\w*/?.*\.xml", "a comment"),
    (r"word/(?:header|footer)\d*\.xml", "a header or footer"),
    (r"(?:word/people|ppt/(?:commentA|a)uthors|xl/persons/.*)\.xml", "the authors of comments"),
    (r"word/glossary/.*", "a building block"),
    (r"ppt/notesSlides/.*", "the notes of a slide"),
    (r"ppt/slides/slide(\d+)\.xml", "slide {}"),
    (r"docProps/.*|meta\.xml", "the properties"),
    (r"customXml/.*", "the hidden data of the file"),
    (r"(?:word|ppt|xl)/settings\.xml|settings\.xml", "the settings"),
    (r"(?:word|xl)/styles\.xml|styles\.xml", "the styles"),
    (r"xl/workbook\.xml", "the names of the workbook"),
    (r"(?:.*/)?_rels/.*\.rels", "a link"),
    (r"\[Content_Types\]\.xml", "the list of parts"),
    (r"(?:word|xl|ppt)/(?:charts|diagrams|drawings)/.*", "a drawing"),
)  # fmt: skip
"""Where words are by the name of their part, in people's words."""

_XML = re.compile(r".*\.(?:xml|rels|vml|rdf)", re.IGNORECASE)
_SILENT = re.compile(r"(?:word|ppt|xl)/media/.*|docProps/thumbnail.*|Pictures/.*|Thumbnails/.*")
_HEAD = 30
"""How many bytes the head of an entry has before its name."""


def pieces_of_package(content: bytes, inner: Inner, room: Room) -> Iterator[Piece]:
    """Yield the pieces of a zip: the names of its parts, their words, and what lies between them.

    Raises `Unsearchable` where it is locked, broken, hostile, or holds what cannot be read.
    """
    try:
        with unzipped(io.BytesIO(content), "") as archive:
            parts = _unpacked(archive, room)
            yield from _named(archive)
            yield from _between(content, archive)
    except Refused as refused:
        raise Unsearchable(refused.finding.message) from refused
    _refuse_sealed(parts)
    if TYPES not in parts and "mimetype" not in parts:
        for name, part in parts.items():
            yield from inner(part, f"the file {name}")
        return
    told = (*sheets(parts), STRINGS)
    yield from pieces_of_sheets(parts, inner)
    for name, part in parts.items():
        if name not in told:
            yield from _part(name, part, inner)


def _unpacked(archive: Archive, room: Room) -> Mapping[str, bytes]:
    found = {}
    for name in archive.zipped.namelist():
        if not name.endswith("/"):
            room.take(archive.zipped.getinfo(name).file_size)
            found[name] = b"".join(archive.pieces(name, ALL))
    return found


def _named(archive: Archive) -> Iterator[Piece]:
    """Yield the names of parts, also as older programs wrote them."""
    for name in archive.zipped.namelist():
        yield Piece(name, "the name of a part", "id")
        for encoding in () if name.isascii() else ("utf-8", "cp866", "cp1251"):
            raw = name.encode("cp437", "replace")
            yield Piece(raw.decode(encoding, "replace"), "the name of a part", "id")


def _between(content: bytes, archive: Archive) -> Iterator[Piece]:
    """Yield what lies outside of the parts: before, after, between them, remarks on them.

    Raises `Unsearchable` for a part that the list of parts does not name.
    """
    at, rest = 0, []
    entries = sorted(archive.zipped.infolist(), key=lambda each: each.header_offset)
    for each in entries:
        head = content[each.header_offset : each.header_offset + _HEAD]
        long = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        begin = each.header_offset + _HEAD + long
        rest.append(content[at:begin])
        at = begin + each.compress_size
    rest.append(content[at:])
    outside = b"\n".join(rest)
    if outside.count(b"PK\x03\x04") > len(entries):
        raise Unsearchable("it holds a part that its list of parts does not name")
    yield from strings(outside, "the bytes between the parts")


def _refuse_sealed(parts: Mapping[str, bytes]) -> None:
    manifest = parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest or "META-INF/encryption.xml" in parts:
        raise Unsearchable("parts of it are encrypted")
    if any(name.endswith(".iwa") for name in parts):
        raise Unsearchable("it is of a kind that only Apple's programs read")
    for name, part in parts.items():
        if posixpath.basename(name).lower() == "vbaproject.bin" and part:
            raise Unsearchable("it holds macros")


def _part(name: str, part: bytes, inner: Inner) -> Iterator[Piece]:
    base = posixpath.basename(name)
    if _XML.fullmatch(name) and part.strip():
        yield from pieces_of_xml(part, inner, {"": _place(name)})
    elif _SILENT.fullmatch(name):
        yield from inner(part, "")
    elif "/embeddings/" in f"/{name}":
        yield from inner(part, f"an attached file {base}")
    else:
        yield from inner(part, f"the part {name}")


def _place(name: str) -> str:
    for pattern, place in _PLACES:
        found = re.fullmatch(pattern, name)
        if found:
            return place.format(*found.groups())
    return f"the part {name}"
