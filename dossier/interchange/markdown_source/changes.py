"""Turn the difference between two readings of a block into splices of its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, TypeAlias

from dossier.interchange.markdown_source.alignment import Run, align
from dossier.interchange.markdown_source.equality import given, key, notes
from dossier.interchange.markdown_source.node_positions import (
    DEFINITION,
    Places,
    Spot,
    Unplaced,
    row_line,
)
from dossier.interchange.markdown_source.paragraph_edits import Line, changes
from dossier.interchange.markdown_source.splices import Splice
from dossier.interchange.markdown_source.token_positions import scan
from dossier.interchange.markdown_source.tokens import cut
from dossier.interchange.markdown_source.write import (
    Setting,
    interrupts,
    source_of_cell,
    source_of_node,
    source_of_note,
    source_of_row,
)
from dossier.model.document import (
    Ask,
    BulletList,
    Cell,
    Citation,
    Figure,
    Heading,
    Inline,
    Item,
    Node,
    Nodes,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
)
from dossier.model.walk import below

_ID = re.compile(r"(?: +#+)?\s*\{#[^{}]*\}")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_DIGITS = re.compile(r"\d+")

Leaf: TypeAlias = Paragraph | Heading
List: TypeAlias = BulletList | NumberedList


@dataclass
class Change:
    """Gathers the splices that make `old` `new`; `fine` says to look into leaves.

    Without `fine`, what is changed is written anew, leaf by leaf.
    """

    places: Places
    setting: Setting
    old: Nodes
    new: Nodes
    fine: bool = True
    splices: list[Splice] = field(default_factory=list)
    known: dict[Hashable, Any] | None = None
    keys: dict[int, Hashable] = field(default_factory=dict)

    def all(self) -> list[Splice]:
        """Return the splices for the text and its notes."""
        self.setting = replace(self.setting, spelled=_Spelled(self.spelled))
        self.nodes(self.old, self.new, "")
        self.notes()
        return self.splices

    def splice(self, start: int, end: int, text: str) -> None:
        self.splices.append(Splice(start, end, text))

    def key(self, part: object) -> Hashable:
        """Return the key of a part; those of whole nodes are asked for again and again."""
        if id(part) not in self.keys:
            self.keys[id(part)] = key(part, self.setting.block)
        return self.keys[id(part)]

    def spelled(self) -> dict[Inline, str]:
        """Return how the author has spelled what is asked and cited in nodes that are changed."""
        stay = {self.key(each) for each in self.new}
        news = notes(self.new)
        went: list[Node] = [each for each in self.old if self.key(each) not in stay]
        for id_, note in notes(self.old).items():
            if id_ not in news or self.key(note.content) != self.key(news[id_].content):
                went += note.content
        found: dict[Inline, str] = {}
        for part in (part for node in went for part in below(node)):
            if isinstance(part, Leaf):
                found |= self.spelled_in(part)
        return found

    def spelled_in(self, flat: Leaf) -> dict[Inline, str]:
        spot = self.places[flat]
        tokens = list(cut(flat.content, self.setting.block))
        if not any(each.kind == "whole" for each in tokens):
            return {}
        line = self.line(flat, spot)
        spans = scan(tokens, line.text, line.start, line.end, line.depth) or []
        return {
            each.inline: " ".join(re.sub(r"\n[ \t>]*", " ", line.text[a:b]).split())
            for each, (a, b) in zip(tokens, spans, strict=False)
            if isinstance(each.inline, Ask | Citation) and "<!--" not in line.text[a:b]
        }

    # Neighbours

    def nodes(
        self, old: Sequence[Node], new: Sequence[Node], indent: str, tight: bool = False
    ) -> None:
        """Change the nodes in one container; `indent` begins the lines of an empty one.

        In an item of a `tight` list, a list stands right below the words before it.
        """
        runs = align(old, new, [self.key(each) for each in old], [self.key(each) for each in new])
        around = self.places[old[0]].indent if old else indent

        def write(node: Node, _: int) -> str:
            return self.text_of(node, around)

        came = [new[at] for run in runs if run.fate == "replaced" for at in run.new]
        below_words = tight and bool(came) and all(map(interrupts, came))
        self.neighbours(old, new, runs, self.node, write, "\n" if below_words else "\n\n")

    def neighbours(
        self,
        old: Sequence[Any],
        new: Sequence[Any],
        runs: Sequence[Run],
        change: Callable[[Any, Any], None],
        write: Callable[[Any, int], str],
        gap: str,
    ) -> None:
        """Change, put in and take out the parts of one container."""
        before: int | None = None
        for run in runs:
            if run.fate == "changed":
                change(old[run.old[0]], new[run.new[0]])
            if run.fate != "replaced":
                before = run.old[0]
                continue
            texts = [write(new[at], at) for at in run.new]
            if run.old and run.new:
                first, last = (self.places[old[at]] for at in (run.old[0], run.old[-1]))
                said = self.joined(texts, gap, first.indent)
                self.splice(first.at, self.places.end(last.last), said)
            elif run.new:
                self.insert(old, before, texts, gap)
            else:
                self.delete(old, run.old)

    def joined(self, texts: Sequence[str], gap: str, indent: str) -> str:
        lines = indent.rstrip() if gap == "\n\n" else ""
        return ("\n" + (f"{lines}\n" if gap == "\n\n" else "") + indent).join(texts)

    def insert(self, old: Sequence[Any], before: int | None, texts: list[str], gap: str) -> None:
        """Put texts behind the part `before`, or before the first."""
        if not old:
            self.splice(len(self.places.text), len(self.places.text), "\n\n".join(texts) + "\n")
            return
        spot = self.places[old[0 if before is None else before]]
        if before is None:
            self.splice(spot.at, spot.at, self.joined([*texts, ""], gap, spot.indent))
            return
        end = self.places.end(spot.last)
        said = self.joined(["", *texts], gap, spot.indent)
        following = spot.last + 1
        if gap == "\n\n" and following < len(self.places.lines) - 1:
            said += "" if self.places.is_blank(following) else f"\n{spot.indent.rstrip()}"
        self.splice(end, end, said)

    def delete(self, old: Sequence[Any], went: Sequence[int]) -> None:
        """Take out neighbours, and the blank lines that parted them from what follows."""
        places = self.places
        first, last = places[old[went[0]]], places[old[went[-1]]]
        if went[-1] + 1 < len(old):
            after = places[old[went[-1] + 1]]
            if self.is_free(last.last + 1, after.first):
                self.splice(first.at, after.at, "")
                return
        elif went[0]:
            before = places[old[went[0] - 1]]
            if self.is_free(before.last + 1, first.first):
                self.splice(places.end(before.last), places.end(last.last), "")
                return
        if places.text[places.starts[first.first] : first.at].strip("> \t"):
            raise Unplaced(places.lines[first.first])
        end = last.last + 1
        while end < len(places.lines) - 1 and places.is_blank(end):
            end += 1
        self.splice(places.starts[first.first], min(places.starts[end], len(places.text)), "")

    def is_free(self, start: int, stop: int) -> bool:
        """Whether these lines are all blank."""
        return all(self.places.is_blank(line) for line in range(start, stop))

    # Text that is new

    def text_of(self, part: Node | Item, indent: str, marker: str = "") -> str:
        """Return the text of a part: as it stands elsewhere in the file, or written anew."""
        old = self.elsewhere().get(self.key(part))
        if old is not None and not marker:
            text = self.verbatim(self.places[old], indent)
            if text is not None:
                return text
        if isinstance(part, Item):
            list_ = BulletList((part,))
            written = marker + source_of_node(list_, self.setting)[2:]
            by = " " * (len(marker) - 2)
            written = written.replace("\n  ", f"\n  {by}")
        else:
            written = source_of_node(part, self.setting)
        return written.replace("\n", f"\n{indent}").replace(
            f"\n{indent}\n", f"\n{indent.rstrip()}\n"
        )

    def elsewhere(self) -> dict[Hashable, Any]:
        if self.known is None:
            self.known = {self.key(node): node for node in _nodes(self.old)}
        return self.known

    def verbatim(self, spot: Spot, indent: str) -> str | None:
        """Return the lines of what stands at `spot`, so that they can stand elsewhere."""
        first, *rest = self.places.text[spot.at : self.places.end(spot.last)].split("\n")
        for line in rest:
            if line.startswith(spot.indent):
                first += f"\n{indent}{line[len(spot.indent) :]}"
            elif not line.strip("> \t"):
                first += f"\n{indent.rstrip()}"
            else:
                return None
        return first

    # One node

    def node(self, old: Node, new: Node) -> None:
        match old, new:
            case (Table(), Table()) if self.fine and old.alignment == new.alignment:
                self.table(old, new)
            case (Quote(), Quote()):
                self.nodes(old.content, new.content, "")
            case _ if self.fine and isinstance(old, Leaf) and isinstance(new, type(old)):
                self.flat(old, new)
            case _ if isinstance(old, List) and isinstance(new, type(old)):
                self.items(old, new)
            case _:
                self.anew(old, new)

    def anew(self, old: Node, new: Node) -> None:
        spot = self.places[old]
        text = self.text_of(new, spot.indent)
        self.splice(spot.at, self.places.end(spot.last), text)

    def line(self, flat: Leaf, spot: Spot) -> Line:
        """Return where the words of a leaf stand."""
        text, at = self.places.text, spot.at
        if isinstance(flat, Heading) and text[at] == "#":
            found = re.compile(r"#+[ \t]*").match(text, at)
            at = found.end() if found else at
        end = self.places.end(spot.last)
        return Line(text, at, end, spot.indent, spot.depth, isinstance(flat, Paragraph))

    def flat(self, old: Leaf, new: Leaf) -> None:
        """Change the words, the level and the id of a paragraph or heading."""
        spot = self.places[old]
        setting = replace(self.setting, flat=isinstance(old, Heading))
        line = self.line(old, spot)
        found = changes(line, old.content, new.content, setting)
        levels = [each.level for each in (old, new) if isinstance(each, Heading)]
        moved = len(set(levels)) > 1
        if found is None or (moved and line.start == spot.at):
            self.anew(old, new)
            return
        if moved:
            end = spot.at + len(re.findall(r"^#+", line.text[spot.at : line.start])[0])
            self.splice(spot.at, end, "#" * levels[1])
        self.splices += found[0]
        self.id(old.id, new.id, found[1])

    def id(self, old: str, new: str, end: int) -> None:
        was, will = (given(each, self.setting.block) for each in (old, new))
        if was == will:
            return
        found = _ID.match(self.places.text, end) if was else None
        self.splice(end, found.end() if found else end, f" {{#{will}}}" if will else "")

    # Lists

    def items(self, old: List, new: List) -> None:
        olds, news = old.items, new.items
        runs = align(
            olds, news, [self.key(each) for each in olds], [self.key(each) for each in news]
        )
        spots = [self.places[each] for each in olds]
        loose = any(b.first > a.last + 1 for a, b in pairwise(spots))
        markers = self.markers(spots, old, new)

        def write(item: Item, at: int) -> str:
            return self.text_of(item, spots[0].indent, markers[at])

        def change(one: Item, other: Item) -> None:
            self.nodes(one.content, other.content, "", not loose)

        if isinstance(new, NumberedList):
            for run in runs:
                if run.fate != "replaced":
                    self.number(spots[run.old[0]], markers[run.new[0]])
        self.neighbours(olds, news, runs, change, write, "\n\n" if loose else "\n")

    def markers(self, spots: Sequence[Spot], old: List, new: List) -> Sequence[str]:
        """Return the marker of each new item, with the space after it, as the author types them."""
        said = [self.marker(spot) for spot in spots]
        if not isinstance(new, NumberedList) or not isinstance(old, NumberedList):
            return [said[0]] * len(new.items)
        numbers = [int(_DIGITS.findall(each)[0]) for each in said]
        step = 0 if len(set(numbers)) < len(numbers) else 1
        return [_DIGITS.sub(str(new.start + step * at), said[0]) for at in range(len(new.items))]

    def marker(self, spot: Spot) -> str:
        found = re.compile(r"(?:[-*+•]|\d+[.)])[ \t]+").match(self.places.text, spot.at)
        if not found:
            raise Unplaced(self.places.lines[spot.first])
        return found[0]

    def number(self, spot: Spot, marker: str) -> None:
        """Give an item its new number."""
        was, will = self.marker(spot), _DIGITS.findall(marker)[0]
        if _DIGITS.findall(was)[0] != will:
            self.splice(spot.at, spot.at + len(_DIGITS.findall(was)[0]), will)

    # Tables

    def table(self, old: Table, new: Table) -> None:
        """Change the cells and rows of a table that keeps its columns."""
        spot = self.places[old]
        if self.key(old.head) != self.key(new.head):
            self.row(old.head, new.head, spot.first)
        last = spot.first + 1
        olds, news = old.rows, new.rows
        for run in align(olds, news, [self.key(e) for e in olds], [self.key(e) for e in news]):
            if run.fate == "changed":
                one = olds[run.old[0]]
                self.row(one, news[run.new[0]], row_line(one))
            if run.fate != "replaced":
                last = row_line(olds[run.old[0]])
                continue
            stop = row_line(olds[run.old[-1]]) if run.old else last
            start = row_line(olds[run.old[0]]) - 1 if run.old else last
            rows = [f"\n{spot.indent}{self.row_text(news[at], olds)}" for at in run.new]
            self.splice(self.places.end(start), self.places.end(stop), "".join(rows))
            last = stop

    def row_text(self, row: Row, olds: Sequence[Row]) -> str:
        for each in olds:
            if self.key(each) == self.key(row):
                return self.places.lines[row_line(each)].lstrip("> \t")
        return source_of_row(row, self.setting)

    def row(self, old: Row, new: Row, number: int) -> None:
        spans = self.cells(number, len(old.cells))
        setting = replace(self.setting, cell=True, flat=True)
        for (start, end), one, other in zip(spans, old.cells, new.cells, strict=True):
            if self.key(one) != self.key(other):
                self.cell(one, other, start, end, setting)

    def cell(self, old: Cell, new: Cell, start: int, end: int, setting: Setting) -> None:
        text = self.places.text[start:end]
        at = start + len(text) - len(text.lstrip())
        stop = start + len(text.rstrip())
        found = None
        if old.content and new.content:
            line = Line(self.places.text, at, stop, "", 0, False)
            found = changes(line, old.content, new.content, setting)
        if found:
            self.splices += found[0]
            return
        said = source_of_cell(new, self.setting)
        if old.content:
            self.splice(at, stop, said)
        else:
            self.splice(start, end, f" {said} ")

    def cells(self, number: int, count: int) -> list[tuple[int, int]]:
        """Return from where to where each cell of a row stands between its bars."""
        line = self.places.lines[number]
        start = len(line) - len(line.lstrip("> \t"))
        bars = [found.end() - 1 for found in _BAR.finditer(line)]
        if bars and bars[0] == start:
            start, bars = bars[0] + 1, bars[1:]
        if not (bars and not line[bars[-1] + 1 :].strip()):
            bars.append(len(line))
        edges = [start, *(bar + 1 for bar in bars)]
        if len(bars) != count:
            raise Unplaced(line)
        at = self.places.starts[number]
        return [(at + edges[k], at + bars[k]) for k in range(count)]

    # Notes

    def notes(self) -> None:
        """Change, define and take out the notes that are called."""
        old, new = notes(self.old), notes(self.new)
        self.setting = replace(self.setting, note=True)
        for id_ in old:
            if id_ in new and self.key(old[id_].content) != self.key(new[id_].content):
                self.nodes(old[id_].content, new[id_].content, "    ")
        for first, last in self.together([old[id_] for id_ in old if id_ not in new]):
            self.undefine(first, last)
        fresh = [source_of_note(note, self.setting) for id_, note in new.items() if id_ not in old]
        if fresh:
            self.define(fresh, [old[id_] for id_ in old if id_ not in new])

    def together(self, went: Sequence[Note]) -> list[tuple[int, int]]:
        """Return the first and last lines of definitions, those below each other as one."""
        found: list[tuple[int, int]] = []
        for spot in sorted((self.places[note] for note in went), key=lambda each: each.first):
            if found and self.is_free(found[-1][1] + 1, spot.first):
                found[-1] = (found[-1][0], spot.last)
            else:
                found.append((spot.first, spot.last))
        return found

    def undefine(self, first: int, last: int) -> None:
        """Take out definitions, with the blank lines that follow them or, at the end, precede."""
        places = self.places
        end = last + 1
        while places.is_blank(first - 1) and end < len(places.lines) and places.is_blank(end):
            end += 1
        if end < len(places.lines):
            self.splice(places.starts[first], places.starts[end], "")
            return
        while places.is_blank(first - 1):
            first -= 1
        self.splice(places.end(first - 1), places.end(last), "")

    def define(self, fresh: Sequence[str], went: Sequence[Note]) -> None:
        """Put definitions behind the last one, or at the end of the file."""
        places = self.places
        gone = {self.places[note].first for note in went}
        lines = [at for at, line in enumerate(places.lines) if places.starts[at] >= places.body
                 and DEFINITION.match(line) and at not in gone
                 and not places.is_gone(at)]  # fmt: skip
        if not lines:
            end = len(places.text.rstrip())
            self.splice(end, end, "\n\n" + "\n".join(fresh))
            return
        last = at = lines[-1]
        while at + 1 < len(places.lines):
            at += 1
            if places.lines[at].startswith("    ") or (last == at - 1 and places.lines[at].strip()):
                last = at if places.lines[at].strip() else last
            elif places.lines[at].strip():
                break
        self.splice(places.end(last), places.end(last), "\n" + "\n".join(fresh))


class _Spelled(Mapping[Inline, str]):
    """How requests and citations are spelled, sought when the first of them is written."""

    def __init__(self, seek: Callable[[], dict[Inline, str]]) -> None:
        self.seek = seek
        self.found: dict[Inline, str] | None = None

    def known(self) -> dict[Inline, str]:
        if self.found is None:
            self.found = self.seek()
        return self.found

    def __getitem__(self, inline: Inline) -> str:
        return self.known()[inline]

    def __iter__(self) -> Iterator[Inline]:
        return iter(self.known())

    def __len__(self) -> int:
        return len(self.known())


def _parts(nodes: Nodes) -> Iterator[Any]:
    for node in nodes:
        yield from below(node)


def _nodes(nodes: Nodes) -> Iterator[Node]:
    """Yield all nodes, in containers and notes too, the outermost last."""
    for part in _parts(nodes):
        if isinstance(
            part, Paragraph | Heading | BulletList | NumberedList | Quote | Table | Figure
        ):
            yield part
