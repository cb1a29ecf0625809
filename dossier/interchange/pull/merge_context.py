"""What the merge of a block, or of a note, needs besides its paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.interchange.pull.matched_paragraphs import Tokenizer
from dossier.interchange.pull.results import Change, Conflict, Edit, Proposal
from dossier.interchange.pull.three_way_merge import MergePolicy
from dossier.interchange.pull.tokens import Token
from dossier.model.flat_paragraphs import FlatParagraph


@dataclass(frozen=True)
class MergeContext:
    """How the paragraphs of a block, or of its note `note`, are read, and where edits are told.

    `exported` gives a paragraph's tokens as they were exported, `source` as they are typed now;
    `policy` decides what is no matter of words, for a paragraph of the export (by its id) in one
    of the Word file (by its number). `depth` gives the level at which a heading prints. `flats` are
    all paragraphs that were exported, by id.
    """

    block: str
    exported: Tokenizer
    source: Tokenizer
    policy: Callable[[str, int], MergePolicy]
    tell: Callable[[Edit | Proposal | Conflict], None]
    depth: Callable[[FlatParagraph], int] = lambda flat: flat.level
    note: str = ""
    flats: Mapping[str, FlatParagraph] = field(default_factory=dict)

    def edit(
        self, change: Change, id_: str, old: Sequence[Token], new: Sequence[Token], line: int = 0
    ) -> Edit:
        """Return an edit of one paragraph of this block or note."""
        return Edit(
            block=self.block,
            flat=id_,
            change=change,
            old=tuple(old),
            new=tuple(new),
            line=line,
            note=self.note,
        )
