"""Settle tracked changes: each is accepted or rejected, and a text without changes is left.

A paragraph whose end goes is joined to the next one, as Word does: its words come first, and the
paragraph is what the next one is, since a paragraph's properties stand at its end (ECMA-376, part
1, 17.13.5.15). Where nothing is left of the next one, it stays what it was itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from dossier.model.frozen import frozen
from dossier.readers.exported_docx.paragraphs import (
    Atom,
    Call,
    Remark,
    Returned,
    ReturnedParagraph,
    Revision,
)
from dossier.readers.exported_docx.run_joining import joined
from dossier.readers.exported_docx.table_grid import closed_up, place

Accept: TypeAlias = Callable[[Revision], bool]
"""Whether a tracked change is accepted; else it is rejected."""

_NOTE = "{0.kind}:{0.id}"


def settle(returned: Returned, accept: Accept) -> Returned:
    """Return `returned` without tracked changes: each is accepted or rejected, as `accept` says.

    Notes whose calls went are gone. Lines keep their numbers; what stood in a line that is gone
    counts as standing in the next one. A comment stays, even where its words went.
    """
    text = _settled(returned.lines, accept)
    went = _called(returned.lines) - _called(text.lines)
    notes = {name: _settled(each, accept) for name, each in returned.notes.items()}
    kept = {name: each for name, each in notes.items() if name not in went}
    remarks = tuple(_moved(each, text, kept) for each in returned.remarks)
    left = {name: each.lines for name, each in kept.items()}
    return replace(returned, lines=text.lines, notes=left, remarks=remarks)


def revisions(returned: Returned) -> tuple[Revision, ...]:
    """Return the tracked changes of the text and the notes, each once, in their order."""
    stories = (returned.lines, *returned.notes.values())
    return tuple(dict.fromkeys(each for lines in stories for each in _changes(lines)))


def authors(returned: Returned) -> tuple[str, ...]:
    """Return who made tracked changes, in the order in which they are met."""
    return tuple(dict.fromkeys(each.author for each in revisions(returned)))


@frozen
class _Text:
    """Settled lines; `now` is the number of the line that each old line has become part of."""

    lines: tuple[ReturnedParagraph, ...]
    now: Mapping[int, int]


def _changes(lines: Sequence[ReturnedParagraph]) -> Iterator[Revision]:
    for line in lines:
        yield from line.row
        yield from line.formatted
        for atom in line.atoms:
            yield from atom.revisions
        yield from line.mark


def _settled(lines: Sequence[ReturnedParagraph], accept: Accept) -> _Text:
    """Settle the lines of a story; a line that is held back waits for the one after it."""
    made: list[ReturnedParagraph] = []
    now: dict[int, int] = {}
    waiting: list[int] = []
    embedded: ReturnedParagraph | None = None
    kept = [each for each in lines if not _gone(each.row, accept)]
    for at, line in enumerate(kept):
        current = _line(line, accept)
        if embedded:
            current = _join(embedded, current)
        embedded = None
        waiting.append(line.number)
        after = kept[at + 1] if at + 1 < len(kept) else None
        if _gone(line.mark, accept):
            if after and place(after) == place(line):
                embedded = current
                continue
            if not current.atoms and not _is_last(line, after):
                continue
        made.append(current)
        now |= dict.fromkeys(waiting, current.number)
        waiting = []
    _point_on(lines, now)
    return _Text(tuple(closed_up(made, lines, kept)), now)


def _line(line: ReturnedParagraph, accept: Accept) -> ReturnedParagraph:
    """Return a line with its own changes settled, its end left alone."""
    atoms = joined(each for atom in line.atoms for each in _atom(atom, accept))
    if line.before and not all(map(accept, line.formatted)):
        line = replace(line, shape=line.before, style=line.style_before)
    bare = replace(line, mark=(), row=(), formatted=(), before=None, style_before="")
    return replace(bare, atoms=atoms)


def _atom(atom: Atom, accept: Accept) -> Iterator[Atom]:
    if _gone(atom.revisions, accept):
        return
    changed = [each for each in atom.revisions if each.did == "format"]
    bold, italic = atom.bold, atom.italic
    if atom.before and not all(map(accept, changed)):
        bold, italic = atom.before
    yield replace(atom, bold=bold, italic=italic, revisions=(), before=None)


def _gone(changes: Sequence[Revision], accept: Accept) -> bool:
    """Whether what bears these changes is gone: it was taken out, or not put in after all."""
    return any(
        accept(each) if each.did in ("delete", "move-from") else not accept(each)
        for each in changes
        if each.did != "format"
    )


def _join(first: ReturnedParagraph, second: ReturnedParagraph) -> ReturnedParagraph:
    """Return two paragraphs as one, of the second's kind where anything is left of it."""
    atoms = joined((*first.atoms, *second.atoms))
    if not first.atoms:
        return second
    marks = tuple(dict.fromkeys((*first.bookmarks, *second.bookmarks)))
    if not second.atoms:
        return replace(first, number=second.number)
    return replace(second, atoms=atoms, bookmarks=marks)


def _is_last(line: ReturnedParagraph, after: ReturnedParagraph | None) -> bool:
    """Whether a line is the last one of a cell or of the story, which Word never takes away."""
    return line.shape.table >= 0 or after is None


def _point_on(lines: Sequence[ReturnedParagraph], now: dict[int, int]) -> None:
    """Let lines that are gone stand for the next one that stayed, or the last."""
    following = max(now.values(), default=0)
    for line in reversed(lines):
        following = now.setdefault(line.number, following)


def _called(lines: Sequence[ReturnedParagraph]) -> set[str]:
    atoms = (atom.content for line in lines for atom in line.atoms)
    return {_NOTE.format(each) for each in atoms if isinstance(each, Call)}


def _moved(remark: Remark, text: _Text, notes: Mapping[str, _Text]) -> Remark:
    """Return a comment with its place as it is now; one in a note that is gone has none."""
    if remark.note and remark.note not in notes:
        return replace(remark, note="", line=0)
    now = (notes[remark.note] if remark.note else text).now
    return replace(remark, line=now.get(remark.line, 0))
