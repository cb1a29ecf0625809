"""Select the blocks of a document: by kind as its outline says, or by what its author names.

A block may be taken whole, by its summary or by a named part, under a heading of its own; it is
varied by where it stands, and blocks inside it are put in. What may not stand in the document is
left out where a section takes a kind, and refused where an author names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.build.block_parts import fitted, part_of, parts_of
from dossier.build.sections import takes
from dossier.model.block_library import BlockChoice, BlockLibrary
from dossier.model.conditional_text import View, calls_mended, fits, varied_notes, vary
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import Ask, Block, Heading, Node, Nodes, Note, Paragraph, Text
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.origin import Origin, OriginKind
from dossier.model.outline import FilledOutline
from dossier.model.registry import may_read
from dossier.model.remembered import remembered_last
from dossier.model.walk import everything

_OUTLINE = Origin(OriginKind.INSERTED, 1)
"""What gave a heading that no block has."""


@frozen
class Taken:
    """The blocks of each section in order, and what stands in the way. `uses` are all ids.

    `withheld` are the ids of blocks that each section would take, were they for the document.
    """

    sections: tuple[tuple[Block, ...], ...]
    withheld: tuple[tuple[str, ...], ...]
    uses: Mapping[str, str]
    findings: tuple[Finding, ...]


def select(
    filled: FilledOutline,
    library: BlockLibrary,
    choices: Mapping[str, Sequence[BlockChoice]],
    view: View,
    file: str,
) -> Taken:
    """Return the blocks of each section of `filled`; `choices` are by the section's id.

    `file` is the manifest, where choices have their lines.
    """
    chooser = _Chooser(filled, library, choices, view, file)
    sections = chooser.sections()
    withheld = tuple(tuple(each) for each in chooser.withheld)
    return Taken(sections, withheld, chooser.uses, tuple(dict.fromkeys(chooser.findings)))


class _Chooser:
    """Goes through the sections once; remembers what was taken, and what was wrong."""

    def __init__(
        self,
        filled: FilledOutline,
        library: BlockLibrary,
        choices: Mapping[str, Sequence[BlockChoice]],
        view: View,
        file: str,
    ) -> None:
        self.filled = filled
        self.library = library
        self.choices = choices
        self.view = view
        self.file = file
        self.findings: list[Finding] = []
        self.taken: dict[str, BlockChoice] = {}
        self.uses: dict[str, str] = {}
        self.placed: dict[str, set[str]] = {}
        self.seen: set[str] = set()
        self.named = {
            each.name for many in choices.values() for each in many if each.sort == "block"
        }
        self.inside = {
            ask.id for each in library.own if self.comes(each) for ask in _held(each)
        } - self.named
        self.withheld: list[list[str]] = []
        self.homes = [_home(filled, each) for each in library.own]

    def comes(self, block: Block) -> bool:
        """Whether a block of the dossier comes into the document, by its name or its kind."""
        free = (slot for slot in self.filled.slots if slot.id not in self.choices)
        wanted = block.id in self.named or any(takes(slot, block) for slot in free)
        return wanted and fits(block.conditions, self.view)

    def sections(self) -> tuple[tuple[Block, ...], ...]:
        known = [slot.id for slot in self.filled.slots]
        for id_, choices in self.choices.items():
            if id_ not in known:
                hint = did_you_mean(id_, known, f"sections are {', '.join(known)}")
                line = min((each.line for each in choices), default=0)
                self.fault(line, Fault.UNKNOWN_SECTION, f'there is no section "{id_}"', hint)
        return tuple(tuple(self.section(slot.id, at)) for at, slot in enumerate(self.filled.slots))

    def section(self, id_: str, at: int) -> Iterator[Block]:
        self.withheld.append([])
        if id_ in self.choices:
            for choice in self.choices[id_]:
                yield from self.chosen(choice)
            return
        for block, home in zip(self.library.own, self.homes, strict=True):
            mine = home == at and block.id not in self.named and block.id not in self.inside
            if mine and self.stands(block):
                yield from self.made(block, BlockChoice("kind", block.id))

    def stands(self, block: Block) -> bool:
        """Whether a block is for the document; one that is not is noted for its section."""
        fitting = fits(block.conditions, self.view)
        if not fitting:
            self.withheld[-1].append(block.id)
        return fitting

    def chosen(self, choice: BlockChoice) -> Iterator[Block]:
        if choice.place and choice.place not in self.library.others:
            hint = did_you_mean(
                choice.place, self.library.others, "add it to `uses:` of the dossier"
            )
            message = f'blocks of "{choice.place}" cannot be used here'
            self.fault(choice.line, Fault.UNKNOWN_DOSSIER, message, hint)
        elif choice.sort == "block":
            yield from self.by_name(choice)
        else:
            yield from self.by_sort(choice)

    def by_name(self, choice: BlockChoice) -> Iterator[Block]:
        block = self.library.find(choice.name, choice.place)
        if block is None:
            known = self.library.known(choice.place)
            hint = did_you_mean(choice.name, known, "`where` lists the blocks there are")
            message = f'there is no block "{choice.name}"'
            self.fault(choice.line, Fault.UNKNOWN_BLOCK, message, hint, choice.name)
        elif not may_read(self.view.audience, block.conditions.audience):
            message = (
                f'the block "{block.id}" is for "{block.conditions.audience}" at most, '
                f'and the document for "{self.view.audience}"'
            )
            hint = "leave it out, or clear it with `audience:` in its head"
            self.fault(choice.line, Fault.BLOCK_NOT_CLEARED, message, hint)
        elif not fits(block.conditions, self.view):
            message = f'the block "{block.id}" says with `only:` or `not:` that it is not for here'
            self.fault(
                choice.line, Fault.BLOCK_NOT_MEANT, message, "leave it out, or change its head"
            )
        else:
            yield from self.made(block, choice)

    def by_sort(self, choice: BlockChoice) -> Iterator[Block]:
        """Yield the blocks of a kind, theme or tag that nothing else in the document names."""
        found = [each for each in self.library.of(choice.place) if _is_of(each, choice)]
        if not found:
            message = f'no block has the {choice.sort} "{choice.name}"'
            hint = did_you_mean(choice.name, self.names(choice), "look at the heads of the blocks")
            self.fault(choice.line, Fault.UNKNOWN_BLOCK, message, hint, choice.name)
        for block in found:
            mine = block.id not in self.named and block.id not in self.taken
            if mine and self.stands(block):
                yield from self.made(block, choice)

    def names(self, choice: BlockChoice) -> tuple[str, ...]:
        blocks = self.library.of(choice.place)
        return tuple(dict.fromkeys(name for each in blocks for name in _names(each, choice.sort)))

    def made(self, block: Block, choice: BlockChoice) -> Iterator[Block]:
        """Yield a block as it is to stand, unless it was taken already."""
        first = self.taken.get(block.id)
        parted = first is None or (choice.part and first.part)
        made = self.shaped(block, choice) if parted else block
        inside = {each.id for each in everything(made) if isinstance(each, Heading | Paragraph)}
        placed = self.placed.setdefault(block.id, set())
        if not parted or placed & inside:
            line = first.line if first else 0
            message = f'the block "{block.id}" is asked for twice (first in line {line})'
            self.fault(choice.line, Fault.BLOCK_TWICE, message, "leave one of the two out")
            return
        placed |= inside
        if first:
            made = replace(made, id=f"{block.id}.{choice.part}")
        self.taken.setdefault(block.id, choice)
        self.uses[made.id] = choice.part or choice.form
        if made.content:
            yield made

    def shaped(self, block: Block, choice: BlockChoice) -> Block:
        varied = self.with_inner_blocks(vary(block, self.view), (block.id,))
        content = varied.content
        if choice.form == "summary":
            content = varied.summary
            if not content:
                message = f'the block "{block.id}" has no summary'
                hint = "add `summary:` to its head"
                self.fault(choice.line, Fault.NO_SUMMARY, message, hint)
        if choice.part:
            content = self.part(varied, choice)
        if choice.sort == "block" or choice.form != "whole":
            content = fitted(content, 1 + bool(choice.heading))
        if choice.heading:
            words = varied.title if choice.heading == "title" else choice.heading
            opening = Heading(1, (Text(words, _OUTLINE),), f"{block.id}.heading", choice.line)
            content = (opening, *content)
        made = varied if content is varied.content else replace(varied, content=content)
        return calls_mended(made, self.notes(block), self.seen)

    def notes(self, block: Block) -> Mapping[str, Note]:
        """Return the notes of a block, each as it may be read here."""
        return varied_notes(block, self.view)

    def part(self, block: Block, choice: BlockChoice) -> Nodes:
        found = part_of(block.content, choice.part)
        if not found:
            known = [*parts_of(block)]
            message = f'the block "{block.id}" has no part "{choice.part}"'
            hint = did_you_mean(choice.part, known, f"parts are {', '.join(known) or 'none'}")
            self.fault(choice.line, Fault.UNKNOWN_PART, message, hint)
        return found

    def with_inner_blocks(self, block: Block, way: tuple[str, ...]) -> Block:
        """Return `block` with the blocks in it that its text asks for."""
        if not _held(block):
            return block
        nodes = [each for node in block.content for each in self.included(node, block, way)]
        return replace(block, content=tuple(nodes))

    def included(self, node: Node, block: Block, way: tuple[str, ...]) -> Nodes:
        match node:
            case Paragraph((Ask("block") as ask,)):
                return self.inner(ask, block, way)
        return (node,)

    def inner(self, ask: Ask, block: Block, way: tuple[str, ...]) -> Nodes:
        """Return the text of a block that stands in another."""
        found = self.asked(ask, block, way)
        if found is None or not fits(found.conditions, self.view):
            return ()
        self.uses.setdefault(ask.id, ask.words or "whole")
        inner = self.with_inner_blocks(vary(found, self.view), (*way, ask.id))
        options = ask.words.split()
        part = next((e.removeprefix("part=") for e in options if e.startswith("part=")), "")
        if part:
            content = self.part(inner, BlockChoice("block", ask.id, part=part, line=ask.line))
        else:
            content = inner.summary if "summary" in options else inner.content
        return calls_mended(replace(inner, content=content), self.notes(found), set()).content

    def asked(self, ask: Ask, block: Block, way: tuple[str, ...]) -> Block | None:
        """Return the block that `block` asks for, unless it is missing or may not stand there.

        `way` are the ids of the blocks around it, the outermost first.
        """
        found = self.library.find(ask.id)
        if found is None:
            hint = did_you_mean(ask.id, self.library.known(), "`where` lists the blocks there are")
            fault = Fault.UNKNOWN_BLOCK, f'there is no block "{ask.id}"', hint
        elif ask.id in way:
            round_ = " → ".join((*way[way.index(ask.id) :], ask.id))
            fault = Fault.CYCLE, f"blocks contain each other: {round_}", "take one of them out"
        elif not may_read(self.view.audience, found.conditions.audience):
            message = f'the block "{ask.id}" is for "{found.conditions.audience}" at most'
            fault = Fault.BLOCK_NOT_CLEARED, message, "leave it out, or clear it with `audience:`"
        else:
            return found
        self.findings.append(Finding(block.file, ask.line, *fault, excerpt=ask.id))
        return None

    def fault(self, line: int, rule: Fault, message: str, hint: str, excerpt: str = "") -> None:
        self.findings.append(Finding(self.file, line, rule, message, hint, excerpt=excerpt))


def _home(filled: FilledOutline, block: Block) -> int | None:
    """Return the place of the first section that takes a block by its kind."""
    return next((at for at, slot in enumerate(filled.slots) if takes(slot, block)), None)


def _is_of(block: Block, choice: BlockChoice) -> bool:
    return choice.name in _names(block, choice.sort)


def _names(block: Block, sort: str) -> tuple[str, ...]:
    return {"kind": (block.kind,), "theme": block.themes, "tag": block.tags}.get(sort, ())


@remembered_last(lambda block: (block.file, block.id))
def _held(block: Block) -> tuple[Ask, ...]:
    """Return what asks for other blocks in a block."""
    parts = everything(block)
    return tuple(each for each in parts if isinstance(each, Ask) and each.kind == "block")
