"""UHRI's full export in JSON: one array of records, as a stream in bounded memory.

The export has hundreds of thousands of records, so one is read after the other; each becomes a row
of `uhri`, with the values of a list on lines of their own. Files with one record a line are read
too. Every element of the array is counted, also one that is no record.

Source: the fields of UHRI's full export, seen in November 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.walk import folded
from dossier.ooxml.numbered_row import NumberedRow
from dossier.readers.un_exports.columns import UHRI_JSON, Header, header
from dossier.readers.un_exports.export import Intake
from dossier.readers.un_exports.uhri import read_uhri

_FIRST = 100
"""Among how many elements there must be a record, whose fields say whose export it is."""

_PIECE = 256 * 1024
_LONGEST = 8 * 1024 * 1024
"""How many letters one record may have; UHRI's have some thousand."""

_UNUSED = ("regions", "recommending_regions", "document")
"""Columns that are known and of which nothing is taken."""

_BETWEEN = re.compile(r"[\s,]*")


def read_uhri_json(path: Path, intake: Intake) -> None:
    """Take in a file of records. Raises `Refused` where it is no JSON, or not UHRI's."""
    file = intake.file
    try:
        with path.open(encoding="utf-8-sig") as stream:
            records = _records(stream, file)
            first = list(islice(records, _FIRST))
            intake.findings += _doubts(first, file)
            columns = {key: at for at, key in enumerate(UHRI_JSON.columns)}
            whole = Header(UHRI_JSON, columns, len(columns))
            rows = enumerate(chain(first, records), start=1)
            lines = (NumberedRow(number, _cells(each)) for number, each in rows)
            read_uhri(lines, whole, intake)
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: {error.reason}"
        hint = "download it again, or save it with the encoding UTF-8"
        raise Refused(Finding(file, 0, Fault.NOT_UTF_8, message, hint)) from error


def _doubts(first: list[Any], file: str) -> tuple[Finding, ...]:
    """Return what is odd about the fields of the first record, or refuse another program's JSON."""
    record = next((each for each in first if isinstance(each, dict) and each), None)
    if record is None:
        message = f"the file is JSON, but not {UHRI_JSON.name}: it has no records"
        hint = "download UHRI's full export as JSON, or export the recommendations as XLSX or CSV"
        raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint))
    fields = tuple(map(str, record))
    try:
        return header(NumberedRow(1, fields), [UHRI_JSON], file).doubts(file, 1)
    except Refused as refused:
        message = f"the file is JSON, but not {UHRI_JSON.name}: {refused.finding.message}"
        hint = "download UHRI's full export as JSON, or export the recommendations as XLSX or CSV"
        raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint)) from refused


def _cells(record: Any) -> tuple[str, ...]:
    """Return the values of a record; what is no record has none, and cannot be read as a row."""
    if not isinstance(record, dict):
        return ("",) * len(UHRI_JSON.columns)
    values = [record[key] if key is not None else "" for key in _keys(tuple(record))]
    return tuple([each if each.__class__ is str else _cell(each) for each in values])


@lru_cache(maxsize=64)  # nearly all records have the same keys
def _keys(keys: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return for each column the key of a record, or None where the record has none."""
    known = {folded(key): key for key in keys}
    return tuple(
        None if column in _UNUSED else known.get(folded(names[0]))
        for column, names in UHRI_JSON.columns.items()
    )


def _cell(value: Any) -> str:
    if isinstance(value, list):
        try:
            return "\n".join(value)
        except TypeError:  # not all of them are texts
            return "\n".join(filter(None, map(_cell, value)))
    return "" if value is None or isinstance(value, dict) else str(value)


def _records(stream: TextIO, file: str) -> Iterator[Any]:
    """Yield the elements of an array, or the values of lines, as soon as each is read whole."""
    window = _Window(stream, file)
    array = window.begins("[")
    if array:
        window.skip(1)
    while not window.begins("") and not (array and window.begins("]")):
        yield window.value()
    if array and window.begins(""):
        raise window.broken("the array does not end", window.at)
    window.skip(1 if array else 0)
    if array and not window.begins(""):
        raise window.broken("more stands behind the end of the array", window.at)


class _Window:
    """What is read of a file and not yet used."""

    def __init__(self, stream: TextIO, file: str) -> None:
        self.stream = stream
        self.file = file
        self.held = ""
        self.at = 0
        self.line = 1
        self.decoder = json.JSONDecoder()

    def begins(self, sign: str) -> bool:
        """Whether the next sign behind spaces and commas is `sign`; "" is the end of the file."""
        while True:
            space = _BETWEEN.match(self.held, self.at)
            self.skip(space.end() - self.at if space else 0)
            if self.at < len(self.held) or not self.more():
                return self.held[self.at : self.at + 1] == sign

    def skip(self, letters: int) -> None:
        self.at += letters

    def more(self) -> bool:
        """Let go of what is used, read on, twice as much each time; say whether there was more."""
        self.line += self.held.count("\n", 0, self.at)
        left = self.held[self.at :]
        piece = self.stream.read(max(_PIECE, len(left)))
        self.held, self.at = left + piece, 0
        return bool(piece)

    def value(self) -> Any:
        """Return the next value; one that seems broken may only not be read to its end yet."""
        while True:
            try:
                value, end = self.decoder.raw_decode(self.held, self.at)
            except json.JSONDecodeError as error:
                if len(self.held) - self.at > _LONGEST or not self.more():
                    raise self.broken(error.msg, error.pos) from error
                continue
            except (ValueError, RecursionError) as error:
                raise self.broken(str(error), self.at) from error
            if end == len(self.held) and isinstance(value, int | float) and self.more():
                continue
            self.at = end
            return value

    def broken(self, problem: str, at: int) -> Refused:
        line = self.line + self.held.count("\n", 0, at)
        message = f"the JSON cannot be read: {problem}"
        hint = "download it again; a file that was cut short ends in the middle of a record"
        return Refused(Finding(self.file, line, Fault.BROKEN_JSON, message, hint))
