"""Read the rows of a table that an author keeps in a spreadsheet program, saved as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Set
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.yaml import Keys, Value


def read_rows(
    text: str, file: str, many: Set[str] = frozenset()
) -> tuple[Value, tuple[Finding, ...]]:
    """Return the rows of a CSV file as a list of keys; its first row names them.

    Cells are parted by commas, semicolons or tabs, whichever the first row has most of; empty
    cells are left out, and so are empty rows. In the columns of `many` each line of a cell, or each
    part between bars, is a text of its own.
    """
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    rows: list[Value] = []
    names: list[str] = []
    findings: list[Finding] = []
    line = 1
    for cells in _strictly(reader, file, findings):
        said = [cell.strip() for cell in cells]
        if not names:
            names = [name.lower().replace(" ", "_") for name in said]
            twice = sorted({name for name in names if name and names.count(name) > 1})
            findings += [_doubled(name, file) for name in twice]
        elif any(said):
            findings += _overfull(said, names, file, line)
            values = {
                name: _cell(cell, line, name in many)
                for name, cell in zip(names, said, strict=False)
                if cell and name
            }
            rows.append(Value(Keys(values, dict.fromkeys(values, line), line), line))
        line = reader.line_num + 1
    return Value(rows, 1), tuple(findings)


def _strictly(reader: Any, file: str, findings: list[Finding]) -> Iterator[list[str]]:
    """Yield rows until one cannot be read: a quotation mark that never ends would hide the rest."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"the table cannot be read: {error}"
            hint = "look for a quotation mark without its end in or above this row"
            findings.append(Finding(file, reader.line_num, Fault.BROKEN_TABLE, message, hint))
            return


def _doubled(name: str, file: str) -> Finding:
    message = f'the column "{name}" stands twice'
    return Finding(file, 1, Fault.DOUBLED_KEY, message, "delete one of the two")


def _cell(text: str, line: int, several: object) -> Value:
    if not several:
        return Value(" ".join(text.split()), line, " ".join(text.split()))
    parts = [each.strip() for each in re.split(r"[\n|]", text) if each.strip()]
    return Value([Value(each, line, each) for each in parts], line)


def _overfull(cells: list[str], names: list[str], file: str, line: int) -> list[Finding]:
    if not any(cells[len(names) :]):
        return []
    message = f"the row has {len(cells)} cells, and the first row names {len(names)}"
    hint = "put quotation marks around a cell that holds a comma"
    return [Finding(file, line, Fault.OVERFULL_ROW, message, hint)]
