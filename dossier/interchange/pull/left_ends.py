"""Ends of paragraphs that come or go with change tracking, and are left for review.

Where words beside an end change too, the end is one change with them: they would be glued together
without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossier.interchange.pull.left_words import (
    CAME,
    GONE,
    Left,
    Notes,
    first_words,
    is_kept,
    last_words,
    said,
    stands,
    without_signs,
)
from dossier.readers.exported_docx.paragraphs import ReturnedParagraph, Revision
from dossier.readers.exported_docx.table_grid import place


@dataclass(frozen=True)
class Change:
    """A change of words; `core` are those that came or went, without the ones beside them.

    `did` is what was done to them, `behind` are the words before them. `begins` and `ends` say
    whether the paragraph does with them.
    """

    left: Left
    core: str
    did: frozenset[str]
    behind: str
    lead: str
    begins: bool = False
    ends: bool = False


def with_end(
    mark: Revision,
    line: ReturnedParagraph,
    after: ReturnedParagraph,
    changes: Sequence[Change],
    below: Sequence[Change],
    notes: Notes,
) -> tuple[Left, tuple[Change, ...]] | None:
    """Return a change of a paragraph's end as one with those beside it, and which these are.

    `mark` is the change of the end, `changes` are those of the words of `line`, `below` those of
    the line `after` it. Nothing is returned where no words beside the end change, or one of the
    two comes or goes whole.
    """
    own = next((e for e in changes if e.ends and e.left.author == mark.author), None)
    next_ = next((e for e in below if e.begins and e.left.author == mark.author), None)
    if not (own or next_) or place(line) != place(after) or not _stay(line, after, mark):
        return None
    before = last_words(said([each for each in line.atoms if stands(each)], notes))
    tail = first_words(said([each for each in after.atoms if stands(each)], notes))
    lefts = _cores(own) if own else (before, before)
    rights = _cores(next_) if next_ else (tail, tail)
    was, now = zip(lefts, rights, strict=True)
    old, new = (_one(*was), _two(*now)) if mark.did in CAME else (_two(*was), _one(*now))
    return Left(mark.author, mark.date, old, new, line.number), tuple(filter(None, (own, next_)))


def _two(left: str, right: str) -> str:
    return f"{left.strip()} ¶ {right.strip()}"


def _one(left: str, right: str) -> str:
    closes = right[:1] in (",", ".", ";", ":", "!", "?", ")", "”", "’")
    return f"{left.strip()}{right.strip()}" if closes else f"{left.strip()} {right.strip()}"


def _cores(change: Change) -> tuple[str, str]:
    """Return the words before and after a change, with those that say where it is."""
    old, new = change.left.old, change.left.new
    lead = "" if old.startswith(change.lead) and new.startswith(change.lead) else change.lead
    lead = "" if change.begins else lead
    return lead + old, lead + new


def _stay(line: ReturnedParagraph, after: ReturnedParagraph, mark: Revision) -> bool:
    """Whether two paragraphs both stand in the text, before or after."""
    if mark.did in CAME:
        return all(any(map(stands, each.atoms)) for each in (line, after))
    return all(any(map(is_kept, each.atoms)) for each in (line, after))


def of_end(lines: Sequence[ReturnedParagraph], mark: Revision) -> Iterator[Left]:
    """Yield whether a paragraph would be joined to the next one, or parted from it."""
    before, after = _kept(lines[0]), _following(lines, mark)
    if before and after:
        lead, tail = last_words(before).strip(), first_words(after)
        apart, joined = f"{lead} ¶ {tail}", f"{lead} {tail}"
        words = (apart, joined) if mark.did in GONE else (joined, apart)
        yield Left(mark.author, mark.date, *words, lines[0].number)


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
    return without_signs(said([each for each in line.atoms if is_kept(each)], {})).strip()
