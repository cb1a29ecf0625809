"""Drop numbers that were typed out where the program prints them: "3. ", "(1) ", "a) ", "iv. ".

Programs write automatic numbers as text, and so do people. A number is dropped only if it is the
one that this place has: as it was exported, as it counts in the file, or as the series goes on. So
"2019. That year …" stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.number_forms import TYPED, values
from dossier.interchange.pull.results import Question
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.interchange.pull.structure import shapes
from dossier.interchange.pull.tokens import Token, shown
from dossier.model.flat_paragraphs import FlatParagraph
from dossier.model.list_numbers import item_label, kind_of, numeral
from dossier.readers.exported_docx.paragraphs import Kind

_BEGINS = 12
"""Letters by which the beginning of a paragraph is known."""

_TEXT = ("paragraph", "number")


@dataclass
class _Series:
    """Numbers that count on: how many paragraphs there were, and the last that was typed."""

    count: int = 0
    typed: int = -1


@dataclass
class TypedNumbers:
    """Takes typed numbers from the paragraphs of one file, in their order.

    `taken` are the beginnings of the paragraphs that had one, with their places; `others` are
    numbers of items that were typed in another form, with those that print there.
    """

    base: Base
    taken: list[tuple[str, int]] = field(default_factory=list)
    others: list[tuple[str, str, int]] = field(default_factory=list)

    def without(self, rows: Sequence[LinkedParagraph]) -> list[LinkedParagraph]:
        """Return linked paragraphs without the numbers that the program prints."""
        numbers, printed = dict(self._numbers()), dict(self._shapes())
        series: dict[tuple[Kind, int], _Series] = {}
        found: list[LinkedParagraph] = []
        for row in rows:
            shape = self._shape(row, printed, found)
            if shape[0] not in _TEXT:
                found.append(row)
                continue
            number = numbers.get(row.links[0], ()) if row.links else ()
            here = series.setdefault(shape, _Series())
            if shape[0] == "number" and number[:1] == (1,):
                here.count = 0
            here.count += bool(number)
            told = number or not row.links
            found.append(self._row(row, shape, number, here) if told else row)
        return found

    def without_one(self, row: LinkedParagraph, number: int, exported: str) -> tuple[Token, ...]:
        """Return the tokens of a section's title without its number."""
        tokens, value = unnumbered(row.tokens, {number} if number else set(), exported)
        if value:
            self.taken.append((shown(row.tokens)[:40], row.line.number))
        return tokens

    def _row(
        self, row: LinkedParagraph, shape: tuple[Kind, int], number: Sequence[int], here: _Series
    ) -> LinkedParagraph:
        now = here.count if number else here.count + 1
        wanted = {*number, here.typed + 1} if here.typed >= 0 else {*number}
        wanted |= {now} if number or here.typed >= 0 else set()
        exported = shown(self.base.tokens(self.base.flat[row.links[0]])) if row.links else ""
        tokens, value = unnumbered(row.tokens, wanted, exported)
        if not value or (shape[0] == "paragraph" and not _is_decimal(row.tokens)):
            return row
        here.typed = value
        here.count += not number
        self._tell(row, shape, value)
        line = replace(row.line, shape=replace(row.line.shape, kind=shape[0], level=shape[1]))
        return replace(row, tokens=tokens, line=line)

    def _tell(self, row: LinkedParagraph, shape: tuple[Kind, int], value: int) -> None:
        """Keep what is told of a number that is taken away."""
        said = shown(row.tokens)
        path = self.base.flat[row.links[0]].path if row.links else ()
        form = next((each.form for each in reversed(path) if each.sort == "number"), "")
        typed = TYPED.match(said)
        number = (typed["in"] or typed["out"]) if typed else ""
        if typed and shape[0] == "number" and form and number != numeral(kind_of(form), value):
            self.others.append((typed[0].strip(), item_label(form, value), row.line.number))
        else:
            self.taken.append((said[:40], row.line.number))

    def _shape(
        self,
        row: LinkedParagraph,
        printed: Mapping[str, tuple[Kind, int]],
        before: Sequence[LinkedParagraph],
    ) -> tuple[Kind, int]:
        """Return what a paragraph is; an item whose number became text may look like none."""
        own = row.line.shape.kind, row.line.shape.level
        if row.links:
            return printed.get(row.links[0], own) if own[0] in _TEXT else own
        last = before[-1].line.shape if before else None
        listed = last is not None and last.kind == "number" and own[0] == "paragraph"
        return (
            (last.kind, last.level) if last and listed and TYPED.match(shown(row.tokens)) else own
        )

    def _numbers(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the exported paragraphs with the numbers that print before them."""
        numbers = self.base.edition.numbers
        for id_, value in numbers.paragraph.items():
            block = self.base.block_of.get(id_, "")
            own = self.base.opening(self.base.flat[id_]) if id_ in self.base.flat else ""
            yield id_, (value, *((numbers.recommendation[block],) if own else ()))
        for flats in self.base.flats.values():
            yield from _items(flats)

    def _shapes(self) -> Iterator[tuple[str, tuple[Kind, int]]]:
        for flats in self.base.flats.values():
            yield from zip((flat.id for flat in flats), shapes(flats), strict=True)

    def questions(self) -> Iterator[Question]:
        """Yield one question about all numbers that were taken."""
        if self.taken:
            said, line = self.taken[0]
            many = len(self.taken)
            what = "a number was" if many == 1 else f"{many} numbers were"
            message = f'{what} typed out, such as in "{said}…": the program prints them itself'
            yield Question(message, "look whether a number was part of the text", line, 0.9)
        if self.others:
            typed_, printed, line = self.others[0]
            message = f'items were numbered by hand, "{typed_}" where the list prints "{printed}"'
            hint = f'type "{typed_}" in the block, if the list is to print so; its form stays'
            yield Question(message, hint, line, 0.9)


def _is_decimal(tokens: Sequence[Token]) -> bool:
    """Whether a typed number is one of figures: "A. Smith" begins with a name."""
    return any(each.text.isdecimal() for each in tokens[:2])


def unnumbered(
    tokens: Sequence[Token], wanted: set[int], exported: str
) -> tuple[tuple[Token, ...], int]:
    """Return tokens without a number of `wanted` before them, and that number, 0 for none.

    What the `exported` paragraph says itself is no number of the program's, unless the paragraph
    still begins as it did behind that number.
    """
    text = shown([each for each in tokens if each.is_word])
    found = TYPED.match(text)
    number = found["in"] or found["out"] if found else ""
    value = next((each for each in values(number) if each in wanted), 0)
    if found is None or not value:
        return tuple(tokens), 0
    if found[0].strip() in exported and not text[found.end() :].startswith(exported[:_BEGINS]):
        return tuple(tokens), 0
    left = found.end()
    for at, each in enumerate(tokens):
        if left <= 0 or not each.is_word:
            return tuple(tokens[at:]), value
        left -= len(each.text)
    return (), value


def _items(flats: Sequence[FlatParagraph]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the first paragraphs of numbered items with their numbers."""
    counts: dict[int, int] = {}
    seen: set[int] = set()
    for flat in flats:
        lists = [step for step in flat.path if step.sort in ("number", "bullet")]
        items = [step for step in flat.path if step.sort == "item"]
        if not lists or not items or items[-1].key in seen:
            continue
        seen |= {each.key for each in items}
        if lists[-1].sort == "number":
            counts[lists[-1].key] = counts.get(lists[-1].key, lists[-1].start - 1) + 1
            yield flat.id, (counts[lists[-1].key],)
