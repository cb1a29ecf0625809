"""Lines that fit the terminal, numbers with their nouns, and colours where a person reads them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from textwrap import wrap
from typing import TextIO

_USUAL = 100
"""Columns of a line that goes to a file or another program."""

NARROW = 76
"""Columns of a terminal below which a line leaves out what can be asked for otherwise."""

_STEP = 4
"""How far the rest of a line without a label is indented."""

_LABEL = re.compile(r" *\S+(?: \S+)* {2,}(?=\S)")
_COLOURS = {"error": "31;1", "warning": "33", "hint": "2"}
_MARKED = re.compile(r"(?m)(?<=: )(error|warning)(?=\[)|^ +(hint)(?=:)")


def columns(stream: TextIO | None = None) -> int:
    """Return how many signs a line has room for: those of the terminal, if it is one."""
    to = stream or sys.stdout
    return shutil.get_terminal_size((_USUAL, 24)).columns if to.isatty() else _USUAL


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "page"), counted(0, "note")
    ('1 page', '0 notes')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fitted(text: str, room: int) -> str:
    """Return `text` in exactly `room` signs; of a longer one its end, which tells it apart.

    >>> fitted("brief.pdf", 10), fitted("output/kazakhstan/brief.pdf", 10)
    ('brief.pdf ', '…brief.pdf')
    """
    room = max(room, 1)
    return text.ljust(room) if len(text) <= room else f"…{text[len(text) - room + 1 :]}"


def cut(text: str, room: int) -> str:
    """Return the beginning of `text` that has room.

    >>> cut("Kazakhstan: let independent unions exist", 12)
    'Kazakhstan:…'
    """
    return text if len(text) <= room else f"{text[: max(room - 1, 0)].rstrip()}…"


def wrapped(text: str, stream: TextIO | None = None) -> str:
    """Return lines that go on below their words where a terminal has no room; unchanged elsewhere.

    What stands before two spaces, such as “source”, is a label: the words after it are kept apart.
    """
    to = stream or sys.stdout
    if not to.isatty():
        return text
    room = columns(to)
    return "\n".join(_hung(each, room) for each in text.split("\n"))


def _hung(line: str, room: int) -> str:
    """Return one line in lines of so many signs.

    >>> print(_hung("States  Togo, Iceland and Haiti", 20))
    States  Togo,
            Iceland and
            Haiti
    """
    label = _LABEL.match(line)
    own = len(line) - len(line.lstrip())
    hanging = label.end() if label and label.end() <= room // 2 else own + _STEP
    below = " " * min(hanging, room // 2)
    lines = wrap(line, room, subsequent_indent=below, break_long_words=False,
                 break_on_hyphens=False)  # fmt: skip
    return "\n".join(lines)


def coloured(finding: str, stream: TextIO | None = None) -> str:
    """Return a printed finding with colours, where a person sees it and did not ask for none.

    `NO_COLOR` in the environment asks for none (https://no-color.org).
    """
    to = stream or sys.stderr
    if not to.isatty() or os.environ.get("NO_COLOR"):
        return finding
    return _MARKED.sub(_in_colour, finding)


def _in_colour(found: re.Match[str]) -> str:
    return f"\x1b[{_COLOURS[found[1] or found[2]]}m{found[0]}\x1b[0m"
