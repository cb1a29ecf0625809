"""Merge two edits of one text by words, and tell a difference as words that went and came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.model.textdiff import Op, difference, smoothed, tokens

Kind: TypeAlias = Literal["same", "gone", "came", "more"]
"""What became of words; "more" stands for words that stayed and are not shown."""


@frozen
class Piece:
    """Words, and what became of them."""

    kind: Kind
    text: str


def merged_words(base: str, ours: str, theirs: str) -> str | None:
    """Return a text with both edits of `base` in it, or None where both change the same place.

    An edit that touches another one is in its place, unless both say the same.

    >>> merged_words("a strike of six days", "a long strike of six days", "a strike of ten days")
    'a long strike of ten days'
    >>> merged_words("six days", "ten days", "nine days") is None
    True
    """
    if theirs in (ours, base):
        return ours
    if base == ours:
        return theirs
    row, mine, other = tokens(base), tokens(ours), tokens(theirs)
    edits = [(op, mine) for op in _edits(row, mine)]
    known = [(op[1], op[2], mine[op[3] : op[4]]) for op, _ in edits]
    edits += (
        (op, other)
        for op in _edits(row, other)
        if (op[1], op[2], other[op[3] : op[4]]) not in known
    )
    made: list[str] = []
    at = 0
    before = -1
    for (_, one, two, three, four), source in sorted(edits, key=lambda each: each[0][1:3]):
        if one <= before:
            return None
        made += [*row[at:one], *source[three:four]]
        at = before = two
    return "".join([*made, *row[at:]])


def told_difference(old: str, new: str, around: int = 12) -> tuple[Piece, ...]:
    """Return what went and what came, with so many words of what stayed on each side.

    >>> [(each.kind, each.text) for each in told_difference("six days", "ten days")]
    [('gone', 'six'), ('came', 'ten'), ('same', ' days')]
    """
    before, after = tokens(old), tokens(new)
    ops = smoothed(difference(before, after), before)
    found: list[Piece] = []
    for at, (kind, one, two, three, four) in enumerate(ops):
        if kind == "equal":
            found += _near(before[one:two], at > 0, at < len(ops) - 1, 2 * around)
        else:
            gone, came = "".join(before[one:two]), "".join(after[three:four])
            found += [Piece("gone", gone)] if gone else []
            found += [Piece("came", came)] if came else []
    return tuple(found)


def _edits(base: Sequence[str], new: Sequence[str]) -> Iterator[Op]:
    yield from (op for op in difference(base, new) if op[0] == "replace")


def _near(row: Sequence[str], after: bool, before: bool, room: int) -> Iterator[Piece]:
    """Yield words that stayed, without those that are far from a change."""
    head = row[:room] if after else []
    tail = row[-room:] if before else []
    if len(head) + len(tail) >= len(row):
        yield Piece("same", "".join(row))
        return
    if head:
        yield Piece("same", "".join(head))
    yield Piece("more", " … ")
    if tail:
        yield Piece("same", "".join(tail))
