"""Join numbers that stand alone on a line with the line below, as a PDF's text often has them.

Such numbers count 1, 2, 3, or on from another. One with a sign, such as "3.", "(3)", "3-" or "3°",
is that of a paragraph or an item; a bare one is that of a page, unless two follow each other more
closely than pages do, or notes begin above them. Bare ones that other numbers or a title of notes
follow are those of paragraphs, and get their stop; the last ones may be those of notes, and stay
bare. Stars stand alone, too, below a title of notes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dossier.readers.drafts.lines import Line
from dossier.readers.drafts.note_titles import is_title_of_notes
from dossier.readers.drafts.page_numbers import APART

_LONE = re.compile(r"(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}[.)°º]|\d{1,3}\.?[-–]|\d{1,3})$")
_STAR = re.compile(r"\*{1,3}|[†‡]")
_DIGITS = re.compile(r"\d+")
FEWEST = 2
"""Numbers that count on, below which one alone on its line may be anything."""


def with_lone_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return `lines` with the numbers that stand alone at the beginning of the line below."""
    firsts = _firsts(lines)
    series = [*_counted(lines, firsts)]
    alone = {*_stars(lines), *(at for each in series for at in each)}
    numbers = {at for at in alone if at + 1 < len(lines)}
    paragraphs = {at for each in series if _is_of_paragraphs(lines, each, firsts) for at in each}
    found: list[Line] = []
    for at, line in enumerate(lines):
        if at - 1 in numbers:
            before = lines[at - 1]
            stop = "." if at - 1 in paragraphs else ""
            joined = f"{before.text}{stop} {line.text}"
            gap = max(before.gap, 1) if found else before.gap
            found.append(replace(before, text=joined, gap=gap, paged=before.paged or line.paged))
        elif at not in numbers:
            found.append(line)
    return tuple(found)


def _counted(lines: Sequence[Line], firsts: Collection[int]) -> Iterator[list[int]]:
    """Yield the positions of numbers that stand alone and count on, series by series."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        if _LONE.match(line.text):
            form = _DIGITS.sub("n", line.text)
            forms.setdefault(form, []).append((at, int(_DIGITS.findall(line.text)[0])))
    for form, found in forms.items():
        for series in _series(found, firsts, form != "n"):
            places = [at for at, _ in series]
            if form != "n" or _is_close(lines, places, firsts):
                yield places


def _stars(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the positions of stars that stand alone below a title of notes."""
    titled = False
    for at, line in enumerate(lines):
        titled = titled or is_title_of_notes(line.text)
        if titled and _STAR.fullmatch(line.text):
            yield at


def _firsts(lines: Sequence[Line]) -> frozenset[int]:
    """Return the positions of the first numbers below titles of notes, or below starred ones."""
    found: set[int] = set()
    below = 0
    for at, line in enumerate(lines):
        if is_title_of_notes(line.text):
            below = 1
        elif below and _DIGITS.match(line.text.lstrip("([")):
            found.add(at)
            below = 0
        elif below == 1:
            below = 2 if _STAR.match(line.text) else 0
    return frozenset(found)


def _is_of_paragraphs(
    lines: Sequence[Line], series: Sequence[int], firsts: Collection[int]
) -> bool:
    """Whether numbers are bare, and others that begin anew or a title of notes come after them."""
    if not lines[series[0]].text.isdigit() or series[0] in firsts:
        return False
    after = range(series[-1] + 1, len(lines))
    return any(_is_first(lines[at]) or is_title_of_notes(lines[at].text) for at in after)


def _is_first(line: Line) -> bool:
    """Whether a line is the first number of a series of any form, alone."""
    return bool(_LONE.match(line.text)) and int(_DIGITS.findall(line.text)[0]) == 1


def _series(
    found: Sequence[tuple[int, int]], firsts: Collection[int], signed: bool
) -> Iterator[list[tuple[int, int]]]:
    """Yield the numbers that count on; each 1 begins anew.

    Those with a sign, and the first below a title of notes, begin with any number, too.
    """
    held: list[tuple[int, int]] = []
    for at, value in found:
        anew = signed and len(held) < FEWEST and not (held and value == held[-1][1] + 1)
        if value == 1 or at in firsts or anew:
            yield from [held] if _are_enough(held, firsts) else []
            held = [(at, value)]
        elif held and value == held[-1][1] + 1:
            held.append((at, value))
    yield from [held] if _are_enough(held, firsts) else []


def _are_enough(held: Sequence[tuple[int, int]], firsts: Collection[int]) -> bool:
    """Whether numbers are a series; below a title of notes one is."""
    return len(held) >= FEWEST or bool(held and held[0][0] in firsts)


def _is_close(lines: Sequence[Line], series: Sequence[int], firsts: Collection[int]) -> bool:
    """Whether bare numbers are none of pages."""
    pairs = itertools.pairwise(series)
    close = any(lines[after].number - lines[before].number < APART for before, after in pairs)
    return close or series[0] in firsts
