"""Rows of tables that come or go with change tracking, and are left for review: each is one change.

A row that became a change for each of its cells could lose one of them, and the others would stand
in wrong columns. What other people changed in such a row are changes of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.interchange.pull.left_words import CAME, GONE, Left, Notes, done, said, with_row
from dossier.readers.exported_docx.paragraphs import Atom, ReturnedParagraph, Revision
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
    return {key: row for key, row in found.items() if _changes(row)}


def _changes(row: Sequence[ReturnedParagraph]) -> tuple[Revision, ...]:
    """Return the changes that all cells of a row have, the outermost first."""
    first = row[0].row
    same = (n for n in range(len(first), 0, -1) if all(e.row[:n] == first[:n] for e in row))
    return first[: next(same, 0)]


def row_changes(row: Sequence[ReturnedParagraph], notes: Notes) -> Iterator[Left]:
    """Yield each change of a row, its cells parted by "|"."""
    changes = _changes(row)
    for n, change in enumerate(changes):
        cells = (" ".join(_words(line, changes[: n + 1], notes) for line in cell).strip()
                 for _, cell in groupby(row, place))  # fmt: skip
        told = BETWEEN.join(cells)
        old, new = ("", told) if change.did in CAME else (told, "")
        if told.replace("|", "").strip():
            yield Left(change.author, change.date, old, new, row[0].number)


def without_row(line: ReturnedParagraph, row: Sequence[ReturnedParagraph]) -> ReturnedParagraph:
    """Return a line without what comes and goes with its row, where that is a tracked one."""
    changes = _changes(row) if row else ()
    if not changes:
        return line
    own = {(each.author, each.did in CAME) for each in changes}

    def others(found: Sequence[Revision]) -> tuple[Revision, ...]:
        return tuple(
            each for each in found
            if each.did == "format" or (each.author, each.did in CAME) not in own
        )  # fmt: skip

    atoms = tuple(replace(each, revisions=others(each.revisions)) for each in line.atoms)
    return replace(line, atoms=atoms, mark=others(line.mark), row=line.row[len(changes) :])


def _words(line: ReturnedParagraph, changes: Sequence[Revision], notes: Notes) -> str:
    """Return the words of a cell that come or go with the last change of its row."""
    return said([each for each in with_row(line) if _belongs(each, changes)], notes)


def _belongs(atom: Atom, changes: Sequence[Revision]) -> bool:
    """Whether words stood in a row when its last change was made, or came with it."""
    *_, last = changes
    brought = {each.author for each in done(atom) if each.did in CAME}
    taken = {each.author for each in done(atom) if each.did in GONE}
    own = last.did in GONE or last.author not in taken
    return own and brought <= {each.author for each in changes if each.did in CAME}
