"""Find the numbers of pages and the running heads that a PDF leaves between the lines of a text.

Both stand again and again, some lines apart, and the number rises by one. What only looks like
them, such as a sub-heading that every chapter has, stays.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dossier.readers.drafts.lines import END, PAGE, Line

APART = 5
"""Lines of the file that a page has at least."""

LONGEST = 90
"""Letters of a running head."""

_NUMBERED = re.compile(
    r"(?:(\d{1,3})(?:\s{2,}|\s*\|\s*)(\S.*)|(.*\S)(?:\s{2,}|\s*\|\s*)(\d{1,3}))$"
)


def without_heads(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return `lines` without numbers of pages and running heads, and the lines that went."""
    folios = {*_rising(lines, _folio), *_rising(lines, _numbered)}
    gone = {*folios, *_beside(lines, folios)}
    kept: list[Line] = []
    paged = False
    for at, line in enumerate(lines):
        if at in gone:
            paged = True
            continue
        kept.append(replace(line, paged=True) if paged else line)
        paged = False
    return tuple(kept), tuple(lines[at] for at in sorted(gone))


def without_repeated(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return `lines` without those that begin or end several pages alike, and these.

    Ends of pages are those that the file marks. What begins a page and the whole text is such a
    running head too.
    """
    tops = [at for at, each in enumerate(lines) if each.paged and at]
    feet = [at - 1 for at in tops if at - 1 not in tops]
    first = _words(lines[0].text) if lines else ""
    gone: set[int] = set()
    for positions, known in ((tops, first), (feet, "")):
        said = Counter(_words(lines[at].text) for at in positions)
        gone |= {
            at for at in positions
            if len(lines[at].text) <= LONGEST and not END.search(lines[at].text)
            and (said[_words(lines[at].text)] > 1 or _words(lines[at].text) == known)
        }  # fmt: skip
    kept: list[Line] = []
    for at, line in enumerate(lines):
        paged = line.paged or at - 1 in gone
        kept += [] if at in gone else [replace(line, paged=paged)]
    return tuple(kept), tuple(lines[at] for at in sorted(gone))


def _words(text: str) -> str:
    """Return the words of a running head, of whatever page its number is."""
    return " ".join(re.sub(r"\d+", "", text).split()).casefold() or text


def _folio(text: str) -> tuple[str, int] | None:
    if not PAGE.match(text):
        return None
    found = re.search(r"\d+", text)
    return ("", int(found[0])) if found else None


def _numbered(text: str) -> tuple[str, int] | None:
    """Return the words and the number of a running head, which a wide space parts."""
    found = _NUMBERED.match(text) if len(text) <= LONGEST else None
    if not found:
        return None
    return (found[2], int(found[1])) if found[1] else (found[3], int(found[4]))


def _rising(lines: Sequence[Line], read: Callable[[str], tuple[str, int] | None]) -> Iterator[int]:
    """Yield the positions of lines of the same words whose numbers rise by one, pages apart."""
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        found = read(line.text)
        if found:
            groups[found[0]].append((at, found[1]))
    for each in groups.values():
        pairs = list(itertools.pairwise(each))
        apart = all(lines[b].number - lines[a].number >= APART for (a, _), (b, _) in pairs)
        if pairs and apart and all(after == before + 1 for (_, before), (_, after) in pairs):
            yield from (at for at, _ in each)


def _beside(lines: Sequence[Line], folios: set[int]) -> Iterator[int]:
    """Yield the lines next to numbers of pages that say the same at two of them or more."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if at not in folios and {at - 1, at + 1} & folios and len(line.text) <= LONGEST:
            groups[" ".join(line.text.split())].append(at)
    yield from (at for each in groups.values() if len(each) > 1 for at in each)
