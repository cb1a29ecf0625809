"""Guess which blocks a section holds: its kind from its title, recommendations one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dossier.model.document import Block, BulletList, Node, Nodes, NumberedList, Paragraph
from dossier.model.language_file import language_words, languages, of_languages
from dossier.model.walk import plain
from dossier.readers.drafts.inline_splices import cut
from dossier.readers.drafts.section import Part, line_in

LABELLED = "labelled-"
"""Begins the ids of recommendations whose author called them "Recommendation 1." and so on."""

_KINDS = (
    "recommendation", "previous review", "concern", "obligation", "organisation", "background",
    "analysis",
)  # fmt: skip
"""The kinds that titles tell, in the order in which they are tried."""


def kind_of(title: str) -> str:
    """Return the kind of block that a section of this title holds, in whatever language it is.

    >>> kind_of("(10) Recommendations"), kind_of("Рекомендации"), kind_of("The strikes of 2011")
    ('recommendation', 'recommendation', 'evidence')
    """
    return next((kind for kind, pattern in _titles() if pattern.search(title)), "evidence")


@of_languages
@cache
def _titles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what titles of each kind are recognised by, in the languages there are."""
    held = [language_words(code).get("drafts", {}).get("kinds", {}) for code in languages()]
    said = {kind: [each for one in held for each in one.get(kind, ())] for kind in _KINDS}
    return tuple((kind, re.compile("|".join(said[kind]), re.IGNORECASE)) for kind in _KINDS)


def blocks_of(part: Part, at: int, file: str, label: str, all_: int) -> Iterator[Block]:
    """Yield the blocks of the section that is number `at` of `all_`.

    `label` is how a recommendation is called by its number, such as "Recommendation {n}.".
    """
    kind = kind_of(part.title) if part.title or all_ == 1 else "cover"
    id_ = f"part-{at}"
    if kind != "recommendation" or not part.content:
        yield Block(id_, kind, part.content, part.title, file=file, line=part.line)
        return
    labelled = tuple(_labelled(part, label))
    own = len(labelled) > 1
    for count, (kind, nodes, line) in enumerate(labelled if own else _single(part), start=1):
        name = f"{LABELLED}{id_}-{count}" if own else f"{id_}-{count}"
        yield Block(name, kind, nodes, file=file, line=line or part.line)


def _labelled(part: Part, label: str) -> Iterator[tuple[str, Nodes, int]]:
    """Yield the recommendations of a section that calls each by its number, as our files do."""
    held: list[Node] = []
    count = 0
    for node in part.content:
        begin = f"{label.format(n=count + 1)} "
        if isinstance(node, Paragraph) and plain(node.content).startswith(begin):
            if held:
                yield "recommendation" if count else "lead", tuple(held), line_in(held[0])
            held, count = [replace(node, content=cut(node.content, len(begin)))], count + 1
        else:
            held.append(node)
    if count:
        yield "recommendation", tuple(held), line_in(held[0])


def _single(part: Part) -> Iterator[tuple[str, Nodes, int]]:
    for node in part.content:
        for nodes, line in _recommendations(node, part.line):
            yield "recommendation" if line else "lead", nodes, line


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
