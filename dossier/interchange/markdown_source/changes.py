"""Turn the difference between two readings of a block into splices of its source."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeAlias

from dossier.interchange.markdown_source.alignment import align
from dossier.interchange.markdown_source.author_spelling import AuthorSpelling, spelled
from dossier.interchange.markdown_source.equality import given, notes
from dossier.interchange.markdown_source.list_markers import ListMarkers, ListNode
from dossier.interchange.markdown_source.markdown_context import MarkdownContext
from dossier.interchange.markdown_source.neighbour_changes import NeighbourChanges
from dossier.interchange.markdown_source.note_definitions import NoteDefinitions
from dossier.interchange.markdown_source.paragraph_edits import changes, span_of
from dossier.interchange.markdown_source.splice_collector import SpliceCollector
from dossier.interchange.markdown_source.splices import Splice
from dossier.interchange.markdown_source.table_changes import TableChange
from dossier.interchange.markdown_source.write import interrupts, source_of_node, source_of_note
from dossier.model.document import (
    BulletList,
    Figure,
    Heading,
    Item,
    Node,
    Nodes,
    NumberedList,
    Paragraph,
    Quote,
    Table,
)
from dossier.model.walk import below

_ID = re.compile(r"(?: +#+)?\s*\{#[^{}]*\}")

TextNode: TypeAlias = Paragraph | Heading


class Fineness(StrEnum):
    """How much of what is changed is written anew."""

    WORDS = "words"
    PARAGRAPHS = "paragraphs"
    NODES = "nodes"
    """Whole nodes of the block itself, such as a list; and all notes."""


@dataclass
class BlockChange:
    """Gathers the splices that make `old` `new`."""

    edits: SpliceCollector
    context: MarkdownContext
    old: Nodes
    new: Nodes
    fineness: Fineness = Fineness.WORDS
    known: dict[Hashable, Any] | None = None

    def all(self) -> list[Splice]:
        """Return the splices for the text and its notes."""
        self.context = replace(
            self.context,
            spelled=AuthorSpelling(lambda: spelled(self.edits, self.old, self.new)),
        )
        self.nodes(self.old, self.new, "")
        self.notes()
        return self.edits.splices

    @property
    def is_fine(self) -> bool:
        return self.fineness is Fineness.WORDS

    # Containers

    def nodes(
        self, old: Sequence[Node], new: Sequence[Node], indent: str, tight: bool = False
    ) -> None:
        """Change the nodes in one container; `indent` begins the lines of an empty one.

        In an item of a `tight` list, a list stands right below the words before it.
        """
        runs = align(
            old, new, [self.edits.key(each) for each in old], [self.edits.key(each) for each in new]
        )
        around = self.edits.positions[old[0]].indent if old else indent

        def write(node: Node, _: int) -> str:
            return self.text_of(node, around)

        came = [new[at] for run in runs if run.fate == "replaced" for at in run.new]
        below_words = tight and bool(came) and all(map(interrupts, came))
        neighbours = NeighbourChanges(self.edits, "\n" if below_words else "\n\n")
        neighbours.splice(old, new, runs, self.node, write)

    # Text that is new

    def text_of(self, part: Node | Item, indent: str, marker: str = "") -> str:
        """Return the text of a part: as it stands elsewhere in the file, or written anew."""
        old = self.elsewhere().get(self.edits.key(part))
        if old is not None and not marker:
            text = self.edits.positions.verbatim(self.edits.positions[old], indent)
            if text is not None:
                return text
        if isinstance(part, Item):
            list_ = BulletList((part,))
            written = marker + source_of_node(list_, self.context)[2:]
            by = " " * (len(marker) - 2)
            written = written.replace("\n  ", f"\n  {by}")
        else:
            written = source_of_node(part, self.context)
        return written.replace("\n", f"\n{indent}").replace(
            f"\n{indent}\n", f"\n{indent.rstrip()}\n"
        )

    def elsewhere(self) -> dict[Hashable, Any]:
        if self.known is None:
            self.known = {self.edits.key(node): node for node in _nodes(self.old)}
        return self.known

    # One node

    def node(self, old: Node, new: Node) -> None:
        match old, new:
            case _ if self.fineness is Fineness.NODES:
                self.anew(old, new)
            case (Table(), Table()) if self.is_fine and old.alignment == new.alignment:
                TableChange(self.edits, self.context).table(old, new)
            case (Quote(), Quote()):
                self.nodes(old.content, new.content, "")
            case _ if self.is_fine and isinstance(old, TextNode) and isinstance(new, type(old)):
                self.flat(old, new)
            case _ if isinstance(old, ListNode) and isinstance(new, type(old)):
                self.items(old, new)
            case _:
                self.anew(old, new)

    def anew(self, old: Node, new: Node) -> None:
        position = self.edits.positions[old]
        text = self.text_of(new, position.indent)
        self.edits.splice(position.at, self.edits.positions.end(position.last), text)

    def flat(self, old: TextNode, new: TextNode) -> None:
        """Change the words, the level and the id of a paragraph or heading."""
        position = self.edits.positions[old]
        context = replace(self.context, flat=isinstance(old, Heading))
        line = span_of(old, self.edits.positions)
        found = changes(line, old.content, new.content, context)
        levels = [each.level for each in (old, new) if isinstance(each, Heading)]
        moved = len(set(levels)) > 1
        if found is None or (moved and line.start == position.at):
            self.anew(old, new)
            return
        if moved:
            end = position.at + len(re.findall(r"^#+", line.text[position.at : line.start])[0])
            self.edits.splice(position.at, end, "#" * levels[1])
        self.edits.splices += found[0]
        self.id(old.id, new.id, found[1])

    def id(self, old: str, new: str, end: int) -> None:
        was, will = (given(each, self.context.block) for each in (old, new))
        if was == will:
            return
        found = _ID.match(self.edits.positions.text, end) if was else None
        self.edits.splice(end, found.end() if found else end, f" {{#{will}}}" if will else "")

    # Lists

    def items(self, old: ListNode, new: ListNode) -> None:
        olds, news = old.items, new.items
        runs = align(
            olds,
            news,
            [self.edits.key(each) for each in olds],
            [self.edits.key(each) for each in news],
        )
        positions = [self.edits.positions[each] for each in olds]
        loose = any(b.first > a.last + 1 for a, b in pairwise(positions))
        numbering = ListMarkers(self.edits)
        markers = numbering.markers(positions, old, new)

        def write(item: Item, at: int) -> str:
            return self.text_of(item, positions[0].indent, markers[at])

        def change(one: Item, other: Item) -> None:
            self.nodes(one.content, other.content, "", not loose)

        if isinstance(new, NumberedList):
            for run in runs:
                if run.fate != "replaced":
                    numbering.number(positions[run.old[0]], markers[run.new[0]])
        neighbours = NeighbourChanges(self.edits, "\n\n" if loose else "\n")
        neighbours.splice(olds, news, runs, change, write)

    # Notes

    def notes(self) -> None:
        """Change, define and take out the notes that are called."""
        old, new = notes(self.old), notes(self.new)
        self.context = replace(self.context, note=True)
        definitions = NoteDefinitions(self.edits)
        for id_ in old:
            if id_ in new and self.edits.key(old[id_].content) != self.edits.key(new[id_].content):
                self.nodes(old[id_].content, new[id_].content, "    ")
        for first, last in definitions.together([old[id_] for id_ in old if id_ not in new]):
            definitions.undefine(first, last)
        fresh = [source_of_note(note, self.context) for id_, note in new.items() if id_ not in old]
        if fresh:
            definitions.define(fresh, [old[id_] for id_ in old if id_ not in new])


def _nodes(nodes: Nodes) -> Iterator[Node]:
    """Yield all nodes, in containers and notes too, the outermost last."""
    for part in (part for node in nodes for part in below(node)):
        if isinstance(
            part, Paragraph | Heading | BulletList | NumberedList | Quote | Table | Figure
        ):
            yield part
