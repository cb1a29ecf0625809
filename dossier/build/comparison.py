"""Collate what a file prints with the sequence of a document, and find where the two part.

Only letters are compared, as `reconcile` sees them: without white space, hyphens and case. A
number that differs is noted and passed over; the first words that differ end the collation. Where
the two agree, that takes one comparison of two strings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from dossier.build.lost_words import letters
from dossier.build.printed_sequence import Piece
from dossier.model.frozen import frozen

_AHEAD = 12
"""Letters that must agree after a number before it is taken for a wrong one."""

_NEAR = 60
"""Letters that two passages may begin with in common before they part."""

_SHOWN = 6
"""Words of a passage that a message shows."""


@dataclass(frozen=True)
class Stream:
    """Pieces in their order, and their letters without a gap."""

    pieces: tuple[Piece, ...]

    @cached_property
    def letters(self) -> str:
        return letters("".join(_spaced(self.pieces)))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each piece begins in the letters."""
        return tuple(accumulate((len(letters(each.text)) for each in self.pieces), initial=0))[:-1]

    def index(self, at: int) -> int:
        """Return which piece the letter `at` belongs to; empty pieces own none."""
        return max(bisect_right(self.starts, at) - 1, 0)


def stream(*parts: Iterable[Piece]) -> Stream:
    """Return the stream of some pieces after others."""
    return Stream(tuple(piece for part in parts for piece in part if letters(piece.text)))


@frozen
class Misprint:
    """A number that a file `printed`, and the piece that belongs there."""

    piece: Piece
    printed: str


@frozen
class Parting:
    """Where a file leaves its stream: the letter that should come, and what comes (`found`)."""

    stream: Stream
    at: int
    found: str


@frozen
class Reached:
    """How far a file follows a stream: a place in each of them, and the numbers passed over.

    `since` counts the letters that agree since the last of those.
    """

    at: int
    begin: int
    misprints: tuple[Misprint, ...] = field(default=())
    since: int = 0


def collate(wanted: Stream, found: str) -> tuple[tuple[Misprint, ...], Parting | None]:
    """Return the wrong numbers among the letters `found`, and where they leave the stream."""
    if wanted.letters == found:
        return (), None
    reached = follow(wanted, 0, found, 0)
    whole = reached.at == len(wanted.letters) and reached.begin == len(found)
    parting = None if whole else Parting(wanted, reached.at, found[reached.begin :])
    return reached.misprints, parting


def follow(wanted: Stream, at: int, found: str, begin: int) -> Reached:
    """Return how far `found` follows the stream, from a place in each, past wrong numbers."""
    misprints: list[Misprint] = []
    fresh = 0
    while True:
        common = in_common(wanted.letters, at, found, begin)
        at, begin = at + common, begin + common
        wrong = None
        if at < len(wanted.letters) and begin < len(found):
            wrong = _misprint(wanted, at, found, begin, fresh)
        if wrong is None:
            return Reached(at, begin, tuple(misprints), common)
        index, end = wrong
        begin -= at - wanted.starts[index]
        piece, fresh = wanted.pieces[index], index + 1
        misprints.append(Misprint(piece, _as_printed(piece.text, found[begin:end])))
        at, begin = wanted.starts[index] + len(letters(piece.text)), end


def _as_printed(number: str, found: str) -> str:
    """Return `number` with the digits of what was found in its place."""
    digits = iter(re.findall(r"\d+", found))
    return re.sub(r"\d+", lambda own: next(digits, own[0]), number)


def in_common(wanted: str, at: int, found: str, begin: int) -> int:
    """Return how many letters agree from a place in each of two texts.

    >>> in_common("a strike", 2, "strikes", 0)
    6
    """
    low, high = 0, min(len(wanted) - at, len(found) - begin)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[at + low : at + middle] == found[begin + low : begin + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _misprint(
    wanted: Stream, at: int, found: str, begin: int, fresh: int
) -> tuple[int, int] | None:
    """Return the number that is wrong around `at`, by its index, and where it ends in `found`.

    Pieces before the index `fresh` were looked at before.
    """
    here = wanted.index(at)
    for index in (here, here - 1) if wanted.starts[here] == at else (here,):
        piece = wanted.pieces[index]
        if index < fresh or piece.sort == "text":
            continue
        start = begin - (at - wanted.starts[index])
        for pattern in _patterns(wanted, index):
            match = pattern.match(found, max(start, 0))
            if match and match[1] != letters(piece.text):
                return index, match.end(1)
    return None


def _patterns(wanted: Stream, index: int) -> Iterator[re.Pattern[str]]:
    """Yield what a wrong number looks like: the same signs with other digits, then the text."""
    number = letters(wanted.pieces[index].text)
    after = wanted.pieces[index + 1] if index + 1 < len(wanted.pieces) else Piece("")
    ahead = letters(after.text)[:_AHEAD] if after.sort == "text" else ""
    for following in dict.fromkeys((re.escape(ahead), _any_digits(ahead))):
        yield re.compile(f"({_any_digits(number)}){following}")


def _any_digits(said: str) -> str:
    return re.sub(r"\d+", r"\\d{1,6}?", re.escape(said))


@frozen
class Disorder:
    """A piece out of its order: the words that come too early, and those they come before."""

    piece: Piece
    early: str
    late: str


def disorder(parting: Parting) -> Disorder:
    """Return what stands out of order where a file parts from its stream.

    Of two passages that changed places, the one that moved past fewer letters is named.
    """
    wanted, at, found = parting.stream, parting.at, parting.found
    if at >= len(wanted.letters):
        return Disorder(wanted.pieces[-1], found[:_NEAR], "")
    index = wanted.index(at)
    back = at - wanted.starts[index] if at - wanted.starts[index] <= _NEAR else 0
    late = _words(wanted, at - back)
    there = _find(wanted.letters, found, at + 1)
    if there < 0:
        return Disorder(wanted.pieces[index], found[:_NEAR], late)
    comes = _find(found, wanted.letters[at : at + _NEAR], 1)
    late_by_less = comes < 0 or there - at <= comes
    piece = wanted.pieces[index if late_by_less else wanted.index(there)]
    return Disorder(piece, _words(wanted, there - back), late)


def _find(text: str, sought: str, begin: int) -> int:
    """Return where the first letters of `sought` stand in `text`, as many of them as can be."""
    places = (text.find(sought[:length], begin) for length in (48, 24, 12, 6, 3))
    return next((each for each in places if each >= 0), -1)


def _words(wanted: Stream, at: int) -> str:
    """Return some words of the stream as they were written, from the letter `at` on."""
    index = wanted.index(at)
    passed = wanted.starts[index]
    found: list[str] = []
    written = " ".join(_spaced(wanted.pieces[index : index + 2 * _SHOWN]))
    for word in written.split():
        passed += len(letters(word))
        if passed > at:
            found.append(word.replace("\u00ad", ""))
        if len(found) == _SHOWN:
            break
    return " ".join(found)


def _spaced(pieces: Iterable[Piece]) -> Iterator[str]:
    return (each.text for each in pieces)
