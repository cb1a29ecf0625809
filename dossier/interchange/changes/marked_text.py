"""Mark in the text of blocks what would go and what would come, so that a page can show both.

A mark is a sign that does not print: it goes through Markdown and templates like a letter, and
`marked_page` makes elements of the marks in a finished page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from dossier.interchange.changes.change_parts import Part, note_of, tokens_of
from dossier.interchange.changes.composed_text import put_in
from dossier.interchange.pull.formatting import enclosed_between, formatted
from dossier.interchange.pull.structure import joined
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import Token, word, words
from dossier.model.conditional_text import View
from dossier.model.document import Ask, Citation, Nodes
from dossier.model.flat_paragraphs import FlatParagraph, flatten, unflatten
from dossier.model.frozen import frozen

Sign: TypeAlias = Literal["del", "ins", "remark", "end"]

_SIGNS: tuple[Sign, ...] = ("del", "ins", "remark", "end")
_FIRST, _ZERO, _ONE, _LAST = "\u2063", "\u2061", "\u2062", "\u2064"
MARK = re.compile(f"{_FIRST}([{_ZERO}{_ONE}]+){_LAST}")
"""A mark among the letters of a page: invisible signs of mathematics, which no author types."""


@frozen
class Anchor:
    """What a comment is about: words of a paragraph, or the whole paragraph where they are gone.

    `asked` is the entry of a registry whose words it is about, or "".
    """

    block: str
    flat: str
    quoted: str
    asked: str = ""


def mark(sign: Sign, number: int) -> str:
    """Return a mark that begins something with a number, or ends it."""
    code = f"{number * len(_SIGNS) + _SIGNS.index(sign):b}"
    return _FIRST + code.replace("0", _ZERO).replace("1", _ONE) + _LAST


def marked_as(found: re.Match[str]) -> tuple[Sign, int]:
    """Return what a mark says.

    >>> marked_as(MARK.search(mark("ins", 5)))
    ('ins', 5)
    """
    code = int(found[1].replace(_ZERO, "0").replace(_ONE, "1"), 2)
    return _SIGNS[code % len(_SIGNS)], code // len(_SIGNS)


def marked(
    old: Nodes,
    parts: Iterable[tuple[int, Part]],
    anchors: Iterable[tuple[int, Anchor]] = (),
) -> Nodes:
    """Return the text of a block with all that would go and come in it, each with its number."""
    numbered = [*parts]
    moved = {note.id for _, part in numbered for each in part.new if (note := note_of(each))}
    return _Marker(numbered, [*anchors], moved).text(old, "")


@frozen
class _Marker:
    """Marks a text; the notes in `moved` are shown where they come, and not where they go."""

    parts: Sequence[tuple[int, Part]]
    anchors: Sequence[tuple[int, Anchor]]
    moved: set[str]

    def text(self, old: Nodes, note: str) -> Nodes:
        source = flatten(old)
        if not note:
            return replace(self, anchors=_placed(self.anchors, source)).marked(source, note)
        return self.marked(source, note)

    def marked(self, source: Sequence[FlatParagraph], note: str) -> Nodes:
        here = [(n, each) for n, each in self.parts if each.note == note]
        whole = [(n, each) for n, each in here if each.whole]
        made: list[FlatParagraph] = []
        for at in range(len(source) + 1):
            for number, part in (each for each in whole if each[1].first == at):
                made += (self.all(flat, "del", number, note) for flat in part.went)
                made += (self.all(flat, "ins", number, note) for flat in part.paragraphs)
            gone = any(part.first <= at < part.last for _, part in whole)
            if at < len(source) and not gone:
                own = [(n, e) for n, e in here if not e.whole and e.first == at]
                made.append(self.paragraph(source[at], own, note))
        return unflatten(joined(made, source))

    def all(
        self, flat: FlatParagraph, sign: Literal["del", "ins"], number: int, note: str
    ) -> FlatParagraph:
        """Return a paragraph that goes, or comes, as a whole."""
        row = tokens_of(flat, View("", "internal", ""), note)
        if sign == "del":
            row = self.without_moved(row)
        content = inlines(_around(row, sign, number)) if row else flat.content
        return replace(flat, content=content, id="" if sign == "del" else flat.id)

    def paragraph(
        self, flat: FlatParagraph, own: Sequence[tuple[int, Part]], note: str
    ) -> FlatParagraph:
        """Return a paragraph with the words that go, those that come, and where comments are."""
        view = next((part.view for _, part in (*own, *self.parts)), View("", "internal", ""))
        row = tokens_of(flat, view, note)
        anchors = [(n, a) for n, a in self.anchors if not note and a.flat == flat.id and flat.id]
        inner = [self.noted(each) for each in row]
        if not own and not anchors and inner == row:
            return flat
        made: list[Token] = []
        at = 0
        for start, end, many in _clusters(own):
            made += inner[at:start]
            made += _around(self.without_moved(inner[start:end]), "del", many[0][0])
            for number, part in many:
                made += _around(put_in(part.new, row), "ins", number)
            at = end
        made = formatted(enclosed_between([*made, *inner[at:]]))
        for number, anchor in anchors:
            made = _anchored(made, number, anchor)
        return replace(flat, content=inlines(_enclosed(made)))

    def without_moved(self, row: Sequence[Token]) -> list[Token]:
        return [each for each in row if not (note := note_of(each)) or note.id not in self.moved]

    def noted(self, token: Token) -> Token:
        note = note_of(token)
        if note is None or not any(part.note == note.id for _, part in self.parts):
            return token
        return replace(token, nodes=(replace(note, content=self.text(note.content, note.id)),))


def _placed(
    anchors: Sequence[tuple[int, Anchor]], source: Sequence[FlatParagraph]
) -> list[tuple[int, Anchor]]:
    """Return anchors, at the first paragraph those whose own one is not there any more."""
    known = {flat.id for flat in source if flat.id}
    first = next((flat.id for flat in source if flat.id), "")
    return [(n, e if e.flat in known else replace(e, flat=first, quoted="")) for n, e in anchors]


_Cluster: TypeAlias = "tuple[int, int, list[tuple[int, Part]]]"


def _clusters(own: Sequence[tuple[int, Part]]) -> Iterator[_Cluster]:
    """Yield the stretches of a paragraph that change, each with the parts that are about it."""
    waiting: _Cluster | None = None
    for number, part in sorted(own, key=lambda each: (each[1].start, each[1].end)):
        if waiting and (part.start < waiting[1] or (part.start, part.end) == waiting[:2]):
            start, end, many = waiting
            waiting = start, max(end, part.end), [*many, (number, part)]
            continue
        if waiting:
            yield waiting
        waiting = part.start, part.end, [(number, part)]
    if waiting:
        yield waiting


def _around(row: Sequence[Token], sign: Sign, number: int) -> list[Token]:
    return [word(mark(sign, number)), *row, word(mark("end", number))] if row else []


def _anchored(row: Sequence[Token], number: int, anchor: Anchor) -> list[Token]:
    """Return a paragraph with a mark around the words of a comment, or at its beginning."""
    said = [each.text for each in words(anchor.quoted.strip())]
    texts = [each.text for each in row]
    for at in range(len(row) - len(said) + 1):
        if said and texts[at : at + len(said)] == said:
            end = at + len(said)
            return [*row[:at], *_around(row[at:end], "remark", number), *row[end:]]
    printed = [n for n, each in enumerate(row) if anchor.asked and _asks(each, anchor.asked)]
    first = printed[0] if printed else 0
    return [*row[:first], *_around(row[first : first + 1], "remark", number), *row[first + 1 :]]


def _asks(token: Token, entry: str) -> bool:
    """Whether an entry of a registry prints a token."""
    for node in token.nodes:
        if isinstance(node, Ask) and node.id == entry:
            return True
        if isinstance(node, Citation) and any(each.key == entry for each in node.cites):
            return True
    return False


def _enclosed(row: Sequence[Token]) -> list[Token]:
    """Return tokens whose marks stand in what both of their neighbours stand in."""
    found = list(row)
    for at, token in enumerate(found):
        if MARK.fullmatch(token.text):
            before = found[at - 1].enclosures if at else ()
            after = next((e.enclosures for e in row[at + 1 :] if not MARK.fullmatch(e.text)), ())
            both = []
            for one, two in zip(before, after, strict=False):
                if one != two:
                    break
                both.append(one)
            found[at] = replace(token, enclosures=tuple(both))
    return found


def numbers_of(ids: Iterable[str]) -> Mapping[str, int]:
    """Return a number for each id, to be put into marks."""
    return {id_: number for number, id_ in enumerate(dict.fromkeys(ids), start=1)}
