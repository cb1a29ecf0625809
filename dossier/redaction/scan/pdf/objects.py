"""What the objects of a PDF hold besides what its pages show: strings, names, streams, files."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf

from dossier.model.frozen import frozen
from dossier.redaction.scan.pdf.strings import (
    NAME,
    STRING,
    TOKEN,
    pieces_of_name,
    pieces_of_string,
    place,
    spoken,
)
from dossier.redaction.scan.piece import Inner, Piece, Room, Unsearchable

_SILENT = re.compile(rb"/(?:FontFile[23]?|ToUnicode|CIDToGIDMap|CIDSet) (\d+) \d+ R")
"""What refers to fonts and their tables."""

_CONTENTS = re.compile(rb"/Contents (?:(\d+) \d+ R|\[([^\]]*)\])")
_ATTACHED = re.compile(rb"/EF << ((?:/\w+ \d+ \d+ R )+)>>")
_REFERENCE = re.compile(rb"(\d+) \d+ R")
_INFLATES = 1040
"""How many times longer what is packed can be, at most."""


@frozen
class Body:
    """A stream of a PDF: its number, its dictionary as it would be written, and itself."""

    number: int
    raw: bytes
    stream: Any


class Held:
    """The objects of a PDF: `raw` is each as it would be written, `bodies` are the streams.

    `pages` are those that are shown, and those that are left out.

    Raises `Unsearchable` when a stream cannot be unpacked.
    """

    def __init__(self, pdf: pikepdf.Pdf, room: Room) -> None:
        self.room = room
        self.raw: list[bytes] = [pdf.trailer.unparse(resolved=True)]
        self.bodies: list[Body] = []
        self.pages: list[Any] = []
        self.numbers: set[int] = set()
        for each in pdf.objects:
            if not isinstance(each, pikepdf.Object):
                continue  # a number
            stream = isinstance(each, pikepdf.Stream)
            raw = each.stream_dict.unparse() if stream else each.unparse(resolved=True)
            self.raw.append(raw)
            self.numbers.add(each.objgen[0])
            if b"/Type /Page " in raw:
                self.pages.append(each)
            if stream:
                self.bodies.append(Body(each.objgen[0], raw, each))

    @cached_property
    def by_first_use(self) -> bool:
        """Whether glyphs mean what they were first used for: WeasyPrint made the file."""
        return any(b"WeasyPrint" in each for each in self.raw)

    @cached_property
    def drawing(self) -> dict[int, bytes]:
        """The instructions of pages, forms and patterns, by the numbers of their streams."""
        called: set[int] = set()
        for each in self.raw:
            for one, many in _CONTENTS.findall(each):
                called |= {int(number) for number in _REFERENCE.findall(many)}
                called |= {int(one)} if one else set()
        return {
            each.number: self._unpacked(each)
            for each in self.bodies
            if each.number in called or is_form(each) or is_pattern(each)
        }

    @cached_property
    def attached(self) -> dict[int, str]:
        """The names of attached files by the numbers of their streams."""
        found: dict[int, str] = {}
        for each in self.raw:
            for references in _ATTACHED.findall(each):
                name = next((text for key, text in spoken(each) if key in ("UF", "F")), "")
                found |= {int(number): name for number in _REFERENCE.findall(references)}
        return found

    def pieces(self, inner: Inner) -> Iterator[Piece]:
        """Yield the words of strings, names, streams and attached files, each once."""
        strings = {each: None for raw in self.raw for each in _strings(raw)}
        for where, token in strings:
            yield from pieces_of_string(token, where)
        for token in sorted(set(NAME.findall(STRING.sub(b"", b"\n".join(self.raw))))):
            yield from pieces_of_name(token)
        silent = {int(each) for raw in self.raw for each in _SILENT.findall(raw)}
        for body in self.bodies:
            if body.number not in silent:
                yield from self._body(body, inner)

    def _body(self, body: Body, inner: Inner) -> Iterator[Piece]:
        if body.number in self.drawing:
            instructions = self.drawing[body.number]
            for key, text in spoken(instructions):
                yield Piece(text, place(key, b""))
            for remark in re.findall(rb"^\s*%(.*)$", instructions, re.MULTILINE):
                yield Piece(remark.decode("utf-8", "replace"), "a remark in the file")
        elif b"/Type /ObjStm" in body.raw:
            self._know(body)
        elif b"/Subtype /Image" in body.raw:
            if re.search(rb"/(?:DCTDecode|JPXDecode) \]?", body.raw):
                yield from inner(body.stream.read_raw_bytes(), "")
        elif body.number in self.attached or b"/Type /EmbeddedFile" in body.raw:
            name = self.attached.get(body.number, "")
            yield from inner(self._unpacked(body), f"an attached file {name}".strip())
        elif b"/Type /XRef" not in body.raw:
            where = "the properties" if b"/Subtype /XML" in body.raw else "the hidden data"
            yield from inner(self._unpacked(body), where)

    def _know(self, body: Body) -> None:
        """Raise `Unsearchable` where objects are packed that the file does not list."""
        said, first = self._unpacked(body), int(body.stream.First)
        head = [int(each) for each in re.findall(rb"\d+", re.sub(rb"%.*", b"", said[:first]))]
        for number, at in zip(head[::2], head[1::2], strict=True):
            begin = said[first + at : first + at + 1]
            if number not in self.numbers and begin in (b"<", b"(", b"[", b"/"):
                raise Unsearchable("it holds objects that nothing refers to")

    def _unpacked(self, body: Body) -> bytes:
        packed = body.stream.read_raw_bytes()
        if len(packed) * _INFLATES > self.room.left and b"/FlateDecode" in body.raw:
            self._measure(packed)
        try:
            found = bytes(body.stream.read_bytes())
        except pikepdf.PdfError as error:
            raise Unsearchable("it holds data that cannot be unpacked") from error
        self.room.take(len(found))
        return found

    def _measure(self, packed: bytes) -> None:
        """Raise `Unsearchable` for what would be more than there is room for."""
        unpacker = zlib.decompressobj()
        size = 0
        while packed and not unpacker.eof:
            size += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
            if size > self.room.left:
                raise Unsearchable("it holds more than can be searched")


def _strings(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield where each string of an object is, and the string as it would be written."""
    key = ""
    for token in TOKEN.findall(raw) if STRING.search(raw) else ():
        if token.startswith(b"/"):
            key = token[1:].decode("latin-1")
        elif len(token) > 3:
            yield place(key, raw), token


def is_form(body: Body) -> bool:
    """Whether a stream draws something that a page, a note or a field shows."""
    return b"/Subtype /Form" in body.raw


def is_pattern(body: Body) -> bool:
    """Whether a stream draws a pattern."""
    return b"/PatternType 1" in body.raw
