"""Random documents: anything an author could write, as values of the model."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dossier.catalog import language
from dossier.edition import Edition
from dossier.model import (
    Block,
    Break,
    BulletList,
    Cell,
    Document,
    Emphasis,
    Heading,
    Item,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Properties,
    Quote,
    Row,
    Section,
    Settings,
    Strong,
    Table,
    Text,
)
from dossier.number import number

WORDS = st.sampled_from(
    [
        "union",
        "strike",
        "law",
        "(2014)",
        "Қазақстан",
        "еңбек",
        "“quoted”",
        "16–17",
        "No.",
        "87",
        "*",
        "_under_",
        "<tag>",
        "a&b",
        "#1",
        "12.",
        "-",
        "co\xadoperate",
        "naïve",
        "C#",
        "[1]",
        "|",
        "x\\y",
        "https://example.org/a_b",
        "✊",
        "re-registration",
    ]
)


@st.composite
def texts(draw):
    words = draw(st.lists(WORDS, min_size=1, max_size=6))
    return Text(" ".join(words))


@st.composite
def inlines(draw, notes=True):
    """Inlines of a paragraph: words between everything else, so that nothing touches."""
    found = [draw(texts())]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(
            st.sampled_from(["em", "strong", "link", "break", *(["note"] if notes else [])])
        )
        inside = (draw(texts()),)
        match kind:
            case "em":
                found.append(Emphasis(inside))
            case "strong":
                found.append(Strong(inside))
            case "link":
                found.append(Link("https://example.org/page?a=1&b=2", inside))
            case "break":
                found.append(Break())
            case "note":
                content = tuple(
                    Paragraph(draw(inlines(notes=False)), "")
                    for _ in range(draw(st.integers(1, 2)))
                )
                found.append(Note("", content))
        found.append(Text(f" {draw(texts()).text}"))
    return tuple(found)


def paragraphs():
    return inlines().map(lambda content: Paragraph(content, ""))


@st.composite
def lists(draw, inner):
    count = draw(st.integers(1, 3))
    items = []
    for _ in range(count):
        nested = draw(st.lists(inner, max_size=1))
        items.append(Item((draw(paragraphs()), *nested)))
    if draw(st.booleans()):
        return BulletList(tuple(items))
    return NumberedList(draw(st.integers(1, 12)), tuple(items))


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    rows = [
        Row(tuple(Cell(draw(inlines()), "") for _ in range(columns)))
        for _ in range(draw(st.integers(2, 4)))
    ]
    alignment = tuple(
        draw(st.sampled_from(["", "left", "center", "right"])) for _ in range(columns)
    )
    return Table(alignment, rows[0], tuple(rows[1:]))


def nodes():
    plain = st.one_of(
        paragraphs(),
        st.builds(lambda c, n: Heading(n, c, ""), inlines(notes=False), st.integers(1, 4)),
        tables(),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            lists(paragraphs()),
            lists(lists(inner)),
            st.builds(lambda each: Quote((each,)), paragraphs()),
        ),
        max_leaves=4,
    )


class _Ids:
    """Gives every node of a block an id, and every note a label, as the reader does."""

    def __init__(self, block):
        self.block = block
        self.count = 0

    def next(self):
        self.count += 1
        return f"{self.block}.{self.count}"

    def __call__(self, part):
        from dataclasses import replace

        match part:
            case Paragraph() | Heading() | Cell():
                return replace(part, id=self.next(), content=self.all(part.content))
            case Note():
                return replace(
                    part, id=f"{self.block}/n{self.next()}", content=self.all(part.content)
                )
            case Emphasis() | Strong() | Link() | Item() | Quote():
                return replace(part, content=self.all(part.content))
            case BulletList() | NumberedList():
                return replace(part, items=self.all(part.items))
            case Table():
                return replace(part, head=self(part.head), rows=self.all(part.rows))
            case Row():
                return replace(part, cells=self.all(part.cells))
        return part

    def all(self, parts):
        return tuple(self(each) for each in parts)


@st.composite
def documents(draw):
    """A document of one to three sections with one or two blocks each."""
    sections = []
    for number_ in range(draw(st.integers(1, 3))):
        blocks = []
        for position in range(draw(st.integers(1, 2))):
            id_ = f"block-{number_}-{position}"
            content = _Ids(id_).all(tuple(draw(st.lists(nodes(), min_size=1, max_size=3))))
            kind = draw(st.sampled_from(["evidence", "recommendation"]))
            blocks.append(Block(id_, kind, content, file=f"{id_}.md"))
        sections.append(Section(f"section-{number_}", f"Section {number_}", tuple(blocks)))
    settings = Settings(
        paragraphs=draw(st.sampled_from(["numbered", "plain"])),
        notes=draw(st.sampled_from(["footnotes", "endnotes"])),
    )
    properties = Properties("Author", "Subject", ("key", "word"), date(2019, 3, 25))
    return Document(
        "A title", "Procedure", "en-GB", (), tuple(sections), "Running head", settings, properties
    )


def editions():
    return documents().map(lambda each: Edition(each, number(each), language("en-GB")))
