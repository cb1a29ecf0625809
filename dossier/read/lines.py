"""Prepare an author's lines for Python-Markdown: mark each with its number, set lists straight.

Python-Markdown knows no lines, so each line carries its number through the parser as one
character of a private plane of Unicode (`mark`); `line_of` reads it back from the tree. Once
marked, lines may be moved: lists are indented by four spaces a level, as Python-Markdown wants
them, whatever indentation the author used, and each item gets a blank line before it, without
which Python-Markdown would read some nested lists wrongly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIRST_MARK = 0xF0000
LAST_LINE = 0xFFFD
MARK = re.compile("[\U000f0000-\U000ffffd]")
# Private planes carry the marks; the others are control characters that no text needs.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)

_ITEM = re.compile(r"^(?P<indent> *)(?P<marker>[-*+•]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]]+\]:")
_ONLY_SYNTAX = re.compile(r"^[\s>]*([=]+|-+|[|:\-\s]*)\s*$")
_TAIL = re.compile(r"(?P<tail>(?: +#+)?(?:\s*\{#[^{}]*\})?(?:\s*\|)?\s*)$")
_RULE = re.compile(r"^\s*(?:([*_-])(?:\s+\1){2,}|\*{3,}|_{3,})\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def line_of(text: str) -> int | None:
    """Return the line number that the first mark in `text` carries, or None without a mark."""
    found = MARK.search(text)
    return ord(found.group()) - FIRST_MARK if found else None


def without_marks(text: str) -> str:
    """Return `text` as the author wrote it."""
    return MARK.sub("", text)


def without_comments(text: str) -> str:
    """Return `text` without HTML comments, which are an author's remarks; lines stay in place."""
    return _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)


def prepare(text: str, first_line: int) -> str:
    """Return `text` marked and set straight; its first line is line `first_line` of its file."""
    lines = [_typed(line) for line in text.expandtabs(4).split("\n")]
    marked = [_mark(line, number) for number, line in enumerate(lines, start=first_line)]
    return "\n".join(_straight(marked))


def _typed(line: str) -> str:
    """Return a line of stars or hyphens so that it prints as it stands: there are no rules."""
    return f"\\{line.lstrip()}" if _RULE.match(line) else line


def _mark(line: str, number: int) -> str:
    if not line.strip() or _ONLY_SYNTAX.match(line):
        return line
    tail = _TAIL.search(line)
    end = tail.start() if tail else len(line)
    return line[:end] + chr(FIRST_MARK + number) + line[end:]


@dataclass(frozen=True, slots=True)
class _Open:
    """A list item or note that is open: where its marker and its text begin, and its marker."""

    marker: int
    text: int
    sign: str

    def holds(self, indent: int) -> bool:
        return indent >= min(self.text, self.marker + 2)


def _straight(lines: list[str]) -> list[str]:
    out: list[str] = []
    opened: list[_Open] = []
    index = 0
    while index < len(lines):
        if lines[index].lstrip().startswith(">"):
            quoted, index = _quotation(lines, index, out, opened)
            out += quoted
            continue
        opened = _set(lines[index], out, opened)
        index += 1
    return out


def _quotation(
    lines: list[str], index: int, out: list[str], opened: list[_Open]
) -> tuple[list[str], int]:
    """Return the quotation that begins at `index`, set straight inside, and where it ends."""
    inside: list[str] = []
    indent = len(lines[index]) - len(lines[index].lstrip())
    depth = sum(each.holds(indent) for each in opened)
    while index < len(lines) and lines[index].lstrip().startswith(">"):
        inside.append(re.sub(r"^\s*> ?", "", lines[index]))
        index += 1
    blank = [""] if out and out[-1].strip() else []
    return blank + ["    " * depth + "> " + each for each in _straight(inside)] + [""], index


def _set(line: str, out: list[str], opened: list[_Open]) -> list[_Open]:
    """Append `line` to `out` at its level and return the items that are open after it."""
    if not line.strip():
        out.append("")
        return opened
    indent = len(line) - len(line.lstrip())
    item = _ITEM.match(line)
    after_blank = not out or not out[-1].strip()
    if item and (after_blank or _may_interrupt(item["marker"], indent, opened)):
        opened = [each for each in opened if each.holds(indent)]
        if not after_blank:
            out.append("")
        marker = item["marker"].replace("•", "-").replace(")", ".")
        out.append("    " * len(opened) + marker + " " + line[item.end() :])
        return [*opened, _Open(indent, item.end(), item["marker"][-1])]
    if after_blank or _NOTE.match(line):
        opened = [each for each in opened if each.holds(indent)]
    out.append("    " * len(opened) + line.lstrip() if opened else line.lstrip())
    return [_Open(0, 2, "^")] if _NOTE.match(line) else opened


def _may_interrupt(marker: str, indent: int, opened: list[_Open]) -> bool:
    """Whether a line that begins with `marker` is an item though no blank line is before it.

    "2014." may simply begin a line of text; it is an item only in a list that is numbered.
    """
    if marker in "-*+•" or marker[:-1] == "1":
        return True
    return any(each.marker == indent and each.sign == marker[-1] for each in opened)
