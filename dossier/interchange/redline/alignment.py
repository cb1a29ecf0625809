"""Find what became of what: paragraphs, rows and notes of two versions, paired in order.

What says the same is paired first, as the longest common run; between such pairs the likeness of
words decides, helped by names that both sides bear. Far pairs are not looked for, so that the time
grows with the length alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from dossier.model.frozen import frozen
from dossier.model.textdiff import difference, likeness

ALIKE, ALIKE_BY_NAME = 0.4, 0.2
"""How much of their words two paragraphs share that are one; less where they bear one name."""

_SQUARE, _BAND = 3_000, 24
_EMPTY = 0.05


@frozen
class Item:
    """What is paired: its kind and all it says as one value, its words as numbers, its names."""

    same: int
    words: tuple[int, ...]
    kind: str = ""
    names: frozenset[str] = frozenset()


Pair: TypeAlias = tuple[int | None, int | None]
"""Positions of an item on both sides, or None where it is on one side only."""


def align(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Return all items of both sides in order; between two pairs, those that went come first."""
    found: list[Pair] = []
    at_old = at_new = 0
    for i, j in (*_anchors(old, new), (len(old), len(new))):
        gap = _near(old[at_old:i], new[at_new:j])
        found += [(_plus(a, at_old), _plus(b, at_new)) for a, b in gap]
        if i < len(old) and j < len(new):
            found.append((i, j))
        at_old, at_new = i + 1, j + 1
    return found


def _plus(position: int | None, offset: int) -> int | None:
    return None if position is None else position + offset


def _anchors(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Return the longest common run of items that say the same; empty ones say nothing."""
    left = [i for i, each in enumerate(old) if each.words]
    right = [j for j, each in enumerate(new) if each.words]
    ops = difference([old[i].same for i in left], [new[j].same for j in right])
    return [
        (left[a + n], right[c + n])
        for tag, a, b, c, _ in ops
        if tag == "equal"
        for n in range(b - a)
    ]


def _near(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Pair what is alike, so that the sum of likenesses is greatest (dynamic programming)."""
    if not old or not new:
        return [*((i, None) for i in range(len(old))), *((None, j) for j in range(len(new)))]
    return _sorted(_way(_table(old, new), len(old), len(new)))


_Best: TypeAlias = list[dict[int, tuple[float, float]]]


def _table(old: Sequence[Item], new: Sequence[Item]) -> _Best:
    """Return for each pair of positions the best sum from there on, and the pair's own worth."""
    best: _Best = [{} for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in reversed(_band(i, len(old), len(new))):
            own = worth(old[i], new[j])
            rest = max(_sum(best, i + 1, j), _sum(best, i, j + 1))
            best[i][j] = (max(rest, own + _sum(best, i + 1, j + 1) if own else 0.0), own)
    return best


def _band(row: int, height: int, width: int) -> range:
    """Return the positions that are near enough to be looked at; all of them in a small table."""
    if height * width <= _SQUARE:
        return range(width)
    middle = row * width // height
    return range(max(0, middle - _BAND), min(width, middle + _BAND + width // height + 1))


def _sum(best: _Best, i: int, j: int) -> float:
    return best[i].get(j, (0.0, 0.0))[0]


def _way(best: _Best, height: int, width: int) -> list[Pair]:
    """Return the pairs that make the best sum, and what is on one side only."""
    found: list[Pair] = []
    i = j = 0
    while i < height and j < width:
        whole, own = best[i].get(j, (0.0, 0.0))
        if own and whole == own + _sum(best, i + 1, j + 1):
            found.append((i, j))
            i, j = i + 1, j + 1
        elif _sum(best, i + 1, j) >= _sum(best, i, j + 1):
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    lone_old: list[Pair] = [(n, None) for n in range(i, height)]
    return [*found, *lone_old, *((None, n) for n in range(j, width))]


def _sorted(pairs: Sequence[Pair]) -> list[Pair]:
    """Put, between two pairs, what went before what came."""
    found: list[Pair] = []
    came: list[Pair] = []
    for pair in pairs:
        if pair[0] is None:
            came.append(pair)
        elif pair[1] is None:
            found.append(pair)
        else:
            found += [*came, pair]
            came = []
    return [*found, *came]


def worth(old: Item, new: Item) -> float:
    """Return how well two items pair; 0 where they do not."""
    if old.kind != new.kind:
        return 0.0
    if not old.words and not new.words:
        return _EMPTY if old.same == new.same else _EMPTY / 2
    named = bool(old.names & new.names)
    least = ALIKE_BY_NAME if named else ALIKE
    longest = max(len(old.words), len(new.words))
    if min(len(old.words), len(new.words)) < least * longest:
        return 0.0
    found = likeness(old.words, new.words)
    return found + 0.1 * named if found >= least else 0.0
