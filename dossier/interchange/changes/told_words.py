"""What a change is told as: its words, its paragraphs, its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from dossier.interchange.changes.change_parts import Part, spoken, tokens_of
from dossier.interchange.pull.left_rows import BETWEEN
from dossier.interchange.pull.tokens import Token
from dossier.model.document import Ask
from dossier.model.flat_paragraphs import FlatParagraph


def new_above(every: Sequence[Part], part: Part) -> list[FlatParagraph]:
    """Return the new paragraphs right above those of a part, in the same place of the text."""
    place = (part.block, part.note, part.first)
    before = every[: next(n for n, each in enumerate(every) if each is part)]
    same = (e for e in before if e.whole and (e.block, e.note, e.first) == place)
    return [flat for each in same for flat in each.paragraphs]


Told: TypeAlias = tuple[Sequence[FlatParagraph], Sequence[Token]]
"""The paragraphs that came or went, and the words."""


def told(parts: Sequence[Part], rows: Sequence[Told], printed: Mapping[Ask, str]) -> str:
    """Return what came or went; "¶" stands between paragraphs, "|" between cells."""
    said = (_cells(parts[0], flats, printed) if flats and flats[0].sort == "cell"
            else spoken(row, printed) for flats, row in rows)  # fmt: skip
    between = " ¶ " if any(each.whole for each in parts) else " … "
    parted = len({each.whole for each in parts}) > 1  # the end of a paragraph came or went
    return between.join(each for each in said if parted or each.strip())


def _cells(part: Part, flats: Sequence[FlatParagraph], printed: Mapping[Ask, str]) -> str:
    rows = groupby(flats, lambda flat: flat.path)
    told = ([spoken(tokens_of(flat, part.view, part.note), printed).strip() for flat in row]
            for _, row in rows)  # fmt: skip
    return " ¶ ".join(BETWEEN.join(row) for row in told)
