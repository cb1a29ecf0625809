"""Whether a block was changed since the export: whether it shows something else than it did.

What the program prints counts as that which asks for it, and not by its words. A note that the
program makes of a citation may become one with an author's note beside it; then only the author's
words count in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.matched_paragraphs import keys
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import (
    CITATION_KEY,
    HIDDEN_KEY,
    PRINTED_KEY,
    Key,
    KeyKind,
    Token,
)
from dossier.model.document import Block, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten

_CALLS = (KeyKind.NOTE, KeyKind.CITATION)
_JOINTS = (PRINTED_KEY, Key(KeyKind.WORD, "."), Key(KeyKind.WORD, ";"))
"""What comes into an author's note with a citation: what it prints, and the signs beside it."""


def changed_since(base: Base, block: Block) -> bool:
    """Whether a block, or a note of it, shows something else than what was exported.

    Words for other readers do not show. A block that was exported in part counts as changed.
    """
    return not _alike(base, base.flats.get(block.id, ()), flatten(block.content))


def _alike(
    base: Base,
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    note: Note | None = None,
) -> bool:
    """Whether paragraphs show the same, and their notes; `note` is the one that they are of."""
    then = [base.tokens(flat) for flat in exported]
    called = base.edition.language.note_call
    now = [source_tokens(flat.content, base.view, note is not None, called) for flat in source]
    before = [_counted(keys(row), note) for row in then]
    after = [_counted(_source(row), note) for row in now]
    if [each for each in before if each] != [each for each in after if each]:
        return False
    notes = [each for row in then for token in row if not token.origin for each in _notes(token)]
    own = [each for row in now for token in row for each in _notes(token)]
    return len(notes) == len(own) and all(
        _alike(base, flatten(one.content), flatten(two.content), one)
        for one, two in zip(notes, own, strict=True)
    )


def _source(row: Sequence[Token]) -> Iterator[Key]:
    """Yield what shows; calls that stand together are one token, whose notes are calls again."""
    for token in row:
        notes = _notes(token) if token.calls_note else ()
        if notes:
            yield from (Key(KeyKind.NOTE, each.id.partition("/")[2]) for each in notes)
        elif token.key != HIDDEN_KEY and not token.is_space:
            yield token.key


def _counted(row: Iterable[Key], note: Note | None) -> tuple[Key, ...]:
    """Return what counts of a paragraph, where the notes of citations may have joined others."""
    found: list[Key] = []
    for calls, group in groupby(row, lambda key: key.kind in _CALLS):
        own = [each for each in group if not calls or each != CITATION_KEY]
        found += own or [CITATION_KEY]
    joined = note is not None and note.origin
    return tuple(each for each in found if not (joined and each in _JOINTS))


def _notes(token: Token) -> tuple[Note, ...]:
    return tuple(each for each in token.nodes if isinstance(each, Note))
