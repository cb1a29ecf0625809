"""What a draft numbers otherwise than its document: labels with words, other letters, levels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from dossier.model.list_numbers import item_label
from dossier.readers.drafts.number_formats import is_kept
from dossier.readers.drafts.piece import Listed, Piece

_WORD = re.compile(r"[^\W\d_]{2,}")
_ROMAN = re.compile(r"[IVXLivxl]+")


def levels_of(pieces: Sequence[Piece]) -> tuple[tuple[int, str], ...]:
    """Return the lines of pieces that are numbered by several levels, with their numbers."""
    return tuple(
        (each.line, each.listed.mark) for each in pieces if each.listed and each.listed.steps > 1
    )


def labels_of(
    pieces: Sequence[Piece], heads: Mapping[int, int], series: Collection[str], kept: str
) -> tuple[tuple[int, str, str], ...]:
    """Return the labels that are lost: line, label, and what prints now, "" for nothing.

    `kept` is the label of sections that stays, `series` are those of numbered paragraphs.
    """
    return tuple(_lost(pieces, heads, series, kept))


def _lost(
    pieces: Sequence[Piece], heads: Mapping[int, int], series: Collection[str], kept: str
) -> Iterator[tuple[int, str, str]]:
    top = min(heads.values(), default=0)
    for at, piece in enumerate(pieces):
        listed = piece.listed
        if listed is None or not listed.mark or listed.steps > 1:
            continue
        if at in heads:
            stays = heads[at] == top and kept and listed.label == kept
            if _has_words(listed.mark) and not stays:
                yield piece.line, listed.mark, ""
        elif not listed.ordered:
            if _has_words(listed.mark):
                yield piece.line, listed.mark, "•"
        elif not is_kept(listed.mark, _now(listed, series)):
            yield piece.line, listed.mark, _now(listed, series)


def _now(listed: Listed, series: Collection[str]) -> str:
    """Return the number that prints; a numbered paragraph has one in figures."""
    counted = listed.series in series and not listed.level
    return f"{listed.number}." if counted else item_label(listed.form, listed.number)


def _has_words(mark: str) -> bool:
    return any(not _ROMAN.fullmatch(each) for each in _WORD.findall(mark))
