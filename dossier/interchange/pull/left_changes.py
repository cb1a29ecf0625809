"""Tracked changes that are left for review: their words, before and after, and their place.

What is accepted or rejected is settled elsewhere (`readers/exported_docx/tracked_changes.py`). Each
change that would be settled there and is not is told here, or it would be lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from dossier.interchange.pull.left_ends import Change, of_end, with_end
from dossier.interchange.pull.left_rows import row_changes, tracked_rows, without_row
from dossier.interchange.pull.left_words import (
    CAME,
    GONE,
    Left,
    Notes,
    done,
    end_of,
    is_kept,
    last_words,
    said,
    stands,
    with_row,
    without_signs,
)
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Call,
    Returned,
    ReturnedParagraph,
    Revision,
)
from dossier.readers.exported_docx.table_grid import place

Stays: TypeAlias = Callable[[Revision], bool]
"""Whether a tracked change is left for review."""

Accept: TypeAlias = Callable[[Revision], bool]
"""Whether one that is not left is accepted; else it is rejected."""


def left_changes(returned: Returned, stays: Stays, accept: Accept) -> Iterator[Left]:
    """Yield what is left for review in the text, then in the notes."""
    lines = [_with_left(each, stays, accept) for each in returned.lines]
    notes = {name: [_with_left(each, stays, accept) for each in many]
             for name, many in returned.notes.items()}  # fmt: skip
    yield from _LeftChanges(lines, notes).all()
    calls = _calls(lines)
    for name, many in notes.items():
        number, own = _caller(calls.get(name, ()))
        for left in _LeftChanges(many, {}).all():
            change = (left.author, bool(left.new))
            if change not in own:  # it comes or goes with the call
                yield replace(left, line=number, after="")


def _with_left(line: ReturnedParagraph, stays: Stays, accept: Accept) -> ReturnedParagraph:
    """Return a line with those changes alone that are left; the words that others took are gone."""

    def went(changes: Sequence[Revision]) -> bool:
        return any(
            accept(each) == (each.did in GONE)
            for each in changes
            if each.did != "format" and not stays(each)
        )

    def kept(changes: Sequence[Revision]) -> tuple[Revision, ...]:
        return tuple(filter(stays, changes))

    atoms = () if went(line.row) else tuple(each for each in line.atoms if not went(each.revisions))
    return replace(
        line,
        atoms=tuple(replace(each, revisions=kept(each.revisions)) for each in atoms),
        mark=kept(line.mark),
        row=kept(line.row),
        formatted=kept(line.formatted),
    )


_Called: TypeAlias = tuple[int, Atom]
"""The line that calls a note, and the call."""


def _calls(lines: Sequence[ReturnedParagraph]) -> Mapping[str, Sequence[_Called]]:
    """Return the calls of each note, such as "footnote:3"; one that was moved has two."""
    found: dict[str, list[_Called]] = {}
    for line in lines:
        for atom in with_row(line):
            if isinstance(atom.content, Call):
                name = f"{atom.content.kind}:{atom.content.id}"
                found.setdefault(name, []).append((line.number, atom))
    return found


def _caller(calls: Sequence[_Called]) -> tuple[int, set[tuple[str, bool]]]:
    """Return the line that calls a note, and who brought or took a call, as (author, brought).

    A call that was moved neither came nor went.
    """
    changes = (each for _, atom in calls for each in done(atom))
    own = {(e.author, e.did in CAME) for e in changes if e.did in ("insert", "delete")}
    return next((number for number, _ in calls), 0), own


@dataclass(frozen=True)
class _Above:
    """The last paragraph that stands above, and the ends of it and of new ones below it."""

    line: int = 0
    ends: tuple[str, ...] = ()

    def placed(self, change: Change) -> Change:
        """Return the change that a new paragraph is, with where it belongs."""
        if not self.line or change.left.old:
            return change
        after = " ¶ ".join(each for each in self.ends if each)
        return replace(change, left=replace(change.left, line=self.line, after=after))

    def below(self, line: ReturnedParagraph, notes: Notes) -> _Above:
        """Return what stands above the next line."""
        if _is_new(line):
            return replace(
                self, ends=(*self.ends[:1], *self.ends[1:][-1:], _end(line.atoms, notes))
            )
        stand = [each for each in line.atoms if stands(each)]
        if not without_signs(said(stand, notes)).strip():
            return self
        known = line.shape.kind in ("paragraph", "bullet", "number", "continue", "quote")
        return _Above(line.number, (_end(stand, notes),)) if known else _Above()


def _is_new(line: ReturnedParagraph) -> bool:
    """Whether a plain paragraph was put in as a whole."""
    return line.shape.kind == "paragraph" and not any(map(stands, line.atoms)) and bool(line.atoms)


def _end(atoms: Sequence[Atom], notes: Notes) -> str:
    return end_of(without_signs(said(atoms, notes)))


@dataclass(frozen=True)
class _LeftChanges:
    """The changes of the lines of the text, or of a note; `notes` are those that these call."""

    lines: Sequence[ReturnedParagraph]
    notes: Notes

    def all(self) -> Iterator[Left]:
        rows = dict(tracked_rows(self.lines))
        tracked = [rows.get(place(line)[:2], ()) for line in self.lines]
        inner = replace(self, lines=[*map(without_row, self.lines, tracked)])
        words = [[*inner.of_words(*each)] for each in zip(inner.lines, self.befores(), strict=True)]
        above = _Above()
        found: list[Change | Left] = []
        for at, line in enumerate(inner.lines):
            row = tracked[at]
            found += row_changes(row, self.notes) if row and row[0] is self.lines[at] else ()
            ends = [*inner.of_ends(at, words)]
            found += map(above.placed, words[at]) if _is_new(line) else words[at]
            above = above if row else above.below(line, self.notes)
            found += [*_of_looks(line), *ends]
        yield from _with_moves(found)

    def befores(self) -> Iterator[str]:
        """Yield for each line the last words above it that nobody put in or took out."""
        last = ""
        for line in self.lines:
            yield last
            own = said([each for each in line.atoms if is_kept(each)], self.notes)
            last = last_words(own) if own.strip() else last

    def of_ends(self, at: int, words: list[list[Change]]) -> Iterator[Left]:
        """Yield the changes of a paragraph's end; those of words that are one with it go."""
        line, *after = self.lines[at : at + 2]
        for mark in line.mark:
            end = (
                with_end(mark, line, after[0], words[at], words[at + 1], self.notes)
                if after
                else None
            )
            if end is None:
                yield from of_end(self.lines[at:], mark)
                continue
            left, own = end
            words[at : at + 2] = ([e for e in each if e not in own] for each in words[at : at + 2])
            yield left

    def of_words(self, line: ReturnedParagraph, before: str) -> Iterator[Change]:
        """Yield the changes of words; what one person put in place of others is one.

        What somebody took out of words that another one brought is a change of its own. `before`
        are the last words above the line.
        """
        atoms = with_row(line)
        depths = max((len(done(each)) for each in atoms), default=0)
        for depth in range(depths):
            for each in self.of_depth(atoms, depth, line.number):
                behind = last_words(each.behind if each.behind.strip() else before).strip()
                yield replace(each, behind=behind)

    def of_depth(self, atoms: Sequence[Atom], depth: int, line: int) -> Iterator[Change]:
        def key(atom: Atom) -> tuple[str, str]:
            found = done(atom)[depth : depth + 1]
            return (found[0].author, found[0].date) if found else ("", "-")

        after = ""
        for (author, date), group in groupby(atoms, key):
            held = list(group)
            told = after
            stay = [each for each in held if stands(each, depth)]
            after = last_words(told + said(stay, self.notes), spare=1)
            if date == "-":
                continue
            old, new = (
                said([each for each in held if done(each)[depth].did in kinds], self.notes)
                for kinds in (GONE, CAME)
            )
            if old or new:
                lead = "" if without_signs(old).strip() and not depth else last_words(told)
                left = Left(author, date, lead + old, lead + new, line)
                did = frozenset(done(each)[depth].did for each in held)
                begins, ends = (not depth and held[n] is atoms[n] for n in (0, -1))
                yield Change(left, old + new, did, told, last_words(told), begins, ends)


def _with_moves(found: Sequence[Change | Left]) -> Iterator[Left]:
    """Yield changes; words that one person moved are one, and not gone in one place."""
    went, came = ([e for e in found if isinstance(e, Change) and e.did == {did}]
                  for did in ("move-from", "move-to"))  # fmt: skip
    free: dict[tuple[str, ...], deque[Change]] = {}
    for each in came:
        free.setdefault(_said_by(each), deque()).append(each)
    goals = {id(e): row.popleft() for e in went if (row := free.get(_said_by(e)))}
    ends = {*map(id, goals.values())}
    for one in found:
        if isinstance(one, Left):
            yield one
        elif id(one) in goals:
            core = one.core.strip()
            yield replace(one.left, old=core, new=core, behind=goals[id(one)].behind)
        elif id(one) not in ends:
            yield one.left


def _said_by(change: Change) -> tuple[str, ...]:
    return change.left.author, *change.core.split()


def _of_looks(line: ReturnedParagraph) -> Iterator[Left]:
    """Yield where bold or italic words, or the kind of a paragraph, would become others."""

    def key(atom: Atom) -> tuple[str, str]:
        found = [each for each in atom.revisions if each.did == "format"]
        other = atom.before not in (None, (atom.bold, atom.italic))
        return (found[-1].author, found[-1].date) if found and other else ("", "-")

    for (author, date), group in groupby(line.atoms, key):
        told = "".join(each.content for each in group if isinstance(each.content, str))
        if date != "-" and told.strip():
            yield Left(author, date, told, told, line.number)
    was = (line.before or line.shape, line.style_before)
    for each in line.formatted:
        told = without_signs(said(line.atoms, {}))
        if was != (line.shape, line.style) and told.strip():
            yield Left(each.author, each.date, told, told, line.number)
