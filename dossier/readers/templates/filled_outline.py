"""Fill the texts of an outline for one document.

The texts are Jinja2 strings; what they use is what the dossier says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model.diagnostics import Finding, errors
from dossier.model.document import (
    Block,
    Break,
    CoverLine,
    Inline,
    Note,
    Paragraph,
    Phrase,
    Reference,
)
from dossier.model.outline import FilledOutline, Slot
from dossier.model.walk import below
from dossier.readers.templates.outline import Outline, SectionPlan
from dossier.readers.templates.template_text import Filler, Template


def expand(
    outline: Outline, values: Mapping[str, Any], filters: Mapping[str, Any]
) -> tuple[FilledOutline | None, tuple[Finding, ...]]:
    """Return `outline` with its texts filled from `values`, or findings where one cannot be.

    Titles, running head and subject are plain text; the title block and the leads are Markdown.
    """
    filler = Filler(outline.file, values, filters)
    made = [[*_slots(plan, values, filler)] for plan in outline.sections]
    above = [plan.place == "above" for plan in outline.sections]
    filled = FilledOutline(
        file=outline.file,
        cover=tuple(_cover_lines(outline, filler)),
        procedure=filler.plain(outline.procedure),
        running_head=filler.plain(outline.head),
        subject=filler.plain(outline.subject),
        slots=tuple(slot for first in (True, False) for slots, at in zip(made, above, strict=True)
                    if at is first for slot in slots),
        above=sum(len(slots) for slots, at in zip(made, above, strict=True) if at),
    )  # fmt: skip
    return (None if errors(filler.findings) else filled), tuple(filler.findings)


def _cover_lines(outline: Outline, filler: Filler) -> Iterator[CoverLine]:
    for label, template in outline.cover:
        found: list[Inline] = []
        for node in filler.nodes(template, "cover"):
            if not isinstance(node, Paragraph):
                filler.fault(template.line, "the title block holds only paragraphs")
                continue
            if any(isinstance(part, Phrase) for part in below(node)):
                filler.fault(template.line, "the title block holds no phrases for some readers")
                continue
            if any(isinstance(part, Note | Reference) for part in below(node)):
                filler.fault(template.line, "the title block calls no notes and refers to nothing")
            found += [Break(), *node.content]
        if found:
            yield CoverLine(label, tuple(found[1:]))


def _slots(plan: SectionPlan, values: Mapping[str, Any], filler: Filler) -> Iterator[Slot]:
    places = [(plan.id, filler.plain(plan.title), filler)]
    if plan.repeat:
        listed = [each for each in values.get(plan.repeat) or () if {"id", "title"} <= set(each)]
        places = [(each["id"], each["title"], filler.of(each)) for each in listed]
    for id_, title, own in places:
        lead, text, after = (
            _said(f"{id_}-{name}", template, own)
            for name, template in (("lead", plan.lead), ("text", plan.text), ("after", plan.after))
        )
        yield Slot(
            id=id_,
            title=title,
            takes=plan.takes,
            lead=lead,
            needed="title" if plan.alone and own.plain(plan.alone) else plan.needed,
            repeated=plan.repeat,
            line=plan.line,
            text=text,
            after=after,
            style=plan.style,
        )


def _said(id_: str, template: Template | None, filler: Filler) -> Block | None:
    """Return what the template says at one place, as a block of its own."""
    nodes = filler.nodes(template, id_) if template else ()
    line = template.line if template else 0
    return Block(id_, "lead", nodes, file=filler.file, line=line) if nodes else None
