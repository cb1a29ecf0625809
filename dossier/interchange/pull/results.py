"""What a pull found: edits, proposals, conflicts, the questions that it has, the blocks anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol, TypeAlias

from dossier.interchange.pull.tokens import Token
from dossier.model.document import Nodes
from dossier.model.frozen import frozen

MADE = ("the program makes this paragraph", "change what it is made from")
"""Why an edit of what another block or a registry gave is not taken, and what to do."""

PHRASE = (
    "it says something else to other readers",
    "delete it in the block, if the others are not to read it either",
)
"""Why words that stand in a phrase are not deleted, and what to do."""

CELL = (
    "another cell of its row or column stays",
    "delete the row or column in the block, if it is to go; else settle this",
)
"""Why the words of a cell are not deleted where other cells stay, and what to do."""

MISSING = (
    "it is missing in the file, which has lost its marks",
    "delete it in the block, if it is to go; else settle this",
)
"""Why words are not deleted that a file without marks does not have, and what to do."""

JOINED = (
    "the two are one paragraph in the file, which has lost its marks",
    "join them in the block, if they are to be one; else settle this",
)
"""Why two paragraphs stay two that a file without marks has as one, and what to do."""

STANDS = (
    "its words stand in the block already, where the file, which has lost its marks, lacks them",
    "move them in the block, if they are to stand elsewhere; else settle this",
)
"""Why a paragraph of a file without marks is not put in, and what to do."""

Missing: TypeAlias = Literal["deleted", "proposed"]
"""What becomes of words that a file no longer has: deleted in the blocks, or a proposal."""

Deletions: TypeAlias = Literal["ask", "review", "accept"]
"""What becomes of what a file lacks: deleted where it is little and the file has its marks,
always a proposal, or always deleted."""

Change: TypeAlias = Literal["changed", "added", "deleted", "moved", "reshaped"]


@frozen
class Edit:
    """What became of one paragraph: its words before and after.

    `block` is the block whose file it changes, `line` the paragraph of the Word file. Of the text
    of a note, `note` is its id in the source, `called` its name in the file, such as "footnote:3",
    and `line` the paragraph that calls it.
    """

    block: str
    flat: str
    change: Change
    old: tuple[Token, ...]
    new: tuple[Token, ...]
    line: int = 0
    note: str = ""
    called: str = ""


@frozen
class Proposal:
    """A change that was not taken into the text, and why.

    `called` is the note of the file that was changed, such as "footnote:3".
    """

    block: str
    flat: str
    old: str
    new: str
    why: str
    hint: str
    line: int = 0
    called: str = ""


class PlaceOfEdit(Protocol):
    """What was edited, as an edit or a paragraph says it: see `Proposal`."""

    @property
    def block(self) -> str: ...
    @property
    def flat(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def called(self) -> str: ...


def proposal_at(place: PlaceOfEdit, old: str, new: str, reason: tuple[str, str]) -> Proposal:
    """Return the proposal of a change at a place; `reason` says why, and what to do."""
    why, hint = reason
    return Proposal(
        block=place.block,
        flat=place.flat,
        old=old,
        new=new,
        why=why,
        hint=hint,
        line=place.line,
        called=place.called,
    )


@frozen
class Conflict:
    """A place where the file and the source, changed since the export, say different things.

    `called` is the note of the file where they do, such as "footnote:3".
    """

    block: str
    flat: str
    exported: str
    source: str
    came: str
    line: int = 0
    called: str = ""


@frozen
class Question:
    """Something that was guessed, with how sure it is, from 0 to 1."""

    message: str
    hint: str
    line: int = 0
    sure: float = 0.0


@frozen
class Added:
    """A new recommendation: its text, and the block that it stands `after` or `before`.

    Its notes have ids without a block, such as "/note-1".
    """

    content: Nodes
    neighbour: str
    before: bool
    line: int


@frozen
class Pulled:
    """What a file that came back makes of the blocks.

    `wanted` are the new nodes of each block that changes; none where all of it was deleted.
    `places` gives block and paragraph of each paragraph of the file, by its number; `came` are the
    exported paragraphs that the file has.
    """

    wanted: Mapping[str, Nodes]
    added: tuple[Added, ...]
    found: tuple[Edit | Proposal | Conflict, ...]
    questions: tuple[Question, ...]
    places: Mapping[int, tuple[str, str]]
    linked: int
    guessed: int
    came: frozenset[str] = frozenset()
