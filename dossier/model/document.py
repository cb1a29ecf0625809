"""The document model: what an author wrote, and nothing that can be computed from it.

Readers make a `Document`; everything else takes one and makes something new. All values are
frozen and compare by content (lines and files are left out of the comparison), so "the Word
file came back unchanged" is simply `==`. Numbers are not here: `number` in `model/numbering.py`
counts them.

A note lives in the inline that calls it, so it cannot lose its place. To add a kind of node,
add its class here and to `Inline` or `Node`; mypy then names each place that must learn it.

It is over 300 lines because the whole model is to be read in one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.model.list_numbers import PLAIN, Form
from dossier.model.origin import Origin

Target: TypeAlias = Literal["section", "paragraph", "recommendation", "note", "page"]
"""What a cross-reference may name; the page is that on which a paragraph stands."""


@frozen
class Text:
    """Words as they print; white space is folded, no-break spaces are kept.

    `origin` says what made words that no author typed; an author's own words have none. `language`
    is a code where the author says it.
    """

    text: str
    origin: Origin | None = field(default=None, compare=False, repr=False)
    language: str = field(default="", compare=False, repr=False)


@frozen
class Emphasis:
    """Words in italics."""

    content: Inlines


@frozen
class Strong:
    """Words in bold."""

    content: Inlines


@frozen
class Link:
    """A link to an address on the web (`https:`, `http:` or `mailto:`)."""

    address: str
    content: Inlines


@frozen
class Break:
    """A line break inside a paragraph."""


@frozen
class Reference:
    """A cross-reference: `lead` are the author's words, the number is added in print."""

    kind: Target
    target: str
    lead: Inlines
    line: int = field(default=0, compare=False)
    origin: Origin | None = field(default=None, compare=False, repr=False)


@frozen
class Note:
    """A footnote or endnote, at its first call. `id` is `block-id/label`.

    `origin` says what the program made it of; None among them is an author's note. A note that an
    author alone wrote has no origin. `repeated` is what it says instead of "ibid." where it opens
    the notes of a page, which only a finished PDF knows.
    """

    id: str
    content: Nodes
    line: int = field(default=0, compare=False)
    origin: tuple[Origin | None, ...] = field(default=(), compare=False, repr=False)
    repeated: Nodes = field(default=(), compare=False, repr=False)


@frozen
class NoteAgain:
    """A later call of a note that was called before."""

    id: str
    line: int = field(default=0, compare=False)


@frozen
class Mark:
    """The program's own remark in a draft, such as that a source is not verified."""

    content: Inlines


@frozen
class Foreign:
    """Words that run the other way than the text around them, or that are in another language.

    `language` is its code, or "" where the letters do not tell. Only what is written has them:
    `model/foreign_phrases.py` sets them apart.
    """

    content: Inlines
    language: str
    direction: Literal["ltr", "rtl"]


@frozen
class Cite:
    """One source in a citation: its key, the places in it, and words before and after.

    A place is the name of its kind ("paragraph"; "" where the author gave a bare number) and its
    value as typed, such as "124.29" or "33–38 and 72–89".
    """

    key: str
    places: tuple[tuple[str, str], ...] = ()
    before: Inlines = ()
    after: Inlines = ()
    line: int = field(default=0, compare=False)


@frozen
class Citation:
    """A citation as the author wrote it. `resolve` makes it words, and a note in the text."""

    cites: tuple[Cite, ...]
    line: int = field(default=0, compare=False)
    origin: Origin | None = field(default=None, compare=False, repr=False)


Asked: TypeAlias = Literal[
    "fact", "incident", "person", "org", "treaty", "treaties", "quote", "law", "upr", "source",
    "picture", "block",
]  # fmt: skip


@frozen
class Ask:
    """Something to be printed from a registry, such as `{fact:dead value}`.

    `words` are what follows the id; `capital` asks that the print begin with a capital letter.
    `resolve` puts the registry's words in its place.
    """

    kind: Asked
    id: str
    words: str = ""
    capital: bool = False
    line: int = field(default=0, compare=False)


@frozen
class Conditions:
    """Where words may stand: the widest audience, and the documents and formats, if not all.

    `only` and `never` hold names of kinds of document, audiences and formats. `language` is that of
    the words, where the author says it.
    """

    audience: str = "public"
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    language: str = ""


@frozen
class Phrase:
    """Words that do not stand everywhere; `otherwise` stands where they may not.

    `vary` decides before anything else is done with a document.
    """

    content: Inlines
    conditions: Conditions
    otherwise: Inlines = ()
    line: int = field(default=0, compare=False)


Resolved: TypeAlias = (
    Text | Emphasis | Strong | Link | Break | Reference | Note | NoteAgain | Mark | Foreign
)
Inline: TypeAlias = Resolved | Citation | Ask | Phrase
Inlines: TypeAlias = tuple[Inline, ...]


@frozen
class Heading:
    """A heading inside a block; level 1 prints one level below the section's title."""

    level: int
    content: Inlines
    id: str
    line: int = field(default=0, compare=False)


@frozen
class Paragraph:
    """A paragraph. Directly in a block it is numbered; in a list, quote or note it is not."""

    content: Inlines
    id: str
    line: int = field(default=0, compare=False)


@frozen
class Item:
    """One item of a list."""

    content: Nodes
    line: int = field(default=0, compare=False)


@frozen
class BulletList:
    """A list whose items are not numbered."""

    items: tuple[Item, ...]


@frozen
class NumberedList:
    """A list numbered from `start` in a `form` such as "(a)"; see `model/list_numbers.py`."""

    start: int
    items: tuple[Item, ...]
    form: Form = PLAIN


@frozen
class Quote:
    """A block quotation."""

    content: Nodes


@frozen
class Cell:
    """One cell of a table."""

    content: Inlines
    id: str
    line: int = field(default=0, compare=False)


@frozen
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]


Alignment: TypeAlias = Literal["", "left", "center", "right"]


@frozen
class Table:
    """A table with one row of column headings; every row has `len(alignment)` cells."""

    alignment: tuple[Alignment, ...]
    head: Row
    rows: tuple[Row, ...]


@frozen
class Figure:
    """A picture that stands alone; `path` is relative to the dossier's folder.

    `caption` is the line below it, such as a credit; `width` is in millimetres, 0 for its own.
    `beside` pictures stand next to the paragraph that follows. `index` lists below a picture what
    it shows, where that is much: paragraphs and lists of one level.
    """

    path: str
    alternative: str
    line: int = field(default=0, compare=False)
    caption: Inlines = ()
    width: int = 0
    place: Literal["", "beside"] = ""
    index: Nodes = ()


DRAWN = "drawn/"
"""How the path of a picture begins that is made from data."""


def is_drawn(path: str) -> bool:
    """Whether the picture at `path` is made from data."""
    return path.startswith(DRAWN)


Node: TypeAlias = Heading | Paragraph | BulletList | NumberedList | Quote | Table | Figure
Nodes: TypeAlias = tuple[Node, ...]


@frozen
class Block:
    """One content block: a Markdown file with its head, or a lead sentence of the template.

    `language` is that of its text where it is not the dossier's.
    """

    id: str
    kind: str
    content: Nodes
    title: str = ""
    section: str = ""
    rests_on: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    follows_up: tuple[str, ...] = ()
    allow: Mapping[str, str] = field(default_factory=dict, hash=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    summary: Nodes = ()
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    language: str = ""

    def line_of(self, key: str) -> int:
        """Return the line of a key of the head, or the block's own."""
        return self.lines.get(key, self.line)


@frozen
class Section:
    """A section of the document, numbered where it has a title. `style` names its look."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    style: str = ""


@frozen
class CoverLine:
    """One line of the title block: a label and what stands beside it."""

    label: str
    content: Inlines


@frozen
class Settings:
    """How the document is numbered, where its notes stand, and how the paper lies.

    With an empty `section_number` sections have none. `styles` are Word's styles that stand in
    for the usual ones, by these. A `pdf` for an archive is PDF/A-2a besides PDF/UA-1.
    Where `page_number` is empty, it has the form of the document's language. Text runs down in
    `columns`.
    """

    section_number: str = "({n})"
    paragraphs: Literal["numbered", "plain"] = "numbered"
    notes: Literal["footnotes", "endnotes", "none"] = "footnotes"
    paper: Literal["portrait", "landscape"] = "portrait"
    styles: Mapping[str, str] = field(default_factory=dict, hash=False)
    pdf: Literal["accessible", "archive"] = "accessible"
    page_number: str = ""
    columns: int = 1


@frozen
class Properties:
    """What the file says about itself: author, subject, keywords, the document's date."""

    author: str
    subject: str
    keywords: tuple[str, ...]
    date: date


@frozen
class Document:
    """A whole document, assembled but not numbered. `procedure` stands above the title.

    So do the first `above` of the sections, and `logos` above them.
    """

    title: str
    procedure: str
    language: str
    cover: tuple[CoverLine, ...]
    sections: tuple[Section, ...]
    running_head: str
    settings: Settings
    properties: Properties
    above: int = 0
    logos: tuple[Figure, ...] = ()
