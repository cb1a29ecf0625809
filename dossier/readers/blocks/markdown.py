"""Read Markdown with Python-Markdown into an element tree that knows its lines.

Python-Markdown reads the structure. What could lose an author's text silently is taken out of
it: raw HTML, link definitions, code, rules across the page and cells beyond a table's columns.
Footnotes get a block processor and a pattern of their own, so that a note stays where it is
called and may hold several paragraphs.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from functools import cache
from html.entities import html5

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    InlineProcessor,
)
from markdown.util import AtomicString

from dossier.model.frozen import frozen
from dossier.model.kept_patterns import programs_own
from dossier.readers.blocks.citation_syntax import CITES, pieces
from dossier.readers.blocks.line_marks import MARK, line_of
from dossier.readers.blocks.links_and_pictures import Links, Pictures
from dossier.readers.blocks.loose_syntax import BRACKETS, LooseSign, loose_signs
from dossier.readers.blocks.source_lines import VALUE, LooseItem, prepare

_OFF = {
    "inlinePatterns": (
        "backtick", "reference", "image_reference", "short_reference", "short_image_ref",
        "automail", "autolink", "html", "entity",
    ),
    "preprocessors": ("html_block",),
    "blockprocessors": ("code", "hr", "reference"),
}  # fmt: skip

# In an address: no spaces, quotes or stars; brackets in pairs; signs that were escaped (\x02…\x03).
_MARKS = "\U000f0000-\U000ffffd"
_ESCAPED = "\x02\\d+\x03"
_PAIR = rf"\([^\s<>()\x02\x03{_MARKS}]*\)"
_SIGN = rf"""[^\s<>\[\]|"“”{{}}()*\x02\x03{_MARKS}]|{_PAIR}|{_ESCAPED}"""
_LAST = rf"""[^\s<>\[\]|"“”{{}}()*.,;:!?'’\x02\x03{_MARKS}]|{_PAIR}"""
_ADDRESS = rf"((?:(?i:https?)://|mailto:)(?:{_SIGN})*(?:{_LAST}))"


@frozen
class Tree:
    """The text as elements, the notes by label, and the places where a reader must look.

    `overfull` are the lines of table rows with more cells than the table has columns, `short` of
    those with fewer, `doubled` the labels and lines of notes that are defined twice. `signs` and
    `items` print otherwise than they were meant.
    """

    root: etree.Element
    notes: Mapping[str, etree.Element]
    overfull: tuple[int, ...]
    short: tuple[int, ...]
    doubled: tuple[tuple[str, int], ...]
    signs: tuple[LooseSign, ...]
    items: tuple[LooseItem, ...]


class _Notes:
    """Where the parser puts the notes it meets; stands in for Python-Markdown's extension."""

    def __init__(self, parser: BlockParser) -> None:
        self.parser = parser
        self.notes: dict[str, str] = {}
        self.doubled: list[tuple[str, int]] = []

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 (the library's names)
        if id in self.notes:
            self.doubled.append((id, line_of(text) or 0))
        else:
            self.notes[id] = text


class _Tables(TableProcessor):
    """Tables, with the rows noted whose last cells would be dropped."""

    def __init__(self, parser: BlockParser, config: dict[str, object]) -> None:
        super().__init__(parser, config)
        self.overfull: list[int] = []
        self.short: list[int] = []

    def _build_row(self, row: str, parent: etree.Element, align: list[str | None]) -> None:
        cells = len(self._split_row(row))  # type: ignore[attr-defined]
        if cells != len(align):
            (self.overfull if cells > len(align) else self.short).append(line_of(row) or 0)
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Made(InlineProcessor):
    """Makes an element of whatever its pattern finds."""

    def __init__(self, pattern: str, make: Callable[[re.Match[str]], etree.Element]) -> None:
        super().__init__(pattern)
        self.make = make

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 (the library asks for it)
    ) -> tuple[etree.Element, int, int]:
        return self.make(m), m.start(0), m.end(0)


def _call(found: re.Match[str]) -> etree.Element:
    """`[^label]` calls a note."""
    label = re.sub(r"\s*\n\s*", " ", MARK.sub("", found.group(1)))
    return etree.Element("call", {"label": label})


def _cite(found: re.Match[str]) -> etree.Element:
    """`[see @key, p. 3; @other]` cites sources; the words around the keys are read further."""
    element = etree.Element("cite")
    element.text = "".join(MARK.findall(found.group(1)))
    for piece in pieces(found.group(1)):
        attributes = {"key": piece.key, "places": "\n".join(f"{a}\t{b}" for a, b in piece.places)}
        etree.SubElement(element, "before").text = piece.before
        etree.SubElement(element, "source", attributes)
        etree.SubElement(element, "after").text = piece.after
    return element


def _phrase(found: re.Match[str]) -> etree.Element:
    """`[words]{audience: partners, else: others}` stands only where it may."""
    element = etree.Element("phrase", {"terms": MARK.sub("", found.group(2))})
    etree.SubElement(element, "words").text = found.group(1)
    terms, _, otherwise = found.group(2).partition("else:")
    if otherwise.strip():
        element.set("terms", MARK.sub("", terms))
        etree.SubElement(element, "otherwise").text = otherwise
    return element


def _ask(found: re.Match[str]) -> etree.Element:
    """`{fact:dead value}` asks a registry for words."""
    kind, rest = found.group(1), " ".join(MARK.sub("", found.group(2)).split())
    element = etree.Element("ask", {"kind": kind, "words": rest})
    element.text = AtomicString("".join(MARK.findall(found.group(0))))
    return element


def _link(found: re.Match[str]) -> etree.Element:
    """A web address in running text is a link to itself."""
    element = etree.Element("a", {"href": found.group(1)})
    element.text = AtomicString(found.group(1).removeprefix("mailto:"))
    return element


def _literal(found: re.Match[str]) -> etree.Element:
    """A sign that Python-Markdown does not let one escape."""
    return _words(found.group(1))


def _entity(found: re.Match[str]) -> etree.Element:
    """`&nbsp;` and the like stand for their character; what is no such name stays as it is."""
    text = found.group(0)
    known = text.startswith("&#") or text[1:] in html5
    made = _words(html.unescape(text) if known else text)
    if made.text and made.text in BRACKETS:
        made.set("sign", "")
    return made


def _words(text: str) -> etree.Element:
    """Return an element of words in which no further pattern is looked for."""
    element = etree.Element("span")
    element.text = AtomicString(text)
    return element


_LINKED = r"\(\s*(?:<|#|(?i:https?)://|mailto:)"
"""How an address begins: words in brackets before it are a link, and never a citation."""

_INNER = r"(?:[^\[\]]|\[[^\[\]]*\])+"
_TERMS = r"(?:(?:audience|only|not)\s*:|lang\s*[:=])(?:[^{}]|\{[^{}]*\})*"

_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], etree.Element], int], ...] = (
    (r"\\([<&|~$^\":@/｛｝])", _literal, 185),
    (rf"\[({_INNER})\]\{{({_TERMS})\}}", _phrase, 178),
    (r"(?<!(?<!\\)\\)\[\^([^\]]{1,200})\]", _call, 185),  # above the library's for `\*`
    (rf"\[(?!\^)([^\[\]]*?{CITES}[^\[\]]*)\](?!{_LINKED})", _cite, 172),
    (r"\{([A-Za-z]+):([^{}]+)\}", _ask, 171),
    (rf"<((?:(?i:https?)://|mailto:|{VALUE})[^<>\s]+)>", _link, 121),
    (_ADDRESS, _link, 115),
    (r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);", _entity, 80),
)
"""What is found in running text, the element it makes, and its priority among the library's."""


def read_tree(text: str, first_line: int) -> Tree:
    """Return the tree of `text`, whose first line is line `first_line` of its file."""
    parser, kept, tables = _parser()
    parser.reset()
    for left in (kept.notes, kept.doubled, tables.overfull, tables.short):
        left.clear()
    root = etree.Element("div")
    prepared = prepare(text, first_line)
    try:
        parser.parser.parseChunk(root, prepared.text)
        notes = _parse_notes(parser, kept, root)
        parser.treeprocessors["inline"].run(root)
        signs = tuple(loose_signs(root))
        parser.treeprocessors["unescape"].run(root)
    except RecursionError:
        _parser.cache_clear()  # it remembers in which list it was
        raise
    return Tree(
        root=root,
        notes=notes,
        overfull=tuple(tables.overfull),
        short=tuple(tables.short),
        doubled=tuple(kept.doubled),
        signs=signs,
        items=prepared.items,
    )


def _parse_notes(parser: Markdown, kept: _Notes, root: etree.Element) -> dict[str, etree.Element]:
    """Parse the notes' texts under `root`, so that the inline patterns reach them too."""
    found: dict[str, etree.Element] = {}
    while len(found) < len(kept.notes):
        for label in [each for each in kept.notes if each not in found]:
            found[label] = etree.SubElement(root, "note", {"label": label})
            surrogate = etree.Element("div")
            parser.parser.parseChunk(surrogate, kept.notes[label])
            found[label].extend(list(surrogate))
    return found


@cache
def _parser() -> tuple[Markdown, _Notes, _Tables]:
    with programs_own("the parser of Markdown"):
        return _made_ready()


def _made_ready() -> tuple[Markdown, _Notes, _Tables]:
    parser = Markdown(extensions=[TableExtension(), SaneListExtension()])
    for registry, names in _OFF.items():
        for name in names:
            target = parser.parser if registry == "blockprocessors" else parser
            getattr(target, registry).deregister(name)
    kept = _Notes(parser.parser)
    tables = _Tables(parser.parser, {"use_align_attribute": True})
    parser.parser.blockprocessors.register(tables, "table", 75)
    notes = FootnoteBlockProcessor(kept)  # type: ignore[arg-type]
    parser.parser.blockprocessors.register(notes, "note", 17)
    parser.inlinePatterns.register(Links(LINK_RE, parser), "link", 160)
    parser.inlinePatterns.register(Pictures(IMAGE_LINK_RE, parser), "image_link", 150)
    for number, (pattern, make, priority) in enumerate(_PATTERNS):
        parser.inlinePatterns.register(_Made(pattern, make), f"made-{number}", priority)
    return parser, kept, tables
