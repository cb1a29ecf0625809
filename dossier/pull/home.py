"""Bring a Word file home: what its edits make of the blocks that it was exported from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dossier.leaf import Leaf, grown, leaves
from dossier.mark import tag_name
from dossier.model import Block, BulletList, Inlines, Node, Nodes, NumberedList, Quote
from dossier.pull.base import Base, words_of
from dossier.pull.came import Came, came
from dossier.pull.judge import Desk, Judge, same_tokens
from dossier.pull.link import SURE, linked, splits
from dossier.pull.report import Conflict, Edit, Proposal, Question
from dossier.pull.token import BREAK, Token, shown, typed, words
from dossier.pull.weave import Loom, twins, woven
from dossier.read.word.line import Call, Line, Returned

_FRAME = ("title", "subtitle", "cover", "frame", "picture", "caption")


@dataclass(frozen=True, slots=True)
class Added:
    """A new recommendation: its text, and the block that it stands `after` or `before`."""

    content: Nodes
    neighbour: str
    before: bool
    line: int


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a file that came back makes of the blocks.

    `wanted` are the new nodes of each block that changes; none where all of it was deleted.
    `places` gives block and leaf of each paragraph of the file, by its number.
    """

    wanted: Mapping[str, Nodes]
    added: tuple[Added, ...]
    found: tuple[Edit | Proposal | Conflict, ...]
    questions: tuple[Question, ...]
    places: Mapping[int, tuple[str, str]]
    linked: int
    guessed: int


def pulled(returned: Returned, base: Base, blocks: Mapping[str, Block]) -> Pulled:
    """Return what the edits in `returned` make of `blocks`, the blocks as they are now.

    The tracked changes of the file are settled already. Nothing is changed here.
    """
    return _Home(returned, base, blocks).pulled()


class _Home:
    def __init__(self, returned: Returned, base: Base, blocks: Mapping[str, Block]) -> None:
        self.returned = returned
        self.base = base
        short = base.carried.summaries
        self.blocks = {id_: each for id_, each in blocks.items() if id_ not in short}
        self.desk = Desk(base, self.blocks, _notes(returned, base))
        self.source = {id_: leaves(each.content) for id_, each in self.blocks.items()}
        self.texts = {id_: words_of(base.tokens(leaf)) for id_, leaf in base.leaf.items()}
        self.owner = dict(self.owners())
        self.cut: dict[int, tuple[Leaf, list[Token]]] = {}

    def owners(self) -> Iterator[tuple[str, str]]:
        """Yield the block whose file holds each exported leaf; blocks may stand in others."""
        own = {leaf.id: id_ for id_, many in self.source.items() for leaf in many if leaf.id}
        for id_, home in self.base.home.items():
            here = id_ in {leaf.id for leaf in self.source.get(home, ())}
            inner = own.get(id_, home)
            yield id_, home if here or id_.startswith(f"{home}.") else inner

    def pulled(self) -> Pulled:
        rows = self.rows()
        self.ask(rows)
        by_block = self.by_block(rows)
        every = self.exported()
        twin: dict[str, Leaf] = {}
        for id_, exported in every.items():
            twin |= twins(self.loom(id_), exported, self.source[id_])
        everywhere = frozenset(id_ for row in rows for id_ in row.links)
        wanted: dict[str, Nodes] = {}
        added: list[Added] = []
        for id_, exported in every.items():
            here, more = self.recommendations(id_, by_block.get(id_, []))
            found = woven(self.loom(id_), exported, self.source[id_], here, twin, everywhere)
            nodes = _joined(grown(found))
            if nodes != self.blocks[id_].content:
                wanted[id_] = nodes
            added += more
        self.templates(by_block)
        places = {row.line.number: (self.place(row), row.links[0] if row.links else "")
                  for row in rows}  # fmt: skip
        guessed = [row for row in rows if row.links and row.sure < 1]
        count = sum(bool(row.links) for row in rows)
        return Pulled(
            wanted, tuple(added), tuple(self.desk.found), tuple(self.desk.questions), places,
            count, len(guessed),
        )  # fmt: skip

    def exported(self) -> dict[str, list[Leaf]]:
        """Return the exported leaves of each block that there is a source of."""
        found: dict[str, list[Leaf]] = {id_: [] for id_ in self.base.blocks if id_ in self.blocks}
        for many in self.base.leaves.values():
            for leaf in many:
                owner = self.owner.get(leaf.id, "")
                if owner in self.blocks:
                    found.setdefault(owner, []).append(leaf)
        return found

    def typed(self, leaf: Leaf) -> list[Token]:
        """Return the tokens of a leaf of the source, cut once."""
        if id(leaf) not in self.cut:
            self.cut[id(leaf)] = leaf, typed(leaf.content, self.base.view)
        return self.cut[id(leaf)][1]

    def loom(self, block: str) -> Loom:
        content = {leaf.id: leaf.content for leaf in self.source.get(block, ())}

        def judge(leaf: str, line: int) -> Judge:
            def source() -> Inlines:
                return content.get(leaf, ())

            return Judge(self.desk, block, leaf, line, source)

        return Loom(
            block, self.base.tokens, self.typed, judge,
            self.desk.found.append, self.base.depth,
        )  # fmt: skip

    # The paragraphs of the file

    def rows(self) -> list[Came]:
        """Return the paragraphs of the text, each linked and in its block."""
        lines = [line for line in _cells(self.returned.lines) if line.shape.kind not in _FRAME]
        openings = {name: self.base.opening(self.base.leaf[id_])
                    for name, id_ in self.base.marks.items()}  # fmt: skip
        rows = []
        for line in lines:
            label = next((openings[name] for name in line.bookmarks if openings.get(name)), "")
            tokens = came(line, self.base, self.desk.notes, self.returned.notes, label)
            if tokens or line.shape.kind == "cell" or self.known(line):
                rows.append(Came(line, tokens))
        rows = self.without_titles(rows)
        return self.housed(linked(rows, self.texts, self.base.marks))

    def known(self, line: Line) -> bool:
        """Whether a paragraph without words stands for a leaf that had none."""
        ids = [self.base.marks[name] for name in line.bookmarks if name in self.base.marks]
        return any(not self.texts[id_] for id_ in ids)

    def without_titles(self, rows: list[Came]) -> list[Came]:
        """Return rows without the titles of sections; each row is in the section before it."""
        titles = {each.title: each for each in self.base.carried.document.sections if each.title}
        kept: list[Came] = []
        self.sections: list[str] = []
        here = ""
        for row in rows:
            marks = [name for name in row.line.bookmarks if name in self.base.section_marks]
            said = shown(row.tokens).strip()
            section = self.base.section_marks[marks[0]] if marks else None
            if section is None and row.line.shape.kind == "heading" and row.line.shape.level == 1:
                section = titles.get(said)
            if section is None:
                kept.append(row)
                self.sections.append(here)
                continue
            here = section.id
            if said != section.title:
                why, hint = "the title of a section comes from the template", "change it there"
                line = row.line.number
                self.desk.found.append(
                    Proposal("", section.id, section.title, said, why, hint, line)
                )
        return kept

    def housed(self, rows: list[Came]) -> list[Came]:
        """Return rows with the block that each stands in."""
        tags = {tag_name("block", id_): id_ for id_ in self.base.blocks}
        names = Counter(each.title or each.id for each in self.base.blocks.values())
        titled = {(each.title or each.id)[:64]: id_ for id_, each in self.base.blocks.items()
                  if names[each.title or each.id] == 1}  # fmt: skip
        found: list[Came] = []
        last = ""
        for at, row in enumerate(rows):
            alias = "" if row.line.control else row.line.alias
            control = tags.get(row.line.control) or titled.get(alias)
            home = self.owner.get(row.links[0], "") if row.links else ""
            if home and control and self.base.home.get(row.links[0]) == control:
                here = home
            elif home:
                here = control if control in self.blocks else self.moved(rows, at, home)
            else:
                here = self.nearest(control or last, self.sections[at], rows, at)
            found.append(replace(row, block=here))
            last = here
        return found

    def moved(self, rows: Sequence[Came], at: int, home: str) -> str:
        """Return where a paragraph stands that has no control around it."""
        before = next((r for r in reversed(rows[:at]) if r.links), None)
        after = next((r for r in rows[at + 1 :] if r.links), None)
        homes = [self.owner.get(each.links[0], "") for each in (before, after) if each]
        alone = len(homes) == 2 and homes[0] == homes[1] != home and homes[0] in self.blocks
        return homes[0] if alone else home

    def nearest(self, block: str, section: str, rows: Sequence[Came], at: int) -> str:
        """Return the block that a new paragraph belongs to: one with a source, in its section."""
        document = self.base.carried.document
        here = next((each for each in document.sections if each.id == section), None)
        known = [each.id for each in here.blocks if each.id in self.blocks] if here else []
        if block in known or (block in self.blocks and not here):
            return block
        if known:
            return known[0]
        after = next((r.links[0] for r in rows[at + 1 :] if r.links), "")
        return block if block in self.blocks else self.owner.get(after, block)

    def by_block(self, rows: Sequence[Came]) -> dict[str, list[Came]]:
        found: dict[str, list[Came]] = {}
        for row in rows:
            found.setdefault(row.block, []).append(row)
        return found

    def place(self, row: Came) -> str:
        return row.block if row.block in self.blocks else ""

    def ask(self, rows: Sequence[Came]) -> None:
        """Ask about paragraphs that are linked by likeness alone, and not surely."""
        for row in rows:
            if row.links and row.sure < SURE:
                said = shown(row.tokens)
                message = (
                    f'"{said[:60]}" was taken for a paragraph of "{self.owner[row.links[0]]}" '
                    f"by its words ({row.sure:.0%} alike)"
                )
                hint = "look at the change shown for it before you apply"
                self.desk.questions.append(Question(message, hint, row.line.number, row.sure))

    # What is not a block's text

    def recommendations(self, block: str, rows: list[Came]) -> tuple[list[Came], list[Added]]:
        """Return the rows of a block, and the recommendations that were put in beside it."""
        if self.blocks[block].kind != "recommendation" or not self.single():
            return rows, []
        parted = splits(rows, self.texts)
        first = next((n for n, row in enumerate(rows) if row.links), len(rows))
        kept: list[Came] = []
        groups: list[list[Came]] = []
        for at, row in enumerate(rows):
            opens = not row.links and at not in parted and row.line.shape.kind == "paragraph"
            if opens and row.tokens and first < len(rows):
                groups.append([row])
            elif groups and not row.links and at not in parted and at > first:
                groups[-1].append(row)
            else:
                kept.append(row)
        return kept, [self.added(block, group, rows.index(group[0]) < first) for group in groups]

    def single(self) -> bool:
        """Whether recommendations have one paragraph each, so that another one is a new one."""
        counts = [
            sum(leaf.sort == "paragraph" and not leaf.path for leaf in self.base.leaves[id_])
            for id_, block in self.base.blocks.items()
            if block.kind == "recommendation"
        ]
        return 2 * sum(each == 1 for each in counts) > len(counts)

    def added(self, block: str, group: list[Came], before: bool) -> Added:
        first = group[0]
        label = self.base.edition.language.terms["recommendation"]
        lead = words(label.partition("{n}")[0])
        said = [each.text for each in first.tokens[: len(lead)]]
        if said == [each.text for each in lead]:
            group = [replace(first, tokens=_unnumbered(first.tokens, len(lead))), *group[1:]]
        found = woven(self.loom(block), (), (), group, {}, frozenset())
        return Added(_joined(grown(found)), block, before, first.line.number)

    def templates(self, by_block: Mapping[str, Sequence[Came]]) -> None:
        """Tell of edits to what is no block's text: template's sentences, summaries."""
        for row in (
            row for id_, many in by_block.items() if id_ not in self.blocks for row in many
        ):
            before = self.base.tokens(self.base.leaf[row.links[0]]) if row.links else []
            if same_tokens(before, row.tokens):
                continue
            short = row.block in self.base.carried.summaries
            why = "the template or the program writes this paragraph"
            hint = "change it in the template, or write a block"
            if short:
                why, hint = "the block stands here by its summary", "change `summary:` in its head"
            old, new = shown(before), shown(row.tokens)
            leaf = row.links[0] if row.links else ""
            found = Proposal(row.block if short else "", leaf, old, new, why, hint, row.line.number)
            self.desk.found.append(found)


def _unnumbered(tokens: Sequence[Token], lead: int) -> tuple[Token, ...]:
    """Return a recommendation without a label that somebody typed before it."""
    rest = list(tokens[lead:])
    while rest and (rest[0].text.isdecimal() or rest[0].text in (".", ":", " ", ")")):
        rest.pop(0)
    return tuple(rest)


def _notes(returned: Returned, base: Base) -> dict[str, str]:
    """Return the exported note that each note of the file is: by its bookmark, else its words."""
    found: dict[str, str] = {}
    called: list[str] = []
    for line in returned.lines:
        for atom in line.atoms:
            if isinstance(atom.content, Call):
                name = f"{atom.content.kind}:{atom.content.id}"
                called.append(name)
                marks = [m for m in atom.content.bookmarks if m in base.note_marks]
                if marks and base.note_marks[marks[0]] not in found.values():
                    found[name] = base.note_marks[marks[0]]
    free = [id_ for id_ in base.notes if id_ not in found.values()]
    said = {id_: _said(base, id_) for id_ in free}
    for name in called:
        if name in found:
            continue
        text = words_of(
            [t for line in returned.notes.get(name, ()) for t in came(line, base, {}, {})]
        )
        same = next((id_ for id_ in free if said[id_] == text), None)
        if same is not None:
            found[name] = same
            free.remove(same)
    return found


def _said(base: Base, id_: str) -> tuple[str, ...]:
    content = leaves(base.notes[id_].content)
    return words_of([t for leaf in content for t in base.tokens(leaf)])


def _cells(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines, those of one cell as one."""

    def cell(line: Line) -> tuple[int, int, int, int]:
        shape = line.shape
        if shape.kind != "cell":
            return (-1, line.number, 0, 0)
        return (shape.table, shape.row, shape.column, 0)

    for _, group in groupby(lines, cell):
        first, *rest = group
        atoms = list(first.atoms)
        marks = list(first.bookmarks)
        for each in rest:
            if each.atoms and atoms:
                atoms.append(replace(each.atoms[0], content=BREAK.nodes[0]))  # type: ignore[arg-type]
            atoms += each.atoms
            marks += each.bookmarks
        yield replace(first, atoms=tuple(atoms), bookmarks=tuple(marks))


def _joined(nodes: Nodes) -> Nodes:
    """Return nodes with lists and quotations joined that meet, since they print as one."""
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        match last, node:
            case (BulletList(), BulletList()):
                found[-1] = BulletList((*last.items, *node.items))
            case (NumberedList(), NumberedList()):
                found[-1] = replace(last, items=(*last.items, *node.items))
            case (Quote(), Quote()):
                found[-1] = Quote((*last.content, *node.content))
            case _:
                found.append(node)
    return tuple(found)
