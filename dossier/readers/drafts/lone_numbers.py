"""Join numbers that stand alone on a line with the line below, as a PDF's text often has them.

Such numbers count 1, 2, 3. One with a sign, such as "3.", "(3)", "3-" or "3°", is that of a
paragraph or an item; a bare one is that of a page, unless two follow each other more closely than
pages do, or notes begin above them. Bare ones that other numbers or a title of notes follow are
those of paragraphs, and get their stop; the last ones may be those of notes, and stay bare.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.readers.drafts.lines import Line
from dossier.readers.drafts.note_titles import is_title_of_notes
from dossier.readers.drafts.page_numbers import APART

_LONE = re.compile(r"(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}[.)°º]|\d{1,3}\.?[-–]|\d{1,3})$")
_DIGITS = re.compile(r"\d+")
FEWEST = 2
"""Numbers that count on, below which one alone on its line may be anything."""


def with_lone_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return `lines` with the numbers that stand alone at the beginning of the line below."""
    series = [*_counted(lines)]
    numbers = {at for each in series for at in each if at + 1 < len(lines)}
    paragraphs = {at for each in series if _is_of_paragraphs(lines, each) for at in each}
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


def _counted(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the positions of numbers that stand alone and count on from 1, series by series."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        if _LONE.match(line.text):
            form = _DIGITS.sub("n", line.text)
            forms.setdefault(form, []).append((at, int(_DIGITS.findall(line.text)[0])))
    for form, found in forms.items():
        for series in _series(found):
            places = [at for at, _ in series]
            if form != "n" or _is_close(lines, places):
                yield places


def _is_of_paragraphs(lines: Sequence[Line], series: Sequence[int]) -> bool:
    """Whether numbers are bare, and others that begin anew or a title of notes come after them."""
    if not lines[series[0]].text.isdigit() or _is_title_of_notes(lines, series[0] - 1):
        return False
    after = range(series[-1] + 1, len(lines))
    return any(_is_first(lines[at]) or _is_title_of_notes(lines, at) for at in after)


def _is_first(line: Line) -> bool:
    """Whether a line is the first number of a series of any form, alone."""
    return bool(_LONE.match(line.text)) and int(_DIGITS.findall(line.text)[0]) == 1


def _is_title_of_notes(lines: Sequence[Line], at: int) -> bool:
    return at >= 0 and is_title_of_notes(lines[at].text)


def _series(found: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the numbers that count on from 1; each 1 begins anew."""
    held: list[tuple[int, int]] = []
    for at, value in found:
        if value == 1:
            yield from [held] if len(held) >= FEWEST else []
            held = [(at, value)]
        elif held and value == held[-1][1] + 1:
            held.append((at, value))
    yield from [held] if len(held) >= FEWEST else []


def _is_close(lines: Sequence[Line], series: Sequence[int]) -> bool:
    """Whether bare numbers are none of pages."""
    pairs = itertools.pairwise(series)
    close = any(lines[after].number - lines[before].number < APART for before, after in pairs)
    return close or _is_title_of_notes(lines, series[0] - 1)
