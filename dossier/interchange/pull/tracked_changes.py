"""Tracked changes of a file that came back: which are taken, and which are left for review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from dossier.interchange.pull.left_changes import left_changes
from dossier.interchange.pull.left_words import Left
from dossier.model.frozen import frozen
from dossier.readers.exported_docx.paragraphs import Returned, ReturnedParagraph, Revision
from dossier.readers.exported_docx.tracked_changes import authors, settle

Way: TypeAlias = Literal["accept", "reject", "review"]


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
    settled = settle(returned, accept)
    left = tuple(_placed(each, settled) for each in left_changes(returned, stays, accept))
    return Decision(settled, left, known, unknown)


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


def _placed(left: Left, settled: Returned) -> Left:
    """Return a change in the line that its own has become part of."""
    now = (each.number for each in settled.lines if each.number >= left.line > 0)
    return replace(left, line=min(now, default=left.line))


def _all(returned: Returned) -> Iterator[Revision]:
    for line in _lines(returned):
        yield from (*line.mark, *line.row, *line.formatted)
        for atom in line.atoms:
            yield from atom.revisions


def _lines(returned: Returned) -> Iterator[ReturnedParagraph]:
    yield from returned.lines
    for many in returned.notes.values():
        yield from many
