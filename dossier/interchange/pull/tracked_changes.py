"""Tracked changes of a file that came back: which are taken, and which are left for review."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Call,
    Returned,
    ReturnedParagraph,
    Revision,
)
from dossier.readers.exported_docx.tracked_changes import authors, settle

Way: TypeAlias = Literal["accept", "reject", "review"]


@frozen
class Left:
    """A tracked change that is left for review: who wants to put `new` for `old`, and where."""

    author: str
    date: str
    old: str
    new: str
    line: int


@frozen
class Decision:
    """A file with its tracked changes decided, and what was left; `unknown` are no authors."""

    returned: Returned
    left: tuple[Left, ...]
    authors: tuple[str, ...]
    unknown: tuple[str, ...]


def decided(returned: Returned, way: Way, named: tuple[str, ...]) -> Decision:
    """Return a file with its tracked changes accepted or rejected.

    With names only those authors' are; others' are left for review, and so are all by the way
    "review".
    """
    known = authors(returned)
    chosen = {each.casefold() for each in named}
    unknown = tuple(each for each in named if each.casefold() not in map(str.casefold, known))

    def mine(revision: Revision) -> bool:
        return not chosen or revision.author.casefold() in chosen

    def accept(revision: Revision) -> bool:
        return way == "accept" and mine(revision)

    def stays(revision: Revision) -> bool:
        return way == "review" or not mine(revision)

    if not any(_all(returned)):
        return Decision(returned, (), known, unknown if known else ())
    left = tuple(_left(returned, stays))
    return Decision(settle(returned, accept), left, known, unknown)


def credited(returned: Returned, decision: Decision, named: Sequence[str]) -> Returned:
    """Return a file as it came, with what says who made the changes that were taken.

    With names these are the changes of those authors alone; where nothing was tracked, these made
    the whole file.
    """
    if not named:
        return returned
    if not decision.authors:
        return replace(returned, author=", ".join(named))
    chosen = {each.casefold() for each in named}

    def theirs(found: tuple[Revision, ...]) -> tuple[Revision, ...]:
        return tuple(each for each in found if each.author.casefold() in chosen)

    def line(each: ReturnedParagraph) -> ReturnedParagraph:
        atoms = tuple(replace(one, revisions=theirs(one.revisions)) for one in each.atoms)
        return replace(each, atoms=atoms, mark=theirs(each.mark), row=theirs(each.row))

    notes = {name: tuple(map(line, many)) for name, many in returned.notes.items()}
    return replace(returned, lines=tuple(map(line, returned.lines)), notes=notes)


def _all(returned: Returned) -> Iterator[Revision]:
    for line in _lines(returned):
        yield from (*line.mark, *line.row)
        for atom in line.atoms:
            yield from atom.revisions


def _lines(returned: Returned) -> Iterator[ReturnedParagraph]:
    yield from returned.lines
    for many in returned.notes.values():
        yield from many


def _left(returned: Returned, stays: Callable[[Revision], bool]) -> Iterator[Left]:
    for line in returned.lines:
        yield from _of_line(line, stays, line.number)
    called = {
        f"{atom.content.kind}:{atom.content.id}": line.number
        for line in returned.lines
        for atom in line.atoms
        if isinstance(atom.content, Call)
    }
    for name, many in returned.notes.items():
        for line in many:
            yield from _of_line(line, stays, called.get(name, 0))


def _of_line(
    line: ReturnedParagraph, stays: Callable[[Revision], bool], number: int
) -> Iterator[Left]:
    """Yield the changes of a paragraph; what one person put in place of words is one."""

    def key(atom: Atom) -> tuple[str, str]:
        found = [each for each in atom.revisions if stays(each) and each.did != "format"]
        return (found[-1].author, found[-1].date) if found else ("", "-")

    before = ""
    for (author, date), group in groupby(line.atoms, key):
        held = list(group)
        old, new = (
            _said(held, kinds) for kinds in (("delete", "move-from"), ("insert", "move-to"))
        )
        if date != "-" and (old or new):
            lead = "" if old.strip() else _last_words(before)
            yield Left(author, date, lead + old, lead + new, number)
        before += _said(held, ("delete", "move-from", ""))


_LEAD = 3
"""Words before an insertion that say where it belongs."""


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
