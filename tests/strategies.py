"""Random documents: anything an author could write, as values of the model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import strategies as st

from dossier.model.document import (
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
    NoteAgain,
    NumberedList,
    Paragraph,
    Properties,
    Quote,
    Reference,
    Row,
    Section,
    Settings,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.language import language
from dossier.model.numbering import number
from dossier.model.walk import rebuilt

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


class _Calls:
    """Lets some words call a note again, or refer to a paragraph, as `picks` say."""

    def __init__(self, picks, paragraphs):
        self.picks = iter(picks)
        self.paragraphs = paragraphs
        self.seen = []

    def __call__(self, inline):
        if isinstance(inline, Note):
            self.seen.append(inline.id)
        pick = next(self.picks, 0) if isinstance(inline, Break) else 0
        if pick == 1 and self.seen:
            return NoteAgain(self.seen[-1])
        if pick == 2:
            return Reference("paragraph", self.paragraphs[0], (Text("see paragraph"),))
        return inline


LETTERS = [each for each in WORDS.elements if len(each) > 2]


def said(seed, notes=True):
    """Return the inlines of a paragraph that is drawn as one number, since many are needed."""
    chance = Random(seed)
    found = [_words(chance)]
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        kind = chance.choice(
            ["em", "strong", "both", "link", "break", *(["note"] if notes else [])]
        )
        match kind:
            case "em":
                found.append(Emphasis((_words(chance),)))
            case "strong":
                found.append(Strong((_words(chance, after=" "), Emphasis((_words(chance),)))))
            case "both":
                found.append(Strong((Emphasis((_words(chance),)),)))
            case "link":
                found.append(Link("https://example.org/page?a=1&b=2", (_words(chance),)))
            case "break":
                found.append(Break())
            case "note":
                texts_ = [
                    said(chance.random(), notes=False) for _ in range(chance.choice([1, 1, 2]))
                ]
                found.append(Note("", tuple(Paragraph(each, "") for each in texts_)))
        found.append(_words(chance, " " if kind != "break" else ""))
    return tuple(found)


def _words(chance, before="", after=""):
    return Text(before + " ".join(chance.choices(LETTERS, k=chance.randint(1, 5))) + after)


SAID = st.integers(0, 4000)


@st.composite
def small_nodes(draw, depth=0):
    """One node; lists may hold lists, quotations and tables."""
    inner = ["bullets", "numbers", "quote", "table"] if depth < 2 else []
    kind = draw(st.sampled_from(["paragraph", "paragraph", "heading", *inner]))
    match kind:
        case "paragraph":
            return Paragraph(said(draw(SAID)), "")
        case "heading":
            return Heading(draw(st.integers(1, 3)), said(draw(SAID), notes=False), "")
        case "quote":
            return Quote((Paragraph(said(draw(SAID)), ""),))
        case "table":
            rows = [Row(tuple(Cell(said(draw(SAID)), "") for _ in "ab")) for _ in range(3)]
            return Table(("", "right"), rows[0], tuple(rows[1:]))
    items = [
        Item((Paragraph(said(draw(SAID)), ""), *draw(st.lists(small_nodes(depth + 1), max_size=1))))
        for _ in range(draw(st.integers(1, 3)))
    ]
    return BulletList(tuple(items)) if kind == "bullets" else NumberedList(1, tuple(items))


@st.composite
def woven_documents(draw, again=True):
    """A small document with second calls of notes and cross-references too, for pulls."""
    sections = []
    numbered = draw(st.booleans())
    picks = draw(st.lists(st.integers(0, 2), max_size=6)) if again else []
    for number_ in range(draw(st.integers(1, 2))):
        made = []
        for position in range(draw(st.integers(1, 2))):
            id_ = f"block-{number_}-{position}"
            content = _Ids(id_).all(tuple(draw(st.lists(small_nodes(), min_size=1, max_size=4))))
            ids = [each.id for each in content if isinstance(each, Paragraph)]
            calls = _Calls(picks if ids and numbered else [1 for _ in picks], ids)
            content = tuple(rebuilt(each, calls) for each in content)
            kind = draw(st.sampled_from(["evidence", "recommendation"]))
            made.append(Block(id_, kind, content, file=f"{id_}.md"))
        sections.append(Section(f"section-{number_}", f"Section {number_}", tuple(made)))
    notes = draw(st.sampled_from(["footnotes", "endnotes"]))
    settings = Settings(paragraphs="numbered" if numbered else "plain", notes=notes)
    properties = Properties("Author", "Subject", ("key", "word"), date(2019, 3, 25))
    return Document(
        "A title", "Procedure", "en-GB", (), tuple(sections), "Running head", settings, properties
    )
