"""The tables of a DOCX document, read as a stream: rows of cells, cells of lines.

Deleted and moved-away text is left out, of alternatives the first is read, and a table inside a
cell is text of that cell.

Source: ECMA-376, part 1, 17.4 (tables), 17.13.5 (revisions), part 3 (alternate content).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.archive import DOCUMENT, SMALL, Archive
from dossier.ooxml.xml_stream import walk

BODY = "word/document.xml"
CELL = 1_000_000
_LEFT_OUT = ("del", "moveFrom", "Fallback")
_BREAKS = ("br", "cr")


@frozen
class TableRow:
    """A row: its number among all rows of the document, and the lines of each cell."""

    number: int
    cells: tuple[tuple[str, ...], ...]

    def texts(self) -> tuple[str, ...]:
        """Return each cell on one line."""
        return tuple(" ".join(lines) for lines in self.cells)


def table_rows(archive: Archive) -> Iterator[TableRow]:
    """Yield the rows of all tables. Raises `Refused` for a broken document."""
    handler = _Rows(archive.file)
    for _ in walk(archive.pieces(BODY, DOCUMENT), handler, archive.file, BODY):
        yield from handler.done
        handler.done.clear()


def running_heads(archive: Archive) -> str:
    """Return the text at the head of the pages, of all sections one after the other."""
    names = sorted(name for name in archive.names if re.fullmatch(r"word/header\d*\.xml", name))
    texts = []
    for name in names[:20]:
        handler = _Line(archive.file)
        for _ in walk(archive.pieces(name, SMALL), handler, archive.file, name):
            pass
        texts.append(handler.taken())
    return "\n".join(texts)


class _Line:
    """Collects text; paragraphs and line breaks end a line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.pieces: list[str] = []
        self.length = 0
        self.open = False
        self.left_out = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name in _LEFT_OUT:
            self.left_out += 1
        self.open = name == "t" and not self.left_out
        if name in _BREAKS:
            self.pieces.append("\n")
        elif name in ("tab", "noBreakHyphen"):
            self.pieces.append(" " if name == "tab" else "-")

    def end(self, name: str) -> None:
        self.open = False
        if name in _LEFT_OUT:
            self.left_out -= 1
        if name == "p":
            self.pieces.append("\n")

    def text(self, text: str) -> None:
        if not self.open:
            return
        self.length += len(text)
        if self.length > CELL:
            message = f"a cell holds more than {CELL:,} letters"
            raise Refused(Finding(self.file, 0, Fault.TOO_BIG, message, "download it again"))
        self.pieces.append(text)

    def taken(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        self.length = 0
        return text


class _Rows(_Line):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.done: list[TableRow] = []
        self.depth = 0
        self.number = 0
        self.cells: list[tuple[str, ...]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "tbl":
            self.depth += 1
        elif self.depth == 1 and name == "tr":
            self.cells = []
        elif self.depth == 1 and name == "tc":
            self.taken()
        if self.depth:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if self.depth:
            super().end(name)
        if name == "tbl":
            self.depth -= 1
        elif self.depth == 1 and name == "tc":
            lines = (" ".join(line.split()) for line in self.taken().split("\n"))
            self.cells.append(tuple(line for line in lines if line))
        elif self.depth == 1 and name == "tr":
            self.number += 1
            self.done.append(TableRow(self.number, tuple(self.cells)))
