"""The notes of a draft in its blocks: their old numbers as labels, and none without a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from dossier.model.diagnostics import Finding
from dossier.model.document import (
    Block,
    Cell,
    Heading,
    Inline,
    Nodes,
    Note,
    NoteAgain,
    Paragraph,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.numbering import mark_of
from dossier.model.walk import PartT, below, everything, plain, rebuilt

MISSING = "[The text of this note was not in the file.]"
"""Stands in a note that the draft calls and whose text it does not hold."""

REFERRED = "ref-"
"""Begins the ids of paragraphs that a reference leads to, which are kept."""

_TYPED = re.compile(r"note-(\d+)")


@frozen
class OldNote:
    """A note as the draft has it: its number there, its words, the line of its call, its label.

    One with a mark of its own, such as a star, has that for a label and takes no number.
    """

    number: int
    words: str
    line: int
    label: str = ""


def old_notes(blocks: Sequence[Block]) -> Mapping[str, OldNote]:
    """Return the notes that `blocks` call, by their ids in the draft.

    A number that was typed is kept, else they are counted in the order of their first calls.
    """
    found: dict[str, OldNote] = {}
    count = 0
    for block in blocks:
        for part in everything(block):
            if isinstance(part, Note) and part.id not in found:
                typed = _TYPED.fullmatch(part.id)
                count += not mark_of(part.id)
                number = int(typed[1]) if typed else count
                mark = mark_of(part.id)
                label = mark or str(number)
                found[part.id] = OldNote(number, words_of(part.content), part.line, label)
    return found


def words_of(nodes: Nodes) -> str:
    """Return the words of a note's paragraphs, cells and headings, on one line."""
    contents = (
        plain(part.content)
        for node in nodes
        for part in below(node)
        if isinstance(part, Paragraph | Heading | Cell)
    )
    return " ".join(" ".join(contents).split())


@dataclass
class Labels:
    """Gives the notes of one block after the other their labels; `findings` fill on the way."""

    file: str
    old: Mapping[str, OldNote]
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, Nodes] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        """Return `block` with its notes named after their numbers in the draft.

        A note that another block has called before stands here a second time with its text,
        since a block must be able to stand alone.
        """
        here: set[str] = set()

        def change(inline: Inline) -> Inline:
            match inline:
                case Note():
                    here.add(inline.id)
                    self.texts[inline.id] = self.text(inline)
                    self.homes[inline.id] = self.name(block, inline.id)
                    return self.note(block, inline.id, inline.line)
                case NoteAgain() if inline.id in here:
                    return NoteAgain(self.name(block, inline.id), inline.line)
                case NoteAgain() if inline.id in self.texts:
                    here.add(inline.id)
                    self.tell(inline)
                    return self.note(block, inline.id, inline.line)
                case NoteAgain():
                    return Text("")
            return inline

        content = tuple(rebuilt(node, change) for node in block.content)
        return replace(block, content=content)

    def text(self, note: Note) -> Nodes:
        if not note.content and not _TYPED.fullmatch(note.id):  # of those that is told already
            label = self.old[note.id].label
            message = f"the note {label} holds no words; it says that its text was missing"
            hint = "write what it should say, or delete its call"
            rule = Fault.MISSING_NOTES
            told = Finding(self.file, note.line, rule, message, hint, severity="warning")
            self.findings.append(told)
        return note.content or (Paragraph((Text(MISSING),), "", note.line),)

    def note(self, block: Block, id_: str, line: int) -> Note:
        return Note(self.name(block, id_), self.texts[id_], line)

    def name(self, block: Block, id_: str) -> str:
        """Return the id of a note; of several with one mark in a block all but one get a suffix."""
        first = f"{block.id}/{self.old[id_].label}"
        again = (f"{first}-{times}" for times in itertools.count(2))
        names = itertools.chain([first], again)
        return next(name for name in names if self.given.setdefault(name, id_) == id_)

    def tell(self, again: NoteAgain) -> None:
        number = self.old[again.id].number
        message = f"the note {number} is called again in another block; its text stands there too"
        hint = "later notes have higher numbers than in the draft"
        self.findings.append(
            Finding(self.file, again.line, Fault.NOTE_TWICE, message, hint, severity="warning")
        )


def numbered(block: Block) -> Block:
    """Return `block` with the ids that its reader would give its paragraphs, headings and cells."""
    counter = _Counter(block.id)
    return replace(block, content=tuple(counter.part(node) for node in block.content))


@dataclass
class _Counter:
    block: str
    count: int = 0

    def part(self, part: PartT) -> PartT:
        made: Any = part
        if isinstance(part, Paragraph | Heading | Cell):
            self.count += 1
            named = part.id.startswith(REFERRED)
            made = part if named else replace(part, id=f"{self.block}.{self.count}")
        for name in ("head", "rows", "cells", "items", "content"):
            held = getattr(made, name, None)
            if isinstance(held, tuple):
                made = replace(made, **{name: tuple(self.part(each) for each in held)})
            elif held is not None:
                made = replace(made, **{name: self.part(held)})
        return cast(PartT, made)
