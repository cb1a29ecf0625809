"""Write the `dossier.yaml` and the heads of blocks of a dossier that was imported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from dossier.interchange.importer.inlines import clean
from dossier.interchange.importer.metadata import About
from dossier.interchange.importer.sections import FORM, FRONT, OPENING, Sectioned
from dossier.model.document import Block, Cell, Heading, Paragraph
from dossier.model.faults import Fault
from dossier.model.walk import everything, plain
from dossier.readers.drafts.draft import Draft
from dossier.readers.registries.committees import misused

DOCUMENT = "submission"
"""The key of the document that an import makes."""

SUBMISSION = "upr-submission"
PLACEHOLDER = (55, 5)
"""The session and cycle that stand where a draft names none, as in a new dossier."""


def quoted(text: str) -> str:
    """Return `text` as YAML holds any text: on one line, in double quotation marks."""
    return json.dumps(" ".join(clean(text).split()), ensure_ascii=False)


def head(block: Block) -> str:
    """Return the head of a block's file."""
    lines = ["---", f"id: {block.id}", f"kind: {block.kind}", f"section: {block.section}"]
    lines.append(f"title: {quoted(block.title)}")
    if any(True for text in _texts(block) for _ in misused(text)):
        lines += [
            "allow:",
            f"  {Fault.COMMITTEE_FOR_COVENANT}: the words of the text as it came in",
        ]
    return "\n".join([*lines, "---", ""])


def _texts(block: Block) -> Iterator[str]:
    for part in everything(block):
        if isinstance(part, Paragraph | Heading | Cell):
            yield plain(part.content)


def manifest(draft: Draft, about: About, sections: Sequence[Sectioned], template: str) -> str:
    """Return the text of dossier.yaml for the sections of a draft in a template."""
    form = template == SUBMISSION
    lines = [
        "# Made by `import` of a text that was there before; see docs/importing.md.",
        f"title: {quoted(about.title)}",
        f"state: {quoted(about.state)}",
        f"language: {about.language}",
        "submitters:",
        f"  - name: {quoted(about.submitter)}",
        *([f"    acronym: {quoted(about.acronym)}"] if about.acronym else []),
        "documents:",
        f"  {DOCUMENT}:",
        f"    template: {template}",
        f"    title: {quoted(about.title)}",
        "    status: draft",
        f"    date: {about.day.isoformat()}",
    ]
    lines += ["    paragraph_numbers: false"] if draft.paragraphs == "plain" else []
    lines += ["    notes: endnotes"] if draft.notes == "endnotes" else []
    lines += [*_form(about, sections)] if form else [*_own(draft, sections)]
    return "\n".join(lines) + "\n"


def _own(draft: Draft, sections: Sequence[Sectioned]) -> Iterator[str]:
    if draft.procedure.strip():
        yield f"    procedure: {quoted(draft.procedure)}"
    titled = [each for each in sections if each.title]
    yield "    # The sections in their order; blocks name theirs by `section:`."
    yield "    sections:" if titled else "    sections: []"
    for each in titled:
        yield f"      - id: {each.id}"
        yield f"        title: {quoted(each.title)}"
        if not each.blocks:
            yield "        title_alone: true"


def _form(about: About, sections: Sequence[Sectioned]) -> Iterator[str]:
    """Yield what the form of a UPR submission asks for, and leads in the place of its own."""
    session, cycle = PLACEHOLDER
    yield f"    session: {about.session or session}"
    yield f"    cycle: {about.cycle or cycle}"
    yield "    contact:"
    yield f"      name: {quoted(about.submitter)}"
    named = [each for each in sections if each.id in FORM.values()]
    if named:
        yield "    # The titles of the draft, in the place of those of the form."
        yield "    titles:"
    for each in named:
        yield f"      {each.id.replace('-', '_')}: {quoted(each.title)}"
    issues = [each for each in sections if each.kind == "evidence"]
    yield "    evidence:" if issues else "    evidence: []"
    for each in issues:
        yield f"      - id: {each.id}"
        yield f"        title: {quoted(each.title)}"
    if empty := unwritten(sections):
        yield "    # Sections without text yet; take each out of this list once it has a block."
        yield f"    unwritten: [{', '.join(empty)}]"
    led = _led(sections)
    if led:
        yield "    # Words that lead to others are of no kind that the form takes."
        yield "    blocks:"
    for section, blocks in led.items():
        yield f"      {section}: [{', '.join(blocks)}]"


def unwritten(sections: Sequence[Sectioned]) -> tuple[str, ...]:
    """Return the ids of the sections of the form of which the draft has no text."""
    written = {*(each.id for each in sections if each.blocks), *_led(sections)}
    issues = (each.id for each in sections if each.kind == "evidence")
    return tuple(each for each in (*FORM.values(), *issues) if each not in written)


def host(sections: Sequence[Sectioned]) -> str:
    """Return the section of the form that takes what stood before the first title."""
    known = (*FORM.values(), *(each.id for each in sections if each.kind == "evidence"))
    return next((each.id for each in sections if each.id in known), FORM["background"])


def _led(sections: Sequence[Sectioned]) -> dict[str, list[str]]:
    """Return the blocks of each section of the form that takes words which lead to others.

    What stood before the first title goes to the first section of the draft that the form has.
    """
    first = host(sections)
    by_section: dict[str, list[Block]] = {}
    for each in sections:
        by_section.setdefault(first if each.id == FRONT else each.id, []).extend(each.blocks)
    return {
        section: [block.id for block in blocks]
        for section, blocks in by_section.items()
        if any(block.kind == OPENING for block in blocks)
    }
