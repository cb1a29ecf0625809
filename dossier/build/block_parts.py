"""The parts of a block that can be taken alone: a paragraph, or a heading with what is below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.model.document import Block, Heading, Node, Nodes, Paragraph


def parts_of(block: Block) -> Iterator[str]:
    """Yield the names of a block's parts: the ids its author gave to headings and paragraphs."""
    for node in block.content:
        if isinstance(node, Heading | Paragraph) and not node.id.startswith(f"{block.id}."):
            yield node.id


def part_of(nodes: Nodes, id_: str) -> Nodes:
    """Return the part `id_`: a paragraph, or a heading with all until the next of its level."""
    for at, node in enumerate(nodes):
        if isinstance(node, Paragraph) and node.id == id_:
            return (node,)
        if isinstance(node, Heading) and node.id == id_:
            rest = nodes[at + 1 :]
            ends = (n for n, each in enumerate(rest) if _ends(each, node.level))
            return (node, *rest[: next(ends, len(rest))])
    return ()


def _ends(node: Node, level: int) -> bool:
    return isinstance(node, Heading) and node.level <= level


def fitted(nodes: Nodes, top: int) -> Nodes:
    """Return `nodes` with headings shifted so that the highest has the level `top`."""
    levels = [each.level for each in nodes if isinstance(each, Heading)]
    shift = top - min(levels, default=top)
    if not shift:
        return nodes
    return tuple(
        replace(each, level=each.level + shift) if isinstance(each, Heading) else each
        for each in nodes
    )
