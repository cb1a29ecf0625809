"""Put new text into the place of old, in many places at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """`text` comes in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


class Overlap(Exception):
    """Two splices want the same place."""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return `text` with all `splices` carried out.

    >>> spliced("a b c", [Splice(2, 3, "x"), Splice(5, 5, "!")])
    'a x c!'
    """
    made: list[str] = []
    done = 0
    for each in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if each.start < done:
            raise Overlap(each)
        made += [text[done : each.start], each.text]
        done = each.end
    return "".join([*made, text[done:]])
