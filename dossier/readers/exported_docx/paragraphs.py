"""What came back in a Word file: its paragraphs in order, with the edits and remarks in them.

Nothing is settled here: words that were deleted with change tracking stand beside those that were
inserted, each with who did it and when. `settle` decides between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from dossier.model.diagnostics import Finding
from dossier.model.document import Alignment, Break
from dossier.model.frozen import frozen
from dossier.model.list_numbers import PLAIN, Form

Did: TypeAlias = Literal["insert", "delete", "move-to", "move-from", "format"]

Kind: TypeAlias = Literal[
    "paragraph", "heading", "bullet", "number", "continue", "quote", "cell", "picture", "caption",
    "title", "subtitle", "cover", "frame",
]  # fmt: skip
"""What a paragraph is. "frame" is what the program prints around the text, such as logos."""


@frozen
class Revision:
    """A tracked change: what was done, by whom, and when as the file says (ISO 8601, or "")."""

    did: Did
    author: str = ""
    date: str = ""


@frozen
class Call:
    """A call of the note `id` of the file; `bookmarks` are those around the call."""

    kind: Literal["footnote", "endnote"]
    id: str
    bookmarks: tuple[str, ...] = ()


@frozen
class Field:
    r"""A field of Word's: its code, such as `REF p_law_1 \r \h`, and the words that it shows.

    With `other_look` they look otherwise than the field's beginning. Word updated it, or a program
    does not keep how the beginning looks.
    """

    code: str
    shown: str
    other_look: bool = False


@frozen
class Picture:
    """A picture, and its alternative text."""

    alternative: str


@frozen
class Atom:
    """Words of one look, or one thing among words.

    `style` is the name of the character style in small letters. `before` is how the words looked
    before a tracked change of formatting (bold, italic). `remarks` are the ids of the comments
    whose range covers the words.
    """

    content: str | Break | Call | Field | Picture
    bold: bool = False
    italic: bool = False
    address: str = ""
    style: str = ""
    revisions: tuple[Revision, ...] = ()
    before: tuple[bool, bool] | None = None
    remarks: tuple[str, ...] = ()


@frozen
class Shape:
    """What a paragraph is: its kind; a heading's, bullet's or continuation's level from 1.

    `list` tells numbered lists apart, `form` says how they print. In a table `table`, `row` and
    `column` count from 0, the table through the whole part; `align` is the alignment of a cell (""
    where nothing is said).
    """

    kind: Kind
    level: int = 0
    list: str = ""
    start: int = 1
    table: int = -1
    row: int = 0
    column: int = 0
    align: Alignment = ""
    form: Form = PLAIN


@frozen
class ReturnedParagraph:
    """A paragraph of the file.

    `bookmarks` are the names of those that begin in it, in order; `control` is the tag of the
    innermost content control around it, or "" (LibreOffice drops tags), `alias` its title.
    `mark` are the tracked changes of the paragraph's end: a deleted one joins it to the next.
    `row` are those of the row or the cell of the table that it stands in. `number` counts from 1,
    in each note anew. `style` is the name of the style in small letters. Where the paragraph was
    made another one with change tracking, `before` is what it was, `style_before` the name of its
    style then, and `formatted` who did it.
    """

    shape: Shape
    atoms: tuple[Atom, ...]
    style: str = ""
    bookmarks: tuple[str, ...] = ()
    control: str = ""
    alias: str = ""
    mark: tuple[Revision, ...] = ()
    row: tuple[Revision, ...] = ()
    number: int = 0
    formatted: tuple[Revision, ...] = ()
    before: Shape | None = None
    style_before: str = ""


@frozen
class Remark:
    """A comment: who, when, its text (paragraphs parted by a line end), what it answers.

    `quoted` are the words that it is put to, `line` the number of the paragraph where its range
    begins (0 where it has none), `note` the note where it stands in one, such as "footnote:3";
    lines are then those of the note.
    """

    id: str
    author: str
    date: str
    text: str
    answers: str = ""
    settled: bool = False
    quoted: str = ""
    line: int = 0
    note: str = ""


@frozen
class Returned:
    """A Word file as it came back.

    `embedded` is what an export says of itself (XML part of its own), "" where there is none;
    `notes` the paragraphs of each note by kind and id, such as "footnote:3"; `author` and `date`
    are who saved it last, and when.
    """

    lines: tuple[ReturnedParagraph, ...]
    notes: Mapping[str, tuple[ReturnedParagraph, ...]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    embedded: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    findings: tuple[Finding, ...] = ()
