"""A row of a table in a file from somebody else."""

from __future__ import annotations

from dossier.model.frozen import frozen


@frozen
class NumberedRow:
    """A row of a table: its number in the file, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]
