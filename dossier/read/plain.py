"""Make a document of plain sections, as somebody wrote it without any dossier.

What a block would say in its head is guessed from the titles of sections; recommendations that
stand in a list become one block each. Lines are those of the file, or the numbers of paragraphs
where a file has no lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dossier.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Node,
    Nodes,
    NumberedList,
    Paragraph,
    Properties,
    Section,
    Settings,
)
from dossier.walk import plain

_KINDS = (
    (r"recommendation|we (?:ask|call)|demands?\b", "recommendation"),
    (r"previous|follow.?up|implementation of|second cycle|first cycle|last review", "previous review"),
    (r"concern|key issues|summary", "concern"),
    (r"obligation|legal framework|international (?:law|standards)|treat(?:y|ies)", "obligation"),
    (r"submitting|about (?:us|the)|organi[sz]ation(?:s)?$|who we are|introduction of", "organisation"),
    (r"background|introduction|general", "background"),
    (r"analysis|context|conclusion", "analysis"),
)  # fmt: skip


def kind_of(title: str) -> str:
    """Return the kind of block that a section of this title holds.

    >>> kind_of("(10) Recommendations"), kind_of("The strikes of 2011")
    ('recommendation', 'evidence')
    """
    lowered = title.casefold()
    return next((kind for pattern, kind in _KINDS if re.search(pattern, lowered)), "evidence")


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it was read: its title, what stands in it, and the line of its title."""

    title: str
    content: Nodes
    line: int = 0


def plain_document(
    title: str,
    parts: Sequence[Part],
    file: str,
    *,
    language: str = "en-GB",
    day: date | None = None,
    paragraphs: Literal["numbered", "plain"] = "plain",
    notes: Literal["footnotes", "endnotes"] = "footnotes",
) -> Document:
    """Return the document that `parts` make. `paragraphs` says whether it numbers them itself."""
    sections = tuple(
        Section(f"section-{at}", part.title, tuple(_blocks(part, at, file)))
        for at, part in enumerate(parts, start=1)
    )
    properties = Properties("", "", (), day or date(1, 1, 1))
    settings = Settings("({n})", paragraphs, notes)
    return Document(title, "", language, (), sections, "", settings, properties)


def _blocks(part: Part, at: int, file: str) -> Iterator[Block]:
    kind = kind_of(part.title)
    if kind != "recommendation":
        yield Block(f"part-{at}", kind, part.content, part.title, file=file, line=part.line)
        return
    count = 0
    for node in part.content:
        for nodes, line in _recommendations(node, part.line):
            count += 1
            id_ = f"part-{at}-{count}"
            kind = "recommendation" if line else "lead"
            yield Block(id_, kind, nodes, file=file, line=line or part.line)


def _recommendations(node: Node, line: int) -> Iterator[tuple[Nodes, int]]:
    """Yield each recommendation with its line; a sentence that leads to a list has line 0."""
    match node:
        case BulletList() | NumberedList():
            for item in node.items:
                yield item.content, item.line or line
        case Paragraph() if not plain(node.content).rstrip().endswith(":"):
            yield (node,), node.line or line
        case _:
            yield (node,), 0


def parts_of(nodes: Nodes) -> tuple[str, tuple[Part, ...]]:
    """Return the title and the sections that `nodes` make, parted at their highest headings.

    A single heading of level 1 before others is the title of the whole.
    """
    heads = [each for each in nodes if isinstance(each, Heading)]
    tops = [each for each in heads if each.level == 1]
    titled = len(tops) == 1 and len(heads) > 1 and heads[0] is tops[0]
    level = min((each.level for each in heads if not titled or each.level > 1), default=1)
    title = plain(tops[0].content) if titled else ""
    parts: list[Part] = []
    for node in nodes:
        if titled and node is tops[0]:
            continue
        if isinstance(node, Heading) and node.level == level:
            parts.append(Part(plain(node.content), (), node.line))
        elif parts:
            last = parts[-1]
            parts[-1] = Part(last.title, (*last.content, node), last.line)
        else:
            parts.append(Part("", (node,), getattr(node, "line", 1)))
    return title, tuple(parts)
