"""What the merge of a block, or of a note, needs besides its paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dossier.interchange.pull.matched_paragraphs import Tokenizer
from dossier.interchange.pull.results import Change, Conflict, Edit, Missing, Proposal
from dossier.interchange.pull.tokens import Enclosure, Token
from dossier.model.flat_paragraphs import FlatParagraph


class MergePolicy(Protocol):
    """Decides what is no matter of a paragraph's words."""

    @property
    def plain(self) -> bool:
        """Whether the file has lost all formats, so that none was taken off a word."""

    def typed_over(self, unit: Token, old: str, new: str) -> None:
        """Somebody typed `new` over `old`, of which `unit` is printed by the program."""

    def emptied(self, words: str) -> None:
        """Somebody deleted `words` of a phrase that says something else to other readers."""

    def keeps(self, unit: Token) -> bool:
        """Whether a unit stays in its block though it is missing in the file."""

    def missing(self, units: Sequence[Token]) -> None:
        """Units are missing in the file, and stay."""

    def joined(self, before: str, after: str) -> None:
        """Two paragraphs are one in the file, and stay two; these words meet there."""

    def conflict(self, exported: str, source: str, returned: str) -> None:
        """The source and the file that came back say different things in one place."""

    def unchanged(self, exported: Token, returned: Token) -> bool:
        """Whether the text of a note came back as it was."""

    def note(self, exported: Token, source: Token, returned: Token) -> Token:
        """Return the call of a note with the edits of its text."""

    def unheld_notes(self, exported: Sequence[Token], returned: Sequence[Token]) -> None:
        """Somebody may have changed notes of a paragraph that the source does not hold."""

    def bound(self, returned: Token) -> tuple[Enclosure, ...]:
        """Return the phrase that a word must stand in wherever it is put, if any."""

    def called(self, returned: Token) -> tuple[Token, ...]:
        """Return what a call stands for that was put in, perhaps after it was cut elsewhere."""


@dataclass(frozen=True)
class MergeContext:
    """How the paragraphs of a block, or of its note `note`, are read, and where edits are told.

    `exported` gives a paragraph's tokens as they were exported, `source` as they are typed now;
    `policy` decides what is no matter of words, for a paragraph of the export (by its id) in one
    of the Word file (by its number). `depth` gives the level at which a heading prints. `flats` are
    all paragraphs that were exported, by id. `called` is the name of the note in the Word file,
    `line` the paragraph of the file that calls it, and `missing` says what becomes of words that
    the file lacks. `stands` says of a new paragraph whether its words are such as these. `held` are
    exported paragraphs that stay in their blocks, though one of another block took them in.
    """

    block: str
    exported: Tokenizer
    source: Tokenizer
    policy: Callable[[str, int], MergePolicy]
    tell: Callable[[Edit | Proposal | Conflict], None]
    depth: Callable[[FlatParagraph], int] = lambda flat: flat.level
    note: str = ""
    called: str = ""
    line: int = 0
    flats: Mapping[str, FlatParagraph] = field(default_factory=dict)
    missing: Missing = "deleted"
    stands: Callable[[Sequence[Token]], bool] = lambda _: False
    held: frozenset[str] = frozenset()

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
            line=self.place(line),
            note=self.note,
            called=self.called,
        )

    def propose(self, id_: str, old: str, new: str, why: str, hint: str, line: int = 0) -> None:
        """Tell of a change of one paragraph that is not taken, and why."""
        place = self.place(line), self.called
        self.tell(Proposal(self.block, id_, old, new, why, hint, *place))

    def place(self, line: int) -> int:
        """Return the paragraph of the text where something is found in the paragraph `line`."""
        return self.line if self.called else line
