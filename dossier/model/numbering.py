"""Number a document: one pass gives sections, paragraphs, recommendations and notes their numbers.

Every writer prints these numbers, so they cannot differ between PDF, Word and HTML; Word's own
numbering is set up so that it counts the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dossier.model.document import Block, Cell, Document, Note, Paragraph, Reference
from dossier.model.walk import everything

_MARK = re.compile(r"(?:.*/)?([*†‡§¶]{1,5})(?:-[a-z0-9]+)?", re.DOTALL)


def mark_of(note: str) -> str:
    """Return the mark of a note whose label is one, such as a star; "" for one that is counted.

    >>> mark_of("front/*"), mark_of("front/**-2"), mark_of("front/1")
    ('*', '**', '')
    """
    found = _MARK.fullmatch(note)
    return found[1] if found else ""


@dataclass(frozen=True)
class Numbers:
    """Numbers by id. `home` gives the section of each block, `first` its first paragraph.

    `note` gives the places of notes in their order; `sign` says what they print. `page` has the
    paragraphs and cells to whose pages something refers; they are 0 where a format has none.
    """

    section: Mapping[str, int]
    paragraph: Mapping[str, int]
    recommendation: Mapping[str, int]
    note: Mapping[str, int]
    home: Mapping[str, str]
    first: Mapping[str, str]
    page: Mapping[str, int] = field(default_factory=dict)

    def sign(self, note: str) -> str:
        """Return what stands at the call of a note and before it: its number, or its mark."""
        mark = mark_of(note)
        if mark:
            return mark
        place = self.note[note]
        return str(place - bisect_left(self.marked, place))

    def place_name(self, id_: str) -> str:
        """Return the name that a paragraph or cell has in a web page or PDF that leads to it."""
        number = self.paragraph.get(id_)
        return f"paragraph-{number}" if number else f"place-{id_}"

    @cached_property
    def marked(self) -> tuple[int, ...]:
        """The places of notes that have a mark and take no number, in order."""
        return tuple(sorted(place for id_, place in self.note.items() if mark_of(id_)))

    @cached_property
    def labelled(self) -> Mapping[str, Sequence[str]]:
        """The notes by what a reference may call them: all that follows a slash in their id."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in self.note:
            for at, sign in enumerate(id_):
                if sign == "/":
                    found[id_[at + 1 :]].append(id_)
        return dict(found)

    def known(self, reference: Reference) -> tuple[str, ...]:
        """Return the ids that a reference of this kind may name."""
        match reference.kind:
            case "section":
                return (*self.section, *self.home)
            case "paragraph":
                return (*self.paragraph, *self.first)
            case "recommendation":
                return tuple(self.recommendation)
            case "note":
                return tuple(self.note)
            case "page":
                return ()

    def goal(self, reference: Reference) -> str | None:
        """Return the id that `reference` leads to, or None when the document has no such thing.

        A block's id stands for its first numbered paragraph or for the section it is in; a
        note's label alone will do where only one block has it.
        """
        target = reference.target
        match reference.kind:
            case "section":
                target = target if target in self.section else self.home.get(target, "")
                return target if target in self.section else None
            case "paragraph":
                target = target if target in self.paragraph else self.first.get(target, "")
                return target if target in self.paragraph else None
            case "recommendation":
                return target if target in self.recommendation else None
            case "note":
                if target in self.note:
                    return target
                others = self.labelled.get(target, ())
                return others[0] if len(others) == 1 else None
            case "page":
                return target if target in self.page else None

    def of(self, reference: Reference) -> str:
        """Return the number, or the mark of a note, that `reference` prints.

        Raises `KeyError` for an unknown target.
        """
        goal = self.goal(reference)
        if goal is None:
            raise KeyError(reference.target)
        if reference.kind == "note":
            return self.sign(goal)
        if reference.kind == "page":
            return str(self.page[goal] or "")
        return str(getattr(self, reference.kind)[goal])


def number(document: Document) -> Numbers:
    """Return the numbers `document` has in print.

    Sections, recommendations and notes each have a series of their own; the paragraphs that
    stand directly in a block share one series through the whole document, recommendations
    included, since OHCHR cites submissions by paragraph where they are numbered (notes of
    A/HRC/WG.6/48/SVN/3, 6 November 2024). Lists, quotations and headings take no number. With
    `settings.paragraphs` "plain" no paragraph has one. One pass, O(length).
    """
    blocks = [block for section in document.sections for block in section.blocks]
    series = [each for block in blocks for each in numbered_paragraphs(document, block)]
    called = [each.id for block in blocks for each in everything(block) if isinstance(each, Note)]
    asked = [block.id for block in blocks if block.kind == "recommendation"]
    return Numbers(
        section=_count([section.id for section in document.sections if section.title]),
        paragraph=_count([each.id for each in series]),
        recommendation=_count(asked),
        note=_count(called),
        home={block.id: each.id for each in document.sections for block in each.blocks},
        first=_first(document, blocks),
        page=_places(blocks),
    )


def _places(blocks: list[Block]) -> Mapping[str, int]:
    """Return the paragraphs and cells to whose pages something refers."""
    parts = [part for block in blocks for part in everything(block)]
    wanted = {each.target for each in parts if isinstance(each, Reference) and each.kind == "page"}
    held = {each.id for each in parts if isinstance(each, Paragraph | Cell)} if wanted else wanted
    return dict.fromkeys(sorted(wanted & held), 0)


def numbered_paragraphs(document: Document, block: Block) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `block` that take a number."""
    if document.settings.paragraphs == "plain":
        return ()
    return tuple(each for each in block.content if isinstance(each, Paragraph))


def _count(ids: list[str]) -> dict[str, int]:
    return {each: position for position, each in enumerate(dict.fromkeys(ids), start=1)}


def _first(document: Document, blocks: list[Block]) -> dict[str, str]:
    found = {block.id: numbered_paragraphs(document, block) for block in blocks}
    return {id_: paragraphs[0].id for id_, paragraphs in found.items() if paragraphs}
