"""A block written anew reads as it was; what Markdown cannot hold is said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.interchange.markdown_source.escaping import escaped
from dossier.interchange.markdown_source.markdown_context import MarkdownContext, Unwritable
from dossier.interchange.markdown_source.write import write_source
from dossier.model.document import (
    Ask,
    Break,
    BulletList,
    Cell,
    Citation,
    Cite,
    Conditions,
    Emphasis,
    Figure,
    Heading,
    Item,
    Link,
    Mark,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Row,
    Strong,
    Table,
    Text,
)
from dossier.model.list_numbers import FORMS, begins_as
from dossier.model.walk import below, plain
from dossier.readers.blocks.block import read_text
from tests.strategies import WORDS

CONTENT = Path(__file__).parent.parent / "content"

SIGNS = st.sampled_from(
    [
        *("*a*", "**", "_b_", "__", "snake_case", "{fact:dead}", "{#id}", "[^1]", "[see @key]"),
        *("@key", "<!--", "-->", "<br>", "&nbsp;", "&amp", "http://x.org/a_b_", "mailto:a@b.c"),
        *("[x](y)", "![x](y)", "]", "[1]", "(x)", "\\", "\\*", "\\\\", "`", "``", "~", "^"),
        *("1.", "12)", "2014.", "1234567890.", "•", "+", "--", "---", "===", "##", "#", ">", "|"),
        *("| --- |", ":", "!", "!!", "$5", '"', "a@b.org", "\u00a0", "\u2003x", "p. 5", ";", "and"),
        *("I", "7", "para. 3", ",", ".", "- x", "{", "}", "else:", "<https://x.org>", "&#38;"),
    ]
)


@st.composite
def texts(draw):
    words = draw(st.lists(st.one_of(st.sampled_from(WORDS), SIGNS), min_size=1, max_size=5))
    return Text(draw(st.sampled_from([" ", " ", ""])).join(words))


KEYS = st.sampled_from(["hrw-2018", "un:ccpr/c", "a.b", "key_1", "x#y."])
PLACES = st.sampled_from(
    [
        *(("paragraph", "124.29"), ("paragraph", "33–38 and 72–89"), ("page", "5"), ("", "12–14")),
        *(
            ("article", "22"),
            ("annex", "II"),
            ("section", "3(a)"),
            ("note", "4"),
            ("chapter", "iv"),
        ),
    ]
)
ASKS = st.sampled_from(
    [
        Ask("fact", "dead", "value"),
        Ask("person", "leader", "", True),
        Ask("law", "code", "art. 402-1 [a] x"),
        Ask("incident", "strike", "cite"),
    ]
)
REACHES = st.sampled_from(
    [
        Conditions(),
        Conditions("partners"),
        Conditions("un", ("letter", "pdf"), ("docx",)),
        Conditions(never=("a b",)),
    ]
)
ADDRESSES = st.sampled_from(
    [
        *(
            "https://example.org/a_b",
            "https://example.org/a?b=1&c=2",
            "http://x.org/(a)_b*",
            "mailto:a@b.org",
        ),
        *(
            "https://x.org/'a'",
            "https://x.org/[1]",
            "https://x.org/a.",
            "https://x.org/a|b",
            "https://x.org/@c",
        ),
    ]
)


@st.composite
def cites(draw):
    before = draw(st.one_of(st.just(()), leaf(1, ("em", "ask", "auto"))))
    after = draw(st.one_of(st.just(()), leaf(1, ("em", "strong", "ask"))))
    places = tuple(draw(st.lists(PLACES, max_size=2)))
    return Cite(draw(KEYS), places, before, after)


ALL = ("em", "strong", "link", "auto", "ref", "break", "note", "again", "ask", "cite", "phrase")


@st.composite
def inlines(draw, kind, depth, kinds):  # noqa: C901
    def inner(less=()):
        return draw(leaf(depth - 1, tuple(k for k in kinds if k not in less)))

    match kind:
        case "text":
            return draw(texts())
        case "em":
            return Emphasis(inner())
        case "strong":
            return Strong(inner())
        case "link":
            return Link(draw(ADDRESSES), inner(("link", "ref", "auto")))
        case "auto":
            address = draw(ADDRESSES)
            return Link(address, (Text(address.removeprefix("mailto:")),))
        case "ref":
            kind_ = draw(st.sampled_from(["section", "paragraph", "recommendation", "note"]))
            return Reference(kind_, "strike-2011", inner(("link", "ref", "auto")))
        case "break":
            return Break()
        case "note":
            held = leaf(depth - 1, tuple(k for k in kinds if k not in ("note", "again")))
            said = held.map(lambda content: Paragraph(content, ""))
            item = st.builds(lambda each: Item((each,)), said)
            more = st.one_of(
                said,
                said,
                st.lists(item, min_size=1, max_size=2).map(lambda each: BulletList(tuple(each))),
                said.map(lambda each: Quote((each,))),
            )
            return Note("", (draw(said), *apart(draw(st.lists(more, max_size=2)))))
        case "again":
            return NoteAgain("")
        case "ask":
            return draw(ASKS)
        case "cite":
            return Citation(tuple(draw(st.lists(cites(), min_size=1, max_size=2))))
        case "phrase":
            otherwise = draw(
                st.one_of(st.just(()), leaf(depth - 1, tuple(k for k in kinds if k != "phrase")))
            )
            return Phrase(inner(("phrase",)), draw(REACHES), otherwise)


@st.composite
def leaf(draw, depth=2, kinds=ALL):
    """Inlines that may touch each other in every way."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["text", "text", *(kinds if depth else ["text"])]))
        made = draw(inlines(kind, depth, kinds))
        found += [draw(texts()), made, draw(texts())] if kind == "break" else [made]
    return joined(found)


def joined(found):
    made = []
    for each in found:
        if made and isinstance(each, Text) and isinstance(made[-1], Text):
            made[-1] = Text(made[-1].text + each.text)
        else:
            made.append(each)
    return tuple(made)


FLAT = tuple(kind for kind in ALL if kind != "break")
GIVEN = st.sampled_from(["", "", "", "given"])


def paragraphs(kinds=ALL):
    return st.builds(Paragraph, leaf(2, kinds), GIVEN)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 3))
    cell = st.builds(Cell, st.one_of(leaf(1, FLAT), leaf(1, FLAT), st.just(())), st.just(""))
    row = st.lists(cell, min_size=columns, max_size=columns).map(lambda each: Row(tuple(each)))
    alignment = draw(
        st.lists(
            st.sampled_from(["", "left", "center", "right"]), min_size=columns, max_size=columns
        )
    )
    return Table(tuple(alignment), draw(row), tuple(draw(st.lists(row, max_size=3))))


FIGURES = st.builds(
    Figure,
    st.sampled_from(["pictures/a.png", "a b.png", "a(1).png"]),
    st.sampled_from(["A [large] crowd", "a {b} *c* \\[", "x <!-- y & z &amp; https://x.org"]),
)


def apart(parts):
    """Two lists that touch are one, and so are two quotations."""
    kept = []
    for each in parts:
        holds = isinstance(each, BulletList | NumberedList | Quote)
        if not (kept and holds and isinstance(kept[-1], BulletList | NumberedList | Quote)):
            kept.append(each)
    return kept


@st.composite
def lists(draw, inner):
    def item():
        first = draw(
            st.one_of(paragraphs(), FIGURES) if draw(st.integers(0, 9)) == 0 else paragraphs()
        )
        return Item((first, *apart(draw(st.lists(inner, max_size=2)))))

    items = tuple(item() for _ in range(draw(st.integers(1, 3))))
    if draw(st.booleans()):
        return BulletList(items)
    start, form = draw(st.integers(0, 12)), draw(st.sampled_from(FORMS))
    fitting = begins_as(form, start, len(items))
    return NumberedList(start, items, form if fitting else "1.")


def nodes():
    plain = st.one_of(
        paragraphs(),
        st.builds(Heading, st.integers(1, 6), leaf(2, FLAT), GIVEN),
        tables(),
        FIGURES,
    )
    held = st.one_of(paragraphs(), tables(), paragraphs().map(lambda each: Quote((each,))))
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            lists(held),
            lists(st.one_of(held, lists(held))),
            st.lists(inner, min_size=1, max_size=2).map(lambda each: Quote(tuple(apart(each)))),
        ),
        max_leaves=4,
    )


class Named:
    """Gives ids to what has none, as the reader does; a note is called before it is called again."""

    def __init__(self, block):
        self.block, self.count, self.given, self.notes = block, 0, 0, []

    def id(self, given):
        self.count += 1
        return f"{given}-{self.count}" if given else f"{self.block}.{self.count}"

    def all(self, parts):
        return tuple(made for each in parts for made in self(each))

    def __call__(self, part):  # noqa: C901
        match part:
            case Paragraph() | Heading() | Cell():
                id_ = self.id(part.id)
                yield replace(part, id=id_, content=self.all(part.content))
            case Note():
                self.notes.append(f"{self.block}/n{len(self.notes)}")
                yield replace(part, id=self.notes[-1], content=self.all(part.content))
            case NoteAgain():
                if self.notes:
                    yield NoteAgain(self.notes[0])
            case Emphasis() | Strong() | Link() | Item() | Quote():
                yield replace(part, content=self.all(part.content))
            case Phrase():
                content = self.all(part.content)
                yield replace(part, content=content, otherwise=self.all(part.otherwise))
            case Reference():
                target = "b/n0" if part.kind == "note" and self.notes else part.target
                yield replace(part, target=target, lead=self.all(part.lead))
            case Citation():
                yield replace(part, cites=self.all(part.cites))
            case Cite():
                before = self.all(part.before)
                yield replace(part, before=before, after=self.all(part.after))
            case BulletList() | NumberedList():
                yield replace(part, items=self.all(part.items))
            case Table():
                head = next(self(part.head))
                yield replace(part, head=head, rows=self.all(part.rows))
            case Row():
                yield replace(part, cells=self.all(part.cells))
            case _:
                yield part


def bodies():
    return st.lists(nodes(), min_size=1, max_size=3).map(lambda each: Named("b").all(apart(each)))


def normal(part):
    """What the reader makes of white space."""
    if isinstance(part, tuple):
        return fold([normal(each) for each in part])
    for name in (
        "content",
        "lead",
        "items",
        "head",
        "cells",
        "rows",
        "cites",
        "before",
        "after",
        "otherwise",
    ):
        held = getattr(part, name, None)
        if held is not None:
            part = replace(part, **{name: normal(held)})
    if isinstance(part, Paragraph | Heading | Cell | Phrase):
        part = replace(part, content=trim(part.content))
        if isinstance(part, Cell | Paragraph | Heading):
            part = replace(part, id=re.sub(r"^b\.\d+$", "", part.id))
    if isinstance(part, Phrase):
        part = replace(part, otherwise=trim(part.otherwise))
    if isinstance(part, Cite):
        part = replace(part, before=trim(part.before), after=trim(part.after))
    return part


def fold(parts):
    made = []
    for each in parts:
        if isinstance(each, Text):
            text = re.sub(r"[ \t\n]+", " ", each.text)
            if made and isinstance(made[-1], Text):
                made[-1] = Text(re.sub(" +", " ", made[-1].text + text))
                continue
            each = Text(text.lstrip(" ") if made and isinstance(made[-1], Break) else text)
            if not each.text:
                continue
        made.append(each)
    return tuple(made)


def trim(content):
    if content and isinstance(content[0], Text):
        content = (Text(content[0].text.lstrip(" ")), *content[1:])
    if content and isinstance(content[-1], Text):
        content = (*content[:-1], Text(content[-1].text.rstrip(" ")))
    return tuple(each for each in content if each != Text(""))


@settings(deadline=None)
@given(bodies())
def test_what_is_written_reads_as_it_was(body):
    try:
        text = write_source(body, "b")
    except Unwritable as refused:
        assert str(refused)
        return
    read, findings = read_text(text, "b", "f")
    assert normal(read) == normal(body), text
    assert [each for each in findings if each.rule != "loose-row"] == [], text


PLAIN = [
    "On 16 December 2011, in Zhanaozen (Mangystau), police shot at least 16 people.",
    "It cost $5 & more: see A/HRC/44/7, para. 12 – or ask info@example.org; C# is no heading.",
    "The law's “snake_case” and 5 * 3 * 2 and [1] and a ~ b ^ c, 50% | 60%.",
    "Follow @handle! Is 3 < 5 > 2? AT&T; R&D",
    "2014. That was the year.",
]


@pytest.mark.parametrize("words", PLAIN)
def test_prose_is_written_as_it_stands(words):
    assert write_source((Paragraph((Text(words),), ""),), "b") == f"{words}\n"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("1. First", "1\\. First"),
        ("- not an item", "\\- not an item"),
        ("• not an item", "&bull; not an item"),
        ("# no heading", "\\# no heading"),
        ("> no quotation", "\\> no quotation"),
        ("{fact:dead}", "{fact\\:dead}"),
        ("[see @key]", "\\[see @key\\]"),
        ("[^1]", "\\[^1\\]"),
        ("<!-- no remark -->", "\\<!-- no remark --&gt;"),
        ("&nbsp; typed out", "\\&nbsp; typed out"),
        ("https://example.org is no link", "https\\://example.org is no link"),
        ("*stars*", "\\*stars\\*"),
        ("C:\\dir", "C:\\dir"),
        ("\\*", "\\\\\\*"),
        ("{#id}", "&#123;#id}"),
        ("\u00a0wide", "&#160;wide"),
    ],
)
def test_what_would_read_as_markdown_is_escaped(words, written):
    content = (Paragraph((Text(words),), "b.1"),)
    assert write_source(content, "b") == f"{written}\n"
    assert read_text(f"{written}\n", "b", "f") == (content, ())


def test_notes_are_defined_at_the_end_in_the_order_of_their_calls():
    first = Note("b/one", (Paragraph((Text("First."),), ""), Paragraph((Text("More."),), "")))
    second = Note("b/two", (Paragraph((Text("Second."),), ""),))
    content = (Paragraph((Text("A."), first, Text(" B."), second, NoteAgain("b/one")), "b.7"),)
    expected = "A.[^one] B.[^two][^one]\n\n[^one]: First.\n\n    More.\n\n[^two]: Second.\n"
    assert write_source(content, "b") == expected


def paragraph(*content):
    return Paragraph(tuple(content), "")


@pytest.mark.parametrize(
    ("nodes", "named"),
    [
        ((Heading(1, (Text("one"), Break(), Text("two")), ""),), "line break"),
        ((paragraph(Text("a"), Break(), Break(), Text("b")),), "line break"),
        ((paragraph(Emphasis((Text("a"),)), Emphasis((Text("b"),)), Text("c")),), "touch"),
        ((BulletList((Item((paragraph(Text("a")),)),)),) * 2, "two lists"),
        ((Quote((paragraph(Text("a")),)),) * 2, "two quotations"),
        ((paragraph(Text("bell\x07")),), "U\\+0007"),
        ((paragraph(Mark((Text("not verified"),))),), "not verified"),
        ((paragraph(NoteAgain("b/none")),), "b/none"),
        ((paragraph(Note("other/x", (paragraph(Text("a")),))),), "other/x"),
        ((paragraph(Link("ftp://x.org", (Text("a"),))),), "ftp://x.org"),
        ((paragraph(Citation((Cite("key", (("paragraph", "see below"),)),))),), "see below"),
        ((Table(("",), Row((Cell((Text("a"),), ""),)), (Row((Cell((), ""),)),)),), "without words"),
        ((Figure("a.png", ""),), "alternative"),
        ((Paragraph((Text("a"),), "Not an id"),), "Not an id"),
        ((BulletList((Item((Heading(1, (Text("a"),), ""),)),)),), "begin with words"),
    ],
)
def test_what_markdown_cannot_hold_is_said(nodes, named):
    with pytest.raises(Unwritable, match=named):
        write_source(nodes, "b")


@pytest.mark.parametrize(
    "words",
    ["[x]{audience: un} y", "[x] [only un]", "{not partners", "x] ｛un｝", "{#un}", "｛un", "{(un"],
)
@pytest.mark.parametrize("words_in", [lambda each: each, lambda each: Cell(each.content, "")])
def test_what_looks_like_a_phrase_is_written_as_words_everywhere(words, words_in):
    said = words_in(paragraph(Text(words), Emphasis((Text(words),))))
    if isinstance(said, Cell):
        said = Table(("",), Row((said,)), (Row((said,)),))
    note = Note("b/n", (paragraph(Text(words)),))
    source = write_source((said, paragraph(Text("A."), note)), "b")
    read, findings = read_text(source, "b", "f")
    assert findings == () and plain_of(read) == plain_of((said, paragraph(Text("A."), note)))


def plain_of(nodes):
    parts = (part for node in nodes for part in below(node))
    return [plain(each.content) for each in parts if isinstance(each, Paragraph | Cell)]


def test_words_between_brackets_close_nothing():
    setting = MarkdownContext(bracketed=True)
    assert escaped("a [b] @c", setting) == "a \\[b\\] \\@c"


def test_every_block_of_the_project_reads_alike_when_written_anew():
    for file in sorted(CONTENT.glob("*/blocks/*.md")):
        _, _, body = file.read_text("utf-8").split("---\n", 2)
        content, _ = read_text(body, "b", file.name)
        assert read_text(write_source(content, "b"), "b", file.name) == (content, ())
