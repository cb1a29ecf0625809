"""Turn the live cross-references of a Word draft into those of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from dossier.interchange.importer.ids import Names
from dossier.interchange.importer.notes import REFERRED
from dossier.interchange.importer.sections import Sectioned
from dossier.model.document import Block, Inline, Node, Paragraph, Reference, Text
from dossier.model.walk import everything, plain, rebuilt
from dossier.readers.drafts.docx.references import LINE


def with_references(
    blocks: Sequence[Block], sections: Sequence[Sectioned], notes: Mapping[str, str]
) -> tuple[Block, ...]:
    """Return `blocks` with references to sections, paragraphs and notes by their ids.

    `notes` gives the ids of notes by those they have in the draft. A paragraph that one leads to
    gets an id of its own.
    """
    asked = {
        part.target for block in blocks for part in everything(block) if isinstance(part, Reference)
    }
    titles = {f"{LINE}{each.line}": each.id for each in sections if each.title}
    names = Names()
    names.taken |= {block.id for block in blocks}
    paragraphs: dict[str, str] = {}
    marked = [_marked(block, asked - {*titles}, paragraphs, names) for block in blocks]

    def change(inline: Inline) -> Inline:
        match inline:
            case Reference(target=target) if target in titles:
                return replace(inline, kind="section", target=titles[target], lead=())
            case Reference(target=target) if target in paragraphs:
                return replace(inline, target=paragraphs[target], lead=())
            case Reference("note", target) if target in notes:
                return replace(inline, target=notes[target], lead=())
            case Reference():
                return Text(plain(inline.lead))
        return inline

    return tuple(
        replace(each, content=tuple(rebuilt(node, change) for node in each.content))
        for each in marked
    )


def _marked(block: Block, asked: Set[str], known: dict[str, str], names: Names) -> Block:
    """Return a block with ids for the paragraphs that are `asked` for, and note them in `known`."""

    def made(node: Node) -> Node:
        line = f"{LINE}{node.line}" if isinstance(node, Paragraph) else ""
        if not isinstance(node, Paragraph) or line not in asked or line in known:
            return node
        known[line] = names.new(f"{REFERRED}{block.id}"[:40].rstrip("-"))
        return replace(node, id=known[line])

    return replace(block, content=tuple(made(node) for node in block.content))
