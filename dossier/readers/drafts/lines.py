"""Make pieces of the lines of a text file.

Text that came out of a PDF or an e-mail is broken into lines of about equal length, perhaps with
a blank line after each. Whether two lines belong together is told by the gap between them, by
how the first ends and the second begins, and by whether a word more would have fitted.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence

from dossier.model.frozen import frozen
from dossier.readers.drafts.list_marks import bullet

WIDEST = 160
"""Letters in a line; a text whose lines are longer has a paragraph on each."""

END = re.compile(r"[.!?:;…。！？：；؟؛](?:[’”\"')\]]|\s?\[?\d{1,3}\]?|[⁰¹²³⁴⁵⁶⁷⁸⁹]){0,3}$")
"""The end of a sentence, perhaps with the number of a note."""

_RULE = re.compile(r"[-_=*~–—\s]{3,}$")
PAGE = re.compile(r"(?:page\s+)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:/|of)\s*\d{1,3})?$", re.IGNORECASE)


@frozen
class Line:
    """A line that is not blank: its number, how many blank ones are before it, a page's end too."""

    number: int
    text: str
    gap: int
    paged: bool
    indented: bool
    indent: int = 0


@frozen
class Setting:
    """How a text is set: the blank lines between two lines of a paragraph, how wide lines are.

    `apart` says that gaps part all paragraphs, so that nothing else must be looked at; `hanging`,
    that items are indented, so that what is not goes on with none.
    """

    gap: int
    width: int
    apart: bool
    hanging: bool = False

    @property
    def broken(self) -> bool:
        """Whether paragraphs are broken into lines at all."""
        return self.width <= WIDEST


def lines_of(text: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines of `text` that hold something, and the numbers of its pages, left out."""
    found: list[Line] = []
    folios: set[int] = set()
    gap, paged = 0, False
    for number, raw in enumerate(text.split("\n"), start=1):
        paged = paged or "\f" in raw
        line = raw.replace("\f", " ").expandtabs(4).rstrip()
        if not line.strip() or _RULE.match(line):
            gap += 1
            continue
        if found and paged and PAGE.match(line.strip()):
            folios.add(number)
        indented = line[0] in " \u00a0"
        indent = len(line) - len(line.lstrip())
        found.append(
            Line(
                number=number,
                text=line.strip(),
                gap=gap if found else 0,
                paged=paged,
                indented=indented,
                indent=indent,
            )
        )
        if number not in folios:
            gap, paged = 0, False
    folios |= {*_last_on_pages(found)}
    folios |= {*_last_of_all(found, folios)}
    kept = tuple(each for each in found if each.number not in folios)
    return kept, tuple(each for each in found if each.number in folios)


def _last_on_pages(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines with a number of a page that is the last on its page."""
    for line, after in itertools.pairwise(lines):
        if after.paged and not line.paged and PAGE.match(line.text):
            yield line.number


def _last_of_all(lines: Sequence[Line], folios: Collection[int]) -> Iterator[int]:
    """Yield the last line, where the number of the last page stands on it."""
    before = [each.text for each in lines if each.number in folios]
    if before and lines[-1].number not in folios and PAGE.match(lines[-1].text):
        value, last = (int(re.findall(r"\d+", each)[0]) for each in (lines[-1].text, before[-1]))
        yield from [lines[-1].number] if value == last + 1 else []


def setting(lines: Sequence[Line]) -> Setting:
    """Return how a text is set; double spacing shows in sentences that run over blank lines."""
    pairs = list(itertools.pairwise(lines))
    lengths = sorted(len(each.text) for each in lines)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    wide = [(a, b) for a, b in pairs if len(a.text) > 0.6 * width]
    over = sum(_runs_on(a, b) for a, b in wide)
    close = sum(b.gap == 0 for _, b in wide)
    double = over > close and over > 0.25 * len(wide)
    gap = 1 if double else 0
    hanging = any(bullet(a.text) and b.indent > a.indent and not bullet(b.text) for a, b in pairs)
    return Setting(gap, width, not double and any(b.gap for _, b in pairs), hanging)


def _runs_on(line: Line, after: Line) -> bool:
    """Whether a sentence runs on over one blank line."""
    return after.gap == 1 and after.text[0].islower() and not END.search(line.text)
