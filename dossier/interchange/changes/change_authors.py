"""Who made which change: the tracked changes of a file, found again in the words of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from dossier.interchange.changes.change_parts import By, Pieces
from dossier.interchange.pull.exported_version import Base, words_of
from dossier.interchange.pull.results import Pulled
from dossier.interchange.pull.tokens import Token, words
from dossier.model.flat_paragraphs import FlatParagraph
from dossier.model.textdiff import Op, difference
from dossier.readers.exported_docx.paragraphs import (
    Call,
    Field,
    Returned,
    ReturnedParagraph,
    Revision,
)

_GONE = ("delete", "move-from")
_CAME = ("insert", "move-to")


@dataclass(frozen=True)
class ChangeAuthors:
    """Says of a file who changed which words; where nothing was tracked, who saved it did."""

    returned: Returned
    base: Base
    pulled: Pulled

    @property
    def saved(self) -> By:
        """Who saved the file, and when."""
        said = self.returned.author, self.returned.date
        return (said,) if any(said) else ()

    def pieces(self, before: FlatParagraph, after: FlatParagraph | None) -> Pieces:
        """Return what parts the changes of a paragraph by their authors."""
        return _Paragraph(_Tracked(self.lines(before, after or before)), self.saved)

    def line(self, before: FlatParagraph, after: FlatParagraph | None = None) -> int:
        """Return the number of the paragraph of the file where a change stands, or 0."""
        found = self.lines(before, after or before)
        return found[0].number if found and found[0] in self.returned.lines else 0

    def lines(self, before: FlatParagraph, after: FlatParagraph) -> list[ReturnedParagraph]:
        """Return the paragraphs of the file, as it came, that one of the source is in."""
        numbers = self.numbers.get(before.id, ()) if before.id else ()
        found = [each for each in self.returned.lines if each.number in numbers]
        marks = {name for name, id_ in self.base.marks.items() if id_ == before.id}
        known = [each for each in self.returned.lines if marks & {*each.bookmarks}]
        found += [each for each in known if each not in found]
        return found or self.alike(before, after)

    def alike(self, before: FlatParagraph, after: FlatParagraph) -> list[ReturnedParagraph]:
        """Return the paragraph, or that of a note, which has most of the words of one."""
        from dossier.interchange.pull.source_tokens import source_tokens

        said = [
            {*words_of(source_tokens(each.content, self.base.view))} for each in (before, after)
        ]
        wanted = said[0] | said[1]
        if not wanted:
            return []
        every = [*self.returned.lines, *(e for many in self.returned.notes.values() for e in many)]
        best = max(every, key=lambda line: len(wanted & _said(line)), default=None)
        return [best] if best and 2 * len(wanted & _said(best)) >= len(wanted) else []

    @cached_property
    def numbers(self) -> dict[str, tuple[int, ...]]:
        """The paragraphs of the file by the exported ones that they continue."""
        found: dict[str, tuple[int, ...]] = {}
        for number, (_, flat) in self.pulled.places.items():
            if flat:
                found[flat] = (*found.get(flat, ()), number)
        return found


def _said(line: ReturnedParagraph) -> set[str]:
    return {each for each, _ in _words(line) if each[:1].isalnum()}


def _words(line: ReturnedParagraph) -> Iterator[tuple[str, tuple[Revision, ...]]]:
    """Yield the words of a paragraph as it came, each with its tracked changes."""
    for atom in line.atoms:
        content = atom.content.shown if isinstance(atom.content, Field) else atom.content
        if isinstance(content, str):
            yield from ((each.text, atom.revisions) for each in words(content))
        elif isinstance(content, Call):
            yield "", atom.revisions


@dataclass(frozen=True)
class _Paragraph:
    """Who changed a paragraph; `saved` is who saved the file, where nothing was tracked."""

    told: _Tracked
    saved: By

    def parted(self, old: Sequence[Token], new: Sequence[Token], op: Op) -> list[tuple[Op, By]]:
        return self.told.parted(old, new, op) or [(op, self.told.all() or self.saved)]

    def retyped(self, old: Sequence[Token], op: Op) -> bool:
        return self.told.retyped(old, op)


@dataclass(frozen=True)
class _Tracked:
    """Paragraphs of a file, with what was tracked in them."""

    lines: Sequence[ReturnedParagraph]

    @cached_property
    def row(self) -> list[tuple[str, tuple[Revision, ...]]]:
        return [each for line in self.lines for each in _words(line)]

    def all(self) -> By:
        """Return all who changed something here."""
        marks = (each for line in self.lines for each in (*line.mark, *line.row, *line.formatted))
        inner = (each for _, revisions in self.row for each in revisions)
        return _by([*marks, *inner])

    def parted(self, old: Sequence[Token], new: Sequence[Token], op: Op) -> list[tuple[Op, By]]:
        """Return a change in pieces of one author each, or nothing where nobody is known."""
        _, one, two, three, four = op
        before, after = self.found(old, _CAME), self.found(new, _GONE)
        entries = [
            *((before[n], 0, n) for n in range(one, two) if n in before),
            *((after[n], 1, n) for n in range(three, four) if n in after),
        ]
        tracked = [each for each in sorted(entries) if self.row[each[0]][1]]
        if not tracked:
            return []
        groups = [
            (who, [*many])
            for who, many in groupby(tracked, lambda each: self.row[each[0]][1][-1].author)
        ]
        apart = len(groups) > 1 and len(tracked) == two - one + four - three
        if not apart:
            return [(op, _by([e for at, _, _ in tracked for e in self.row[at][1]]))]
        return [*self.pieces(groups, one, three)]

    def retyped(self, old: Sequence[Token], op: Op) -> bool:
        """Whether tokens of the source were all taken out, so that the same ones came anew."""
        places = self.found(old, _CAME)
        row = [places.get(n) for n in range(op[1], op[2])]
        return bool(row) and all(
            at is not None and any(each.did in _GONE for each in self.row[at][1]) for at in row
        )

    def pieces(
        self, groups: Sequence[tuple[str, list[tuple[int, int, int]]]], one: int, three: int
    ) -> Iterator[tuple[Op, By]]:
        for _, many in groups:
            two = one + sum(side == 0 for _, side, _ in many)
            four = three + sum(side == 1 for _, side, _ in many)
            by = _by([each for at, _, _ in many for each in self.row[at][1]])
            yield ("replace", one, two, three, four), by
            one, three = two, four

    def found(self, row: Sequence[Token], without: tuple[str, ...]) -> dict[int, int]:
        """Return for tokens of the source their places in the file, as it was or as it is."""
        here = [n for n, (_, revisions) in enumerate(self.row)
                if not any(each.did in without for each in revisions)]  # fmt: skip
        ops = difference([_text(each) for each in row], [self.row[n][0] for n in here])
        return {
            one + n: here[three + n]
            for kind, one, two, three, _ in ops
            if kind == "equal"
            for n in range(two - one)
        }


def _text(token: Token) -> str:
    """Return what a token is in the file: its word, or "" for the call of a note."""
    return token.text or ("" if token.calls_note else "\0")


def _by(revisions: Sequence[Revision]) -> By:
    """Return authors, each with the time of the last change."""
    return tuple({each.author: each.date for each in revisions if each.author}.items())
