"""Writing order: lines in which words from right to left stand among others, as they are printed.

Unicode's bidirectional algorithm (UAX 9, revision 50) without its control characters, which
pictures leave out. The direction of the line is that of its first letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional

_STRONG = ("L", "R", "AL")
_NUMBERS = ("EN", "AN")
_JOINED = ("NSM", "BN")
"""What goes with the letter before it: marks, and characters that join letters or part them."""

_SEPARATED = {"CS": _NUMBERS, "ES": ("EN",)}
"""Between which numbers a sign such as a comma or a hyphen is part of one number (rule W4)."""


_BRACKETS = dict(
    zip(
        "([{⁅⁽₍⌈⌊❨❪❬❮❰❲❴⟦⟨⟪⦅〈《「『【〔〖〘〚",
        ")]}⁆⁾₎⌉⌋❩❫❭❯❱❳❵⟧⟩⟫⦆〉》」』】〕〗〙〛",
        strict=True,
    )
)
"""Brackets that open, and what closes each."""


def in_printed_order(text: str) -> list[tuple[str, bool]]:
    r"""Return the runs of `text` from left to right, and of each whether it runs to the left.

    The letters of a run stand in the order in which they are read.

    >>> in_printed_order("ab (\u05d0\u05d1 12)") == [
    ...     ("ab (", False), ("12", False), ("\u05d0\u05d1 ", True), (")", False)
    ... ]
    True
    """
    kinds = [bidirectional(each) for each in text]
    if not {"R", "AL", "AN"} & {*kinds}:
        return [(text, False)]
    base = int(next((each for each in kinds if each in _STRONG), "L") != "L")
    levels = _levels(_bracketed(text, _plain(kinds, base), base), base)
    runs = [[*run] for _, run in groupby(range(len(text)), levels.__getitem__)]
    for level in range(max(levels), 0, -1):
        runs = _turned(runs, [levels[run[0]] >= level for run in runs])
    return [("".join(text[each] for each in run), levels[run[0]] % 2 == 1) for run in runs]


def _turned(runs: Sequence[list[int]], turns: Sequence[bool]) -> list[list[int]]:
    """Return runs with neighbours that turn from the last to the first (rule L2)."""
    found: list[list[int]] = []
    for turned, places in groupby(range(len(runs)), turns.__getitem__):
        some = [runs[each] for each in places]
        found += some[::-1] if turned else some
    return found


def _plain(kinds: Sequence[str], base: int) -> list[str]:
    """Return kinds of letters with each that depends on its neighbours decided (rules W1 to W7)."""
    found = list(kinds)
    strong = before = "R" if base else "L"
    for place, kind in enumerate(found):
        strong = kind if kind in _STRONG else strong
        if kind in _JOINED:
            found[place] = before
        elif kind == "EN" and strong == "AL":
            found[place] = "AN"
        before = found[place]
    found = ["R" if each == "AL" else each for each in found]
    for place in range(1, len(found) - 1):
        left, kind, right = found[place - 1 : place + 2]
        if left == right and left in _SEPARATED.get(kind, ()):
            found[place] = left
    found = _beside_numbers(found)
    strong = "R" if base else "L"
    for place, kind in enumerate(found):
        strong = kind if kind in ("L", "R") else strong
        if kind == "EN" and strong == "L":
            found[place] = "L"
    return [each if each in ("L", "R", *_NUMBERS) else "ON" for each in found]


def _beside_numbers(kinds: Sequence[str]) -> list[str]:
    """Return kinds with signs such as % that stand beside a number as part of it (rule W5)."""
    runs = [(kind, len([*run])) for kind, run in groupby(kinds)]
    found: list[str] = []
    for place, (kind, long) in enumerate(runs):
        beside = [runs[each][0] for each in (place - 1, place + 1) if 0 <= each < len(runs)]
        found += ["EN" if kind == "ET" and "EN" in beside else kind] * long
    return found


def _bracketed(text: str, kinds: Sequence[str], base: int) -> list[str]:
    """Return kinds with pairs of brackets in the direction of the words in them (rule N0).

    Where these run against the line, what stands before the pair must do so too.
    """
    own = "R" if base else "L"
    sides = ["R" if kind in _NUMBERS else kind for kind in kinds]
    found = list(kinds)
    for opening, closing in _pairs(text, kinds):
        inside = {*sides[opening + 1 : closing]} - {"ON"}
        before = next((each for each in reversed(sides[:opening]) if each != "ON"), own)
        if inside:
            side = before if before in inside and own not in inside else own
            for place in (opening, closing):
                found[place] = sides[place] = side
    return found


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that open and close each other, in the order of the first."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for place, (letter, kind) in enumerate(zip(text, kinds, strict=True)):
        if kind == "ON" and letter in _BRACKETS:
            opened.append(place)
        fits = [each for each in opened if _BRACKETS[text[each]] == letter]
        if kind == "ON" and fits:
            found.append((fits[-1], place))
            opened = [each for each in opened if each < fits[-1]]
    return sorted(found)


def _levels(kinds: Sequence[str], base: int) -> list[int]:
    """Return the level of each letter: even runs to the right, odd to the left (rules N1 to I2)."""
    own = "R" if base else "L"
    runs = [(kind, len([*run])) for kind, run in groupby(kinds)]
    sides = ["R" if kind in _NUMBERS else kind for kind, _ in runs]
    found: list[int] = []
    for place, (kind, long) in enumerate(runs):
        if kind == "ON":
            left = sides[place - 1] if place else own
            right = sides[place + 1] if place + 1 < len(sides) else own
            kind = left if left == right else own  # noqa: PLW2901
        found += [_level(kind, base)] * long
    return found


def _level(kind: str, base: int) -> int:
    match kind:
        case "L":
            return 2 if base else 0
        case "R":
            return 1
        case _:
            return 2
