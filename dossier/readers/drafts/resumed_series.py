"""Give numbered paragraphs back the numbers that a list between them took for its own.

Where "1. 2." count paragraphs, a list "1. 2." stands below one of them, and "3." comes next, that
number goes on with either. It is a paragraph's if a heading parts it from the list, or if it looks
like the paragraphs: as long, or a sentence where the items are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import log
from statistics import fmean

from dossier.model.list_numbers import PLAIN
from dossier.readers.drafts.lines import END
from dossier.readers.drafts.piece import Piece

LONGER = 1.5
"""How much longer paragraphs are than the items below them, for their length to tell them."""

SHORT = 12
"""Words of an item that is no sentence."""

_CALL = re.compile(r"\d{1,3}$")


def series_of(piece: Piece) -> str:
    """Return the series of a piece that bears a plain number of the highest level, else ""."""
    listed = piece.listed
    counts = listed and listed.ordered and listed.level == 0 and listed.form == PLAIN
    return listed.series if listed and counts else ""


def members_of(pieces: Sequence[Piece], heads: Collection[int]) -> dict[str, list[int]]:
    """Return the positions of the members of each series, in order; headings are none."""
    found: dict[str, list[int]] = {}
    for at, piece in enumerate(pieces):
        if series_of(piece) and at not in heads:
            found.setdefault(series_of(piece), []).append(at)
    return found


def is_led(pieces: Sequence[Piece], heads: Collection[int], at: int) -> bool:
    """Whether the text before the piece at `at` leads to a list, as with a colon."""
    return at > 0 and at - 1 not in heads and pieces[at - 1].leads


def with_resumed(
    pieces: Sequence[Piece], heads: Collection[int], typed: Collection[str]
) -> list[Piece]:
    """Return `pieces` with numbers of paragraphs in the series of these, not of a list between.

    `typed` are the series that are known by their numbers alone; others are as their file says.
    """
    made = list(pieces)
    members = members_of(pieces, heads)
    led = {name for name, own in members.items() if is_led(pieces, heads, own[0])}
    for name in [each for each in members if each in led and each in typed]:
        own = members[name]
        outer = _outer(members, led, own[0])
        tail = _tail(made, heads, members[outer], own) if outer else ()
        for at in tail:
            listed = made[at].listed
            made[at] = replace(made[at], listed=listed and replace(listed, series=outer))
        if tail:
            members[name] = own[: -len(tail)]
            members[outer] = [*members[outer], *tail]
    return made


def with_all_resumed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """As `with_resumed`, for a file whose lists go on by their numbers, with headings by level."""
    heads = {at for at, each in enumerate(pieces) if each.level}
    return tuple(with_resumed(pieces, heads, {*members_of(pieces, heads)}))


def _outer(members: Mapping[str, Sequence[int]], led: Collection[str], first: int) -> str:
    """Return the series of paragraphs that a list at `first` interrupts, "" without one."""
    able = ((own[-1], name) for name, own in members.items() if name not in led)
    return max((each for each in able if each[0] < first), default=(0, ""))[1]


def _tail(
    pieces: Sequence[Piece], heads: Collection[int], outer: Sequence[int], own: Sequence[int]
) -> Sequence[int]:
    """Return the positions with which `outer` goes on, of those that a list seems to have."""
    numbers = [_number(pieces[at]) for at in own]
    following = _number(pieces[outer[-1]]) + 1
    if following not in numbers[1:]:
        return ()
    cut = numbers.index(following, 1)
    parted = any(own[cut - 1] < at < own[-1] for at in heads)
    items, paragraphs = ([pieces[at] for at in each] for each in (own[:cut], outer))
    return own[cut:] if parted or _is_like(pieces[own[cut]], paragraphs, items) else ()


def _is_like(piece: Piece, paragraphs: Sequence[Piece], items: Sequence[Piece]) -> bool:
    """Whether a piece looks like `paragraphs` and not like `items`."""
    ends = [is_sentence(each) for each in items]
    if all(map(is_sentence, (piece, *paragraphs))) and not any(ends):
        return True
    long, short = (fmean(_words(each) for each in group) for group in (paragraphs, items))
    nearer = abs(log(_words(piece) / long)) < abs(log(_words(piece) / short))
    return long > LONGER * short and nearer


def is_sentence(piece: Piece) -> bool:
    """Whether the words of a piece end as a sentence does, perhaps with the number of a note."""
    text = _CALL.sub("", piece.text.strip())
    return bool(END.search(text)) and text[-1:] not in ";；؛"


def are_entries(pieces: Sequence[Piece]) -> bool:
    """Whether pieces are short and none a sentence, as in a list of annexes."""
    return all(_words(each) <= SHORT and not is_sentence(each) for each in pieces)


def _words(piece: Piece) -> int:
    return max(1, len(piece.text.split()))


def _number(piece: Piece) -> int:
    return piece.listed.number if piece.listed else 0
