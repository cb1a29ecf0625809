"""Marks that carry the numbers of lines through the parser: one character of a private plane."""

from __future__ import annotations

import re

FIRST_MARK = 0xF0000
LAST_LINE = 0xFFFD
MARK = re.compile("[\U000f0000-\U000ffffd]")


def line_of(text: str) -> int | None:
    """Return the line number that the first mark in `text` stands for, or None without a mark."""
    found = MARK.search(text)
    return ord(found.group()) - FIRST_MARK if found else None


def without_marks(text: str) -> str:
    """Return `text` as the author wrote it."""
    return MARK.sub("", text)
