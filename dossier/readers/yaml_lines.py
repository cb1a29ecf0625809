"""Read lines of YAML one by one, as people type them: indentation, dashes, key and value.

This is for files that no parser can read. Texts over several lines are left out, and so are
remarks; a quotation mark whose text swallows keys is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.model.frozen import frozen

ENTRY = re.compile(r"(?:[\w][\w .()/-]*?|\"[^\"]*\"|'[^']*')")
"""A key, as authors may call one."""

_LINE = re.compile(
    rf"(?P<indent>\s*)(?P<dashes>(?:-[ \t]+)*)"
    rf"(?:(?P<key>{ENTRY.pattern}):(?:[ \t]+|$))?(?P<value>.*)"
)
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?")
_KEY = re.compile(r"\s*(?:-[ \t]+)*[\w-]+:(?:\s|$)")
_CLOSE = {
    '"': re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"(?:[^']|'')*'(?!')", re.DOTALL),
}


@frozen
class Typed:
    """A line, counted from 0: its indentation, `text` behind it and its dashes, key and value.

    `after` is what stands behind the quotation that is the value; `open` says that a quotation
    begins and does not end where it should.
    """

    line: int
    indent: str
    text: str
    key: str
    value: str
    after: str = ""
    open: bool = False


def indent_of(line: str) -> int:
    """Return by how many signs a line is indented."""
    return len(line) - len(line.lstrip())


def significant(line: str) -> bool:
    """Whether a line says something: it is neither empty nor a remark."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def texts(lines: Sequence[str]) -> Iterator[Typed]:
    """Yield the lines that say something, without those that go on with a text above."""
    until, below = -1, -1
    for number, line in enumerate(lines):
        if number <= until or not significant(line):
            continue
        if below >= 0 and indent_of(line) > below:
            continue
        typed, until = _typed(lines, number)
        below = indent_of(line) if _BLOCK.fullmatch(typed.value) else -1
        yield typed


def _typed(lines: Sequence[str], number: int) -> tuple[Typed, int]:
    """Return a line, and the last line of its value."""
    found = _LINE.fullmatch(lines[number].rstrip())
    parts = found.groupdict("") if found else {}
    value = parts["value"]
    text = lines[number].strip()[len(parts["dashes"]) :]
    typed = Typed(number, parts["indent"], text, parts["key"], value)
    if value[:1] not in _CLOSE:
        return typed, number
    after, last = _closed(lines, number, value)
    return Typed(number, typed.indent, text, typed.key, value, after, open=last < 0), max(
        last, number
    )


def _closed(lines: Sequence[str], number: int, value: str) -> tuple[str, int]:
    """Return what stands behind a quotation, and the line where it ends, or -1."""
    rest = "\n".join((value[1:], *lines[number + 1 :]))
    found = _CLOSE[value[0]].match(rest)
    if not found:
        return "", -1
    last = number + found[0].count("\n")
    if any(_KEY.match(line) for line in lines[number + 1 : last + 1]):
        return "", -1
    after = rest[found.end() :].partition("\n")[0].strip()
    return ("" if after.startswith("#") else after), last
