"""Photographs: free a picture of what it says besides what it shows.

A photograph may hold the place and the hour it was taken, the number of the telephone, names, and
a small copy of what was cut away. PNG, JPEG and GIF are taken apart, and only what a viewer needs
to show the same picture is put together again; the picture itself stays as it is, dot for dot.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SHOWN = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"bKGD",
    b"pHYs", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
"""The parts of a PNG that a viewer needs; the last three make it move."""

_COLOURS = {
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad",
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"cicp",
}  # fmt: skip
"""The tags of a colour profile that say what colours mean."""

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_ORIENTATION = 0x0112
_KINDS = ("PNG", "JPEG", "GIF")


def bare(content: bytes) -> bytes:
    """Return a PNG, JPEG or GIF without its hidden data, with the same dots.

    EXIF, XMP, IPTC, comments, texts, thumbnails and all that follows the end of the picture are
    left out; a colour profile stays without its words. Only a picture that a camera marked as
    turned is turned and written anew, a JPEG with quality 95. Raises `ValueError` for what is no
    such picture.
    """
    if content.startswith(_PNG):
        strip: Callable[[bytes], Iterator[bytes]] = _png
    elif content.startswith(_JPEG):
        strip = _jpeg
    elif content[:6] in (b"GIF87a", b"GIF89a"):
        strip = _gif
    else:
        raise ValueError("this is no PNG, JPEG or GIF")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with hidden data does not matter
            _check(content)
            return b"".join(strip(_upright(content)))
    except (struct.error, IndexError, zlib.error, OSError) as error:
        raise ValueError("the picture is damaged or cut off") from error


def _check(content: bytes) -> None:
    """Raise `ValueError` where Pillow cannot read the picture whole."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=_KINDS) as image:
            image.load()
    except Exception as error:  # damaged files fail in every way there is
        raise ValueError("the picture is damaged or cut off") from error


def _upright(content: bytes) -> bytes:
    """Return the picture as a viewer shows it: turned, where its EXIF says that it must be."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=_KINDS) as image:
        kind = "PNG" if content.startswith(_PNG) else "JPEG"
        turn = None if image.format == "GIF" else _turn(image)
        if turn is None:
            return content
        kept = {key: image.info[key] for key in ("dpi", "icc_profile") if key in image.info}
        turned = image.transpose(turn)
    fine = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    stream = io.BytesIO()
    turned.save(stream, kind, **fine, **kept)
    return stream.getvalue()


def _turn(image: Any) -> Any:
    """Return how a picture must be turned, or None where it stands as it should."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        return turns.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # hidden data that cannot be read turn nothing
        return None


# PNG: https://www.w3.org/TR/png-3/


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    place = len(_PNG)
    name = b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", content, place)
        name = content[place + 4 : place + 8]
        data = content[place + 8 : place + 8 + length]
        place += length + 12
        if len(data) < length or place > len(content):
            raise IndexError(place)
        if name == b"iCCP":
            profile = _profile(zlib.decompress(data.partition(b"\0")[2][1:]))
            if profile:
                yield _chunk(name, b"icc\0\0" + zlib.compress(profile, 9))
        elif name in _SHOWN:
            yield _chunk(name, data)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# JPEG: ITU-T T.81, annex B; JFIF 1.02; profiles in it: ICC.1:2022, annex B.4

_SCAN_END = re.compile(rb"\xff(?=[^\x00\xd0-\xd7\xff])")
_PROFILE = b"ICC_PROFILE\0"
_EXIF_TO_END, _COMMENT, _SCAN, _END = range(0xE0, 0xF0), 0xFE, 0xDA, 0xD9


_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x00\x00"
"""The head that makes a JPEG a file of its own; cameras write EXIF in its place."""


def _jpeg(content: bytes) -> Iterator[bytes]:
    segments = [*_segments(content)]
    pieces = [data for marker, data, _ in segments if marker == 0xE2 and data.startswith(_PROFILE)]
    profile = _profile(b"".join(each[14:] for each in sorted(pieces)))
    kept = [_kept(*each) for each in segments]
    opening = 1 if kept and kept[0].startswith(b"\xff\xe0") else 0  # JFIF must stand first
    head = kept[:opening] or [_JFIF]
    return iter((_JPEG, *head, *_colour_segments(profile), *kept[opening:], b"\xff\xd9"))


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each segment's marker, its data, and the dots that follow it, up to the end."""
    place = len(_JPEG)
    while (place := content.find(b"\xff", place)) >= 0:
        marker = content[place + 1]
        if marker in (0x00, 0xFF):
            place += 1
            continue
        if marker == _END:
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        data = content[place + 4 : place + 2 + length]
        place += 2 + length
        ends = _SCAN_END.search(content, place) if marker == _SCAN else None
        after = ends.start() if ends else place
        yield marker, data, content[place:after]
        place = after


def _kept(marker: int, data: bytes, dots: bytes) -> bytes:
    """Return a segment as it is kept, or nothing."""
    if marker == 0xE0 and data.startswith(b"JFIF\0"):
        data = data[:12] + b"\0\0"  # no thumbnail
    elif marker == 0xEE and data.startswith(b"Adobe"):
        data = data[:12]
    elif marker in _EXIF_TO_END or marker == _COMMENT:
        return b""
    return _segment(marker, data) + dots


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _colour_segments(profile: bytes) -> Iterator[bytes]:
    """Yield the segments that hold a colour profile, of 64 kB at most each."""
    pieces = [profile[place : place + 65000] for place in range(0, len(profile), 65000)]
    for number, piece in enumerate(pieces, start=1):
        yield _segment(0xE2, _PROFILE + bytes((number, len(pieces))) + piece)


# GIF: https://www.w3.org/Graphics/GIF/spec-gif89a.txt


def _gif(content: bytes) -> Iterator[bytes]:
    place = 13 + _colours(content[10])
    yield content[:place]
    control = b""
    while place < len(content) and content[place] != 0x3B:
        begun = place
        if content[place] == 0x2C:
            place = _blocks_end(content, place + 11 + _colours(content[place + 9]))
            yield control + content[begun:place]
            control = b""
            continue
        label = content[place + 1]
        place = _blocks_end(content, place + 2)
        if label == 0xF9:
            control = content[begun:place]
        elif label == 0xFF and content[begun + 3 : begun + 14] in _LOOPS:
            yield content[begun : begun + 18] + b"\0"
        elif label == 0x01:
            control = b""  # it belonged to the text that is left out
    yield b"\x3b"


def _colours(packed: int) -> int:
    """Return the length of a table of colours."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _blocks_end(content: bytes, place: int) -> int:
    while content[place]:
        place += content[place] + 1
    return place + 1


# Colour profiles: ICC.1:2022


def _profile(content: bytes) -> bytes:
    """Return a profile with its colours alone: no date, no device, no words of its own.

    Nothing is left of what is no profile.
    """
    if len(content) < 132 or content[36:40] != b"acsp":
        return b""
    (count,) = struct.unpack_from(">I", content, 128)
    entries = [struct.unpack_from(">4sII", content, 132 + 12 * each) for each in range(count)]
    tags = {name: content[at : at + size] for name, at, size in entries if name in _COLOURS}
    name = content[16:20].strip()
    tags |= {b"desc": _words(name, content[8]), b"cprt": _words(name, content[8], b"text")}
    return _packed(_head(content), tags)


def _head(content: bytes) -> bytes:
    head = bytearray(content[:128])
    head[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    for start, end in ((4, 8), (40, 44), (48, 56), (80, 128)):
        head[start:end] = bytes(end - start)
    return bytes(head)


def _words(words: bytes, version: int, kind: bytes = b"desc") -> bytes:
    """Return the name or the copyright that a profile must have, in the form of its version."""
    if version >= 4:
        wide = words.decode("ascii", "replace").encode("utf-16-be")
        return struct.pack(">4s4xII4sII", b"mluc", 1, 12, b"enUS", len(wide), 28) + wide
    if kind == b"text":
        return b"text\0\0\0\0" + words + b"\0"
    return struct.pack(">4s4xI", b"desc", len(words) + 1) + words + bytes(1 + 8 + 3 + 67)


def _packed(head: bytes, tags: Mapping[bytes, bytes]) -> bytes:
    """Return a profile of `tags`; tags with the same content share it."""
    place = 132 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    for data in tags.values():
        if data not in places:
            places[data] = place + len(body)
            body += data + bytes(-len(data) % 4)
    table = b"".join(
        struct.pack(">4sII", name, places[data], len(data)) for name, data in tags.items()
    )
    made = head[4:] + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(made) + 4) + made
