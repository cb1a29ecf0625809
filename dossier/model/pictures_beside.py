"""A picture and the paragraph that stands beside it. The same in all formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from dossier.model.document import Figure, Inline, Node, Paragraph

PartT = TypeVar("PartT", bound=Inline | Node)


def with_what_stands_beside(parts: Sequence[PartT]) -> Iterator[tuple[PartT, ...]]:
    """Yield each part alone, but a picture that stands beside a paragraph together with it.

    A picture that asks for it and has no paragraph after it stands alone.

    >>> aside, told = Figure("a.png", "A", place="beside"), Paragraph("a.2", ())
    >>> [len(each) for each in with_what_stands_beside((aside, told, told, aside))]
    [2, 1, 1]
    """
    at = 0
    while at < len(parts):
        after = parts[min(at + 1, len(parts) - 1)]
        count = 2 if _asks(parts[at]) and isinstance(after, Paragraph) else 1
        yield tuple(parts[at : at + count])
        at += count


def _asks(part: Inline | Node) -> bool:
    return isinstance(part, Figure) and part.place == "beside"
