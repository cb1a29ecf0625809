"""Find the line of a fault: the words at fault are looked for in the author's own file."""

from __future__ import annotations

import re
from functools import lru_cache

SEARCHED_LINES = 60
"""How many lines after the beginning of its paragraph a fault is looked for."""


def locate(text: str, line: int, excerpt: str) -> int:
    r"""Return the line at which `excerpt` begins, at or after `line` of `text`, else `line`.

    White space and marks of emphasis may stand between the words; what a registry printed is not
    in the file, and then the paragraph's own line is given.

    >>> locate("One.\n\nTwo is\n*wrong* here.", 3, "wrong here")
    4
    """
    if not excerpt.strip() or not text or line < 1:
        return line
    lines = _lines(text)
    tail = "\n".join(lines[line - 1 : line - 1 + SEARCHED_LINES])
    words = [re.escape(each) for each in excerpt.split()]
    for tried in (words, words[:3], words[:1]):
        found = re.search(r"[\s*_>\[\]]+".join(tried), tail)
        if found:
            return line + tail.count("\n", 0, found.start())
    return line


@lru_cache(maxsize=64)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))
