"""Rows of tables that come or go with change tracking, and are left for review: each is one change.

A row that became a change for each of its cells could lose one of them, and the others would stand
in wrong columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from dossier.interchange.pull.left_words import CAME, Left, Notes, done, said
from dossier.readers.exported_docx.paragraphs import ReturnedParagraph, Revision
from dossier.readers.exported_docx.table_grid import place

BETWEEN = " | "
"""Stands between the cells of a row."""


def tracked_rows(
    lines: Sequence[ReturnedParagraph],
) -> Mapping[tuple[int, int], Sequence[ReturnedParagraph]]:
    """Return the rows that come or go as a whole, by their table and number, each as its lines."""
    found: dict[tuple[int, int], list[ReturnedParagraph]] = {}
    for line in lines:
        if line.shape.kind == "cell":
            found.setdefault(place(line)[:2], []).append(line)
    return {key: row for key, row in found.items() if _change(row)}


def _change(row: Sequence[ReturnedParagraph]) -> Revision | None:
    """Return the one change of all cells of a row, if they have one."""
    first = row[0].row[:1]
    whole = bool(first) and all(each.row[:1] == first for each in row)
    return first[0] if whole else None


def row_changes(row: Sequence[ReturnedParagraph], notes: Notes) -> Iterator[Left]:
    """Yield the change of a row, its cells parted by "|"."""
    change = _change(row)
    if change is None:
        return
    cells = (" ".join(_words(line, change, notes) for line in cell).strip()
             for _, cell in groupby(row, place))  # fmt: skip
    told = BETWEEN.join(cells)
    old, new = ("", told) if change.did in CAME else (told, "")
    if told.replace("|", "").strip():
        yield Left(change.author, change.date, old, new, row[0].number)


def _words(line: ReturnedParagraph, change: Revision, notes: Notes) -> str:
    """Return the words of a cell that come or go with its row, or stand in it already."""
    return said([e for e in line.atoms if all(one.did == change.did for one in done(e))], notes)
