"""The strings that the sheets of an XLSX workbook share, and the text of a cell.

They are kept as one run of bytes, since a list of them would take three times the memory.

Source: ECMA-376, part 1, 18.4 (shared strings); 22.9.2.19 for the escapes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.archive import STRINGS, Archive
from dossier.ooxml.xml_stream import walk

PART = "xl/sharedStrings.xml"
CELL = 200_000
"""How many letters a cell may hold; Excel allows 32,767."""


def shared_strings(archive: Archive) -> Strings:
    """Return the strings that the sheets share."""
    strings = Strings(archive.file)
    if PART in archive.names:
        for _ in walk(archive.pieces(PART, STRINGS), _Shared(strings), archive.file, PART):
            pass
    return strings


class Strings:
    """Many strings in little memory."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.held = bytearray()
        self.ends = array("Q", [0])

    def add(self, text: str) -> None:
        self.held += text.encode("utf-8", "replace")
        self.ends.append(len(self.held))

    def get(self, number: str) -> str:
        """Return a string by its number, counted from 0."""
        at = int(number) if number.isascii() and number.isdecimal() else -1
        if not 0 <= at < len(self.ends) - 1:
            message = f'a cell refers to the shared string "{number[:20]}", which is not there'
            hint = "open it in Excel and save it again"
            raise Refused(Finding(self.file, 0, Fault.BROKEN_FILE, message, hint))
        return self.held[self.ends[at] : self.ends[at + 1]].decode()


class Text:
    """Collects the text of a cell or string: what stands in `t` and `v`, phonetic runs apart."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.pieces: list[str] = []
        self.length = 0
        self.open = False
        self.phonetic = False

    def start(self, name: str) -> None:
        if name == "rPh":
            self.phonetic = True
        self.open = name in ("t", "v") and not self.phonetic

    def end(self, name: str) -> None:
        self.open = False
        if name == "rPh":
            self.phonetic = False

    def add(self, text: str) -> None:
        if not self.open:
            return
        self.length += len(text)
        if self.length > CELL:
            message = f"a cell holds more than {CELL:,} letters"
            raise Refused(Finding(self.file, 0, Fault.TOO_BIG, message, "export it again"))
        self.pieces.append(text)

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        self.length = 0
        return text


class _Shared:
    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.now = Text(strings.file)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        self.now.start(name)

    def end(self, name: str) -> None:
        self.now.end(name)
        if name == "si":
            self.strings.add(unescaped(self.now.take()))

    def text(self, text: str) -> None:
        self.now.add(text)


def unescaped(text: str) -> str:
    """Return a string without Excel's escapes for control characters ("_x000D_")."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", _character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return " " if 0xD800 <= code <= 0xDFFF else chr(code)
