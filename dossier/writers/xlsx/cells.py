"""Make the words of a workbook's cells: runs of bold, italic, linked and raised text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from dossier.model.document import (
    Ask,
    Break,
    Citation,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    Mark,
    Note,
    NoteAgain,
    Phrase,
    Reference,
    Strong,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.walk import visible
from dossier.writers.html import address_of


@frozen
class Run:
    """Words of one look; `raised` are the calls of notes."""

    text: str
    bold: bool = False
    italic: bool = False
    linked: bool = False
    raised: bool = False


def runs(content: Inlines, edition: Edition) -> tuple[Run, ...]:
    """Return the runs of `content`.

    A cell can have one link: from the second link on, the address stands after the words.
    """
    further = {id(each) for each in links_of(content)[1:]}
    return joined(_inlines(content, Run(""), edition, further))


def joined(held: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs without the empty ones, neighbours of one look joined."""
    found: list[Run] = []
    for run in held:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def links_of(content: Inlines) -> tuple[Link, ...]:
    """Return the links in `content`, not those in its notes."""
    return tuple(part for inline in content for part in visible(inline) if isinstance(part, Link))


def address_in(content: Inlines) -> str:
    """Return where the cell of `content` leads: its first link, or ""."""
    links = links_of(content)
    return links[0].address if links else ""


def _inlines(content: Inlines, look: Run, edition: Edition, further: set[int]) -> Iterator[Run]:
    for inline in content:
        yield from _inline(inline, look, edition, further)


def _inline(inline: Inline, look: Run, edition: Edition, further: set[int]) -> Iterator[Run]:
    match inline:
        case Text():
            yield replace(look, text=inline.text.replace("\u00ad", ""))
        case Emphasis():
            yield from _inlines(inline.content, replace(look, italic=True), edition, further)
        case Strong():
            yield from _inlines(inline.content, replace(look, bold=True), edition, further)
        case Mark():
            yield from _inlines(inline.content, replace(look, italic=True), edition, further)
        case Link():
            yield from _inlines(inline.content, replace(look, linked=True), edition, further)
            if id(inline) in further and address_of(inline):
                yield replace(look, text=edition.language.beside(address_of(inline)))
        case Foreign():
            yield from _inlines(inline.content, look, edition, further)
        case Break():
            yield replace(look, text="\n")
        case Reference():
            yield from _inlines(inline.lead, look, edition, further)
            space = edition.reference_space(inline)
            yield replace(look, text=f"{space}{edition.reference_label(inline)}")
        case Note() | NoteAgain():
            yield replace(look, text=f"[{edition.numbers.sign(inline.id)}]", raised=True)
        case Citation() | Ask() | Phrase():
            raise TypeError(inline)
        case _:
            assert_never(inline)


def rich(held: Sequence[Run], size: float, colour: str) -> str | CellRichText:
    """Return runs as a cell takes them: words of one look as they are, others with their fonts."""
    if len(held) < 2 and not any(each.italic or each.linked or each.raised for each in held):
        return "".join(each.text for each in held)
    return CellRichText(*(TextBlock(_font(each, size, colour), each.text) for each in held))


def _font(run: Run, size: float, colour: str) -> InlineFont:
    return InlineFont(
        rFont="Arial",
        sz=size,
        b=run.bold or None,
        i=run.italic or None,
        color=Color(rgb=f"FF{'0B5394' if run.linked else colour}"),
        u="single" if run.linked else None,
        vertAlign="superscript" if run.raised else None,
    )
