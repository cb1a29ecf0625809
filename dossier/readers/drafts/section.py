"""A section of a plain document as it was read, and where in a file things begin."""

from __future__ import annotations

from dossier.model.document import Inlines, Node, Nodes, Note
from dossier.model.frozen import frozen
from dossier.model.walk import below


@frozen
class Part:
    """A section as it was read: its title, what stands in it, and the line of its title."""

    title: str
    content: Nodes
    line: int = 0


def notes_in(content: Inlines) -> tuple[Note, ...]:
    """Return the notes that are called in `content`."""
    return tuple(each for part in content for each in below(part) if isinstance(each, Note))


def line_in(node: Node) -> int:
    """Return the line at which `node` begins."""
    lines = (int(getattr(each, "line", 0)) for each in below(node))
    return next((line for line in lines if line), 1)
