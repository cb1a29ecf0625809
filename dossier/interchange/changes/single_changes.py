"""The single changes of Word files that came back: each can be taken, left or rewritten alone.

Every file is pulled against the blocks as they are now, without the others. So what is decided of
one change does not alter what another one is. `chosen_changes` makes a pull of what was chosen.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from dossier.interchange.changes.change_authors import ChangeAuthors
from dossier.interchange.changes.change_parts import By, Part, parts_of
from dossier.interchange.changes.left_proposals import with_place
from dossier.interchange.changes.linked_parts import has_parted, linked_parts
from dossier.interchange.changes.printed_words import printed_words
from dossier.interchange.changes.told_words import new_above, told
from dossier.interchange.pull.comments import authors_of, kept, proposal
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.paragraph_matching import SURE
from dossier.interchange.pull.results import Added, Conflict, Edit, Proposal
from dossier.interchange.pull.run import PulledFile, PullResult
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import shown
from dossier.interchange.review.take_proposal import fits
from dossier.model.comments import ReviewNote
from dossier.model.document import Ask, Block
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.frozen import frozen
from dossier.readers.exported_docx.tracked_changes import revisions

Sort: TypeAlias = Literal[
    "words", "look", "note", "paragraph", "moved", "recommendation", "proposal", "conflict"
]
"""What a change is. "look" is bold and italic, "note" a note that came or went; "moved" are
paragraphs that were moved, parted or joined; a "proposal" is not taken unless somebody says so,
nor is what is in "conflict"."""


@frozen
class SingleChange:
    """A change that somebody decides about; `id` stays the same while the texts do.

    `files` are the names of those that have it, `by` who made it, `line` the paragraph of the first
    file. `parts` are what it does to blocks; `added` is a new recommendation. `kept` is the note
    that is left beside `block` where it is not taken, and what is put into the text where that is
    all there is (`takable`). `unsure` is the question that must be answered first, or "". `tracked`
    says that tracked changes name who made it; else it is who saved the file, or nobody.
    """

    id: str
    sort: Sort
    files: tuple[str, ...]
    block: str
    flat: str
    by: By
    old: str
    new: str
    kept: ReviewNote
    line: int = 0
    parts: tuple[Part, ...] = ()
    added: Added | None = None
    why: str = ""
    hint: str = ""
    takable: bool = True
    unsure: str = ""
    tracked: bool = False

    @property
    def note(self) -> str:
        """The note whose text it changes, or ""."""
        return self.parts[0].note if self.parts else ""

    def meets(self, other: SingleChange) -> bool:
        """Whether only one of two changes can be taken."""
        if self.id == other.id:
            return False
        return any(one.meets(two) for one in self.parts for two in other.parts)

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of those who made it."""
        return tuple(dict.fromkeys(name for name, _ in self.by))


def single_changes(results: Sequence[PullResult]) -> tuple[SingleChange, ...]:
    """Return the changes of files, each of which was pulled alone; what two files have is one."""
    found: dict[str, SingleChange] = {}
    for result in results:
        for file in result.files:
            for each in _numbered([*_File(result, file).changes()]):
                known = found.get(each.id)
                found[each.id] = _both(known, each) if known else each
    order = _order(results)
    return tuple(sorted(found.values(), key=order))


def rivals(changes: Sequence[SingleChange]) -> Mapping[str, tuple[str, ...]]:
    """Return for changes of which only one can be taken the others, by their ids."""
    found = {
        one.id: tuple(two.id for two in changes if one.meets(two)) for one in changes if one.parts
    }
    return {id_: others for id_, others in found.items() if others}


def _order(results: Sequence[PullResult]) -> Callable[[SingleChange], tuple[int, int, int, int]]:
    """Return what says where a change stands in the document."""
    bases = [file.base for result in results for file in result.files]
    blocks = {id_: n for n, id_ in enumerate(id_ for base in bases[:1] for id_ in base.blocks)}
    last = len(blocks)

    def place(each: SingleChange) -> tuple[int, int, int, int]:
        first = each.parts[0] if each.parts else None
        at = first.first if first else last
        return blocks.get(each.block, last), at, first.start if first else 0, each.line

    return place


def _both(one: SingleChange, other: SingleChange) -> SingleChange:
    files = tuple(dict.fromkeys((*one.files, *other.files)))
    return replace(one, files=files, by=tuple(dict.fromkeys((*one.by, *other.by))))


def _numbered(found: Sequence[SingleChange]) -> Iterator[SingleChange]:
    """Yield changes with ids that are made of what they are."""
    seen: Counter[str] = Counter()
    for each in found:
        said = [each.sort, each.block, each.note, each.flat, each.old, each.new]
        spans = [[str(part.start) for part in each.parts if len(each.parts) == 1]]
        name = "\x00".join([*said, *(one for span in spans for one in span)])
        seen[name] += 1
        digest = hashlib.sha256(f"{name}\x00{seen[name]}".encode()).hexdigest()[:12]
        yield replace(each, id=f"c{digest}")


@dataclass(frozen=True)
class _File:
    """The changes of one file."""

    result: PullResult
    file: PulledFile

    @property
    def base(self) -> Base:
        return self.file.base

    @cached_property
    def printed(self) -> Mapping[Ask, str]:
        """The words that the export printed for what the text asks of registries."""
        return printed_words(self.base, [each.block for each in self.result.block_files.values()])

    def changes(self) -> Iterator[SingleChange]:
        """Yield the changes of words and paragraphs, then what was not taken."""
        known = {(each.author, each.date) for each in revisions(self.file.returned)}
        for each in self.found():
            yield replace(each, tracked=any(one in known for one in each.by))

    def found(self) -> Iterator[SingleChange]:
        authors = ChangeAuthors(self.file.returned, self.base, self.file.pulled)
        every: list[Part] = []
        for id_, nodes in self.result.wanted.items():
            block = self.result.block_files[id_].block
            every += parts_of(id_, block.content, nodes, self.base.view, authors.pieces)
        new = [*self.result.added]
        for parts in linked_parts(every):
            change = self.edit(parts, authors, new_above(every, parts[0]))
            own = next((each for each in new if has_parted(parts, each)), None)
            yield _with_new(change, self.new(own)) if own else change
            new = [each for each in new if each is not own]
        yield from map(self.new, new)
        for one in self.file.pulled.found:
            if not isinstance(one, Edit):
                yield self.open(one)

    def edit(
        self, parts: tuple[Part, ...], authors: ChangeAuthors, above: Sequence[FlatParagraph]
    ) -> SingleChange:
        first = parts[0]
        went = (each.went[0] for each in parts if each.went)
        came = (each.paragraphs[0] for each in parts if each.paragraphs)
        flat = next(went, None) or next(came, None) or self.source(first)
        line = authors.line(flat)
        old = told(parts, [(each.went, each.old) for each in parts], self.printed)
        new = told(parts, [(each.paragraphs, each.new) for each in parts], self.printed)
        by = tuple(dict.fromkeys(each for part in parts for each in part.by))
        block = self.result.block_files[first.block].block
        left = proposal(
            self.base, first.flat, by[-1] if by else ("", ""), (old, new), "Left for review."
        )
        note = with_place(block, left, parts, above)
        return SingleChange(
            id="",
            sort=_sort(parts),
            files=(self.file.path.name,),
            block=first.block,
            flat=first.flat,
            by=by,
            old=old,
            new=new,
            kept=note,
            line=line,
            parts=parts,
            unsure=self.question(line),
        )

    def source(self, part: Part) -> FlatParagraph:
        row = flatten(self.result.block_files[part.block].block.content)
        return row[min(part.first, len(row) - 1)]

    def question(self, line: int) -> str:
        """Return what is asked of a paragraph of the file."""
        asked = (
            each.message
            for each in self.file.pulled.questions
            if line and each.line == line and each.sure < SURE
        )
        return next(asked, "")

    def new(self, added: Added) -> SingleChange:
        said = " ".join(
            shown(source_tokens(flat.content, self.base.view)) for flat in flatten(added.content)
        )
        lines = [each for each in self.file.returned.lines if each.number == added.line]
        by = tuple(
            {
                each.author: each.date
                for line in lines
                for each in (*line.mark, *(e for atom in line.atoms for e in atom.revisions))
                if each.author
            }.items()
        ) or ((self.file.returned.author, self.file.returned.date),)
        note = proposal(self.base, "", by[-1], ("", said), "A new recommendation, left for review.")
        return SingleChange(
            id="",
            sort="recommendation",
            files=(self.file.path.name,),
            block=added.neighbour,
            flat="",
            by=by,
            old="",
            new=said,
            kept=note,
            line=added.line,
            added=added,
            unsure=self.question(added.line),
        )

    def open(self, found: Proposal | Conflict) -> SingleChange:
        note = kept(found, self.file.returned, self.base)
        is_conflict = isinstance(found, Conflict)
        return SingleChange(
            id="",
            sort="conflict" if is_conflict else "proposal",
            files=(self.file.path.name,),
            block=found.block,
            flat=found.flat,
            by=authors_of(found, self.file.returned, self.base),
            old=found.source if isinstance(found, Conflict) else found.old,
            new=found.came if isinstance(found, Conflict) else found.new,
            kept=note,
            line=found.line,
            why=found.why if isinstance(found, Proposal) else note.text,
            hint=found.hint if isinstance(found, Proposal) else "",
            takable=self.takable(found.block, note),
        )

    def takable(self, block: str, note: ReviewNote) -> bool:
        """Whether the words of a proposal have a place in what an author typed."""
        held = self.result.block_files.get(block)
        read: Block | None = held.read[0] if held else None
        return read is not None and fits(read, note)


def _with_new(change: SingleChange, new: SingleChange) -> SingleChange:
    """Return a change with the recommendation that its words went to."""
    said = f"{change.new} ¶ {new.new}"
    note = replace(change.kept, new=said)
    unsure = change.unsure or new.unsure
    return replace(change, sort="moved", new=said, kept=note, added=new.added, unsure=unsure)


def _sort(parts: Sequence[Part]) -> Sort:
    if len(parts) > 1:
        return "moved"
    (part,) = parts
    if part.whole:
        return "paragraph"
    old, new = ([each for each in row if not each.calls_note] for row in (part.old, part.new))
    if len(old) < len(part.old) or len(new) < len(part.new):
        return "note" if not shown([*old, *new]).strip() else "words"
    return "look" if shown(old) == shown(new) else "words"
