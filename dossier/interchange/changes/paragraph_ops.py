"""Compare the paragraphs of two texts: which stayed, which came or went.

Tables of which the columns changed are changed as a whole, or not at all: a cell alone would stand
in another column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

from dossier.interchange.pull.structure import shapes
from dossier.model.flat_paragraphs import FlatParagraph, Path
from dossier.model.textdiff import Op, difference

_Span: TypeAlias = tuple[int, int]


def paragraph_ops(before: Sequence[FlatParagraph], after: Sequence[FlatParagraph]) -> Iterator[Op]:
    """Yield what stayed and what did not, with tables whose columns changed whole."""
    old, new = _places(before), _places(after)
    first = third = 0
    for one, two, three, four in [*_torn_tables(before, after), (len(old), 0, len(new), 0)]:
        for kind, *span in difference(old[first:one], new[third:three]):
            yield kind, span[0] + first, span[1] + first, span[2] + third, span[3] + third
        if two:
            yield "replace", one, two, three, four
        first, third = two, four


def _places(row: Sequence[FlatParagraph]) -> list[tuple[object, ...]]:
    """Return what makes paragraphs the same, whatever their words."""
    return [
        (flat.id, flat.sort, flat.level, shape, flat.figure)
        for flat, shape in zip(row, shapes(row), strict=True)
    ]


def _torn_tables(
    before: Sequence[FlatParagraph], after: Sequence[FlatParagraph]
) -> list[tuple[int, int, int, int]]:
    """Return from where to where tables stand of which the columns changed, before and after.

    A row that stays has other cells then. A row that comes or goes tears no table.
    """
    found = []
    new = [*_tables(after)]
    for one, two in _tables(before):
        ids = {flat.id for flat in before[one:two]}
        near = [span for span in new if any(flat.id in ids for flat in after[slice(*span)])]
        torn = len(near) != 1 or not _same_cells(before[one:two], after[slice(*near[0])])
        if near and torn:
            found.append((one, two, near[0][0], near[-1][1]))
    ordered = all(one[1] <= two[0] and one[3] <= two[2] for one, two in pairwise(found))
    return found if ordered else found[:1]


def _tables(row: Sequence[FlatParagraph]) -> Iterator[_Span]:
    at = 0
    for table, group in groupby(row, _table):
        size = sum(1 for _ in group)
        if table:
            yield at, at + size
        at += size


def _table(flat: FlatParagraph) -> Path:
    return flat.path[:-1] if flat.sort == "cell" else ()


def _same_cells(before: Sequence[FlatParagraph], after: Sequence[FlatParagraph]) -> bool:
    """Whether each row that stayed has the same cells."""
    old, new = _rows(before), _rows(after)
    return all(not set(one) & set(two) or one == two for one in old for two in new)


def _rows(cells: Sequence[FlatParagraph]) -> list[list[str]]:
    rows = groupby(cells, lambda flat: flat.path)
    return [[flat.id for flat in row] for _, row in rows]
