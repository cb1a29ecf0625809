"""A redline as people read it: its blocks, lines and words with what became of them."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from dossier.interchange.redline.tracking import Status
from dossier.model.frozen import frozen

_WORD = re.compile(r"\w+(?:[’'\u00ad-]\w+)*")


@frozen
class Span:
    """Words with what became of them; `note` is the place of the note that is called, or 0.

    `changed` says that they stayed and look otherwise, `raised` that they stand above the line.
    `drawn` says what shows them that is no line of words: their text is what a picture is described
    by, or what stands in a text box or an equation.
    """

    text: str
    status: Status = ""
    bold: bool = False
    italic: bool = False
    changed: bool = False
    note: int = 0
    drawn: Literal["", "picture", "text box", "equation"] = ""
    raised: bool = False

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.text))


@frozen
class PageParagraph:
    """A paragraph: how its end fared, whether its style changed, its number now, and before."""

    kind: str
    level: int
    label: str
    end: Status
    changed: bool
    spans: tuple[Span, ...]

    @property
    def came_here(self) -> bool:
        """Whether its words moved here; its end may have stayed, where it is the last."""
        return any(each.status == "moveTo" for each in self.spans)

    @property
    def touched(self) -> bool:
        """Whether anything in the line changed."""
        return bool(self.end or self.changed or any(e.status or e.changed for e in self.spans))


@frozen
class Row:
    """A row of a table: what became of it, and the lines of its cells."""

    status: Status
    cells: tuple[tuple[PageParagraph | Grid, ...], ...]


@frozen
class Grid:
    """A table; `looks` are the changes of its formatting and of its rows' and cells'."""

    rows: tuple[Row, ...]
    looks: int = 0

    @property
    def touched(self) -> bool:
        inner = (each for row in self.rows for cell in row.cells for each in cell)
        inside = any(each.touched for each in inner)
        return bool(self.looks or any(row.status for row in self.rows) or inside)


Body: TypeAlias = tuple[PageParagraph | Grid, ...]


@frozen
class PageNote:
    """A note: its place among all, the number it prints, what became of it, its text."""

    place: int
    label: str
    status: Status
    lines: Body


@frozen
class PageBlock:
    """A block, or ("") what stands between blocks: what became of it, its text, its notes.

    `looks` are changes of the paper after it. Running heads are a part of this name without an id.
    """

    id: str
    title: str
    status: Status
    body: Body
    notes: tuple[PageNote, ...]
    looks: int = 0

    @property
    def touched(self) -> bool:
        """Whether anything in the block or its notes changed."""
        lines = (*self.body, *(each for note in self.notes for each in note.lines))
        return bool(self.status or self.looks or any(each.touched for each in lines))
