"""The pieces of a picture: all it holds besides its pixels. What its pixels show is not read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from dossier.redaction.scan.piece import Inner, Piece, Unsearchable
from dossier.redaction.scan.text_files import strings

HIDDEN = "the hidden data of a picture"

_LARGEST = 16 * 1024 * 1024
"""How many bytes of words a picture may hold, unpacked."""

_PIXELS = (b"IDAT", b"fdAT", b"PLTE", b"tRNS", b"hIST", b"VP8 ", b"VP8L", b"ALPH")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>|<rdf:RDF.*?</rdf:RDF>", re.DOTALL)


def pieces_of_picture(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Yield the words in a PNG, JPEG, GIF or WebP: texts, EXIF, XMP, comments, what comes after.

    Raises `Unsearchable` where the picture is broken.
    """
    try:
        held, after = _parts(content)
    except (IndexError, ValueError, zlib.error) as error:
        raise Unsearchable("a picture in it is broken") from error
    for found in strings(held, HIDDEN):
        yield found
        yield from _values(found)
    for each in _XMP.findall(held):
        yield from inner(each, HIDDEN)
    if after.strip(b"\0 \t\r\n"):
        yield from inner(after, "what follows a picture")


def _values(found: Piece) -> Iterator[Piece]:
    """Yield values of one word, as the name of an account is that says who made a picture."""
    lines = map(str.strip, found.text.splitlines())
    for each in dict.fromkeys(line for line in lines if len(line.split()) == 1):
        yield replace(found, text=each, read="itself")


def _parts(content: bytes) -> tuple[bytes, bytes]:
    """Return what a picture holds besides pixels, and what follows it."""
    if content.startswith(b"\x89PNG"):
        return _png(content)
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _gif(content)
    return _riff(content) if content[8:12] == b"WEBP" else (content, b"")


def _png(content: bytes) -> tuple[bytes, bytes]:
    held, at, name = [], 8, b""
    while name != b"IEND":
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if len(name) < 4 or at + 12 + size > len(content):
            raise ValueError(at)
        said = content[at + 8 : at + 8 + size]
        if name not in _PIXELS:
            held += [name, b" ", said, _unpacked(name, said), b"\n"]
        at += 12 + size
    return b"".join(held), content[at:]


def _unpacked(name: bytes, said: bytes) -> bytes:
    """Return the words of a chunk that are packed."""
    key, _, rest = said.partition(b"\0")
    if name in (b"zTXt", b"iCCP"):
        return b"\n" + _inflated(rest[1:])
    if name == b"iTXt" and rest[:1] == b"\1":
        tongue, _, words = rest[2:].partition(b"\0")
        title, _, packed = words.partition(b"\0")
        return b"\n".join((b"", key, tongue, title, _inflated(packed)))
    return b""


def _inflated(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(packed, _LARGEST)
    if unpacker.unconsumed_tail:
        raise Unsearchable("a picture in it holds more than can be searched")
    return found


def _jpeg(content: bytes) -> tuple[bytes, bytes]:
    """Walk from marker to marker; pixels follow a start of scan, up to the next true marker."""
    held, at = [], 2
    while content[at + 1] != 0xD9:
        if content[at] != 0xFF:
            raise ValueError(at)
        if content[at + 1] == 0xFF:
            at += 1
            continue
        kind, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if kind >= 0xE0:
            held += [content[at + 4 : at + 2 + size], b"\n"]
        at += 2 + size
        if kind == 0xDA:
            following = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(content, at)
            at = following.start() if following else len(content)
    return b"".join(held), content[at + 2 :]


def _gif(content: bytes) -> tuple[bytes, bytes]:
    held, at = [], 13 + _colours(content[10])
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            at += 10 + _colours(content[at + 9]) + 1
            _, at = _blocks(content, at)
        elif content[at] == 0x21:
            said, end = _blocks(content, at + 2)
            held += [said, b"\n", content[at + 2 : end], b"\n"]
            at = end
        else:
            raise ValueError(at)
    return b"".join(held), content[at + 1 :]


def _colours(flags: int) -> int:
    """Return the size of a table of colours."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the bytes of a row of blocks, and where it ends."""
    found = []
    while size := content[at]:
        found.append(content[at + 1 : at + 1 + size])
        at += 1 + size
    return b"".join(found), at + 1


def _riff(content: bytes) -> tuple[bytes, bytes]:
    held, at = [], 12
    end = 8 + int.from_bytes(content[4:8], "little")
    while at + 8 <= min(end, len(content)):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name not in _PIXELS and name != b"ANMF":
            held += [content[at + 8 : at + 8 + size], b"\n"]
        at += 8 + size + size % 2
    return b"".join(held), content[end:]
