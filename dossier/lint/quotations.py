"""Quotations in a text, whatever marks they stand between, and the text without them."""

from __future__ import annotations

import re

from dossier.model.frozen import frozen
from dossier.model.remembered import remembered

_PAIRS = (
    re.compile(r"“([^“”]*)”"),
    re.compile(r"„([^„“”]*)[“”]"),
    re.compile(r"«([^«»]*)»"),
    re.compile(r'(?<![\w"])"([^"]*)"(?!\w)'),
)
_SINGLE = re.compile(r"(?<!\w)‘(?=\S)")
_STRAIGHT = re.compile(r"(?<![\w'])'(?=\w)([^'\n]{3,}?(?:\w'\w[^'\n]*?)*)(?<=[\w.,;!?…])'(?!\w)")
_APOSTROPHE = re.compile(r"’(?!\w)")


@frozen
class Quotation:
    """Quoted words; `start` and `end` are the offsets of its marks, `mark` is the opening one."""

    start: int
    end: int
    words: str
    mark: str

    @property
    def length(self) -> int:
        """The number of words."""
        return len(self.words.split())


@remembered
def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outer quotations of `text` in order.

    >>> [each.words for each in quotations("He said “no” and ‘the workers’ rights, perhaps’.")]
    ['no', 'the workers’ rights, perhaps']
    """
    found: list[Quotation] = []
    double = [each for pattern in _PAIRS for each in pattern.finditer(text)]
    for each in sorted(double, key=lambda one: (one.start(), -one.end())):
        _add(found, Quotation(each.start(), each.end(), each[1], text[each.start()]))
    for each in _SINGLE.finditer(text):
        end = closing(text, each.end())
        if end:
            words = text[each.end() : end - 1]
            _add(found, Quotation(each.start(), end, words, "‘"))
    for each in _STRAIGHT.finditer(text):
        _add(found, Quotation(each.start(), each.end(), each[1], "'"))
    return tuple(sorted(found, key=lambda each: each.start))


def _add(found: list[Quotation], new: Quotation) -> None:
    if not any(each.start < new.end and new.start < each.end for each in found):
        found.append(new)


def closing(text: str, start: int) -> int:
    """Return the offset after the mark that closes a single quotation begun at `start`, or 0.

    An apostrophe after an s, with a small letter to follow, is that of a possessive if another
    mark comes later.
    """
    stop = _SINGLE.search(text, start)
    tail = stop.start() if stop else len(text)
    marks = [each.end() for each in _APOSTROPHE.finditer(text, start, tail)]
    sure = [at for at in marks if not re.match(r"s’ [a-z]", text[at - 2 : at + 2])]
    return next(iter(sure), marks[-1] if marks else 0)


@remembered
def unquoted(text: str) -> str:
    """Return `text` with the words of quotations blanked out; offsets stay what they were.

    >>> unquoted("as “a colour” is")
    'as “        ” is'
    """
    for each in quotations(text):
        inner = " " * (each.end - each.start - 2)
        text = text[: each.start + 1] + inner + text[each.end - 1 :]
    return text
