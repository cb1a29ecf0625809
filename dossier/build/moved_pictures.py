"""Move pictures of a PDF further down, where a page would stay empty before them.

Which ones, the PDF writer finds out (`writers/pdf/picture_moves.py`). The document itself is
changed, so that what is read back is compared with the order that prints. Word and web pages keep
the order of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.model.document import Block, Document, Figure, Node
from dossier.model.edition import Edition
from dossier.model.page_wishes import PictureMove, node_name
from dossier.model.walk import blocks, mapped


def with_pictures_moved(edition: Edition, moves: Sequence[PictureMove]) -> Edition:
    """Return `edition` with each picture after the node that it should stand after.

    A picture that stood beside a paragraph stands alone.
    """
    nodes = dict(_named(edition.document))
    moved = {move.node for move in moves}
    after: dict[str, list[Node]] = {}
    for move in moves:
        after.setdefault(move.after, []).append(_alone(nodes[move.node]))

    def changed(block: Block) -> Block:
        return replace(block, content=tuple(_content(block, moved, after)))

    return replace(edition, document=mapped(edition.document, changed))


def _content(block: Block, moved: set[str], after: Mapping[str, Sequence[Node]]) -> Iterator[Node]:
    for at, node in enumerate(block.content):
        name = node_name(block.id, at)
        if name not in moved:
            yield node
        yield from after.get(name, ())


def _alone(node: Node) -> Node:
    return replace(node, place="") if isinstance(node, Figure) else node


def _named(document: Document) -> Iterator[tuple[str, Node]]:
    for block in blocks(document):
        for at, node in enumerate(block.content):
            yield node_name(block.id, at), node
