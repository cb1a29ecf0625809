"""Random documents: anything an author could write, as values of the model."""

from __future__ import annotations

import re
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
from dossier.model.list_numbers import FORMS, PLAIN, begins_as
from dossier.model.numbering import number
from dossier.model.walk import rebuilt

WORDS = [
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

_OTHER = {
    "fr": "syndicat;grève :;« loi »;(2014);Қазақстан;l’État;« cité »;16–17;n°;87 %;*;_sous_;<tag>;a&b;#1;12.;-;"
    "co\xadopérer;naïve ?;C#;[1];|;x\\y;https://example.org/a_b;النقابة;œuvre",
    "es": "sindicato;¿huelga?;ley;(2014);Қазақстан;ñandú;«citado»;16–17;núm.;87;*;_bajo_;<tag>;a&b;#1;12.º;-;"
    "co\xadoperar;¡pingüino!;C#;[1];|;x\\y;https://example.org/a_b;✊;工会法",
    "ru": "профсоюз;забастовка;закон;(2014);Қазақстан;«Об;«цитата»;16–17;№ 5;87;*;_под_;<tag>;A/HRC/56;#1;12.;-;"
    "со\xadтрудничать;всё;C#;[1];|;x\\y;https://example.org/a_b;يقول;ИТК-2,",
    "ar": "النقابة;الإضراب،;«القانون»;(2014);ICTUR;ولا;“quoted”;16–17;رقم;211-V;*;_تحت_;<tag>;A/HRC/56/1؛;#1;12.;-;"
    "وILO;مُدَّعٍ;C#;[1];|;x\\y;https://example.org/a_b;✊;الصلاحيات؟",
    "zh": "工会;罢工，;《工会法》;（2014年）;Қазақстан;国际劳工组织(ILO)第87号;“引用”;16–17;第;87;*;_下_;<tag>;a&b;#1;12.;-;"
    "结社自由。;一、;C#;[1];|;x\\y;https://example.org/a_b;حقوق;2019年3月25日",
}  # fmt: skip
"""Words in other languages, one for each of `WORDS`: with words of other scripts among them."""

OTHER = {code: dict(zip(WORDS, words.split(";"), strict=True)) for code, words in _OTHER.items()}
LANGUAGES = ("en-GB", *OTHER)

_BESIDE_HAN = re.compile(
    "(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) +| +(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)

_DRAWN = tuple(form for form in FORMS if not re.search("[\u0900-\u0e7f\uac00-\ud7af]", form))
"""Forms of lists in letters that the fonts of the tests have: none of Thai, Hindi and Korean."""


def in_language(document, code):
    """Return a document with its words in another language; Chinese ones stand without spaces."""
    if code not in OTHER:
        return document

    def change(inline):
        if not isinstance(inline, Text):
            return inline
        said = " ".join(OTHER[code].get(each, each) for each in inline.text.split(" "))
        return replace(inline, text=_BESIDE_HAN.sub("", said) if code == "zh" else said)

    sections = tuple(
        replace(section, blocks=tuple(
            replace(block, content=tuple(rebuilt(node, change) for node in block.content))
            for block in section.blocks))
        for section in document.sections
    )  # fmt: skip
    return replace(document, sections=sections, language=code)


SEEDS = st.integers(0, 2**32 - 1)
"""A node is drawn as one number: a document has hundreds of words, and a draw for each of them would
take a hundred times as long as what is tested."""


def texts():
    return SEEDS.map(lambda seed: _text(Random(seed)))


def _text(chance):
    return Text(" ".join(chance.choices(WORDS, k=chance.randint(1, 6))))


def inlines(notes=True):
    """Inlines of a paragraph: words between everything else, so that nothing touches."""
    return SEEDS.map(lambda seed: _inlines(Random(seed), notes))


def _inlines(chance, notes):
    found = [_text(chance)]
    for _ in range(chance.randint(0, 3)):
        kind = chance.choice(["em", "strong", "link", "break", *(["note"] if notes else [])])
        inside = (_text(chance),)
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
                texts_ = [_inlines(chance, notes=False) for _ in range(chance.randint(1, 2))]
                found.append(Note("", tuple(Paragraph(each, "") for each in texts_)))
        found.append(Text(f" {_text(chance).text}"))
    return tuple(found)


def paragraphs():
    return inlines().map(lambda content: Paragraph(content, ""))


def nodes():
    return SEEDS.map(lambda seed: _node(Random(seed)))


def _node(chance, depth=0):
    """Return one node; lists may hold lists, these any node, and quotations a paragraph."""
    deep = ["quote", "list", *(["lists"] if depth < 2 else [])]
    match chance.choice(["paragraph", "heading", "table", *deep]):
        case "paragraph":
            return _paragraph(chance)
        case "heading":
            return Heading(chance.randint(1, 4), _inlines(chance, notes=False), "")
        case "table":
            return _table(chance)
        case "quote":
            return Quote((_paragraph(chance),))
        case "list":
            return _list(chance, _paragraph)
    return _list(chance, lambda chance: _list(chance, lambda chance: _node(chance, depth + 1)))


def _paragraph(chance):
    return Paragraph(_inlines(chance, notes=True), "")


def _list(chance, inner):
    items = tuple(
        Item((_paragraph(chance), *(inner(chance) for _ in range(chance.randint(0, 1)))))
        for _ in range(chance.randint(1, 3))
    )
    return chance.choice([BulletList(items), _numbered(chance, items)])


def _numbered(chance, items):
    start, form = chance.randint(1, 12), chance.choice(_DRAWN)
    return NumberedList(start, items, form if begins_as(form, start, len(items)) else PLAIN)


def _table(chance):
    columns = range(chance.randint(1, 4))
    rows = [
        Row(tuple(Cell(_inlines(chance, notes=True), "") for _ in columns))
        for _ in range(chance.randint(2, 4))
    ]
    alignment = tuple(chance.choice(["", "left", "center", "right"]) for _ in columns)
    return Table(alignment, rows[0], tuple(rows[1:]))


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
def documents(draw, languages=LANGUAGES):
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
    made = Document(
        "A title", "Procedure", "en-GB", (), tuple(sections), "Running head", settings, properties
    )
    return in_language(made, draw(st.sampled_from(languages)))


def edition(document):
    return Edition(document, number(document), language(document.language))


def editions(languages=LANGUAGES):
    return documents(languages).map(edition)


class _Calls:
    """Lets some words call a note again, or refer to a paragraph, as `picks` say."""

    def __init__(self, picks, paragraphs):
        self.picks = iter(picks)
        self.paragraphs = paragraphs
        self.seen = []

    def __call__(self, inline):
        if isinstance(inline, Note):
            self.seen.append(inline.id)
            return rebuilt(inline, _called_nowhere)
        pick = next(self.picks, 0) if isinstance(inline, Break) else 0
        if pick == 1 and self.seen:
            return NoteAgain(self.seen[-1])
        if pick == 2:
            return Reference("paragraph", self.paragraphs[0], (Text("see paragraph"),))
        return inline


def _called_nowhere(inline):
    """Return an inline of a note, where no note can be called."""
    return Break() if isinstance(inline, NoteAgain) else inline


LETTERS = [each for each in WORDS if len(each) > 2]


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
    return (
        BulletList(tuple(items))
        if kind == "bullets"
        else NumberedList(1, tuple(items), draw(st.sampled_from([PLAIN, "(a)", "i.", "а)", "(أ)"])))
    )


@st.composite
def woven_documents(draw, again=True, languages=LANGUAGES):
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
    made = Document(
        "A title", "Procedure", "en-GB", (), tuple(sections), "Running head", settings, properties
    )
    return in_language(made, draw(st.sampled_from(languages)))
