"""Find the lists of a draft, and tell lists from the numbers of paragraphs.

A series of numbers is a list when it follows a sentence that ends with a colon and nothing
interrupts it; else it counts paragraphs, if most paragraphs are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dossier.model.list_numbers import FORMS, PLAIN, kind_of
from dossier.readers.drafts.inline_splices import cut
from dossier.readers.drafts.list_marks import Mark, bullet, item_marks
from dossier.readers.drafts.piece import Listed, Piece
from dossier.readers.drafts.resumed_series import (
    are_entries,
    is_led,
    is_sentence,
    members_of,
    series_of,
    with_resumed,
)
from dossier.readers.drafts.starred_notes import is_starred

OPEN = 6
"""Series of one form that may be open at a time: a list inside a list, inside paragraphs."""

_STEPS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\.?\s")
_BARE = re.compile(r"(\d{1,3})\s+\S")
_LEVELS = {form: 2 if kind_of(form) in "iI" else 1 for form in FORMS if form != PLAIN}


def with_marks(pieces: Sequence[Piece], heads: Collection[int]) -> list[Piece]:
    """Return `pieces` with typed bullets and numbers taken off those that are items."""
    found = _lifted(pieces, heads)
    numbered = _typed(pieces, heads)
    led = False
    for at, piece in enumerate(pieces):
        able = at not in heads and piece.node is None and not piece.listed and not piece.style
        length = bullet(piece.text) if able and not is_starred(pieces, at) else 0
        if length:
            found[at] = replace(piece, content=cut(piece.content, length), listed=Listed(False))
        elif at in numbered:
            listed, length = numbered[at]
            found[at] = replace(piece, content=cut(piece.content, length), listed=listed)
        elif able and piece.run_format.indented and led:
            found[at] = replace(piece, listed=Listed(False))
        led = piece.leads or (led and found[at].listed == Listed(False))
    return with_resumed(found, heads, {listed.series for listed, _ in numbered.values()})


def _lifted(pieces: Sequence[Piece], heads: Collection[int]) -> list[Piece]:
    """Return `pieces` with those a level higher that Word counts below headings, as "2.1"."""
    above = {listed.series for at in heads if (listed := pieces[at].listed)}
    found = list(pieces)
    for at, piece in enumerate(pieces):
        listed = piece.listed
        if at not in heads and listed and listed.level and listed.series in above:
            found[at] = replace(piece, listed=replace(listed, level=listed.level - 1))
    return found


def _typed(pieces: Sequence[Piece], heads: Collection[int]) -> dict[int, tuple[Listed, int]]:
    """Return the typed numbers by position, with their lengths; each counts on in a series."""
    found: dict[int, tuple[Listed, int]] = {}
    last: dict[str, dict[str, int]] = {}
    for at, piece in enumerate(pieces):
        able = at not in heads and piece.node is None and not piece.listed and not piece.style
        marks = item_marks(piece.text) if able else ()
        mark = next((each for each in marks if _goes_on(last, each)), None)
        mark = mark or next((each for each in marks if each.value == 1), None)
        if mark:
            series = _series_of(last.setdefault(mark.form, {}), mark, at)
            form = next((each for each in FORMS if each == mark.form), PLAIN)
            level = _LEVELS.get(form, 0)
            typed = piece.text[: mark.length].strip()
            listed = Listed(True, level, mark.value, series, label=mark.form, form=form, mark=typed)
            found[at] = listed, mark.length
    members = Counter(listed.series for listed, _ in found.values())
    return {at: each for at, each in found.items() if members[each[0].series] > 1}


def _goes_on(last: Mapping[str, Mapping[str, int]], mark: Mark) -> bool:
    return any(value + 1 == mark.value for value in last.get(mark.form, {}).values())


def _series_of(opened: dict[str, int], mark: Mark, at: int) -> str:
    """Return the series that a number goes on with, the last one first, or a new one."""
    fitting = [name for name, value in opened.items() if value + 1 == mark.value]
    series = fitting[-1] if fitting else f"{mark.form} at {at}"
    opened.pop(series, None)
    opened[series] = mark.value
    if len(opened) > OPEN:
        del opened[next(iter(opened))]
    return series


def counting(pieces: Sequence[Piece], heads: Collection[int]) -> frozenset[str]:
    """Return the series that number the paragraphs of the document; none where they are plain."""
    able, first = _able(pieces, heads), min(heads, default=0)
    counted = sum(series_of(each) in able for at, each in enumerate(pieces) if at not in heads)
    plain = [
        each
        for at, each in enumerate(pieces)
        if at >= first and at not in heads and not (each.node or each.listed or each.style)
    ]
    plain = _without_entries(plain)
    steps = sum(bool(_STEPS.match(each.text)) for each in plain)
    if counted + steps > len(plain) - steps:
        return able
    return frozenset()


def _without_entries(plain: Sequence[Piece]) -> list[Piece]:
    """Return paragraphs without short entries that count 1, 2, 3 with no sign, as of annexes."""
    gone: set[int] = set()
    count = 0
    for at, each in enumerate(plain):
        value = _BARE.match(each.text)
        on = bool(value and int(value[1]) == count + 1 and are_entries([each]))
        count = count + 1 if on else 0
        gone |= {at - 1, at} if count > 1 else set()
    return [each for at, each in enumerate(plain) if at not in gone]


def _able(pieces: Sequence[Piece], heads: Collection[int]) -> frozenset[str]:
    """Return the series that are no lists: no colon leads to them, or something parts them.

    Short entries below numbered paragraphs that are sentences, such as annexes, are a list, too.
    """
    members = members_of(pieces, heads)
    found: list[str] = []
    for series, positions in members.items():
        parted = any(positions[0] < at < positions[-1] for at in heads)
        led = is_led(pieces, heads, positions[0]) or _is_inside(series, members)
        above = [pieces[at] for name in found for at in members[name]]
        entries = any(map(is_sentence, above)) and are_entries([pieces[at] for at in positions])
        if parted or not (led or entries):
            found.append(series)
    return frozenset(found)


def _is_inside(series: str, members: Mapping[str, Sequence[int]]) -> bool:
    """Whether a series stands between two members of another, which goes on behind it."""
    first, last = members[series][0], members[series][-1]
    pairs = (pair for name, each in members.items() if name != series for pair in pairwise(each))
    return any(before < first and last < after for before, after in pairs)
