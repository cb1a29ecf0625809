"""The columns of tables that came back: how they are aligned, and which cell stands in which.

Two people may have changed a table, one its columns, the other its rows: a number stays below the
head that it was typed below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.interchange.pull.structure import PlacedParagraph
from dossier.model.document import Alignment
from dossier.model.flat_paragraphs import FlatParagraph, Path, Step


def aligned(
    found: Sequence[FlatParagraph],
    placed: Sequence[PlacedParagraph],
    source: Sequence[FlatParagraph],
) -> list[FlatParagraph]:
    """Return paragraphs, columns of tables aligned as in the source, new ones as in Word."""
    before = {id(each): path[-2].alignment[n:][:1] for path, cells in _rows(source)
              for n, each in enumerate(cells)}  # fmt: skip
    of = {id(flat): each for flat, each in zip(found, placed, strict=True)}
    steps: dict[int, Step] = {}
    for path, cells in _rows(found):
        table = path[-2]
        if table.key not in steps:
            said = tuple(_alignment(of[id(each)], before) for each in cells)
            steps[table.key] = replace(table, alignment=said)
    return [
        replace(flat, path=tuple(steps[step.key] if step.sort == "table" else step
                                 for step in flat.path))
        for flat in found
    ]  # fmt: skip


def _alignment(cell: PlacedParagraph, before: Mapping[int, tuple[Alignment, ...]]) -> Alignment:
    kept = before.get(id(cell.own), ())
    if kept or cell.returned is None:
        return kept[0] if kept else ""
    return cell.returned.align


def _rows(row: Sequence[FlatParagraph]) -> Iterator[tuple[Path, list[FlatParagraph]]]:
    """Yield the cells of each row of the tables, and the path to them."""
    for path, group in groupby(row, lambda flat: flat.path):
        if path and path[-1].sort == "row":
            yield path, [*group]


def in_columns(
    found: Sequence[FlatParagraph],
    placed: Sequence[PlacedParagraph],
    source: Sequence[FlatParagraph],
    homeless: Callable[[FlatParagraph, FlatParagraph], None],
) -> list[FlatParagraph]:
    """Return paragraphs, the cells of tables in the columns of their heads, empty ones between.

    `homeless` is called with a cell whose column is in the table no longer, and with the first of
    its row; it is left out.
    """
    of = {id(flat): each for flat, each in zip(found, placed, strict=True)}
    heads = _heads(source)
    tables: dict[int, _Columns | None] = {}
    done: list[FlatParagraph] = []
    for path, group in groupby(found, lambda flat: flat.path):
        cells = [*group]
        if not path or path[-1].sort != "row":
            done += cells
            continue
        if path[-2].key not in tables:
            tables[path[-2].key] = _columns([of[id(each)] for each in cells], heads)
        columns = tables[path[-2].key]
        put = columns and columns.put([(each, of[id(each)]) for each in cells], homeless)
        done += put or cells
    return done


class _Columns:
    """The columns of one table: what heads each, and which column of the file it is."""

    def __init__(
        self, slots: Sequence[int], columns: Mapping[int, int], heads: Mapping[int, int]
    ) -> None:
        self.slots = slots
        self.columns = columns
        self.heads = heads

    def put(
        self,
        cells: Sequence[tuple[FlatParagraph, PlacedParagraph]],
        homeless: Callable[[FlatParagraph, FlatParagraph], None],
    ) -> list[FlatParagraph] | None:
        """Return the cells of a row in their columns; None where that cannot be told."""
        here: dict[int, FlatParagraph] = {}
        lost: list[FlatParagraph] = []
        for flat, placed in cells:
            slot = self.slot(placed)
            if slot is None:
                lost.append(flat)
            elif slot in here:
                return None
            else:
                here[slot] = flat
        if not here:
            return None
        for each in lost:
            homeless(each, next(iter(here.values())))
        path = cells[0][0].path
        return [here.get(slot) or FlatParagraph("", "cell", (), path) for slot in self.slots]

    def slot(self, each: PlacedParagraph) -> int | None:
        """Return what heads a cell: as in the source, else as in the file."""
        own = self.heads.get(id(each.own))
        return own if own in self.slots else self.columns.get(each.column)


def _heads(source: Sequence[FlatParagraph]) -> dict[int, int]:
    """Return for each cell of the source the head of its column."""
    first: dict[int, list[FlatParagraph]] = {}
    return {
        id(cell): id(head)
        for path, cells in _rows(source)
        for head, cell in zip(first.setdefault(path[-2].key, cells), cells, strict=False)
    }


def _columns(head: Sequence[PlacedParagraph], heads: Mapping[int, int]) -> _Columns | None:
    """Return the columns of a table by its first row; None where two have one head."""
    slots = [heads.get(id(each.own), id(each)) for each in head]
    if len({*slots}) < len(slots):
        return None
    columns = {each.column: slot for each, slot in zip(head, slots, strict=True)}
    columns.pop(-1, None)
    return _Columns(slots, columns, heads)
