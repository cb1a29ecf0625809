"""Prepare an author's lines for Python-Markdown: mark each with its number, set lists straight.

Python-Markdown knows no lines, so each line keeps its number through the parser as one
character of a private plane of Unicode (`mark`); `line_of` reads it back from the tree. Once
marked, lines may be moved: lists are indented by four spaces a level, as Python-Markdown wants
them, whatever indentation the author used, and each item gets a blank line before it, without
which Python-Markdown would read some nested lists wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.model.list_numbers import PLAIN, Form
from dossier.readers.blocks.lettered_items import (
    LetteredItem,
    begins,
    goes_on,
    is_followed,
    looks_so,
    sign_of,
)

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
DEEPEST = 12
"""Levels of lists that a block may have."""
_YEARS = 1000
"""A number from this on is a year, and begins no item."""
_SKIPPED = 3
"""Numbers by which an item may be wrong and still be meant as one in running lines."""
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


class TooDeep(Exception):
    """Lists are nested deeper than they may be; `line` is that of the first such item."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class LooseItem:
    """A line that begins with a number as an item does, and what it prints; "" is plain text."""

    line: int
    typed: str
    printed: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Marked lines, and the items in them that print otherwise than they were typed."""

    text: str
    items: tuple[LooseItem, ...]


def prepare(text: str, first_line: int) -> Prepared:
    """Return `text` marked and set straight; its first line is line `first_line` of its file.

    Raises `TooDeep` where lists are nested deeper than `DEEPEST`.
    """
    lines = [_typed(line) for line in text.expandtabs(4).split("\n")]
    marked = [
        _mark(line.replace(GONE, ""), number)
        for number, line in enumerate(lines, start=first_line)
        if GONE not in line or line.replace(GONE, "").strip()
    ]
    loose: list[LooseItem] = []
    return Prepared("\n".join(_straight(marked, loose)).rstrip("\n"), tuple(loose))


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
    """A list item or note that is open: where its marker and its text begin, and its marker.

    `number` is typed, `printed` is what prints, `first` begins the list.
    """

    marker: int
    text: int
    sign: str
    number: int = 0
    printed: int = 0
    first: int = 0
    form: Form = PLAIN

    def holds(self, indent: int) -> bool:
        return indent >= min(self.text, self.marker + 2)


def _straight(lines: list[str], loose: list[LooseItem]) -> list[str]:
    out: list[str] = []
    opened: list[_Open] = []
    index = 0
    while index < len(lines):
        if lines[index].lstrip().startswith(">"):
            quoted, index = _quotation(lines, index, out, opened, loose)
            out += quoted
            continue
        after = lines[index + 1] if index + 1 < len(lines) else ""
        if "|" in lines[index] and "|" in after and _DELIMITER.match(after):
            out.append("")
        opened = _set(lines[index], out, opened, loose, lines[index + 1 :])
        index += 1
    return out


def _quotation(
    lines: list[str], index: int, out: list[str], opened: list[_Open], loose: list[LooseItem]
) -> tuple[list[str], int]:
    """Return the quotation that begins at `index`, set straight inside, and where it ends."""
    inside: list[str] = []
    indent = len(lines[index]) - len(lines[index].lstrip())
    depth = sum(each.holds(indent) for each in opened)
    while index < len(lines) and lines[index].lstrip().startswith(">"):
        inside.append(re.sub(r"^\s*> ?", "", lines[index]))
        index += 1
    blank = [""] if out and out[-1].strip() else []
    return blank + ["    " * depth + "> " + each for each in _straight(inside, loose)] + [""], index


def _set(
    line: str,
    out: list[str],
    opened: list[_Open],
    loose: list[LooseItem],
    ahead: Sequence[str],
) -> list[_Open]:
    """Append `line` to `out` at its level and return the items that are open after it."""
    if not line.strip():
        out.append("")
        return opened
    indent = len(line) - len(line.lstrip())
    lettered = _lettered(line, out[-1] if out else "", opened, ahead)
    if lettered:
        return _open(line, indent, lettered, out, opened)
    if _is_loose(line, indent, opened):
        loose.append(LooseItem(line_of(line) or 0, looks_so(line), ""))
    item = _ITEM.match(line)
    after_blank = not out or not out[-1].strip()
    same = _same(item["marker"], indent, opened) if item else None
    if item and _astray(item["marker"], same, out[-1] if out else ""):
        loose.append(LooseItem(line_of(line) or 0, item["marker"], ""))
    if item and not _counts_on(item["marker"], indent, opened):
        line = _YEAR_OR_NUMBER.sub(r"\1\\\2", line)
        item = None
    if _HEADING.match(line):
        out.append("")
        opened = []
    after_blank = not out or not out[-1].strip()
    if item and (after_blank or _may_interrupt(item["marker"], indent, opened)):
        before = opened
        opened = [each for each in opened if each.holds(indent)]
        if len(opened) >= DEEPEST:
            raise TooDeep(line_of(line) or 0)
        if not after_blank:
            out.append("")
        marker = item["marker"].replace("•", "-").replace(")", ".")
        words = _YEAR.sub(r"\1\\\2", line[item.end() :])
        number = _value(item["marker"])
        after = any(each.marker == indent and each.form != PLAIN for each in before)
        words = sign_of(PLAIN, number) + words if after and same is None and number else words
        out.append("    " * len(opened) + marker + " " + words)
        printed, first = (same.printed + 1, same.first) if same else (number, number)
        if same and _turns(number, printed, same):
            loose.append(LooseItem(line_of(line) or 0, item["marker"], f"{printed}."))
        sign = item["marker"][-1]
        return [
            *opened,
            _Open(
                marker=indent,
                text=item.end(),
                sign=sign,
                number=number,
                printed=printed,
                first=first,
            ),
        ]
    if after_blank or _NOTE.match(line):
        opened = [each for each in opened if each.holds(indent)]
    out.append("    " * len(opened) + line.lstrip() if opened else line.lstrip())
    return [_Open(0, 2, "^")] if _NOTE.match(line) else opened


def _lettered(
    line: str, before: str, opened: list[_Open], ahead: Sequence[str]
) -> LetteredItem | None:
    """Return the item of a lettered list that a line begins.

    One begins after a blank line or a colon, or where "(b)" comes below; lines of running text may
    begin with "(a)" too.
    """
    indent = len(line) - len(line.lstrip())
    for each in reversed(opened):
        if each.marker == indent and each.form != PLAIN:
            found = goes_on(line, each.form, each.number)
            if found:
                return found
    found = begins(line, ahead)
    free = not before.strip() or without_marks(before).rstrip().endswith(":")
    return found if found and (free or is_followed(found, indent, ahead)) else None


def _open(
    line: str, indent: int, item: LetteredItem, out: list[str], opened: list[_Open]
) -> list[_Open]:
    """Append the first line of a lettered item, and return the items that are open after it."""
    opened = [each for each in opened if each.holds(indent)]
    if len(opened) >= DEEPEST:
        raise TooDeep(line_of(line) or 0)
    if out and out[-1].strip():
        out.append("")
    out.append("    " * len(opened) + "1. " + item.sign + line[item.end :])
    return [
        *opened,
        _Open(
            marker=indent,
            text=item.end,
            sign=item.form,
            number=item.number,
            printed=item.number,
            form=item.form,
        ),
    ]


def _is_loose(line: str, indent: int, opened: list[_Open]) -> bool:
    """Whether a line begins as an item, and neither goes on with one nor begins a list.

    So it does below an item of a lettered list, or indented as far as the text of an item.
    """
    if not looks_so(line):
        return False
    same = any(each.marker == indent and each.form != PLAIN for each in opened)
    return same or any(each.text == indent and each.sign != "^" for each in opened)


def _may_interrupt(marker: str, indent: int, opened: list[_Open]) -> bool:
    """Whether a line that begins with `marker` is an item though no blank line is before it.

    "2014." may simply begin a line of text; it is an item only in a list that is numbered.
    """
    if marker in "-*+•" or marker[:-1] == "1":
        return True
    return any(each.marker == indent and each.sign == marker[-1] for each in opened)


def _same(marker: str, indent: int, opened: list[_Open]) -> _Open | None:
    """Return the item before in the numbered list that an item goes on with."""
    same = [each for each in opened if each.marker == indent and each.sign == marker[-1]]
    return same[-1] if same and marker[:-1].isdecimal() else None


def _turns(number: int, printed: int, same: _Open) -> bool:
    """Whether an item prints another number than was typed, and the one before did not so.

    Some type the same number throughout.
    """
    throughout = number == same.number == same.first
    return not throughout and number - printed != same.number - same.printed


def _astray(marker: str, same: _Open | None, before: str) -> bool:
    """Whether a line that begins with a number was meant as an item, and is none.

    Lines of running text may begin so too, such as "12. May". It was meant where it stands
    after a blank line, where a list leaves out few numbers, or below a colon or another such line.
    """
    value = _value(marker)
    if not marker[:-1].isdecimal() or value >= _YEARS:
        return False
    if same is not None:
        skips = value not in (same.number + 1, same.number, 1)
        return skips and (not before.strip() or abs(value - same.number) <= _SKIPPED)
    if not before.strip() or value == 1:
        return False
    above = _ITEM.match(before)
    follows = above is not None and _value(above["marker"]) == value - 1
    return without_marks(before).rstrip().endswith(":") or follows


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
        return value < _YEARS
    return value in (same[-1].number + 1, 1) or value == same[-1].number


def _value(marker: str) -> int:
    return int(marker[:-1]) if marker[:-1].isdecimal() else 0
