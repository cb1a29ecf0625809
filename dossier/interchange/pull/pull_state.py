"""The state of a pull: what is known of the file and the blocks, and what was found so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dossier.interchange.pull.current_document import CurrentDocument, Request
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import (
    Conflict,
    Edit,
    Missing,
    Proposal,
    Question,
    proposal_at,
)
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import Enclosure
from dossier.model.document import Block, Note, Phrase
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.frozen import frozen
from dossier.model.walk import everything


@dataclass
class PullState:
    """What is known while a file is pulled, and what was found so far.

    `blocks` are the source's by id, `notes` the exported note of each note in the file. `current`
    gives the document as it is made now, `matched` the source's paragraph of each exported one.
    `missing` says what becomes of words that the file no longer has; `plain` that it has lost all
    formats.
    """

    base: Base
    blocks: Mapping[str, Block]
    notes: Mapping[str, str]
    current: Callable[[], CurrentDocument | None] = lambda: None
    matched: Mapping[str, FlatParagraph] = field(default_factory=dict)
    missing: Missing = "deleted"
    plain: bool = False
    found: list[Edit | Proposal | Conflict] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    named: dict[str, set[str]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)

    @cached_property
    def private(self) -> dict[str, Enclosure]:
        """The words that stand in the source nowhere but in phrases, each with its conditions.

        What stands where a phrase may not, its `otherwise`, is for all other readers: it is free.
        """
        found: dict[str, Enclosure] = {}
        free: set[str] = set()
        contents = (flat.content for each in self.blocks.values() for flat in flatten(each.content))
        for token in (t for each in contents for t in source_tokens(each, self.base.view)):
            wraps = (each.wrap for each in token.enclosures)
            phrases = [each for each in wraps if isinstance(each, Phrase) and not each.content]
            if not phrases:
                free.add(token.text)
            elif token.text[:1].isalnum():
                kept = replace(phrases[0], content=(), otherwise=())
                found.setdefault(token.text, Enclosure(kept, -len(found) - 1))
        return {word: each for word, each in found.items() if word not in free}

    def place(self, request: Request | None) -> str:
        """Return where an entry stands that is asked for, such as `facts.yaml:12`, or ""."""
        current = self.current() if request else None
        return current.place(request) if current and request else ""

    def labels(self, block: str) -> set[str]:
        """Return the labels of notes that are taken in a block."""
        if block not in self.named:
            parts = everything(self.blocks[block]) if block in self.blocks else ()
            self.named[block] = {e.id.partition("/")[2] for e in parts if isinstance(e, Note)}
        return self.named[block]

    def note(self, id_: str) -> Note | None:
        """Return a note of the source by its id."""
        block = self.blocks.get(id_.partition("/")[0])
        every = everything(block) if block else ()
        return next((e for e in every if isinstance(e, Note) and e.id == id_), None)


@frozen
class ParagraphPlace:
    """A paragraph whose edits are decided.

    `flat` is its id in the export, `line` its place in the Word file. `called` is the note of the
    file whose text it is, and `line` the place of its call.
    """

    state: PullState
    block: str
    flat: str
    line: int
    called: str = ""

    def propose(self, old: str, new: str, why: str, hint: str) -> None:
        """Tell of a change that is not taken into the text, and why."""
        found = proposal_at(self, old, new, (why, hint))
        if self.state.found[-1:] != [found]:  # a note may be met with its words and by itself
            self.state.found.append(found)
