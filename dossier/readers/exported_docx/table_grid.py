"""The places of cells in tables, and how they close up where rows and cells went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from dossier.readers.exported_docx.paragraphs import ReturnedParagraph

Place: TypeAlias = tuple[int, int, int]
"""Table, row and column; table -1 outside of tables."""


def place(line: ReturnedParagraph) -> Place:
    """Return where a line stands."""
    return line.shape.table, line.shape.row, line.shape.column


def closed_up(
    made: Sequence[ReturnedParagraph],
    lines: Sequence[ReturnedParagraph],
    kept: Sequence[ReturnedParagraph],
) -> Iterator[ReturnedParagraph]:
    """Yield lines with the places of cells moved up and left, where rows and cells went."""
    went = {*map(place, lines)} - {*map(place, kept)}
    if not went:
        yield from made
        return
    stay = {*map(place, kept)}
    rows = _ranks((table, row) for table, row, _ in stay)
    columns = _columns(went, stay)
    for each in made:
        table, row, column = place(each)
        row, column = rows[table, row], columns.get(place(each), column)
        yield replace(each, shape=replace(each.shape, row=row, column=column))


def _ranks(rows: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], int]:
    """Return the rows of each table as they count when none is missing between them."""
    counts: Counter[int] = Counter()
    found = {}
    for table, row in sorted(set(rows)):
        found[table, row] = counts[table]
        counts[table] += 1
    return found


def _columns(went: set[Place], stay: set[Place]) -> Mapping[Place, int]:
    """Return the columns of cells from whose row, on their left, others went."""
    gone: Counter[tuple[int, int]] = Counter()
    found = {}
    for each in sorted(went | stay):
        table, row, column = each
        if each in went:
            gone[table, row] += 1
        elif gone[table, row]:
            found[each] = column - gone[table, row]
    return found
