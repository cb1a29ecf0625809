"""Extracts: documents that hold some sections of another one, and say so.

Sections that an extract leaves out print their titles alone, so that all numbers of sections stay.
A cross-reference to what is left out prints the number that it has in the whole, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from dossier.model.block_library import BlockChoice
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.document import (
    Block,
    CoverLine,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mark,
    Nodes,
    Note,
    Reference,
    Strong,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.origin import Origin, OriginKind
from dossier.model.outline import FilledOutline, Slot
from dossier.model.walk import changed, mapped
from dossier.readers.extract import Extract

Choices = Mapping[str, tuple[BlockChoice, ...]]


def extracted(
    filled: FilledOutline, extract: Extract | None, terms: Mapping[str, str]
) -> tuple[FilledOutline, tuple[Finding, ...]]:
    """Return the frame of a document; the title block of an extract says that it is one.

    `terms` are those of its language.
    """
    if extract is None:
        return filled, ()
    line = CoverLine(terms["extract"], (Text(terms["extract of sections"]),))
    slots = tuple(each if each.id in extract.sections else _alone(each) for each in filled.slots)
    return replace(filled, cover=(*filled.cover, line), slots=slots), tuple(
        _unknown(filled, extract)
    )


def _alone(slot: Slot) -> Slot:
    """Return a section that is left out: its title alone, or nothing where it has none."""
    needed = "title" if slot.title else "optional"
    return replace(slot, lead=None, text=None, after=None, needed=needed)


def _unknown(filled: FilledOutline, extract: Extract) -> Iterator[Finding]:
    known = [slot.id for slot in filled.slots]
    for id_ in extract.sections:
        if id_ not in known:
            message = f'there is no section "{id_}"'
            hint = did_you_mean(id_, known, f"sections are {', '.join(known)}")
            yield Finding(extract.file, extract.line, Fault.UNKNOWN_SECTION, message, hint)


def choices_in(filled: FilledOutline, choices: Choices, extract: Extract | None) -> Choices:
    """Return what an author chose, and nothing for the sections that an extract leaves out."""
    if extract is None:
        return choices
    out = {slot.id: () for slot in filled.slots if slot.id not in extract.sections}
    return {**choices, **out}


def with_numbers_of_whole(edition: Edition, whole: Edition) -> Edition:
    """Return an extract whose cross-references to what only the whole holds print its numbers."""
    document = mapped(edition.document, lambda block: _outward(block, edition, whole))
    return replace(edition, document=document)


def _outward(block: Block, edition: Edition, whole: Edition) -> Block:
    def paragraph(content: Inlines) -> Inlines:
        return _Paragraph(edition, whole, paragraph).inlines(content)

    return replace(block, content=tuple(changed(each, paragraph) for each in block.content))


class _Paragraph:
    """Turns the cross-references of one paragraph that lead out of an extract into words.

    Each keeps the place it has among those of its paragraph, by which an edited file comes home.
    """

    def __init__(
        self, edition: Edition, whole: Edition, paragraph: Callable[[Inlines], Inlines]
    ) -> None:
        self.edition, self.whole, self.paragraph = edition, whole, paragraph
        self.count = count(1)

    def inlines(self, content: Inlines) -> Inlines:
        return tuple(each for inline in content for each in self.inline(inline))

    def inline(self, inline: Inline) -> Inlines:
        match inline:
            case Emphasis() | Strong() | Link() | Mark():
                return (replace(inline, content=self.inlines(inline.content)),)
            case Note():
                content, again = self.nodes(inline.content), self.nodes(inline.repeated)
                return (replace(inline, content=content, repeated=again),)
            case Reference():
                origin = inline.origin or Origin(OriginKind.NUMBER, next(self.count))
                return self.reference(replace(inline, origin=origin))
        return (inline,)

    def nodes(self, nodes: Nodes) -> Nodes:
        return tuple(changed(each, self.paragraph) for each in nodes)

    def reference(self, reference: Reference) -> Inlines:
        here = self.edition.numbers.goal(reference) is not None
        if here or self.whole.numbers.goal(reference) is None:
            return (reference,)
        before, after = self.edition.language.terms["of the whole"].split("{reference}")
        space = self.edition.language.reference_space if reference.lead else ""
        number = Text(f"{space}{self.whole.reference_label(reference)}{after}", reference.origin)
        own = (Text(before, Origin(OriginKind.REMARK)),) if before else ()
        return (*own, *reference.lead, number)
