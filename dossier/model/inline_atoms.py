"""Runs of words taken apart into atoms, each with the italics, links and marks around it.

So a phrase may be cut out of a paragraph, and what stood around its words is put around them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dossier.model.document import Inline, Text
from dossier.model.frozen import frozen


@frozen
class Atom:
    """A piece of a run of words that holds no other: what stands around it, and its words."""

    around: tuple[Inline, ...]
    inline: Inline
    text: str


def between(atoms: Sequence[Atom], first: int, end: int) -> Iterator[Atom]:
    """Yield the atoms from one place in their words to another; a text is cut there.

    What has no words, such as the call of a note, stands with the words before it.
    """
    at = 0
    for atom in atoms:
        size = len(atom.text)
        if isinstance(atom.inline, Text):
            words = atom.text[max(first - at, 0) : max(end - at, 0)]
            if words:
                yield replace(atom, inline=replace(atom.inline, text=words), text=words)
        elif first < at + size <= end:
            yield atom
        at += size


def extents_of(atoms: Sequence[Atom]) -> Iterator[tuple[Inline, tuple[int, int]]]:
    """Yield what stands around atoms, such as a link, with where its words begin and end."""
    found: dict[int, tuple[Inline, tuple[int, int]]] = {}
    at = 0
    for atom in atoms:
        end = at + len(atom.text)
        for each in atom.around:
            first = found[id(each)][1][0] if id(each) in found else at
            found[id(each)] = (each, (first, end))
        at = end
    yield from found.values()


def whole(atoms: Iterator[Atom] | Sequence[Atom]) -> Iterator[Inline]:
    """Yield inlines again, those of one italics or link together."""
    waiting = [*atoms]
    while waiting:
        head = waiting[0]
        if not head.around:
            yield waiting.pop(0).inline
            continue
        outer = head.around[0]
        inner: list[Atom] = []
        while waiting and waiting[0].around and waiting[0].around[0] is outer:
            each = waiting.pop(0)
            inner.append(replace(each, around=each.around[1:]))
        holder: Any = outer
        yield replace(holder, content=tuple(whole(inner)))
