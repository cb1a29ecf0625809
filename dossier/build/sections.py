"""Compose a document: put the blocks into the sections of its frame, and check that all fits.

A frame is a filled outline. What no section takes, stays empty or leads nowhere is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType

from dossier.model.diagnostics import Finding, Severity, did_you_mean
from dossier.model.document import (
    Block,
    Document,
    Figure,
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

    `section_word` is the language's word for a section, such as "section". In a `draft` a section
    may wait for its text: its title stands there alone.
    """

    title: str
    language: str
    section_word: str
    settings: Settings
    properties: Properties
    file: str
    line: int
    logos: tuple[Figure, ...] = ()
    status: str = "final"


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
    alone = ("title", "needed") if head.status == "draft" else ("title",)
    printed = [
        (section, bool(section.blocks) or slot.needed in alone)
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
        if not wanted:
            hint = "add what it lists to its registry, such as incidents.yaml"
        if out:
            names = ", ".join(f'"{each}"' for each in out)
            message += f" left: `only:`, `not:` or `audience:` keeps {names} out"
            hint = "change the head of one of them, or add a block that is for this document"
        severity: Severity = "error" if out or head.status == "final" else "warning"
        yield Finding(
            head.file, head.line, Fault.SECTION_WITHOUT_BLOCKS, message, hint, severity=severity
        )


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


def _doubled_sections(filled: FilledOutline) -> Iterator[Finding]:
    sections: set[str] = set()
    for slot in filled.slots:
        if slot.id in sections and not slot.repeated:
            message = f'the section id "{slot.id}" stands twice'
            yield Finding(filled.file, slot.line, Fault.DOUBLED_ID, message, "give it another id")
        sections.add(slot.id)


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
