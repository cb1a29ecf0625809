"""What readers of a draft wrote beside it: comments, and changes that were not taken.

Notes lie in YAML files beside the blocks they are about. A note that `answers` another belongs to
its thread, and a thread is settled with its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.model.registry import Audience

NoteKind: TypeAlias = Literal["comment", "proposal"]


@frozen
class ReviewNote:
    """A comment, or a proposal to put the words `new` for `old` that was not taken into the text.

    `id` is unique in its file. `date` is ISO 8601 as the draft said it, "" where it did not;
    `quoted` are the words it is about, `paragraph` the id of the paragraph they stand in. Of a
    proposal `text` says why it was not taken. `audience` is that of the `document` whose draft it
    came with: whoever could read that draft wrote it. `answers` is the id of the note it replies
    to, `settled` the day it was settled, "" while it is open.
    """

    id: str
    kind: NoteKind
    author: str
    date: str
    text: str
    quoted: str = ""
    paragraph: str = ""
    document: str = ""
    audience: Audience = "internal"
    answers: str = ""
    old: str = ""
    new: str = ""
    settled: str = ""
    settled_by: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


Thread: TypeAlias = tuple[ReviewNote, ...]
"""A note and the replies to it, in the order of the file."""


def threads(notes: Sequence[ReviewNote]) -> tuple[Thread, ...]:
    """Return the threads of one file. A reply to nothing, or to itself, is a head.

    >>> note = ReviewNote("r1", "comment", "Ana", "", "Why?")
    >>> reply = ReviewNote("r2", "comment", "Bo", "", "So.", answers="r1")
    >>> [len(each) for each in threads((note, reply))]
    [2]
    """
    heads = {each.id: _head(each, notes) for each in notes}
    found: dict[str, list[ReviewNote]] = {}
    for each in notes:
        found.setdefault(heads[each.id], []).append(each)
    return tuple(
        tuple(sorted(many, key=lambda each: each.id != head)) for head, many in found.items()
    )


def _head(note: ReviewNote, notes: Sequence[ReviewNote]) -> str:
    known = {each.id: each for each in notes}
    way = [note.id]
    while known[way[-1]].answers in known:
        answered = known[way[-1]].answers
        if answered in way:
            return min(way[way.index(answered) :])
        way.append(answered)
    return way[-1]


def pending(notes: Sequence[ReviewNote]) -> tuple[Thread, ...]:
    """Return the threads of one file that are open, without single replies that are settled."""
    opened = (each for each in threads(notes) if not each[0].settled)
    return tuple(tuple(note for note in each if not note.settled) for each in opened)


def said(note: ReviewNote) -> str:
    """Return what a note says in the margin of a draft.

    >>> said(ReviewNote("r1", "proposal", "Ana", "", "A fact.", old="12", new="16"))
    'Proposal: “12” → “16”. A fact.'
    """
    if note.kind == "comment":
        return note.text
    if not note.old and not note.new:
        return f"Proposal: {note.text}".rstrip()
    change = f"“{note.old}” → “{note.new}”"
    if not note.old or not note.new:
        change = f"take out “{note.old}”" if note.old else f"add “{note.new}”"
    return f"Proposal: {change}. {note.text}".rstrip()


def said_apart(note: ReviewNote) -> str:
    """Return what a note says where the words it is about are no longer there.

    >>> said_apart(ReviewNote("r1", "comment", "Ana", "", "Who?", quoted="they"))
    '“they”: Who?'
    """
    return f"“{note.quoted}”: {said(note)}" if note.quoted else said(note)


def same(one: ReviewNote, other: ReviewNote) -> bool:
    """Whether two notes are one remark of one person, perhaps once as it stood in the margin."""
    if one.author != other.author or moment(one.date) != moment(other.date):
        return False
    if one.kind != other.kind:
        comment, proposal = (one, other) if one.kind == "comment" else (other, one)
        return _folded(comment.text) in (_folded(said(proposal)), _folded(said_apart(proposal)))
    if (one.old, one.new) != (other.old, other.new):
        return False
    texts = _folded(one.text), _folded(other.text)
    if texts[0] == texts[1]:
        return _folded(one.quoted) == _folded(other.quoted)
    return texts[0] == _folded(said_apart(other)) or texts[1] == _folded(said_apart(one))


def _folded(text: str) -> str:
    return " ".join(text.split())


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?(?:Z|[+-]00:00)?")


def moment(date: str) -> str:
    """Return a date as Word gives it, so that two ways to write it are one; others as they are.

    >>> moment("2019-03-20"), moment("2019-03-20T09:30Z")
    ('2019-03-20T00:00:00Z', '2019-03-20T09:30:00Z')
    """
    found = _MOMENT.fullmatch(date)
    if not found:
        return date
    clock = found[2] or "00:00:00"
    return f"{found[1]}T{clock if clock.count(':') > 1 else f'{clock}:00'}Z"


def counted(notes: Iterable[ReviewNote]) -> Iterator[tuple[NoteKind, int]]:
    """Yield how many comments and how many proposals there are, each kind that there is."""
    kinds = [each.kind for each in notes]
    for kind in ("comment", "proposal"):
        if kind in kinds:
            yield kind, kinds.count(kind)
