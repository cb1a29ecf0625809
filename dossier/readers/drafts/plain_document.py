"""Make a document of plain sections, as somebody wrote it without any dossier.

What a block would say in its head is guessed from the titles of sections; recommendations that
stand in a list become one block each. Lines are those of the file, or the numbers of paragraphs
where a file has no lines.

A number that the author typed stands in an id: the paragraph `paragraph-12` is the twelfth, the
note `note-3` the third. `numbers_of` counts by them, so that a finding names the number which the
author sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Literal

from dossier.model.document import (
    CoverLine,
    Document,
    Heading,
    Nodes,
    Note,
    Paragraph,
    Properties,
    Section,
    Settings,
)
from dossier.model.language import language as words_of
from dossier.model.numbering import Numbers, number
from dossier.model.walk import plain
from dossier.readers.drafts.section import Part, line_in, notes_in
from dossier.readers.drafts.section_kinds import blocks_of

UNDATED = date(1, 1, 1)
"""The date of a document that bears none."""

_NUMBERED = ((r"\((\d+)\)\s+", "({n})"), (r"(\d+)\.\s+", "{n}."), (r"(\d+)\)\s+", "{n})"),
             (r"\[(\d+)\]\s+", "[{n}]"))  # fmt: skip
_TYPED = re.compile(r"(?:paragraph|note)-(\d+)(?:\.\d+)?")
_ENGLISH = "en"


def plain_document(
    title: str,
    parts: Sequence[Part],
    file: str,
    *,
    language: str = "en-GB",
    day: date | None = None,
    paragraphs: Literal["numbered", "plain"] = "plain",
    notes: Literal["footnotes", "endnotes"] = "footnotes",
    section_number: str = "({n})",
    procedure: str = "",
    cover: tuple[CoverLine, ...] = (),
) -> Document:
    """Return the document that `parts` make. `paragraphs` says whether it numbers them itself.

    What stands before the first of several titles is of the kind "cover".
    """
    label = _words(language)
    sections = tuple(
        Section(f"section-{at}", part.title, tuple(blocks_of(part, at, file, label, len(parts))))
        for at, part in enumerate(parts, start=1)
    )
    properties = Properties("", "", (), day or UNDATED)
    settings = Settings(section_number, paragraphs, notes)
    return Document(
        title=title,
        procedure=procedure,
        language=language,
        cover=cover,
        sections=sections,
        running_head="",
        settings=settings,
        properties=properties,
    )


def numbers_of(document: Document) -> Numbers:
    """Return the numbers of a plain document; a paragraph has only the one that its author sees.

    Notes are counted where their numbers are not typed.
    """
    numbers = number(document)
    notes = _typed(numbers.note)
    return replace(numbers, paragraph=_typed(numbers.paragraph), note=notes or numbers.note)


def _typed(ids: Iterable[str]) -> Mapping[str, int]:
    found = {each: _TYPED.fullmatch(each) for each in ids}
    return {each: int(match[1]) for each, match in found.items() if match}


def _words(language: str) -> str:
    """Return the words before a recommendation, such as "Recommendation {n}."."""
    try:
        return words_of(language).terms["recommendation"]
    except KeyError:
        return words_of(_ENGLISH).terms["recommendation"]


def parts_of(nodes: Nodes, title: str = "") -> tuple[str, tuple[Part, ...]]:
    """Return the title and the sections that `nodes` make, parted at their highest headings.

    Where no `title` is given, a single heading of level 1 before others is the title of the whole,
    or the first of several, if it alone has nothing below it.
    A note that is called in a title is called at the beginning of the text below it instead.
    """
    heads = [each for each in nodes if isinstance(each, Heading)]
    tops = [each for each in heads if each.level == 1]
    titled = not title and len(heads) > 1 and tops[:1] == heads[:1] and _is_title(nodes, tops)
    level = min((each.level for each in heads if not titled or each.level > 1), default=1)
    title = plain(tops[0].content) if titled else title
    parts: list[Part] = []
    called: tuple[Note, ...] = ()
    for node in nodes:
        if titled and node is tops[0]:
            called = notes_in(tops[0].content)
        elif isinstance(node, Heading) and node.level == level:
            _add(parts, (), called)
            called = notes_in(node.content)
            parts.append(Part(plain(node.content), (), node.line))
        else:
            lower = replace(node, level=node.level - level) if isinstance(node, Heading) else node
            _add(parts, (lower,), called)
            called = ()
    _add(parts, (), called)
    return title, tuple(parts)


def _is_title(nodes: Nodes, tops: Sequence[Heading]) -> bool:
    """Whether the first of the highest headings is no section: no other is bare, if there is any.

    Where several have nothing below them, such as "Part One", they are headings that part a text.
    """
    bare = [one for one, after in pairwise((*nodes, None)) if one in tops and
            (after is None or after in tops)]  # fmt: skip
    return len(tops) == 1 or bare == [tops[0]]


def _add(parts: list[Part], nodes: Nodes, notes: tuple[Note, ...]) -> None:
    """Add `nodes` to the last part, with calls of `notes` at their beginning."""
    first = nodes[0] if nodes else None
    if notes and isinstance(first, Paragraph):
        nodes = (replace(first, content=(*notes, *first.content)), *nodes[1:])
    elif notes:
        line = notes[0].line
        nodes = (Paragraph(notes, f"line-{line}.notes", line), *nodes)
    if nodes:
        last = parts.pop() if parts else Part("", (), line_in(nodes[0]))
        parts.append(replace(last, content=(*last.content, *nodes)))


def unnumbered(parts: Sequence[Part]) -> tuple[tuple[Part, ...], str]:
    """Return `parts` without the numbers typed before their titles, and how they are written.

    Only where all are numbered 1, 2, 3 in one way; else titles stay as they are typed.

    >>> unnumbered([Part("(1) Background", ()), Part("(2) Concerns", ())])[1]
    '({n})'
    """
    titled = [each for each in parts if each.title]
    for pattern, form in _NUMBERED:
        found = [re.match(pattern, each.title) for each in titled]
        if found and [int(each[1]) for each in found if each] == [*range(1, len(titled) + 1)]:
            bare = (replace(each, title=re.sub(pattern, "", each.title, count=1)) for each in parts)
            return tuple(bare), form
    return tuple(parts), ""
