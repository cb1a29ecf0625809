"""Turn the live cross-references of a Word draft into those of a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from dossier.interchange.importer.ids import Names
from dossier.interchange.importer.notes import REFERRED
from dossier.interchange.importer.sections import Sectioned
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Inline, Node, Paragraph, Reference, Text
from dossier.model.faults import Fault
from dossier.model.walk import everything, plain, rebuilt
from dossier.readers.drafts.docx.references import LINE


def with_references(
    blocks: Sequence[Block], sections: Sequence[Sectioned], notes: Mapping[str, str], file: str
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return `blocks` with references to sections, paragraphs and notes by their ids.

    `notes` gives the ids of notes by those they have in the draft. A paragraph that one leads to
    gets an id of its own. What a reference leads to that has no number here is told of.
    """
    asked = {
        part.target for block in blocks for part in everything(block) if isinstance(part, Reference)
    }
    titles = {f"{LINE}{each.line}": each.id for each in sections if each.title}
    names = Names()
    names.taken |= {block.id for block in blocks}
    paragraphs: dict[str, str] = {}
    marked = [_marked(block, asked - {*titles}, paragraphs, names) for block in blocks]

    findings: list[Finding] = []

    def change(inline: Inline) -> Inline:
        if isinstance(inline, Reference) and (told := _told(inline, paragraphs, file)):
            findings.append(told)
        match inline:
            case Reference(target=target) if target in titles:
                return replace(inline, kind="section", target=titles[target], lead=())
            case Reference(target=target) if target in paragraphs:
                return replace(inline, target=paragraphs[target], lead=())
            case Reference("note", target) if target in notes:
                return replace(inline, target=notes[target], lead=())
            case Reference():
                findings.extend(as_words((inline,), file))
                return Text(plain(inline.lead))
        return inline

    changed = tuple(
        replace(each, content=tuple(rebuilt(node, change) for node in each.content))
        for each in marked
    )
    return changed, tuple(findings)


def _told(reference: Reference, paragraphs: Mapping[str, str], file: str) -> Finding | None:
    """Return a finding for a reference to a paragraph that has no number in the draft."""
    if reference.target not in paragraphs or plain(reference.lead).strip() != "0":
        return None
    where = reference.target.removeprefix(LINE)
    message = (
        f'a cross-reference printed "0", since paragraph {where} of the draft has no number there; '
        "it prints the number that the paragraph gets here"
    )
    hint = "look whether it names the paragraph that is meant"
    return Finding(file, reference.line, Fault.SIMPLIFIED, message, hint, severity="warning")


def as_words(references: Iterable[Reference], file: str) -> Iterator[Finding]:
    """Yield a finding for each reference to what has no number of ours, such as a list's item."""
    for each in references:
        where = each.target.removeprefix(LINE)
        goal = f"paragraph {where} of the draft" if where.isdecimal() else "a note"
        message = (
            f'a cross-reference came in as words: "{plain(each.lead)}"; what it points at, {goal}, '
            "has no number here"
        )
        hint = "look whether the words still say where, or refer to a numbered paragraph near it"
        yield Finding(file, each.line, Fault.SIMPLIFIED, message, hint, severity="warning")


def _marked(block: Block, asked: Set[str], known: dict[str, str], names: Names) -> Block:
    """Return a block with ids for the paragraphs that are `asked` for, and note them in `known`."""

    def made(node: Node) -> Node:
        line = f"{LINE}{node.line}" if isinstance(node, Paragraph) else ""
        if not isinstance(node, Paragraph) or line not in asked or line in known:
            return node
        known[line] = names.new(f"{REFERRED}{block.id}"[:40].rstrip("-"))
        return replace(node, id=known[line])

    return replace(block, content=tuple(made(node) for node in block.content))
