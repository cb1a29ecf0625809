"""What changed, counted by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from dossier.interchange.redline.web_page_content import (
    Body,
    Grid,
    PageBlock,
    PageNote,
    PageParagraph,
    Span,
)
from dossier.model.frozen import frozen

_CAME_OR_WENT = ("ins", "del")


@frozen
class Change:
    """What changed in one block; words are counted in its notes as well.

    `words_old` and `words_new` are all its words before and after. Words that moved with their
    paragraph are neither added nor removed. `looks` are stretches and paragraphs whose formatting
    changed, `signs` stretches without words that came or went, `drawings` pictures, text boxes and
    equations that did. The id is "" for what stands between blocks.
    """

    id: str
    title: str
    status: str
    words_old: int = 0
    words_new: int = 0
    words_added: int = 0
    words_removed: int = 0
    paragraphs_added: int = 0
    paragraphs_removed: int = 0
    paragraphs_moved: int = 0
    notes_added: int = 0
    notes_removed: int = 0
    notes_changed: int = 0
    looks: int = 0
    signs: int = 0
    drawings: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything changed at all."""
        counts = (getattr(self, each.name) for each in fields(self)[5:])
        return bool(self.status or any(counts))

    def __str__(self) -> str:
        return ", ".join(_said(self)) or "unchanged"


def summary(parts: Sequence[PageBlock]) -> tuple[Change, ...]:
    """Return what changed in each part; what stands between blocks is counted as one, last."""
    blocks = [_change(each) for each in parts if each.id]
    loose = [_change(each) for each in parts if not each.id and not each.title]
    heads = [_change(each) for each in parts if not each.id and each.title]
    return (*blocks, *([_sum(loose)] if loose else []), *heads)


def total(changes: Iterable[Change]) -> Change:
    """Return the sum of all changes."""
    return _sum([*changes])


def _sum(changes: Sequence[Change]) -> Change:
    names = [each.name for each in fields(Change)[3:]]
    return Change("", "", "", *(sum(getattr(each, name) for each in changes) for name in names))


def _change(part: PageBlock) -> Change:
    lines = [*_lines(part.body)]
    noted = [line for note in part.notes for line in _lines(note.lines)]
    spans = [each for line in (*lines, *noted) for each in line.spans if not each.note]
    status = {"ins": "added", "del": "removed"}.get(part.status, "")
    return Change(
        id=part.id,
        title=part.title,
        status=status,
        words_old=_words(spans, ("", "del", "moveFrom")),
        words_new=_words(spans, ("", "ins", "moveTo")),
        words_added=_words(spans, ("ins",)),
        words_removed=_words(spans, ("del",)),
        paragraphs_added=sum(each.end == "ins" for each in lines),
        paragraphs_removed=sum(each.end == "del" for each in lines),
        paragraphs_moved=sum(each.came_here for each in lines),
        notes_added=sum(each.status == "ins" for each in part.notes),
        notes_removed=sum(each.status == "del" for each in part.notes),
        notes_changed=sum(not each.status and _touched(each) for each in part.notes),
        looks=sum(e.changed for e in spans)
        + sum(e.changed for e in (*lines, *noted))
        + part.looks
        + _looks(part.body),
        signs=sum(bool(e.status in _CAME_OR_WENT and _only_signs(e)) for e in spans),
        drawings=sum(bool(e.status in _CAME_OR_WENT and e.drawn) for e in spans),
    )


def _words(spans: Iterable[Span], statuses: tuple[str, ...]) -> int:
    return sum(each.words for each in spans if each.status in statuses)


def _looks(body: Body) -> int:
    """Return how often the formatting of tables changed."""
    tables = [each for each in body if isinstance(each, Grid)]
    inside = (_looks(cell) for each in tables for row in each.rows for cell in row.cells)
    return sum(each.looks for each in tables) + sum(inside)


def _only_signs(span: Span) -> bool:
    return not span.words and not span.drawn and bool(span.text.strip())


def _touched(note: PageNote) -> bool:
    return any(each.touched for each in note.lines)


def _lines(body: Body) -> Iterator[PageParagraph]:
    for each in body:
        if isinstance(each, Grid):
            for row in each.rows:
                for cell in row.cells:
                    yield from _lines(cell)
        else:
            yield each


def _said(change: Change) -> Iterator[str]:
    """Yield what changed, in words."""
    if change.status:
        yield f"block {change.status}"
    if change.words_added or change.words_removed:
        yield f"words +{change.words_added} −{change.words_removed}"
    counts = (
        ("paragraph", "added", change.paragraphs_added),
        ("paragraph", "removed", change.paragraphs_removed),
        ("paragraph", "moved", change.paragraphs_moved),
        ("note", "added", change.notes_added),
        ("note", "removed", change.notes_removed),
        ("note", "changed", change.notes_changed),
        ("change", "of formatting", change.looks),
        ("change", "of signs", change.signs),
        ("change", "of pictures, text boxes and equations", change.drawings),
    )
    for noun, did, number in counts:
        if number:
            yield f"{number} {noun}{'s' * (number != 1)} {did}"
