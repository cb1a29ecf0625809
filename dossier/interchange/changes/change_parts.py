"""The parts of a difference between two texts of a block: words of a paragraph, or paragraphs.

Each part can be put into the old text without the others (`composed_text`). A note's text has parts
of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol, TypeAlias

from dossier.interchange.changes.paragraph_ops import paragraph_ops
from dossier.interchange.pull.source_tokens import source_tokens
from dossier.interchange.pull.tokens import REFERENCE_KEY, Key, RunFormat, Token
from dossier.model.conditional_text import View
from dossier.model.document import Ask, Block, Citation, Inline, Nodes, Note
from dossier.model.flat_paragraphs import FlatParagraph, flatten
from dossier.model.frozen import frozen
from dossier.model.textdiff import Op, difference, smoothed
from dossier.model.walk import plain

_ALL = View("", "internal", "")

By: TypeAlias = tuple[tuple[str, str], ...]
"""Who made a change, each with the time of it."""


@frozen
class Part:
    """Words, or whole paragraphs, that take the place of others in one text.

    The text is that of `block`, or of its note `note`. The part is about its paragraphs from
    `first` up to `last`; of words, about the tokens from `start` up to `end` of the paragraph
    `first`. Where `start` is below zero it is about whole paragraphs, and `paragraphs` take their
    place. `flat` is the id of the paragraph, `old` and `new` are the tokens, counted in `view`.
    """

    block: str
    note: str
    flat: str
    first: int
    last: int
    start: int
    end: int
    old: tuple[Token, ...] = ()
    new: tuple[Token, ...] = ()
    went: tuple[FlatParagraph, ...] = ()
    paragraphs: tuple[FlatParagraph, ...] = ()
    by: By = ()
    view: View = _ALL

    @property
    def whole(self) -> bool:
        """Whether it is about whole paragraphs."""
        return self.start < 0

    def meets(self, other: Part) -> bool:
        """Whether two parts are about the same place, so that only one can be put in."""
        if (self.block, self.note) != (other.block, other.note):
            return False
        if self.whole and other.whole:
            return max(self.first, other.first) < min(self.last, other.last)
        if self.whole or other.whole:
            held, inner = (self, other) if self.whole else (other, self)
            return held.first <= inner.first < held.last
        if self.first != other.first:
            return False
        if self.view != other.view:  # their tokens are counted in two ways
            return True
        if (self.start, self.end) == (other.start, other.end):
            return True
        one, two = sorted(((self.start, self.end), (other.start, other.end)))
        return two[0] < one[1]


Attribution: TypeAlias = "Callable[[FlatParagraph, FlatParagraph | None], Pieces]"
"""Gives for a paragraph of the source, and as it came back, what parts changes by their authors."""


class Pieces(Protocol):
    """Who changed what in a paragraph."""

    def parted(self, old: Sequence[Token], new: Sequence[Token], op: Op) -> list[tuple[Op, By]]:
        """Return a change of tokens, parted by who made it."""
        ...

    def retyped(self, old: Sequence[Token], op: Op) -> bool:
        """Whether tokens that are the same were taken out and typed again."""
        ...


def parts_of(
    block: str, old: Nodes, new: Nodes, view: View, attribution: Attribution, note: str = ""
) -> Iterator[Part]:
    """Yield the parts of the difference between two texts of a block, or of its note."""
    before, after = flatten(old), flatten(new)
    for kind, one, two, three, four in paragraph_ops(before, after):
        if kind == "equal":
            for n in range(two - one):
                pair = before[one + n], after[three + n]
                yield from _Paragraph(block, note, one + n, view, attribution).parts(*pair)
        else:
            yield from _moved(block, note, (one, two), before, after[three:four], view, attribution)


def tokens_of(flat: FlatParagraph, view: View, note: str = "") -> list[Token]:
    """Return the tokens of a paragraph of the source."""
    return source_tokens(flat.content, view, in_note=bool(note))


def spoken(row: Sequence[Token], printed: Mapping[Ask, str] = MappingProxyType({})) -> str:
    """Return the words of tokens as a person is told them, with those of notes in brackets.

    `printed` are the words of what is asked of registries; of others the id stands in brackets.
    """
    return "".join(_spoken(each, printed) for each in row)


def block_words(block: Block) -> str:
    """Return the title and the words of a block, paragraph by paragraph, notes in brackets."""
    rows = (source_tokens(flat.content, _ALL) for flat in flatten(block.content))
    said = (" ".join(spoken(row).split()) for row in rows)
    return "\n".join(each for each in (block.title, *said) if each)


def _spoken(token: Token, printed: Mapping[Ask, str]) -> str:
    if token.text or token.key == REFERENCE_KEY:
        return token.text
    return "".join(_inline_words(each, printed) for each in token.nodes)


def _inline_words(node: Inline, printed: Mapping[Ask, str]) -> str:
    if isinstance(node, Note | Citation):
        return f" [{_note_words(node, printed)}] "
    return printed.get(node, f"[{node.id}]") if isinstance(node, Ask) else plain((node,))


def _note_words(node: Note | Citation, printed: Mapping[Ask, str]) -> str:
    if isinstance(node, Citation):
        return "source: " + ", ".join(each.key for each in node.cites)
    flats = flatten(node.content)
    rows = (source_tokens(each.content, _ALL, in_note=True) for each in flats)
    said = " ".join(spoken(each, printed) for each in rows)
    return f"note: {' '.join(said.split())}"


def note_of(token: Token) -> Note | None:
    """Return the note that a token alone stands for."""
    found = token.nodes[0] if len(token.nodes) == 1 else None
    return found if isinstance(found, Note) else None


def _moved(
    block: str,
    note: str,
    span: tuple[int, int],
    before: Sequence[FlatParagraph],
    came: Sequence[FlatParagraph],
    view: View,
    attribution: Attribution,
) -> Iterator[Part]:
    """Yield paragraphs that went, came, or became others, as few at once as can be told apart."""
    first, last = span
    went = before[first:last]
    groups: Sequence[_Group] = [(first, went, came)]
    if not (went and came):
        alone = [((first + n), (flat,), ()) for n, flat in enumerate(went)]
        groups = _rows([*alone, *((first, (), (flat,)) for flat in came)])
    for at, gone, new in groups:
        old_tokens = [each for flat in gone for each in tokens_of(flat, view, note)]
        new_tokens = [each for flat in new for each in tokens_of(flat, view, note)]
        told = attribution(*((gone or new)[0], (new or gone)[0]))
        op: Op = ("replace", 0, len(old_tokens), 0, len(new_tokens))
        pieces = told.parted(old_tokens, new_tokens, op)
        by = tuple(dict.fromkeys(each for _, many in pieces for each in many))
        yield Part(
            block=block,
            note=note,
            flat=(gone or new)[0].id,
            first=at,
            last=at + len(gone),
            start=-1,
            end=-1,
            old=tuple(old_tokens),
            new=tuple(new_tokens),
            went=tuple(gone),
            paragraphs=tuple(new),
            by=by,
            view=view,
        )


_Group: TypeAlias = "tuple[int, Sequence[FlatParagraph], Sequence[FlatParagraph]]"


def _rows(groups: Sequence[_Group]) -> list[_Group]:
    """Return groups with the cells of one row in one: a row comes or goes as a whole."""
    found: list[_Group] = []
    for at, gone, new in groups:
        flat = (*gone, *new)[0]
        last = (*found[-1][1], *found[-1][2])[-1] if found else None
        if last and flat.sort == last.sort == "cell" and flat.path == last.path:
            before = found[-1]
            found[-1] = before[0], (*before[1], *gone), (*before[2], *new)
        else:
            found.append((at, gone, new))
    return found


@frozen
class _Paragraph:
    """A paragraph that stayed, whose words are compared."""

    block: str
    note: str
    at: int
    view: View
    attribution: Attribution

    def parts(self, before: FlatParagraph, after: FlatParagraph) -> Iterator[Part]:
        if before.content == after.content:
            return
        old, new = (tokens_of(flat, self.view, self.note) for flat in (before, after))
        pieces = self.attribution(before, after)
        ops = difference([_same(each) for each in old], [_same(each) for each in new])
        found = [each for op in ops if op[0] == "replace" for each in pieces.parted(old, new, op)]
        for kind, one, two, three, four in ops:
            if kind == "equal":
                pairs = zip(old[one:two], new[three:four], strict=True)
                yield from (part for pair in pairs for part in self.in_notes(*pair))
        for (_, one, two, three, four), by in _joined(found, old, pieces):
            yield Part(
                block=self.block,
                note=self.note,
                flat=before.id,
                first=self.at,
                last=self.at + 1,
                start=one,
                end=two,
                old=tuple(old[one:two]),
                new=tuple(new[three:four]),
                by=by,
                view=self.view,
            )

    def in_notes(self, old: Token, new: Token) -> Iterator[Part]:
        """Yield the parts of a note's text."""
        one, two = note_of(old), note_of(new)
        if one and two and one.content != two.content:
            yield from parts_of(
                self.block, one.content, two.content, self.view, self.attribution, one.id
            )


def _same(token: Token) -> tuple[Key, RunFormat, object]:
    """Return what makes two tokens of the source the same; the text of a note has its own parts."""
    note = note_of(token)
    nodes = note.id if note else () if token.is_word else token.nodes
    return token.key, replace(token.run_format), nodes


def _joined(
    found: Sequence[tuple[Op, By]], old: Sequence[Token], pieces: Pieces
) -> list[tuple[Op, By]]:
    """Return changes with those of one author joined that have only spaces between them.

    So are those between which the author took the same words out and typed them again.
    """
    joined: list[tuple[Op, By]] = []
    for op, by in found:
        last = joined[-1] if joined else None
        names = {name for name, _ in by}
        if last and names == {name for name, _ in last[1]}:
            between: Op = ("equal", last[0][2], op[1], last[0][4], op[3])
            same = op[3] - last[0][4] == op[1] - last[0][2] > 0
            if same and pieces.retyped(old, between):
                whole: Op = ("replace", last[0][1], op[2], last[0][3], op[4])
                joined[-1] = whole, tuple(dict.fromkeys((*last[1], *by)))
                continue
            texts = [each.text for each in old]
            ops = smoothed([last[0], between, op], texts) if between[1] < between[2] else []
            if len(ops) == 1 and op[3] - last[0][4] == op[1] - last[0][2]:
                joined[-1] = ops[0], tuple(dict.fromkeys((*last[1], *by)))
                continue
        joined.append((op, by))
    return joined
