"""An Office file from somebody else: a zip that is opened as if it were meant to do harm.

Nothing is unpacked to disk. What is read is inflated piece by piece and counted, and all that a
table needs not hold is refused: macros, passwords, other kinds of compression, paths that lead
out, more parts or bytes than any real table has.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault

MEGABYTE = 1024 * 1024
TYPES = "[Content_Types].xml"
PARTS = 2_000
DIRECTORY = 512 * 1024
ALL = 768 * MEGABYTE
SHEET = 512 * MEGABYTE
DOCUMENT = 64 * MEGABYTE
STRINGS = 96 * MEGABYTE
SMALL = 4 * MEGABYTE
RATIO = 400
"""Tables deflate to about a tenth, empty ones to a hundredth; a bomb to a thousandth."""

_PIECE = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


class Archive:
    """The parts of an Office file, by their names; `file` is its path as messages show it."""

    def __init__(self, zipped: zipfile.ZipFile, file: str) -> None:
        self.zipped = zipped
        self.file = file
        self.names = frozenset(zipped.namelist())

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield a part piece by piece; at most `limit` bytes, whatever the file says of itself.

        Raises `Refused` when the part is missing, broken or longer.
        """
        if name not in self.names:
            raise _refused(
                self.file,
                Fault.BROKEN_FILE,
                f'the part "{name}" is missing',
                "open it in Word or Excel and save it again",
            )
        if self.zipped.getinfo(name).file_size > limit:
            raise _too_big(self.file, name, limit)
        count = 0
        try:
            with self.zipped.open(name) as part:
                while piece := part.read(_PIECE):
                    count += len(piece)
                    if count > limit:
                        raise _too_big(self.file, name, limit)
                    yield piece
        except _BROKEN as error:
            raise _broken(self.file) from error


@contextmanager
def opened(stream: BinaryIO, file: str) -> Iterator[Archive]:
    """Open an Office file. Raises `Refused` for one that is broken, locked or hostile."""
    with unzipped(stream, file) as archive:
        refuse_macros(archive)
        yield archive


@contextmanager
def unzipped(stream: BinaryIO, file: str) -> Iterator[Archive]:
    """Open any zip. Raises `Refused` for one that is broken, locked or hostile."""
    _look_at_the_end(stream, file)
    try:
        zipped = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise _broken(file) from error
    with zipped:
        _check(zipped, file)
        yield Archive(zipped, file)


def is_office(start: bytes, file: str) -> bool:
    """Whether a file that begins with `start` is a zip; refuses the kinds that Office locks."""
    if start.startswith(_OLE):
        message = "the file is protected by a password, or of the old kind (.doc, .xls)"
        hint = "open it, take the password off, and save it as .docx or .xlsx"
        raise _refused(file, Fault.LOCKED_FILE, message, hint)
    return start.startswith(b"PK")


def _look_at_the_end(stream: BinaryIO, file: str) -> None:
    """Refuse a directory of parts that would fill the memory before its first entry is seen."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    end = stream.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        raise _broken(file)
    length = int.from_bytes(end[at + 12 : at + 16], "little")
    if at >= 76 and end[at - 20 : at - 16] == b"PK\x06\x07":  # its 64-bit double, which counts
        length = int.from_bytes(end[at - 36 : at - 28], "little")
    if length > DIRECTORY:
        message = f"the file holds more than {PARTS:,} parts"
        raise _refused(file, Fault.ZIP_BOMB, message, "ask its sender for the table alone")


def _check(zipped: zipfile.ZipFile, file: str) -> None:
    parts = zipped.infolist()
    names = [each.filename for each in parts]
    if len(parts) > PARTS:
        message = f"the file holds {len(parts):,} parts, more than {PARTS:,}"
        raise _refused(file, Fault.ZIP_BOMB, message, "ask its sender for the table alone")
    if len(set(names)) < len(names):
        message = "two parts of the file have one name"
        raise _refused(
            file, Fault.BROKEN_FILE, message, "open it in Word or Excel and save it again"
        )
    for each in parts:
        _check_part(each, file)
    if sum(each.file_size for each in parts) > ALL:
        raise _too_big(file, "", ALL)


def _check_part(part: zipfile.ZipInfo, file: str) -> None:
    name = part.filename
    if re.search(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\", name):
        message = f'the part "{name[:60]}" leads out of the file'
        raise _refused(file, Fault.PATH_OUTSIDE, message, "do not open this file; ask for another")
    if part.flag_bits & 1:
        message = "the file is protected by a password"
        raise _refused(file, Fault.LOCKED_FILE, message, "take the password off and save it again")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        message = f'the part "{name[:60]}" is packed in a way that Office does not use'
        raise _refused(
            file, Fault.BROKEN_FILE, message, "open it in Word or Excel and save it again"
        )
    if part.file_size > max(MEGABYTE, RATIO * part.compress_size):
        message = f'the part "{name[:60]}" swells to {part.file_size:,} bytes when it is unpacked'
        raise _refused(file, Fault.ZIP_BOMB, message, "do not open this file; ask for another")


def refuse_macros(archive: Archive) -> None:
    """Raise `Refused` for a file that holds macros, or whose list of parts says that it does."""
    names = archive.names
    if any(name.lower().endswith("vbaproject.bin") for name in names) or _says_macro(archive):
        message = "the file holds macros"
        hint = "save it as .docx or .xlsx, which hold none"
        raise _refused(archive.file, Fault.MACROS, message, hint)


def _says_macro(archive: Archive) -> bool:
    types = b"".join(archive.pieces(TYPES, SMALL))
    return b"macroenabled" in types.replace(b"\0", b"").lower()


def _refused(file: str, rule: Fault, message: str, hint: str) -> Refused:
    return Refused(Finding(file, 0, rule, message, hint))


def _broken(file: str) -> Refused:
    message = "the file is broken or cut short"
    return _refused(file, Fault.BROKEN_FILE, message, "download it again")


def _too_big(file: str, name: str, limit: int) -> Refused:
    what = f'the part "{name}"' if name else "the file"
    message = f"{what} is larger than {limit // MEGABYTE} MB when it is unpacked"
    return _refused(file, Fault.TOO_BIG, message, "export the recommendations to one State")
