"""Compose a document: put the blocks into the sections of its frame, and check that all fits.

A frame is a filled outline. What no section takes, stays empty or leads nowhere is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType

from dossier.model.block_library import BlockLibrary
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import (
    Block,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Properties,
    Reference,
    Section,
    Settings,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.numbering import Numbers, number
from dossier.model.outline import FilledOutline, Slot
from dossier.model.walk import blocks as blocks_of
from dossier.model.walk import everything, rebuilt

Resolve = Callable[[Document], tuple[Document, tuple[Finding, ...]]]


@frozen
class Head:
    """What the dossier says of the document as a whole; `file` and `line` are where it says so.

    `section_word` is the language's word for a section, such as "section".
    """

    title: str
    language: str
    section_word: str
    settings: Settings
    properties: Properties
    file: str
    line: int
    logos: tuple[Figure, ...] = ()


def compose_document(
    head: Head,
    filled: FilledOutline,
    taken: Sequence[Sequence[Block]],
    resolve: Resolve,
    withheld: Sequence[Sequence[str]],
) -> tuple[Document, Numbers, tuple[Finding, ...]]:
    """Return the document that blocks make in `filled`, its numbers, and what does not fit.

    `taken` are the blocks of each section of the frame; `resolve` puts the registries' words in
    before anything is numbered. `withheld` are the ids of blocks that are not for this document,
    by the sections that would take them.
    """
    sections = tuple(_section(slot, each) for slot, each in zip(filled.slots, taken, strict=True))
    printed = [
        (section, bool(section.blocks) or slot.needed == "title")
        for slot, section in zip(filled.slots, sections, strict=True)
    ]
    document = Document(
        title=head.title,
        procedure=filled.procedure,
        language=head.language,
        cover=filled.cover,
        sections=tuple(section for section, prints in printed if prints),
        running_head=filled.running_head,
        settings=head.settings,
        properties=head.properties,
        above=sum(prints for _, prints in printed[: filled.above]),
        logos=head.logos,
    )
    document, unnumbered = _without_paragraph_numbers(head, document)
    document, unresolved = resolve(document)
    numbers = number(document)
    wrong = (*_empty(head, filled, sections, withheld), *_doubled_sections(filled))
    return document, numbers, (*unresolved, *unnumbered, *wrong)


def _without_paragraph_numbers(
    head: Head, document: Document
) -> tuple[Document, tuple[Finding, ...]]:
    """Let references to paragraphs name their section, where paragraphs have no numbers."""
    if document.settings.paragraphs == "numbered":
        return document, ()
    homes = {
        id_: section.id
        for section in document.sections
        for block in section.blocks
        for id_ in (block.id, *(each.id for each in block.content if isinstance(each, Paragraph)))
    }
    turned: list[str] = []

    def change(inline: Inline) -> Inline:
        match inline:
            case Reference("paragraph", target) if target in homes:
                turned.append(target)
                lead: Inlines = (Text(head.section_word),) if inline.lead else ()
                return Reference("section", homes[target], lead, inline.line)
        return inline

    sections = tuple(
        replace(section, blocks=tuple(_changed(block, change) for block in section.blocks))
        for section in document.sections
    )
    if not turned:
        return document, ()
    message = f"{len(turned)} cross-references name a section, since paragraphs have no numbers"
    hint = "read them once more, or delete `paragraph_numbers: false`"
    finding = Finding(
        head.file, head.line, Fault.PARAGRAPHS_UNNUMBERED, message, hint, severity="warning"
    )
    return replace(document, sections=sections), (finding,)


def _changed(block: Block, change: Callable[[Inline], Inline]) -> Block:
    return replace(block, content=tuple(rebuilt(node, change) for node in block.content))


def _section(slot: Slot, taken: Sequence[Block]) -> Section:
    lead = slot.lead if taken else None
    found = (lead, slot.text, *taken, slot.after)
    return Section(slot.id, slot.title, tuple(each for each in found if each), slot.style)


def takes(slot: Slot, block: Block) -> bool:
    """Whether a section takes a block by its kind, where no author says otherwise."""
    if block.kind not in slot.takes:
        return False
    return block.section == slot.id or not (slot.repeated or block.section)


def _empty(
    head: Head,
    filled: FilledOutline,
    sections: Sequence[Section],
    withheld: Sequence[Sequence[str]],
) -> Iterator[Finding]:
    for slot, section, out in zip(filled.slots, sections, withheld, strict=True):
        if section.blocks or slot.needed != "needed":
            continue
        message = f'the section "{slot.title or slot.id}" has no blocks'
        wanted = " or ".join(f"`kind: {kind}`" for kind in slot.takes)
        where = f" and `section: {slot.id}`" if slot.repeated else ""
        hint = f"add a block with {wanted}{where} to `blocks/`"
        if out:
            names = ", ".join(f'"{each}"' for each in out)
            message += f" left: `only:`, `not:` or `audience:` keeps {names} out"
            hint = "change the head of one of them, or add a block that is for this document"
        yield Finding(head.file, head.line, Fault.SECTION_WITHOUT_BLOCKS, message, hint)


def faults_of(library: BlockLibrary) -> Iterator[Finding]:
    """Find ids of blocks, or in them, that stand twice, and what rests on nothing."""
    yield from _doubled(library.own)
    yield from _unsupported(library)


def untaken(
    frames: Sequence[FilledOutline], blocks: Sequence[Block], used: Set[str] = frozenset()
) -> Iterator[Finding]:
    """Find the blocks that no section of any of the dossier's documents takes, nor is `used`."""
    slots = [slot for filled in frames for slot in filled.slots]
    kinds = sorted({kind for slot in slots for kind in slot.takes})
    for block in blocks:
        if block.id in used or any(takes(slot, block) for slot in slots):
            continue
        fitting = list(dict.fromkeys(slot.id for slot in slots if block.kind in slot.takes))
        if not fitting:
            message = f'no section takes the block "{block.id}" of kind "{block.kind}"'
            hint = did_you_mean(block.kind, kinds, f"known kinds are {', '.join(kinds)}")
        elif block.section:
            message = f'no section "{block.section}" takes the block "{block.id}"'
            hint = did_you_mean(block.section, fitting, f"sections are {', '.join(fitting)}")
        else:
            message = f'no section takes the block "{block.id}": its head names none'
            hint = f"add `section:` with one of {', '.join(fitting)}"
        line = block.line_of("section" if fitting and block.section else "kind")
        yield Finding(block.file, line, Fault.BLOCK_NOT_TAKEN, message, hint)


def _doubled(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Find ids that stand twice: of blocks, of paragraphs and headings."""
    seen: dict[str, str] = {}
    for block in blocks:
        inside = [each for each in everything(block) if isinstance(each, Paragraph | Heading)]
        for id_, line in [(block.id, block.line), *((each.id, each.line) for each in inside)]:
            if id_ in seen:
                message = f'the id "{id_}" is taken already ({seen[id_]})'
                yield Finding(block.file, line, Fault.DOUBLED_ID, message, "give it another id")
            else:
                seen[id_] = f"{block.file}:{line}"


def _doubled_sections(filled: FilledOutline) -> Iterator[Finding]:
    sections: set[str] = set()
    for slot in filled.slots:
        if slot.id in sections and not slot.repeated:
            message = f'the section id "{slot.id}" stands twice'
            yield Finding(filled.file, slot.line, Fault.DOUBLED_ID, message, "give it another id")
        sections.add(slot.id)


_SUPPORTS = {
    "concern": Fault.RECOMMENDATION_WITHOUT_CONCERN,
    "obligation": Fault.RECOMMENDATION_WITHOUT_OBLIGATION,
}
"""What a recommendation must rest on, with the finding where it does not."""


def _unsupported(library: BlockLibrary) -> Iterator[Finding]:
    """Find recommendations that rest on nothing, and blocks that rest on one that is not there."""
    blocks = library.own
    yield from _round(blocks)
    kinds = {block.id: block.kind for block in blocks}
    for block in blocks:
        for id_ in block.rests_on:
            if id_ not in kinds and not library.may_hold(id_):
                message = f'"{block.id}" rests on "{id_}", which is no block of this document'
                hint = did_you_mean(id_, kinds, "name the id of a concern or an obligation")
                line = block.line_of("rests_on")
                yield Finding(block.file, line, Fault.UNKNOWN_ID, message, hint)
        if block.kind != "recommendation" or any(map(library.may_hold, block.rests_on)):
            continue
        for kind, rule in _SUPPORTS.items():
            if not any(kinds.get(id_) == kind for id_ in block.rests_on):
                message = f'recommendation "{block.id}" names no {kind}'
                hint = f"add the id of a block of kind {kind} to `rests_on:` in its head"
                line = block.line_of("rests_on")
                yield Finding(block.file, line, rule, message, hint, severity="warning")


def _round(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Find blocks that rest on each other, however far round."""
    rests = {block.id: block.rests_on for block in blocks}
    for block in blocks:
        path = _path_back(block.id, rests)
        if path and block.id == min(path):
            message = f"blocks rest on each other: {' → '.join(path)}"
            hint = "take one of them out of `rests_on:`"
            yield Finding(block.file, block.line_of("rests_on"), Fault.CYCLE, message, hint)


def _path_back(start: str, rests: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the way from `start` back to itself, or nothing where there is none."""
    ways: list[tuple[str, ...]] = [(start, each) for each in rests.get(start, ())]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, each) for each in rests.get(way[-1], ())]
    return ()


def dangling(
    document: Document,
    numbers: Numbers,
    others: Mapping[str, Numbers] = MappingProxyType({}),
    here: str = "this document",
) -> Iterator[Finding]:
    """Find cross-references that lead to nothing in a document, and say which other has it.

    `here` is what messages call the document.
    """
    for block in blocks_of(document):
        for part in everything(block):
            if isinstance(part, Reference) and numbers.goal(part) is None:
                having = [name for name, other in others.items() if other.goal(part) is not None]
                yield _dangling(block, part, numbers, having, here)


def _dangling(
    block: Block, reference: Reference, numbers: Numbers, having: Sequence[str], here: str
) -> Finding:
    message = f'there is no {reference.kind} "{reference.target}" in {here}'
    known = numbers.known(reference)
    shown = [each for each in known if "." not in each] or ["none"]
    hint = did_you_mean(reference.target, known, f"known here: {', '.join(shown[:12])}")
    if having:
        message += f"; {', '.join(having)} has it"
        hint = "take the block in here too, or bind the words to that document with `only:`"
    return Finding(
        block.file, reference.line, Fault.UNDEFINED_REFERENCE, message, hint,
        excerpt=reference.target, data={"kind": reference.kind},
    )  # fmt: skip
