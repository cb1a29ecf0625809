"""The words of a long text around those that matter, so that not all have to be taken apart.

Stretches of it begin and end where words do not, and hold all words that are looked at together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from dossier.redaction.names.letters import WORD

_LONG = 2000
"""Letters of a text that is worth it."""

_FIRST = 160
"""How many letters are tried first on each side of a word."""

_SPACE = re.compile(r"\s")

_FARTHEST = 16 * _FIRST
"""How many letters are tried at most; a text with no white space so near is taken apart whole."""

_MORE = 2
"""Words beyond those that are asked for: a place may begin or end in the middle of one."""


def words_near(bare: str, centres: Set[str], far: int) -> Iterator[re.Match[str]]:
    """Yield the words of a bare text that are a centre or at most `far` words from one, in order.

    Others may be among them, but none lies between words that are near each other and is left out.
    """
    for begin, end in _stretches(bare, centres, far + _MORE):
        yield from WORD.finditer(bare, begin, end)


def _stretches(bare: str, centres: Set[str], far: int) -> Iterator[tuple[int, int]]:
    places = sorted(_places(bare, centres)) if len(bare) > _LONG else []
    if len(bare) <= _LONG or 2 * _FIRST * len(places) > len(bare):
        yield 0, len(bare)
        return
    begin = end = 0
    for first, last in places:
        if end == len(bare):
            break
        after = _after(bare, last, far)
        if first < end:
            end = max(end, after)
            continue
        before = _before(bare, first, far)
        if before <= end and end:
            end = max(end, after)
            continue
        if end:
            yield begin, end
        begin, end = before, after
    if end:
        yield begin, end


def _places(bare: str, centres: Set[str]) -> Iterator[tuple[int, int]]:
    """Yield all places where a centre may be a word, and perhaps others."""
    for each in centres:
        yield from (found.span() for found in re.finditer(_alone(each), bare))


def _alone(word: str) -> str:
    """Return a word as a pattern; beside a letter of English no word in such letters begins.

    The word comes first, since `re` looks for plain letters much faster.
    """
    said = re.escape(word)
    before = f"(?<![A-Za-z0-9]{said})" if word[0].isascii() else ""
    after = "(?![A-Za-z0-9])" if word[-1].isascii() else ""
    return f"{said}{before}{after}"


def _before(bare: str, at: int, far: int) -> int:
    """Return a place at white space with at least `far` words between it and `at`, or the start."""
    reach = _FIRST
    while reach < min(at, _FARTHEST):
        space = _SPACE.search(bare, at - reach, at)
        if space and sum(1 for _ in WORD.finditer(bare, space.start(), at)) >= far:
            return space.start()
        reach *= 2
    return 0


def _after(bare: str, at: int, far: int) -> int:
    """Return a place at white space with at least `far` words between `at` and it, or the end."""
    reach = _FIRST
    while at + reach < len(bare) and reach < _FARTHEST:
        spaces = [*_SPACE.finditer(bare, at, at + reach)]
        if spaces and sum(1 for _ in WORD.finditer(bare, at, spaces[-1].start())) >= far:
            return spaces[-1].start()
        reach *= 2
    return len(bare)
