"""Read what the UN and UPR Info publish about earlier recommendations.

Three exports are known: OHCHR's lists (`ohchr_matrix`), UPR Info's table (`upr_info`) and those of
the Universal Human Rights Index (`uhri`, `uhri_json`); and two documents (`word_report`). What a
file is follows from what stands in it; its name and its ending may be anything. The files come from
somebody else, so exports are read as a stream, in bounded memory, and what no table needs is
refused (`archive`, `markup`).

To add an export, add its columns to `columns` and a reader like `upr_info`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.ooxml.archive import Archive, is_office, opened, unzipped
from dossier.ooxml.numbered_row import NumberedRow
from dossier.ooxml.other_formats import LOCKED, PDF, SHEET, WEB_PAGE, other_format
from dossier.ooxml.shared_strings import shared_strings
from dossier.ooxml.table_rows import BODY
from dossier.ooxml.workbook_rows import WORKBOOK, rows, sheets
from dossier.readers.un_exports import csv_rows as separated
from dossier.readers.un_exports.columns import SHEETS, UHRI, Header, find_header, likeness
from dossier.readers.un_exports.export import Export, Intake, Row, Wanted
from dossier.readers.un_exports.named_columns import (
    guessed,
    is_named,
    named_header,
    read_named,
    usual_header,
)
from dossier.readers.un_exports.ohchr_matrix import read_matrix
from dossier.readers.un_exports.uhri import read_uhri
from dossier.readers.un_exports.uhri_json import read_uhri_json
from dossier.readers.un_exports.upr_info import read_upr_info

__all__ = ["Export", "Row", "read_export"]

_BEFORE_HEADER = 30
_LARGEST = 512 * 1024 * 1024
_SEARCHED = 64 * 1024 * 1024
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[|\{\s*["}])')
_HINTS = {
    PDF: "download the Word file of the report or list, or save it as .docx; tables as CSV or XLSX",
    WEB_PAGE: "open it in a spreadsheet and save it as CSV or .xlsx",
    SHEET: "open it in a spreadsheet and save it as CSV or .xlsx",
    LOCKED: "open it, take the password off, and save it as .docx or .xlsx",
}
"""How to save as an export what drafts are told to save otherwise."""


_NAME_COLUMNS = (
    "say which columns hold the State under review and the text:"
    ' `--column "HEADING=state" --column "HEADING=text"`'
)


def _every(_: str) -> bool:
    return True


def read_export(path: Path, file: str, wanted: Wanted = _every) -> Export:
    """Read a file of recommendations, whatever export it is; `file` is its path in messages.

    `wanted` says which States under review are asked for; rows of others are counted, not kept.
    A file that cannot be read as a whole gives an export without rows and a finding of severity
    error. Time and memory grow with the file, up to 300 MB; larger ones are refused.
    """
    intake = Intake(file, wanted)
    try:
        read_into(path, intake)
    except Refused as refused:
        return Export("", findings=(refused.finding,))
    except OSError as error:
        return Export("", findings=(unreadable(file, error),))
    return intake.export()


def unreadable(file: str, error: OSError) -> Finding:
    """Return that a file could not be opened or read."""
    message = f"the file cannot be read: {error.strerror or error}"
    hint = "check that it exists and that you may read it"
    return Finding(file, 0, Fault.UNREADABLE, message, hint)


def read_into(path: Path, intake: Intake) -> None:
    """Take in a file of recommendations, whatever export it is, row by row.

    Raises `Refused` and `OSError` for a file that cannot be read to its end.
    """
    file = intake.file
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start.strip():
        raise Refused(Finding(file, 0, Fault.EMPTY_FILE, "the file is empty", "export it again"))
    refuse_too_big(path, file)
    _refuse_others(path, start, file)
    if is_office(start, file):
        with path.open("rb") as stream, opened(stream, file) as archive:
            return _read_office(path, archive, intake)
    if _JSON.match(start):
        return read_uhri_json(path, intake)
    _refuse_unknown(start, file)
    return _read_text(path, intake)


def refuse_too_big(path: Path, file: str) -> None:
    """Raise `Refused` for a file that is larger than any export, before it is read."""
    if path.stat().st_size > _LARGEST:
        message = f"the file is larger than {_LARGEST // 1024 // 1024} MB"
        hint = "export one State's recommendations"
        raise Refused(Finding(file, 0, Fault.TOO_BIG, message, hint))


def _read_office(path: Path, archive: Archive, intake: Intake) -> None:
    if BODY in archive.names:
        return _read_word(path, archive, intake)
    if WORKBOOK in archive.names:
        return _read_workbook(archive, intake)
    message = "the file is a zip, but neither a Word document nor an Excel workbook"
    hint = "unpack it and give the table itself (.docx, .xlsx or .csv)"
    raise Refused(Finding(archive.file, 0, Fault.UNKNOWN_FILE, message, hint))


def _read_word(path: Path, archive: Archive, intake: Intake) -> None:
    """Read a list of recommendations, or else a report by its paragraphs."""
    try:
        return read_matrix(archive, intake)
    except Refused as refused:
        no_list = refused.finding.rule in (Fault.NO_TABLE, Fault.UNKNOWN_COLUMNS)
        if not no_list or not _is_whole_word(archive):
            raise
        from dossier.readers.un_exports import word_report  # reads Word files as drafts: costly

        if not word_report.read_report(path, archive, intake):
            raise


def _is_whole_word(archive: Archive) -> bool:
    """Whether a package says which of its parts is the text, as every program writes it."""
    return "_rels/.rels" in archive.names


def _read_workbook(archive: Archive, intake: Intake) -> None:
    """Read the first sheet that has the columns of an export."""
    strings = shared_strings(archive)
    found = sheets(archive)
    if not found:
        hint = "open it in Excel and save it again"
        raise Refused(Finding(archive.file, 0, Fault.NO_TABLE, "the workbook has no sheets", hint))
    starts = [list(islice(rows(archive, each, strings), _BEFORE_HEADER)) for each in found[:20]]
    best = max(range(len(starts)), key=lambda at: _likeness(starts[at]))
    _read_lines(rows(archive, found[best], strings), intake)


def _likeness(lines: list[NumberedRow]) -> int:
    return max((likeness(line.cells, SHEETS)[0] for line in lines), default=-1)


def _refuse_others(path: Path, start: bytes, file: str) -> None:
    """Refuse a file of another format by what stands in it, with how to save it as an export."""
    if start.startswith(b"PK") and _is_export(path, file):
        return
    packed = start.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    whole = packed and path.stat().st_size < _SEARCHED
    found = other_format(path.read_bytes() if whole else start, file)
    if found:
        raise Refused(found.finding(file, _HINTS.get(found, "")))


def _is_export(path: Path, file: str) -> bool:
    """Whether a zip has the parts of a Word file or a workbook; a broken one is told of later."""
    try:
        with path.open("rb") as stream, unzipped(stream, file) as archive:
            return BODY in archive.names or WORKBOOK in archive.names
    except Refused:
        return True


def _refuse_unknown(start: bytes, file: str) -> None:
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"<"):
        raise Refused(WEB_PAGE.finding(file, _HINTS[WEB_PAGE]))
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) and _JSON.match(start[2:].replace(b"\0", b"")):
        message, hint = "the file is JSON, but not UTF-8", "save it with the encoding UTF-8"
        raise Refused(Finding(file, 0, Fault.NOT_UTF_8, message, hint))
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is neither a table of text nor a Word or Excel file"
        hint = "export the recommendations as CSV, XLSX or DOCX"
        raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint))


def _read_text(path: Path, intake: Intake) -> None:
    encoding, doubts = separated.encoding(path, intake.file)
    intake.findings += doubts
    _read_lines(separated.lines(path, intake.file, encoding), intake)


def _read_lines(lines: Iterator[NumberedRow], intake: Intake) -> None:
    """Find the header among the first lines, and take in those below it."""
    first = list(islice(lines, _BEFORE_HEADER))
    header, at = _header(first, intake)
    intake.findings += header.doubts(intake.file, at)
    below = (line for part in (first, lines) for line in part if line.number > at)
    if is_named(header):
        return read_named(below, header, intake)
    read = read_uhri if header.form is UHRI else read_upr_info
    return read(below, header, intake)


def _header(first: list[NumberedRow], intake: Intake) -> tuple[Header, int]:
    """Return the header of a table, by its columns' own names or else those that the user gave."""
    try:
        return find_header(first, intake.file)
    except Refused as refused:
        found = named_header(first, intake.named)
        if found:
            return found
        usual = usual_header(first, intake.file)
        if usual:
            intake.findings += (usual[2],)
            return usual[:2]
        filled = [line for line in first if any(cell.strip() for cell in line.cells)]
        guess = guessed(filled) if intake.scope == "all mechanisms" else {}
        if not {"state", "text"} <= set(guess.values()):
            strange = refused.finding.rule == Fault.UNKNOWN_COLUMNS
            near = refused.finding.hint.startswith("did you mean")
            if strange and not near and intake.scope == "all mechanisms":
                raise Refused(replace(refused.finding, hint=_NAME_COLUMNS)) from refused
            raise
        options = " ".join(f'--column "{name}={meaning}"' for name, meaning in guess.items())
        hint = f"if it is so, add once: {options}"
        raise Refused(replace(refused.finding, hint=hint)) from refused
