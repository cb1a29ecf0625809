"""Put the notes that stand at the foot of each page at the end of the text.

Ends of pages are those that the file marks. A note is what begins with the next number, below a
blank line or another note, on a page whose text bears the same number behind a word; what stands
below it on the page belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dossier.readers.drafts.lines import Line
from dossier.readers.drafts.note_titles import is_title_of_notes

FEWEST = 2
"""Pages that must have notes, below which those of one stand at the end of the text already."""

_NOTE = re.compile(r"\[?(\d{1,3})\]?(?:\s+\S|$)")


def with_notes_last(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return `lines` with the notes at the feet of pages behind all others, in their order."""
    body: list[Line] = []
    notes: list[Line] = []
    count = with_notes = 0
    for page in _pages(lines):
        start, last = _foot(page, count)
        body += page[:start]
        notes += _joined(page[start:], count)
        with_notes += start < len(page)
        count = last
    if with_notes < FEWEST:
        return tuple(lines)
    return (*body, replace(notes[0], gap=2, paged=False), *notes[1:])


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    page = 0
    numbered = []
    for each in lines:
        page += each.paged
        numbered.append((page, each))
    return [[line for _, line in group] for _, group in groupby(numbered, lambda each: each[0])]


def _foot(page: Sequence[Line], count: int) -> tuple[int, int]:
    """Return where the notes of a page begin that go on behind `count`, and the last number."""
    starts = [at for at, each in enumerate(page) if each.gap and _value(each) == count + 1]
    for start in reversed(starts):
        called = re.compile(rf"(?<=[^\s\d])[\[(]?{count + 1}(?!\d)")
        titled = start > 0 and is_title_of_notes(page[start - 1].text)
        if not titled and any(called.search(each.text) for each in page[:start]):
            return start, _last(page[start:], count)
    return len(page), count


def _joined(notes: Sequence[Line], count: int) -> list[Line]:
    """Return the lines of notes, each number that stands alone with the line below it."""
    made: list[Line] = []
    alone: Line | None = None
    for each in notes:
        begins = _value(each) == count + 1
        count += begins
        if alone:
            made.append(replace(alone, text=f"{alone.text} {each.text}"))
            alone = None
        elif begins and not each.text.strip("[]0123456789"):
            alone = replace(each, gap=1)
        else:
            made.append(replace(each, gap=1) if begins else each)
    return [*made, alone] if alone else made


def _last(notes: Sequence[Line], count: int) -> int:
    for each in notes:
        count += _value(each) == count + 1
    return count


def _value(line: Line) -> int:
    found = _NOTE.match(line.text)
    return int(found[1]) if found else 0
