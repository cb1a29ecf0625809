"""The rows of a text file with separators: commas, semicolons or tabs.

UPR Info's files come as a browser, a spreadsheet or a Macintosh wrote them; what the file is
written in is found by looking at all of it, and said where it is a guess.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.numbered_row import NumberedRow
from dossier.readers.un_exports.columns import SHEETS, likeness

SEPARATORS = ",;\t|"
_PIECE = 1024 * 1024
_LONGEST = 2_000_000
"""How many letters a row may have; a quotation mark that is not closed makes one of all others."""

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def lines(path: Path, file: str, encoding: str) -> Iterator[NumberedRow]:
    """Yield the rows that hold anything, each with the number of its first line in the file.

    Raises `Refused` where the rows cannot be told apart.
    """
    with path.open(encoding=encoding, newline="") as stream:
        first = stream.read(64 * 1024)
        skipped = _declared(first)
        stream.seek(0)
        bounded = _Bounded(stream)
        reader = csv.reader(bounded, delimiter=_separator(first))
        try:
            start = 1
            for cells in reader:
                number, start = start, reader.line_num + 1
                bounded.letters = 0
                if number > skipped and any(cell.strip() for cell in cells):
                    yield NumberedRow(number, tuple(cells))
        except csv.Error as error:
            message = f"the rows cannot be told apart: {error}"
            hint = "look for a quotation mark that is not closed at or above this line"
            raise Refused(
                Finding(file, reader.line_num, Fault.BROKEN_ROWS, message, hint)
            ) from error
        except UnicodeDecodeError as error:
            message = f"the file is not {encoding}: {error.reason}"
            hint = "save it again with the encoding UTF-8"
            raise Refused(
                Finding(file, reader.line_num + 1, Fault.NOT_UTF_8, message, hint)
            ) from error


class _Bounded:
    """The lines of a file; it counts their letters, and stops where one row has far too many."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.letters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(_LONGEST + 1)
        self.letters += len(line)
        if self.letters > _LONGEST:
            raise csv.Error(f"one of them has more than {_LONGEST:,} letters")
        if not line:
            raise StopIteration
        return line


def encoding(path: Path, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Return what a file is written in, with a warning where that is a guess.

    Lines that end with CR alone are a Macintosh's, whose letters then are Mac Roman; any other
    file that is not UTF-8 is taken for Windows' Latin.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
        for bom, name in _BOMS.items():
            if start.startswith(bom):
                return name, ()
        stream.seek(0)
        strange, ends = _first_strange(iter(lambda: stream.read(_PIECE), b""))
    if not strange:
        return "utf-8", ()
    macintosh = ends[b"\r"] > ends[b"\n"]
    guess, called = ("mac_roman", "Mac Roman") if macintosh else ("cp1252", "Windows Latin 1")
    message = f"the file is not UTF-8; it was read as {called}, which is a guess"
    hint = "look at the letters with accents in what was imported, or export it anew as UTF-8"
    return guess, (
        Finding(file, strange, Fault.GUESSED_ENCODING, message, hint, severity="warning"),
    )


def _first_strange(pieces: Iterator[bytes]) -> tuple[int, Mapping[bytes, int]]:
    """Return the first line that is not UTF-8 (0 where all is), and how many ends of lines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    ends: Counter[bytes] = Counter()
    strange = 0
    for piece in pieces:
        if not strange:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                before = piece[: error.start]
                strange = 1 + max(ends[end] + before.count(end) for end in (b"\r", b"\n"))
        ends.update({end: piece.count(end) for end in (b"\r", b"\n")})
    if not strange and decoder.getstate()[0]:  # it ends within a letter
        strange = 1 + max(ends.values())
    return strange, ends


def _declared(first: str) -> int:
    """Return 1 when Excel's line `sep=;` stands first, else 0."""
    return int(first.lower().startswith("sep="))


def _separator(first: str) -> str:
    rows = first.splitlines()[_declared(first) :]
    head = next((row for row in rows if row.strip()), "")
    if _declared(first) and first[4:5] in SEPARATORS:
        return first[4]

    def known(separator: str) -> tuple[int, int]:
        cells = head.split(separator)
        return likeness([cell.strip('" ') for cell in cells], SHEETS)[0], len(cells)

    return max(SEPARATORS, key=known)
