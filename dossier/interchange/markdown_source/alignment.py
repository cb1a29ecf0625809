"""Say which parts of an old text became which of a new one: equal ones first, then like ones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Literal

from dossier.model.document import Ask, Citation, Figure, NoteAgain, Text
from dossier.model.frozen import frozen
from dossier.model.textdiff import difference, likeness, tokens
from dossier.model.walk import below

LIKE = 0.45
"""From here on two parts of a kind are one that was changed."""


@frozen
class Run:
    """Neighbours: `old` became `new`. What is kept or changed is one part on both sides."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    fate: Literal["kept", "changed", "replaced"] = "replaced"


def align(
    old: Sequence[Any], new: Sequence[Any], olds: Sequence[Hashable], news: Sequence[Hashable]
) -> list[Run]:
    """Return runs in order: one part that is kept (or one changed), or parts that went and came.

    `olds` and `news` are what is compared for equality.
    """
    found: list[Run] = []
    for tag, a, b, c, d in difference(olds, news):
        if tag == "equal":
            found += [Run((a + k,), (c + k,), "kept") for k in range(b - a)]
        else:
            found += _changed(old, new, range(a, b), range(c, d))
    return found


def _changed(old: Sequence[Any], new: Sequence[Any], went: range, came: range) -> list[Run]:
    """Return the runs of a stretch without equal parts: the likest pairs, and what is between."""
    pairs = _pairs(old, new, went, came)
    found: list[Run] = []
    a, c = went.start, came.start
    for one, other in [*pairs, (went.stop, came.stop)]:
        if one > a or other > c:
            found.append(Run(tuple(range(a, one)), tuple(range(c, other))))
        if one < went.stop and (one, other) in pairs:
            found.append(Run((one,), (other,), "changed"))
        a, c = one + 1, other + 1
    return found


def _pairs(
    old: Sequence[Any], new: Sequence[Any], went: range, came: range
) -> list[tuple[int, int]]:
    """Return the pairs of like parts that keep the order and have most in common."""
    if len(went) == len(came) == 1 and type(old[went[0]]) is type(new[came[0]]):
        return [(went[0], came[0])]
    said = [words(old[at]) for at in went]
    says = [words(new[at]) for at in came]
    best = [[0.0] * (len(came) + 1) for _ in range(len(went) + 1)]
    like: dict[tuple[int, int], float] = {}
    for i in range(len(went) - 1, -1, -1):
        for j in range(len(came) - 1, -1, -1):
            if type(old[went[i]]) is type(new[came[j]]):
                like[i, j] = likeness(said[i], says[j])
            value = like.get((i, j), 0.0)
            pair = best[i + 1][j + 1] + value if value >= LIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    return _traced(best, like, went, came)


def _traced(
    best: list[list[float]], like: dict[tuple[int, int], float], went: range, came: range
) -> list[tuple[int, int]]:
    found = []
    i = j = 0
    while i < len(went) and j < len(came):
        value = like.get((i, j), 0.0)
        if value >= LIKE and best[i][j] == best[i + 1][j + 1] + value:
            found.append((went[i], came[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def words(part: Any) -> list[Hashable]:
    """Return the words of `part` and what it asks, cites and calls, without the spaces."""
    found: list[Hashable] = []
    for each in below(part):
        if isinstance(each, Text):
            found += [said for said in tokens(each.text) if said != " "]
        elif isinstance(each, Ask | Citation | NoteAgain):
            found.append(each)
        elif isinstance(each, Figure):
            found += [each.path, each.alternative]
    return found
