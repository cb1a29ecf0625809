"""A row of a table in a file from somebody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row of a table: its number in the file, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]
