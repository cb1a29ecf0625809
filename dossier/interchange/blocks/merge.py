"""Merge what two people made of one text, word by word, where they did not touch the same words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dossier.model.frozen import frozen
from dossier.model.textdiff import difference, tokens


@frozen
class _Edit:
    """Words of the old text, from one to another, and what stands in their place."""

    start: int
    end: int
    new: tuple[str, ...]


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with both changes; None where they meet, so that somebody must choose.

    The same change of both is one.

    >>> merged("One two three four.", "One TWO three four.", "One two three FOUR.")
    'One TWO three FOUR.'
    >>> merged("One two.", "One TWO.", "One 2.") is None
    True
    """
    old = tokens(base)
    edits = set(_edits(old, tokens(mine))) | set(_edits(old, tokens(theirs)))
    ordered = sorted(edits, key=lambda each: (each.start, each.end))
    if any(one.end >= other.start for one, other in pairwise(ordered)):
        return None
    out: list[str] = []
    at = 0
    for each in ordered:
        out += (*old[at : each.start], *each.new)
        at = each.end
    return "".join((*out, *old[at:]))


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    return [
        _Edit(start, end, tuple(new[first:last]))
        for kind, start, end, first, last in difference(old, new)
        if kind == "replace"
    ]
