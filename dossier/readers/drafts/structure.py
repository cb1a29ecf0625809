"""Make headings, paragraphs and lists of the pieces that a file holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.model.document import (
    CoverLine,
    Emphasis,
    Heading,
    Inlines,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from dossier.model.frozen import frozen
from dossier.model.walk import plain
from dossier.readers.drafts.headings import find_headings
from dossier.readers.drafts.nested_lists import Entry, nested
from dossier.readers.drafts.number_series import counting, with_marks
from dossier.readers.drafts.old_labels import labels_of
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.section import notes_in

FRONT = 14
"""Words that a line of the title page has at most."""

LABEL = 6
"""Words that the label of a line of the title page has at most."""


@frozen
class Shape:
    """What pieces are together; `numbered` says whether most paragraphs bear numbers.

    `section_number` is how Word's numbering writes the numbers of sections, "" without one, and
    `front` says how many pieces stand before the first section, `front_guessed` whether a line of
    `procedure` is known only by its place. `labels` are numbers that print otherwise (`labels_of`).
    """

    title: str
    procedure: str
    cover: tuple[CoverLine, ...]
    nodes: Nodes
    numbered: bool
    section_number: str
    front: int
    front_guessed: bool = False
    title_line: int = 0
    labels: tuple[tuple[int, str, str], ...] = ()


def shape(pieces: Sequence[Piece], title: str = "") -> Shape:
    """Return the shape of `pieces`; a `title` that is given is not looked for."""
    found, heads = find_headings(pieces)
    again = _again(pieces, heads, title)
    heads = {at: level for at, level in heads.items() if at != again}
    titled = again if title else found
    fixed = {*heads} if titled is None else {*heads, titled}
    marked = with_marks(pieces, fixed)
    series = counting(marked, fixed)
    before = range(min(heads, default=0))
    cover = {at: lines for at in before if (lines := tuple(_cover(marked[at])))}
    above = [
        at for at in before
        if at != titled and (marked[at].style == "subtitle" or (series and _is_front(marked[at])))
    ]  # fmt: skip
    left_out = {*cover, *above} if titled is None else {*cover, *above, titled}
    called = [each for at in (*above, titled) if at is not None for each in _calls(marked[at])]
    return Shape(
        title=title if titled is None else marked[titled].text.strip(),
        procedure=" – ".join(marked[at].text.strip() for at in above),
        cover=tuple(line for lines in cover.values() for line in lines),
        nodes=(*called, *_Flow(heads, series).nodes(marked, left_out)),
        numbered=bool(series),
        section_number=_label(marked, heads),
        labels=labels_of(marked, heads, series, _label(marked, heads)),
        front=len(before),
        front_guessed=any(marked[at].style != "subtitle" for at in above),
        title_line=0 if titled is None else marked[titled].line,
    )


def _again(pieces: Sequence[Piece], heads: Mapping[int, int], title: str) -> int | None:
    """Return the position of the only highest heading, where it says the `title` again."""
    tops = [at for at, level in heads.items() if level == min(heads.values())]
    same = len(tops) == 1 and pieces[tops[0]].text.split() == title.split()
    return tops[0] if title and same else None


def _is_front(piece: Piece) -> bool:
    """Whether a piece is a line of the title page, which bears no number where paragraphs do."""
    text = piece.text.strip()
    styled = piece.style not in ("", "title")  # the date has the style of the title in some files
    bare = not (piece.node or piece.listed or styled or notes_in(piece.content))
    return bare and 0 < len(text.split()) <= FRONT and text[-1] not in ".:;?!。：；？！؟؛"


def note_nodes(pieces: Sequence[Piece], note: str) -> Nodes:
    """Return the paragraphs and lists of a note, whose ids begin with that of the note."""
    return _Flow({}, (), f"{note}.").nodes(pieces, ())


def _cover(piece: Piece) -> Iterator[CoverLine]:
    """Yield the lines of a table that is a title block: labels, and what stands beside them."""
    table = piece.node
    if not isinstance(table, Table) or len(table.alignment) != 2:
        return
    rows = [row.cells for row in (table.head, *table.rows)]
    noted = any(notes_in(cell.content) for row in rows for cell in row)
    if not noted and all(len(plain(row[0].content).split()) <= LABEL for row in rows):
        yield from (CoverLine(plain(row[0].content), row[1].content) for row in rows)


def _calls(piece: Piece) -> Iterator[Node]:
    """Yield a paragraph for the notes that a title calls, since a title holds only words."""
    notes = notes_in(piece.content)
    if notes:
        yield Paragraph(notes, f"line-{piece.line}", piece.line)


def _label(pieces: Sequence[Piece], heads: Mapping[int, int]) -> str:
    tops = [pieces[at] for at, level in heads.items() if level == min(heads.values())]
    labels = {each.listed.label if each.listed else "" for each in tops}
    return labels.pop() if len(labels) == 1 else ""


class _Flow:
    """Goes through pieces in order and keeps the list that is open."""

    def __init__(self, heads: Mapping[int, int], series: Collection[str], prefix: str = "") -> None:
        self.heads = heads
        self.prefix = prefix
        self.series = series
        self.made: list[Node] = []
        self.entries: list[Entry] = []
        self.ids: set[str] = set()

    def nodes(self, pieces: Sequence[Piece], left_out: Collection[int]) -> Nodes:
        for at, piece in enumerate(pieces):
            if at not in left_out:
                self.take(piece, self.heads.get(at, 0))
        self.close()
        return tuple(self.made)

    def take(self, piece: Piece, level: int) -> None:
        listed = piece.listed
        if level:
            self.add(Heading(level, _plain_weight(piece.content), self.id(piece), piece.line))
        elif piece.node:
            self.add(piece.node)
        elif piece.style == "quote":
            self.quote(Paragraph(piece.content, self.id(piece), piece.line))
        elif listed and (not listed.ordered or listed.series not in self.series or listed.level):
            opening = self.paragraph(piece) if piece.content else ()
            self.entries.append(Entry(listed, (*opening, *piece.rest), piece.line))
        elif piece.style == "continued" and self.entries:
            last = self.entries[-1]
            self.entries[-1] = replace(last, content=(*last.content, *self.paragraph(piece)))
        else:
            self.add(*self.paragraph(piece), *piece.rest)

    def add(self, *nodes: Node) -> None:
        self.close()
        self.made += nodes

    def close(self) -> None:
        self.made += nested(self.entries)
        self.entries = []

    def quote(self, paragraph: Paragraph) -> None:
        last = None if self.entries or not self.made else self.made[-1]
        if isinstance(last, Quote):
            self.made[-1] = Quote((*last.content, paragraph))
        else:
            self.add(Quote((paragraph,)))

    def paragraph(self, piece: Piece) -> tuple[Paragraph]:
        return (Paragraph(piece.content, self.id(piece), piece.line),)

    def id(self, piece: Piece) -> str:
        """Return an id by the typed number, else by the line; a second one gets a number more."""
        listed = piece.listed
        counts = listed and listed.series in self.series and not listed.level and listed.label
        number = f"paragraph-{listed.number}" if listed and counts else ""
        base = number or f"{self.prefix}line-{piece.line}"
        name, again = base, 1
        while name in self.ids:
            again += 1
            name = f"{base}.{again}"
        self.ids.add(name)
        return name


def _plain_weight(content: Inlines) -> Inlines:
    """Return the words of a heading without bold or italics that cover all of it."""
    while len(content) == 1 and isinstance(content[0], Strong | Emphasis):
        content = content[0].content
    return content
