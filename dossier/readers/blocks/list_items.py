"""Tell whether a line begins an item: in a list that is open, or in a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.model.frozen import frozen
from dossier.model.list_numbers import PLAIN, Form
from dossier.readers.blocks.lettered_items import (
    LetteredItem,
    begins,
    goes_on,
    is_followed,
    looks_so,
)
from dossier.readers.blocks.line_marks import without_marks

ITEM = re.compile(r"^(?P<indent> *)(?P<marker>[-*+•]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
_YEARS = 1000
"""A number from this on is a year, and begins no item."""
_SKIPPED = 3
"""Numbers by which an item may be wrong and still be meant as one in running lines."""


@frozen
class OpenItem:
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


def lettered_item(
    line: str, before: str, opened: list[OpenItem], ahead: Sequence[str]
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


def is_loose(line: str, indent: int, opened: list[OpenItem]) -> bool:
    """Whether a line begins as an item, and neither goes on with one nor begins a list.

    So it does below an item of a lettered list, or indented as far as the text of an item.
    """
    if not looks_so(line):
        return False
    same = any(each.marker == indent and each.form != PLAIN for each in opened)
    return same or any(each.text == indent and each.sign != "^" for each in opened)


def may_interrupt(marker: str, indent: int, opened: list[OpenItem]) -> bool:
    """Whether a line that begins with `marker` is an item though no blank line is before it.

    "2014." may simply begin a line of text; it is an item only in a list that is numbered.
    """
    if marker in "-*+•" or marker[:-1] == "1":
        return True
    return any(each.marker == indent and each.sign == marker[-1] for each in opened)


def same_list(marker: str, indent: int, opened: list[OpenItem]) -> OpenItem | None:
    """Return the item before in the numbered list that an item goes on with."""
    same = [each for each in opened if each.marker == indent and each.sign == marker[-1]]
    return same[-1] if same and marker[:-1].isdecimal() else None


def turns(number: int, printed: int, same: OpenItem) -> bool:
    """Whether an item prints another number than was typed, and the one before did not so.

    Some type the same number throughout.
    """
    throughout = number == same.number == same.first
    return not throughout and number - printed != same.number - same.printed


def astray(marker: str, same: OpenItem | None, before: str) -> bool:
    """Whether a line that begins with a number was meant as an item, and is none.

    Lines of running text may begin so too, such as "12. May". It was meant where it stands
    after a blank line, where a list leaves out few numbers, or below a colon or another such line.
    """
    value = item_number(marker)
    if not marker[:-1].isdecimal() or value >= _YEARS:
        return False
    if same is not None:
        skips = value not in (same.number + 1, same.number, 1)
        return skips and (not before.strip() or abs(value - same.number) <= _SKIPPED)
    if not before.strip() or value == 1:
        return False
    above = ITEM.match(before)
    follows = above is not None and item_number(above["marker"]) == value - 1
    return without_marks(before).rstrip().endswith(":") or follows


def counts_on(marker: str, indent: int, opened: list[OpenItem]) -> bool:
    """Whether an item's number is the one it would print; else it is text that begins so.

    A list counts on from its first number, or has the same number throughout, as some type it. A
    year begins no list.
    """
    if marker in "-*+•":
        return True
    value = item_number(marker)
    same = [each for each in opened if each.marker == indent and each.sign == marker[-1]]
    if not same:
        return value < _YEARS
    return value in (same[-1].number + 1, 1) or value == same[-1].number


def item_number(marker: str) -> int:
    """Return the number that a marker types, 0 for a bullet."""
    return int(marker[:-1]) if marker[:-1].isdecimal() else 0
