"""The letters that each glyph of a line stands for, as the table of a font in the PDF says them.

WeasyPrint 70 says of several glyphs that are drawn for a few letters together (a cluster of
HarfBuzz) that one stands for all letters and the others for none. PDF/UA-1 (ISO 14289-1:2014,
7.21.7) forbids a glyph without letters, and who reads the file gets letters twice. Here the letters
of a cluster are shared among its glyphs before WeasyPrint asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

NOTHING = "\u200b"
"""What stands for no letter: a space without width, which no reader shows."""


def share_letters(stream: Any, textbox: Any) -> bool:
    """Say which letters each glyph of the line in `textbox` stands for, and whether that is all.

    It is not all where a glyph stands for other letters elsewhere, and where letters that run from
    left to right are drawn in several glyphs, whose order may be another.
    """
    layout = textbox.pango_layout
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    whole = True
    for item, glyphs in _runs(line):
        font, _ = stream.add_font(item.analysis.font)
        leftward = bool(item.analysis.level % 2)
        for numbers, letters in _clusters(item, glyphs, text):
            if len(numbers) > 1 and not leftward:
                whole = False
                continue
            for number, shared in zip(numbers, shares(letters, len(numbers)), strict=True):
                if font.to_unicode.get(number, NOTHING) == NOTHING:
                    font.to_unicode[number] = shared
                whole = whole and font.to_unicode[number] == shared
    return whole


def shares(letters: str, count: int) -> tuple[str, ...]:
    r"""Return the letters of a cluster for each of its glyphs, in the order of reading.

    >>> shares("ab", 1), shares("abc", 2), shares("a", 2)
    (('ab',), ('a', 'bc'), ('a', '\u200b'))
    """
    last = count - 1
    return (*((letters[n : n + 1] or NOTHING) for n in range(last)), letters[last:] or NOTHING)


def _runs(line: Any) -> Iterator[tuple[Any, Any]]:
    run = line.runs[0]
    while run:
        yield run.data.item, run.data.glyphs
        run = run.next


def _clusters(item: Any, glyphs: Any, text: bytes) -> Iterator[tuple[Sequence[int], str]]:
    """Yield the glyphs of each cluster and its letters, both in the order of reading."""
    count = glyphs.num_glyphs
    leftward = item.analysis.level % 2
    order = [*range(count)][::-1] if leftward else [*range(count)]
    starts = [glyphs.log_clusters[n] for n in order]
    found: dict[int, list[int]] = {}
    for position, start in zip(order, starts, strict=True):
        found.setdefault(start, []).append(position)
    ends = [*list(found)[1:], item.length]
    for (start, places), end in zip(found.items(), ends, strict=True):
        numbers = [glyphs.glyphs[n].glyph for n in places]
        letters = text[item.offset + start : item.offset + end].decode()
        if all(number < _UNKNOWN for number in numbers):
            yield numbers, letters


_UNKNOWN = 0x0FFFFFFF
"""Pango's numbers from here on are no glyphs of the font: empty ones, and letters that it lacks."""
