"""The rows of an XLSX workbook, read as a stream.

Cells come as texts: a date is Excel's number for it.

Source: ECMA-376, part 1, 18.2 (workbooks) and 18.3 (worksheets).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dossier.ooxml.archive import SHEET, SMALL, Archive
from dossier.ooxml.numbered_row import NumberedRow
from dossier.ooxml.parts import beside, resolved
from dossier.ooxml.shared_strings import Strings, Text, unescaped
from dossier.ooxml.xml_stream import walk

WORKBOOK = "xl/workbook.xml"
COLUMNS = 256


def sheets(archive: Archive) -> tuple[str, ...]:
    """Return the parts that are sheets, in the order in which the workbook shows them."""
    targets = _Targets()
    name = beside(WORKBOOK)
    if name in archive.names:
        _drain(archive, name, targets)
    order = _Order()
    _drain(archive, WORKBOOK, order)
    found = [targets.found.get(each, "") for each in order.ids]
    return tuple(each for each in found if each in archive.names)


def rows(archive: Archive, sheet: str, strings: Strings) -> Iterator[NumberedRow]:
    """Yield the rows of a sheet that hold anything. Raises `Refused` for a broken sheet."""
    handler = _Rows(strings, archive.file)
    for _ in walk(archive.pieces(sheet, SHEET), handler, archive.file, sheet):
        yield from handler.done
        handler.done.clear()


def _drain(archive: Archive, name: str, handler: _Targets) -> None:
    for _ in walk(archive.pieces(name, SMALL), handler, archive.file, name):
        pass


class _Targets:
    """Where the workbook's sheets lie, by the ids it knows them by."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = attributes.get("TargetMode") != "External"
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet") and inside:
            target = resolved(WORKBOOK, attributes.get("Target", ""))
            self.found[attributes.get("Id", "")] = target

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Order(_Targets):
    """The ids of the workbook's sheets, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            self.ids += [value for key, value in attributes.items() if key.endswith("|id")]


class _Rows:
    def __init__(self, strings: Strings, file: str) -> None:
        self.strings = strings
        self.done: list[NumberedRow] = []
        self.now = Text(file)
        self.number = 0
        self.column = -1
        self.kind = ""
        self.cells: dict[int, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self.kind = attributes.get("t", "")
            self.column = column_of(attributes.get("r", ""), self.column + 1)
        elif name == "row":
            said = attributes.get("r", "")
            self.number = int(said) if re.fullmatch(r"[0-9]{1,7}", said) else self.number + 1
            self.cells, self.column = {}, -1
        else:
            self.now.start(name)

    def end(self, name: str) -> None:
        if name == "c":
            text = self.now.take()
            if text and self.column < COLUMNS:
                text = self.strings.get(text) if self.kind == "s" else unescaped(text)
                self.cells[self.column] = text
        elif name == "row":
            if any(text.strip() for text in self.cells.values()):
                width = max(self.cells) + 1
                cells = tuple(self.cells.get(at, "") for at in range(width))
                self.done.append(NumberedRow(self.number, cells))
        else:
            self.now.end(name)

    def text(self, text: str) -> None:
        self.now.add(text)


def column_of(reference: str, otherwise: int) -> int:
    """Return the number of the column in a reference such as "AB12", counted from 0."""
    letters = reference.rstrip("0123456789")
    return _number(letters) if 0 < len(letters) < 4 else otherwise


@lru_cache(maxsize=1024)
def _number(letters: str) -> int:
    """Return the number of the column "AB", counted from 0; far away for what names none."""
    if not re.fullmatch("[A-Z]+", letters):
        return COLUMNS
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
