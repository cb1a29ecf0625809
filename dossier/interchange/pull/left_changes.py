"""Tracked changes that are left for review: their words, before and after, and their place.

What is accepted or rejected is settled elsewhere (`readers/exported_docx/tracked_changes.py`). Each
change that would be settled there and is not is told here, or it would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from dossier.model.frozen import frozen
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Call,
    Field,
    Returned,
    ReturnedParagraph,
    Revision,
)
from dossier.readers.exported_docx.table_grid import place

Stays: TypeAlias = Callable[[Revision], bool]
"""Whether a tracked change is left for review."""

_GONE = ("delete", "move-from")
_CAME = ("insert", "move-to")
_LEAD = 3
"""Words beside a change that say where it belongs."""


@frozen
class Left:
    """A tracked change that is left for review: who wants to put `new` for `old`, and where.

    Where both are the same, the words look otherwise or are another kind of paragraph. Between
    paragraphs that are parted or joined stands "¶".
    """

    author: str
    date: str
    old: str
    new: str
    line: int


def left_changes(returned: Returned, stays: Stays) -> Iterator[Left]:
    """Yield what is left for review in the text, then in the notes."""
    for at, line in enumerate(returned.lines):
        yield from _of_line(returned.lines[at:], stays, line.number)
    called = {
        f"{atom.content.kind}:{atom.content.id}": line.number
        for line in returned.lines
        for atom in line.atoms
        if isinstance(atom.content, Call)
    }
    for name, many in returned.notes.items():
        for at in range(len(many)):
            yield from _of_line(many[at:], stays, called.get(name, 0))


def _of_line(lines: Sequence[ReturnedParagraph], stays: Stays, number: int) -> Iterator[Left]:
    """Yield the changes of the first of some paragraphs."""
    line = lines[0]
    # A row may come or go without a mark at each of its words.
    atoms = [replace(each, revisions=(each.revisions or line.row)) for each in line.atoms]
    yield from _of_words(atoms, stays, number)
    yield from _of_looks(line, stays, number)
    yield from _of_end(lines, stays, number)


def _of_words(atoms: Sequence[Atom], stays: Stays, number: int) -> Iterator[Left]:
    """Yield the changes of words; what one person put in place of others is one."""

    def key(atom: Atom) -> tuple[str, str]:
        found = [each for each in atom.revisions if stays(each) and each.did != "format"]
        return (found[-1].author, found[-1].date) if found else ("", "-")

    before = ""
    for (author, date), group in groupby(atoms, key):
        held = list(group)
        old, new = (_said(held, kinds) for kinds in (_GONE, _CAME))
        if date != "-" and (old or new):
            lead = "" if old.strip() else _last_words(before)
            yield Left(author, date, lead + old, lead + new, number)
        before += _said(held, (*_GONE, ""))


def _of_looks(line: ReturnedParagraph, stays: Stays, number: int) -> Iterator[Left]:
    """Yield where bold or italic words, or the kind of a paragraph, would become others."""

    def key(atom: Atom) -> tuple[str, str]:
        found = [each for each in atom.revisions if stays(each) and each.did == "format"]
        other = atom.before not in (None, (atom.bold, atom.italic))
        return (found[-1].author, found[-1].date) if found and other else ("", "-")

    for (author, date), group in groupby(line.atoms, key):
        said = "".join(each.content for each in group if isinstance(each.content, str))
        if date != "-" and said.strip():
            yield Left(author, date, said, said, number)
    was = (line.before or line.shape, line.style_before)
    for each in filter(stays, line.formatted):
        said = "".join(map(_words, line.atoms))
        if was != (line.shape, line.style) and said.strip():
            yield Left(each.author, each.date, said, said, number)


def _of_end(lines: Sequence[ReturnedParagraph], stays: Stays, number: int) -> Iterator[Left]:
    """Yield whether a paragraph would be joined to the next one, or parted from it."""
    before = _kept(lines[0])
    for mark in filter(stays, lines[0].mark):
        after = _following(lines, mark)
        if before and after:
            lead, tail = _last_words(before).strip(), " ".join(after.split()[:_LEAD])
            apart, joined = f"{lead} ¶ {tail}", f"{lead} {tail}"
            words = (apart, joined) if mark.did in _GONE else (joined, apart)
            yield Left(mark.author, mark.date, *words, number)


def _following(lines: Sequence[ReturnedParagraph], mark: Revision) -> str:
    """Return what is kept of the paragraph that one would be joined to, or was parted from.

    Paragraphs that come or go whole are changes of words, whatever becomes of their ends.
    """
    for each in lines[1:]:
        if place(each) != place(lines[0]):
            return ""
        if _kept(each):
            return _kept(each)
        if not any(end.did == mark.did for end in each.mark):
            return ""
    return ""


def _kept(line: ReturnedParagraph) -> str:
    """Return the words of a paragraph that nobody put in or took out."""
    return "".join(_words(each) for each in line.atoms if _done(each) == [""]).strip()


def _words(atom: Atom) -> str:
    content = atom.content.shown if isinstance(atom.content, Field) else atom.content
    return content if isinstance(content, str) else ""


def _last_words(text: str) -> str:
    found = list(re.finditer(r"\S+\s*", text))[-_LEAD:]
    return text[found[0].start() :] if found else ""


def _said(atoms: Sequence[Atom], kinds: tuple[str, ...]) -> str:
    """Return the words to which one of `kinds` was done; "" stands for nothing at all."""
    return "".join(
        each.content
        for each in atoms
        if isinstance(each.content, str) and any(did in kinds for did in _done(each))
    )


def _done(atom: Atom) -> list[str]:
    """Return what was done to words; "" where nothing was."""
    found: list[str] = [each.did for each in atom.revisions if each.did != "format"]
    return found or [""]
