"""The plan of a comparison: which paragraphs, controls, tables, rows and cells became which.

Nothing is changed here. A plan is made for the whole text before anything is written, because
what moved, and which list or bookmark is which, is only known then.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from lxml import etree

from dossier.interchange.redline.alignment import Item, align
from dossier.interchange.redline.content_controls import Keys
from dossier.interchange.redline.drawn_words import MATH_TEXT
from dossier.model.frozen import frozen
from dossier.model.textdiff import likeness, tokens
from dossier.ooxml.names import q

_KINDS = frozenset(q(name) for name in ("p", "tbl", "sdt"))
_MARKS = re.compile(r"\W*")
_SILENT = frozenset(
    q(name) for name in ("pPr", "rPr", "bookmarkStart", "bookmarkEnd", "r", "hyperlink", "sdtPr",
                         "instrText", "fldChar", "tblPr", "tblGrid", "trPr", "tcPr", "tr", "tc",
                         "p", "sdt", "sdtContent", "tbl", "commentRangeStart", "commentRangeEnd",
                         "commentReference")
)  # fmt: skip
_PART = 0.6
"""How much of a paragraph's words another must have lost to be called its other half."""


@frozen
class Match:
    """What became what; one side is empty where something went or came.

    Several paragraphs on one side were split or joined. `inner` is what stands inside, `move`
    names what stands elsewhere as well.
    """

    old: tuple[etree._Element, ...]
    new: tuple[etree._Element, ...]
    inner: tuple[Match, ...] = ()
    move: str = ""

    @property
    def kind(self) -> str:
        """The element's name without its namespace, such as "p"."""
        return str((self.new or self.old)[0].tag).rpartition("}")[2]

    def each(self) -> Iterator[Match]:
        """Yield this match and all inside it, in order."""
        yield self
        for inner in self.inner:
            yield from inner.each()


class Planner:
    """Pairs what two versions hold; controls by the names they are known by."""

    def __init__(self, keys: Keys) -> None:
        self.key = keys.of
        self.name = keys.name
        self.numbers: dict[Hashable, int] = {}
        self.items: dict[etree._Element, Item] = {}

    def container(self, old: etree._Element, new: etree._Element) -> tuple[Match, ...]:
        """Return what became of the paragraphs, tables and controls directly in an element."""
        return self.listed(held(old), held(new))

    def listed(
        self, old: Sequence[etree._Element], new: Sequence[etree._Element]
    ) -> tuple[Match, ...]:
        pairs = align([self.item(each) for each in old], [self.item(each) for each in new])
        found = [
            self.match(old[i] if i is not None else None, new[j] if j is not None else None)
            for i, j in pairs
        ]
        return tuple(self.parted(_apart(found)))

    def match(self, old: etree._Element | None, new: etree._Element | None) -> Match:
        """Return two elements of one kind as a match, with what is inside them."""
        if old is None or new is None:
            return lone(() if old is None else (old,), () if new is None else (new,))
        inner: tuple[Match, ...] = ()
        if old.tag == q("sdt"):
            inner = self.container(old.find(q("sdtContent")), new.find(q("sdtContent")))
        elif old.tag == q("tbl"):
            inner = self.listed(old.findall(q("tr")), new.findall(q("tr")))
        elif old.tag == q("tr"):
            cells = zip(old.findall(q("tc")), new.findall(q("tc")), strict=True)
            inner = tuple(Match((a,), (b,), self.container(a, b)) for a, b in cells)
        return Match((old,), (new,), inner)

    def item(self, element: etree._Element) -> Item:
        """Return what an element is paired by."""
        if element not in self.items:
            self.items[element] = self._item(element)
        return self.items[element]

    def _item(self, element: etree._Element) -> Item:
        said = _said(element)
        words = tuple(self.number(each) for each in tokens(said) if not _MARKS.fullmatch(each))
        kind = str(element.tag).rpartition("}")[2]
        key = self.key(element) if kind == "sdt" else ""
        if key:
            return Item(self.number(key), (0,), key)
        form = _form(element, kind)
        signs = tuple(str(each.tag) for each in element.iter() if each.tag not in _SILENT)
        names = frozenset(str(each.get(q("name"))) for each in element.iter(q("bookmarkStart")))
        return Item(self.number((form, said, signs)), words, form, names)

    def number(self, value: Hashable) -> int:
        return self.numbers.setdefault(value, len(self.numbers) + 1)

    def parted(self, matches: Sequence[Match]) -> Iterator[Match]:
        """Yield matches; a paragraph whose end stands in a neighbour's place takes it in."""
        found: list[Match] = []
        for each in matches:
            joined = self.joined(found[-1], each) if found else None
            if joined is not None:
                found[-1] = joined
            else:
                found.append(each)
        yield from found

    def joined(self, first: Match, second: Match) -> Match | None:
        """Return two neighbours as one split or joined paragraph, where they are that."""
        if first.kind != "p" or second.kind != "p":
            return None
        whole, lone = (first, second) if first.old and first.new else (second, first)
        if not (whole.old and whole.new) or (lone.old and lone.new):
            return None
        longer, shorter = (whole.old, whole.new) if lone.new else (whole.new, whole.old)
        part = lone.new or lone.old
        rest = (*shorter, *part) if whole is first else (*part, *shorter)
        gained = self.common(longer, rest) - self.common(longer, shorter)
        if gained < max(3, _PART * len(self.words(part))):
            return None
        return Match(longer, rest) if lone.new else Match(rest, longer)

    def words(self, paragraphs: Sequence[etree._Element]) -> tuple[int, ...]:
        return tuple(word for each in paragraphs for word in self.item(each).words)

    def common(self, old: Sequence[etree._Element], new: Sequence[etree._Element]) -> int:
        """Return how many words two runs of paragraphs have in common, in order."""
        left, right = self.words(old), self.words(new)
        return round(likeness(left, right) * max(len(left), len(right)))


def _apart(matches: Sequence[Match]) -> list[Match]:
    """Keep a paragraph between a table that went and one that came: Word would join the two."""
    found = list(matches)
    for at in range(len(found) - 3, -1, -1):
        went, came, both = found[at : at + 3]
        tables = went.kind == came.kind == "tbl" and not went.new and not came.old
        if tables and both.kind == "p" and both.old and both.new:
            found[at + 1 : at + 3] = [lone(both.old, ()), came, lone((), both.new)]
    return found


def lone(old: tuple[etree._Element, ...], new: tuple[etree._Element, ...]) -> Match:
    """Return what stands on one side only, with what is in it where it is a control."""
    (element,) = old or new
    inside = held(element.find(q("sdtContent"))) if element.tag == q("sdt") else []
    inner = (lone((each,), ()) if old else lone((), (each,)) for each in inside)
    return Match(old, new, tuple(inner))


def held(element: etree._Element) -> list[etree._Element]:
    """Return the paragraphs, tables and controls directly in an element."""
    return [each for each in element if each.tag in _KINDS]


def _said(element: etree._Element) -> str:
    """Return the words below an element; paragraphs end in a new line."""
    every = element.iter(q("t"), q("p"), MATH_TEXT)
    return "".join("\n" if each.tag == q("p") else each.text or "" for each in every)


def _form(element: etree._Element, kind: str) -> str:
    """Return a kind; of tables and rows with their columns, since others are no match."""
    if kind == "tbl":
        grid = element.find(q("tblGrid"))
        return f"tbl {0 if grid is None else len(grid.findall(q('gridCol')))}"
    if kind == "tr":
        spans = (each.find(f"{q('tcPr')}/{q('gridSpan')}") for each in element.findall(q("tc")))
        return " ".join(("tr", *("1" if e is None else e.get(q("val"), "1") for e in spans)))
    return kind
