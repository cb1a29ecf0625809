"""Turn the notes of an imported dossier into citations where they print the same words.

All notes that were understood become citations; then the document is made in memory, and those
that print other words than the draft become plain notes again, until none is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dossier.interchange.importer.duplicate_sources import same_source
from dossier.interchange.importer.ids import Names
from dossier.interchange.importer.lost_words import said
from dossier.interchange.importer.notes import MISSING, OldNote, numbered
from dossier.interchange.importer.source_recognition import Candidate, candidates, key_of
from dossier.model.document import (
    Block,
    Citation,
    Cite,
    Inline,
    Inlines,
    Link,
    Node,
    Note,
    NoteAgain,
    Paragraph,
    Reference,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.numbering import mark_of
from dossier.model.walk import below, changed, everything, plain, rebuilt
from dossier.model.walk import blocks as all_blocks
from dossier.readers.blocks.citation_syntax import pieces

NO_TEXT = "its text was not in the file"
NO_SOURCE = "stays as typed; no source found"
"""What is said of notes of which nothing else is to be said."""

ROUNDS = 12
"""How often the document is made at most, until all citations print as the draft has them."""


@frozen
class Cited:
    """What became of the notes: the blocks, the sources by their keys, and a word on each note."""

    blocks: tuple[Block, ...]
    sources: Mapping[str, Candidate]
    told: tuple[tuple[int, str], ...]


@frozen
class _Understood:
    """A note that is understood: its citation, and the sources it cites."""

    citation: Citation
    keys: tuple[str, ...]


NoteCall = Literal["after the stop", "before the stop"]

Make = Callable[[Sequence[Block], Mapping[str, Candidate]], Edition | None]
"""Makes the document of blocks and sources in memory; None where something is wrong with it."""


def cited(
    blocks: Sequence[Block],
    old: Mapping[str, OldNote],
    taken: Sequence[str],
    make: Make,
    said: Mapping[int, bool],
    side: NoteCall,
) -> Cited:
    """Return `blocks` with citations for the notes that print the same; `taken` are keys in use.

    `said` are numbers of notes that somebody wants cited if they can be, or as they are typed;
    `side` is where the language of the draft calls notes.
    """
    notes = [part for block in blocks for part in everything(block) if isinstance(part, Note)]
    reader = _Reader(taken)
    named = {
        part.target for block in blocks for part in everything(block) if isinstance(part, Reference)
    }
    read = {each.id: reader.read(each) for each in notes}
    numbers = {each.label: each.number for each in old.values()}
    named |= {e.id for e in notes if not said.get(numbers.get(_label(e), 0), True)}
    understood = {id_: found for id_, found in read.items() if found and id_ not in named}
    tried = dict(understood)
    made: tuple[Block, ...] = tuple(blocks)
    for _ in range(ROUNDS):
        if not tried:
            made = tuple(blocks)
            break
        made = tuple(numbered(_with(block, tried, side)) for block in blocks)
        edition = make(made, reader.sources)
        wrong = set(tried) if edition is None else _differing(notes, edition) & set(tried)
        if not wrong:
            break
        tried = {id_: each for id_, each in tried.items() if id_ not in wrong}
    else:
        made, tried = tuple(blocks), {}
    counted = (each for each in notes if not mark_of(each.id))
    told = tuple(_told(each, numbers, reader.registered, tried) for each in counted)
    return Cited(made, reader.sources, told)


def _told(
    note: Note,
    numbers: Mapping[str, int],
    registered: Mapping[str, tuple[str, ...]],
    tried: Mapping[str, _Understood],
) -> tuple[int, str]:
    number = numbers[_label(note)]
    if note.id in tried:
        return number, f"cites {', '.join(tried[note.id].keys)}"
    if registered[note.id]:
        return number, f"stays as typed; registered: {', '.join(registered[note.id])}"
    if words_in(note) == MISSING:
        return number, NO_TEXT
    return number, NO_SOURCE


def _label(note: Note) -> str:
    return note.id.rpartition("/")[2]


def words_in(note: Note) -> str:
    """Return the words of a note of one paragraph, "" for any other."""
    only = note.content[0] if len(note.content) == 1 else None
    return plain(only.content) if isinstance(only, Paragraph) else ""


@dataclass
class _Reader:
    """Reads notes in their order; knows the source of each note before."""

    taken: Sequence[str]
    sources: dict[str, Candidate] = field(default_factory=dict)
    of_note: dict[int, tuple[str, ...]] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    registered: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names()
        self.names.taken |= set(self.taken)

    def read(self, note: Note) -> _Understood | None:
        text = words_in(note)
        every = candidates(text) if text and text != MISSING else ()
        found = [each for each in every if each]
        keys = [self.key(each) for each in found]
        own = tuple(k for k, each in zip(keys, found, strict=True) if k and each.again is None)
        self.registered[note.id] = tuple(dict.fromkeys(own))
        known = tuple(each for each in keys if each)
        number = note.id.rpartition("/")[2]
        self.last = known if len(known) == len(every) else ()
        if number.isdecimal():
            self.of_note[int(number)] = self.last
        if not self.last or _keeps_links(note):
            return None
        cites = tuple(_cite(key, each) for key, each in zip(known, found, strict=True))
        return _Understood(Citation(cites), known)

    def key(self, candidate: Candidate) -> str:
        if candidate.again is not None:
            keys = self.of_note.get(candidate.again, ()) if candidate.again else self.last
            return keys[0] if len(keys) == 1 else ""
        bare = replace(candidate, place="", before="")
        same = next((key for key, each in self.sources.items() if same_source(each, bare)), "")
        key = same or self.names.new(key_of(bare))
        self.sources.setdefault(key, bare)
        return key


def _cite(key: str, candidate: Candidate) -> Cite:
    found = pieces(f"@{{{key}}}, {candidate.place}" if candidate.place else f"@{{{key}}}")
    before: Inlines = (Text(candidate.before),) if candidate.before else ()
    after: Inlines = (Text(found[0].after),) if found[0].after else ()
    return Cite(key, found[0].places, before, after)


def _keeps_links(note: Note) -> bool:
    """Whether a note has a link whose words are not its address, which no citation would keep."""
    links = [part for node in note.content for part in below(node) if isinstance(part, Link)]
    return any(plain(each.content).strip("<>") != each.address for each in links)


def _with(block: Block, understood: Mapping[str, _Understood], side: NoteCall) -> Block:
    """Return `block` with citations for the notes in it that are understood."""
    again = {part.id for part in everything(block) if isinstance(part, NoteAgain)}

    def run(content: Inlines) -> Inlines:
        return tuple(
            understood[each.id].citation
            if isinstance(each, Note)
            and each.id in understood
            and each.id not in again
            and not mark_of(each.id)
            and _free(content, at, side)
            else each
            for at, each in enumerate(content)
        )

    def inside(inline: Inline) -> Inline:
        if isinstance(inline, Note) and inline.id in understood:
            first = inline.content[0]
            line = first.line if isinstance(first, Paragraph) else inline.line
            id_ = first.id if isinstance(first, Paragraph) else ""
            text = (understood[inline.id].citation, Text("."))
            return replace(inline, content=(Paragraph(text, id_, line),))
        return inline

    nodes = (changed(node, run) for node in block.content)
    content: tuple[Node, ...] = tuple(rebuilt(node, inside) for node in nodes)
    return replace(block, content=content)


_STOPPED = re.compile(r"[.,;:،؛，。；：、]$")
"""A stop before which a citation's note would be called."""


def _free(content: Inlines, at: int, side: NoteCall) -> bool:
    """Whether a citation can stand for a note here, and its note will be called where this is."""
    after = content[at + 1] if at + 1 < len(content) else None
    before = content[at - 1] if at else None
    if not isinstance(before, Text) or before.text.endswith((" ", "\u00a0")):
        return False
    if side == "before the stop" and _STOPPED.search(before.text):
        return False
    if after is None:
        return True
    if side == "before the stop":
        return isinstance(after, Text) and not re.match(r"\s*[\[({]", after.text)
    return isinstance(after, Text) and not re.match(r"\s*[.,;:!?…\[({]", after.text)


def _differing(notes: Sequence[Note], edition: Edition) -> set[str]:
    """Return the ids of the notes that print other words in `edition` than they were typed."""
    made = [
        part
        for block in all_blocks(edition.document)
        if block.kind != "lead"
        for part in everything(block)
        if isinstance(part, Note)
    ]
    if len(made) != len(notes):
        return {each.id for each in notes}
    pairs = zip(notes, made, strict=True)
    return {old.id for old, new in pairs if said(old) != said(new, edition.reference_label)}
