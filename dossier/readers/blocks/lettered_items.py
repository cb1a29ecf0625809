"""Know the items of lettered and Roman lists by their marks: `(a) text`, `i. text`, `B) text`.

Python-Markdown knows numbers alone. So an item is given to it as `1.`, with one character of a
private plane of Unicode that says the form of the list and the number of the item.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence

from dossier.model.frozen import frozen
from dossier.model.list_numbers import (
    FORMS,
    Form,
    first_form,
    kind_of,
    letters_of,
    number_in,
    value,
)

MARKER = r"\([A-Za-z]{1,12}\)|[A-Za-z]{1,12}[.)]|\(?[^\W\d_A-Za-z]ـ?\)|（[^\W\d_A-Za-z]）"
"""A mark; a letter of another alphabet stands alone before a bracket."""
_ITEM = re.compile(rf"^(?P<indent> *)(?P<marker>{MARKER})(?P<gap> +)(?=\S)")
_OTHER = re.compile(r"^ *(?:[-*+•]|\d{1,9}[.)]) +\S")
_STOPS = re.compile(r"^\s*#{1,6} |^ {0,3}\[\^[^\]]+\]:")
_FIRST = 0x100000
_MOST = 1024
_SIGN = re.compile("[\U00100000-\U0010ffff]")


@frozen
class LetteredItem:
    """The beginning of an item: the form of its list, its number, where its text begins."""

    form: Form
    number: int
    end: int

    @property
    def sign(self) -> str:
        """The character that stands for form and number."""
        return chr(_FIRST + FORMS.index(self.form) * _MOST + self.number)


def sign_of(form: Form, number: int) -> str:
    """Return the character that stands for an item."""
    return LetteredItem(form, number, 0).sign


def goes_on(line: str, form: Form, number: int) -> LetteredItem | None:
    """Return the item that a line begins, where it is the next one of a list."""
    found = _ITEM.match(line)
    if found and number_in(form, found["marker"]) == number + 1:
        return LetteredItem(form, number + 1, found.end())
    return None


def begins(line: str, ahead: Sequence[str]) -> LetteredItem | None:
    """Return the item with which a line begins a list; the lines `ahead` say which one."""
    found = _ITEM.match(line)
    form = first_form(found["marker"], _next(len(found["indent"]), ahead)) if found else None
    if found is None or form is None:
        return None
    return LetteredItem(form, value(kind_of(form), letters_of(found["marker"])), found.end())


def is_followed(item: LetteredItem, indent: int, ahead: Sequence[str]) -> bool:
    """Whether an item is the first one, and the second comes below it."""
    return item.number == 1 and number_in(item.form, _next(indent, ahead)) == 2


def looks_so(line: str) -> str:
    """Return the mark with which a line begins as an item does, or ""."""
    found = _ITEM.match(line)
    return found["marker"] if found and first_form(found["marker"]) else ""


def _next(indent: int, ahead: Sequence[str]) -> str:
    """Return the mark of the next item of a list whose marks are indented so, "" for none."""
    blank = False
    for line in ahead:
        here = len(line) - len(line.lstrip())
        if not line.strip():
            blank = True
        elif _STOPS.match(line) or (here <= indent and _OTHER.match(line)):
            return ""
        elif here == indent and (found := _ITEM.match(line)):
            return found["marker"]
        elif blank and here <= indent and not line.lstrip().startswith(">"):
            return ""
        else:
            blank = False
    return ""


def take_sign(item: etree.Element) -> tuple[Form, int] | None:
    """Take the sign of a lettered item off its words, and return what it says."""
    inner = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    found = _SIGN.match((inner.text or "").lstrip())
    if not found:
        return None
    inner.text = _SIGN.sub("", inner.text or "", count=1)
    form, number = divmod(ord(found[0]) - _FIRST, _MOST)
    return FORMS[form], number
