"""Read the rows of a table that an author keeps in a spreadsheet program, saved as CSV."""

from __future__ import annotations

import csv
import io

from dossier.finding import Finding
from dossier.read.yaml import Keys, Value


def read_rows(text: str, file: str) -> tuple[Value, tuple[Finding, ...]]:
    """Return the rows of a CSV file as a list of keys; its first row names them.

    Cells are parted by commas, semicolons or tabs, whichever the first row has most of; empty
    cells are left out, and so are empty rows.
    """
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows: list[Value] = []
    names: list[str] = []
    findings: list[Finding] = []
    line = 1
    for cells in reader:
        said = [cell.strip() for cell in cells]
        if not names:
            names = [name.lower().replace(" ", "_") for name in said]
        elif any(said):
            findings += _overfull(said, names, file, line)
            values = {
                name: Value(cell, line, cell)
                for name, cell in zip(names, said, strict=False)
                if cell and name
            }
            rows.append(Value(Keys(values, dict.fromkeys(values, line), line), line))
        line = reader.line_num + 1
    return Value(rows, 1), tuple(findings)


def _overfull(cells: list[str], names: list[str], file: str, line: int) -> list[Finding]:
    if not any(cells[len(names) :]):
        return []
    message = f"the row has {len(cells)} cells, and the first row names {len(names)}"
    hint = "put quotation marks around a cell that holds a comma"
    return [Finding(file, line, "overfull-row", message, hint)]
