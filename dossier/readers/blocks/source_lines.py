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

from dossier.model.frozen import frozen
from dossier.model.list_numbers import PLAIN
from dossier.readers.blocks.lettered_items import LetteredItem, looks_so, sign_of
from dossier.readers.blocks.line_marks import FIRST_MARK, line_of
from dossier.readers.blocks.list_items import (
    ITEM,
    OpenItem,
    astray,
    counts_on,
    is_loose,
    item_number,
    lettered_item,
    may_interrupt,
    same_list,
    turns,
)

VALUE = "\ue000"
"""Begins what stands in for a dossier's own words while a template's Markdown is read."""
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
GONE = "\x00"
"""Stands where a remark was taken out; a line that held nothing else goes."""
_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)


def without_comments(text: str) -> str:
    """Return `text` without HTML comments, which are an author's remarks; lines stay in place."""
    return _COMMENT.sub(lambda found: GONE + f"\n{GONE}" * found.group().count("\n"), text)


class TooDeep(Exception):
    """Lists are nested deeper than they may be; `line` is that of the first such item."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@frozen
class LooseItem:
    """A line that begins with a number as an item does, and what it prints; "" is plain text."""

    line: int
    typed: str
    printed: str


@frozen
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
    end = len(line.rstrip())
    if line[end - 1] in "#}|":  # only these can end what follows the words
        tail = _TAIL.search(line)
        end = tail.start() if tail else end
    return line[:end] + chr(FIRST_MARK + number) + line[end:]


def _straight(lines: list[str], loose: list[LooseItem]) -> list[str]:
    out: list[str] = []
    opened: list[OpenItem] = []
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
    lines: list[str], index: int, out: list[str], opened: list[OpenItem], loose: list[LooseItem]
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
    opened: list[OpenItem],
    loose: list[LooseItem],
    ahead: Sequence[str],
) -> list[OpenItem]:
    """Append `line` to `out` at its level and return the items that are open after it."""
    if not line.strip():
        out.append("")
        return opened
    indent = len(line) - len(line.lstrip())
    lettered = lettered_item(line, out[-1] if out else "", opened, ahead)
    if lettered:
        return _open(line, indent, lettered, out, opened)
    if is_loose(line, indent, opened):
        loose.append(LooseItem(line_of(line) or 0, looks_so(line), ""))
    item = ITEM.match(line)
    after_blank = not out or not out[-1].strip()
    same = same_list(item["marker"], indent, opened) if item else None
    if item and astray(item["marker"], same, out[-1] if out else ""):
        loose.append(LooseItem(line_of(line) or 0, item["marker"], ""))
    if item and not counts_on(item["marker"], indent, opened):
        line = _YEAR_OR_NUMBER.sub(r"\1\\\2", line)
        item = None
    if _HEADING.match(line):
        out.append("")
        opened = []
    after_blank = not out or not out[-1].strip()
    if item and (after_blank or may_interrupt(item["marker"], indent, opened)):
        before = opened
        opened = [each for each in opened if each.holds(indent)]
        if len(opened) >= DEEPEST:
            raise TooDeep(line_of(line) or 0)
        if not after_blank:
            out.append("")
        marker = item["marker"].replace("•", "-").replace(")", ".")
        words = _YEAR.sub(r"\1\\\2", line[item.end() :])
        number = item_number(item["marker"])
        after = any(each.marker == indent and each.form != PLAIN for each in before)
        words = sign_of(PLAIN, number) + words if after and same is None and number else words
        out.append("    " * len(opened) + marker + " " + words)
        printed, first = (same.printed + 1, same.first) if same else (number, number)
        if same and turns(number, printed, same):
            loose.append(LooseItem(line_of(line) or 0, item["marker"], f"{printed}."))
        sign = item["marker"][-1]
        return [
            *opened,
            OpenItem(
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
    return [OpenItem(0, 2, "^")] if _NOTE.match(line) else opened


def _open(
    line: str, indent: int, item: LetteredItem, out: list[str], opened: list[OpenItem]
) -> list[OpenItem]:
    """Append the first line of a lettered item, and return the items that are open after it."""
    opened = [each for each in opened if each.holds(indent)]
    if len(opened) >= DEEPEST:
        raise TooDeep(line_of(line) or 0)
    if out and out[-1].strip():
        out.append("")
    out.append("    " * len(opened) + "1. " + item.sign + line[item.end :])
    return [
        *opened,
        OpenItem(
            marker=indent,
            text=item.end,
            sign=item.form,
            number=item.number,
            printed=item.number,
            form=item.form,
        ),
    ]
