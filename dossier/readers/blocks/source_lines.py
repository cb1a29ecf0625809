"""Prepare an author's lines for Python-Markdown: mark each with its number, set lists straight.

Python-Markdown knows no lines, so each line keeps its number through the parser as one
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
VALUE = "\ue000"
"""Begins what stands in for a dossier's own words while a template's Markdown is read."""
_ITEM = re.compile(r"^(?P<indent> *)(?P<marker>[-*+•]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]]+\]:")
_ONLY_SYNTAX = re.compile(r"^[\s>]*([=]+|-+|[|:\-\s]*)\s*$")
_TAIL = re.compile(r"(?P<tail>(?: +#+)?(?:\s*\{#[^{}]*\})?(?:\s*\|)?\s*)$")
_RULE = re.compile(r"^\s*(?:([*_-])(?:\s+\1){2,}|\*{3,}|_{3,})\s*$")
_HEADING = re.compile(r"^\s*#{1,6} ")
_ADDRESS = re.compile(r"https?://\S+")
_HASH = re.compile(r"^(\s*)(#+[^#\s])")
_DELIMITER = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_YEAR_OR_NUMBER = re.compile(r"^(\s*\d+)([.)])")
_YEAR = re.compile(r"^(\d{4,})([.)])")
GONE = "\x00"
"""Stands where a remark was taken out; a line that held nothing else goes."""
_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)


def line_of(text: str) -> int | None:
    """Return the line number that the first mark in `text` stands for, or None without a mark."""
    found = MARK.search(text)
    return ord(found.group()) - FIRST_MARK if found else None


def without_marks(text: str) -> str:
    """Return `text` as the author wrote it."""
    return MARK.sub("", text)


def without_comments(text: str) -> str:
    """Return `text` without HTML comments, which are an author's remarks; lines stay in place."""
    return _COMMENT.sub(lambda found: GONE + f"\n{GONE}" * found.group().count("\n"), text)


def prepare(text: str, first_line: int) -> str:
    """Return `text` marked and set straight; its first line is line `first_line` of its file."""
    lines = [_typed(line) for line in text.expandtabs(4).split("\n")]
    marked = [
        _mark(line.replace(GONE, ""), number)
        for number, line in enumerate(lines, start=first_line)
        if GONE not in line or line.replace(GONE, "").strip()
    ]
    return "\n".join(_straight(marked)).rstrip("\n")


def _typed(line: str) -> str:
    """Return a line so that it prints as it stands, if it only looks like Markdown.

    There are no rules across the page, a heading has a space after its hashes, and an address
    has no emphasis in it, even where another program has escaped its underscores.
    """
    if _RULE.match(line):
        return f"\\{line.lstrip()}"
    line = _ADDRESS.sub(lambda found: found.group().replace("\\_", "_"), line)
    return _HASH.sub(r"\1\\\2", line)


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
    number: int = 0

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
        after = lines[index + 1] if index + 1 < len(lines) else ""
        if "|" in lines[index] and "|" in after and _DELIMITER.match(after):
            out.append("")
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
    if item and not _counts_on(item["marker"], indent, opened):
        line = _YEAR_OR_NUMBER.sub(r"\1\\\2", line)
        item = None
    if _HEADING.match(line):
        out.append("")
        opened = []
    after_blank = not out or not out[-1].strip()
    if item and (after_blank or _may_interrupt(item["marker"], indent, opened)):
        opened = [each for each in opened if each.holds(indent)]
        if not after_blank:
            out.append("")
        marker = item["marker"].replace("•", "-").replace(")", ".")
        words = _YEAR.sub(r"\1\\\2", line[item.end() :])
        out.append("    " * len(opened) + marker + " " + words)
        return [*opened, _Open(indent, item.end(), item["marker"][-1], _value(item["marker"]))]
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


def _counts_on(marker: str, indent: int, opened: list[_Open]) -> bool:
    """Whether an item's number is the one it would print; else it is text that begins so.

    A list counts on from its first number, or has the same number throughout, as some type it. A
    year begins no list.
    """
    if marker in "-*+•":
        return True
    value = _value(marker)
    same = [each for each in opened if each.marker == indent and each.sign == marker[-1]]
    if not same:
        return value < 1000
    return value in (same[-1].number + 1, 1) or value == same[-1].number


def _value(marker: str) -> int:
    return int(marker[:-1]) if marker[:-1].isdecimal() else 0
