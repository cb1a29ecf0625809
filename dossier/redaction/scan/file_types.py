"""The pieces of any file, taken apart by what it is rather than by what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from dossier.model.frozen import frozen
from dossier.redaction.scan.piece import Piece, Room, Unsearchable

DEPTH = 4
"""How many files deep a file is followed that lies in another."""

MOST = 256 * 1024 * 1024
"""How many bytes are searched at most, everything unpacked."""

_SEALED: Mapping[bytes, str] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "it is protected by a password, or of an old kind "
    "(.doc, .xls, .ppt, .msg)",
    b"{\\rtf": "it is of the kind RTF",
    b"%!PS": "it is of the kind PostScript",
    b"AT&TFORM": "it is of the kind DjVu",
    b"\x1f\x8b": "it is packed (gzip)",
    b"BZh": "it is packed (bzip2)",
    b"\xfd7zXZ\0": "it is packed (xz)",
    b"7z\xbc\xaf\x27\x1c": "it is packed (7z)",
    b"Rar!": "it is packed (RAR)",
    b"\x28\xb5\x2f\xfd": "it is packed (zstd)",
    b"MSCF": "it is packed (CAB)",
    b"-----BEGIN PGP": "it is encrypted",
}
"""First bytes of files whose words are not readable as they stand, and what these are."""


def pieces(content: bytes, name: str) -> Iterator[Piece]:
    """Yield everything that a person or a program can read in a file, its name first.

    Raises `Unsearchable`, perhaps only after many pieces, when some of it cannot be read.
    """
    yield Piece(PurePath(name).name, "the name of the file", "id")
    room = Room(MOST)
    room.take(len(content))
    yield from _Opened(0, room)(content, "")


@frozen
class _Opened:
    """Opens a file so many files deep; it is the `Inner` of the file around it."""

    depth: int
    room: Room

    def __call__(self, content: bytes, where: str) -> Iterator[Piece]:
        if self.depth > DEPTH:
            raise Unsearchable("it holds files within files, more than can be searched")
        for each in self._of(content):
            yield replace(each, where=f"{where}, {each.where}") if where else each

    def _of(self, content: bytes) -> Iterator[Piece]:
        """Yield the pieces of a file by its kind, importing only what reads that kind."""
        inner = _Opened(self.depth + 1, self.room)
        if why := _sealed(content):
            raise Unsearchable(why)
        if b"%PDF-" in content[:1024]:
            from dossier.redaction.scan.pdf import pieces_of_pdf

            yield from pieces_of_pdf(content, inner, self.room)
        elif content.startswith((b"PK\x03\x04", b"PK\x05\x06")) or _extracts_itself(content):
            from dossier.redaction.scan.zip_files import pieces_of_package

            yield from pieces_of_package(content, inner, self.room)
        elif content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")):
            from dossier.redaction.scan.picture_metadata import pieces_of_picture

            yield from pieces_of_picture(content, inner)
        else:
            from dossier.redaction.scan.text_files import pieces_of_text

            yield from pieces_of_text(content, inner)


def _sealed(content: bytes) -> str:
    """Return why a file cannot be looked into by its first bytes, or ""."""
    start = content[:64].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if b" Resource-CMap" in start:
        return ""  # a table of letters as PDFs have, in PostScript, but plain
    return next((why for head, why in _SEALED.items() if start.startswith(head)), "")


def _extracts_itself(content: bytes) -> bool:
    return content.startswith(b"MZ") and b"PK\x05\x06" in content
