"""Say of a change that is left where it belongs, so that it can be taken into the text later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from dossier.interchange.changes.change_parts import Part, tokens_of
from dossier.interchange.pull.left_words import end_of
from dossier.interchange.pull.tokens import Token, shown
from dossier.interchange.review.take_proposal import fits
from dossier.model.comments import ReviewNote
from dossier.model.document import Block, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.walk import below

_CONTEXT = (3, 8, 1000)
"""So many words before a change, or after it, say where it belongs; the fewest that suffice."""


def with_place(
    block: Block, note: ReviewNote, parts: Sequence[Part], above: Sequence[FlatParagraph] = ()
) -> ReviewNote:
    """Return the note that keeps a change of a block, with words around it if it needs some.

    A new paragraph quotes the end of the one before it, and of those `above` that are new, too.
    What can be taken in no way stays as it is.
    """
    first = parts[0]
    if len(parts) > 1 or note.kind != "proposal":
        return note
    if first.whole:
        return note if note.old.strip() else _behind(block, note, first, above)
    said = (
        replace(
            note, quoted=lead + note.old, old=lead + note.old + tail, new=lead + note.new + tail
        )
        for lead, tail in _contexts(block, first)
    )
    tried = [each for each in said if each.old.strip()]
    return next((each for each in tried if fits(block, each)), [*tried, note][0])


def _behind(
    block: Block, note: ReviewNote, part: Part, above: Sequence[FlatParagraph]
) -> ReviewNote:
    row = flatten(block.content)
    if part.note or not part.first or not all(map(_is_plain, part.paragraphs)):
        return note
    before = row[min(part.first, len(row)) - 1]
    ends = [_end(each, part) for each in (before, *above)]
    return replace(note, paragraph=before.id, quoted=" ¶ ".join(each for each in ends if each))


def _is_plain(flat: FlatParagraph) -> bool:
    """Whether a paragraph is no heading, item, quotation or cell."""
    return flat.sort == "paragraph" and not flat.path


def _end(flat: FlatParagraph, part: Part) -> str:
    row = [each for each in tokens_of(flat, part.view) if each.is_word]
    return end_of(shown(row))


def _contexts(block: Block, part: Part) -> Iterator[tuple[str, str]]:
    """Yield words before and after a change, as few as may say where it stands, then more."""
    row = tokens_of(_changed(block, part), part.view, part.note)
    lead = [*_typed(row[: part.start][::-1])][::-1]
    tail = [*_typed(row[part.end :])]
    if part.start < part.end:
        yield "", ""
    for most in _CONTEXT:
        yield shown(_last(lead, most)), ""
    for most in _CONTEXT:
        yield shown(_last(lead, most)), shown(_last(tail[::-1], most)[::-1])


def _changed(block: Block, part: Part) -> FlatParagraph:
    """Return the paragraph, of the block or of its note, in which words change."""
    inner = (each for node in block.content for each in below(node) if isinstance(each, Note))
    content = next((each.content for each in inner if each.id == part.note), block.content)
    row = flatten(content if part.note else block.content)
    return row[min(part.first, len(row) - 1)]


def _typed(row: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens as far as an author typed them."""
    return takewhile(lambda each: each.is_word, row)


def _last(row: Sequence[Token], most: int) -> Sequence[Token]:
    """Return the last tokens of a row with so many words in them."""
    begin, count = len(row), 0
    while begin and count < most:
        begin -= 1
        count += row[begin].text[:1].isalnum()
    return row[begin:]
