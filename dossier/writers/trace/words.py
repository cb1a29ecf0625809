"""Fill the sheet: put numbers and resolved words to what the matrix names by ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from textwrap import shorten
from typing import Literal

from dossier.model.document import Block, Paragraph
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.passages import passages
from dossier.model.registry import Earlier, Place, Registry, Words
from dossier.model.state_names import state_name
from dossier.model.traceability import Chain, Matrix, Orphan, Side, trace
from dossier.writers.trace.sheet import Alone, Count, Group, Line, Named, Past, Sheet, Standing

ABSENT = "not in this document"
LONGEST, SHORT = 480, 90
"""Characters of a block's text that a cell shows, and of words in place of a title."""


@frozen
class Voice:
    """How words of the registries print: resolved, in the document's language.

    `paragraph` are the words before one paragraph's number, and before several.
    """

    say: Callable[[Words, Place], str]
    paragraph: tuple[str, str] = ("para.", "paras")


def make_sheet(
    matrix: Matrix, blocks: Sequence[Block], registry: Registry, edition: Edition, voice: Voice
) -> Sheet:
    """Return what the matrix prints of `blocks` in the words and with the numbers of `edition`."""
    maker = _Maker(blocks, registry, edition, voice)
    groups: dict[str, list[Chain]] = defaultdict(list)
    for chain in matrix.chains:
        groups[chain.concern.id if chain.concern else ""].append(chain)
    return Sheet(
        edition,
        tuple(maker.group(each) for each in groups.values()),
        tuple(maker.alone(each) for each in matrix.orphans),
        tuple(maker.counts(matrix)),
    )


class _Maker:
    """Looks up what a cell says of a block or an entry."""

    def __init__(
        self, blocks: Sequence[Block], registry: Registry, edition: Edition, voice: Voice
    ) -> None:
        self.blocks = {each.id: each for each in blocks}
        self.registry = registry
        self.edition = edition
        self.voice = voice
        self.said: dict[str, list[str]] = defaultdict(list)
        for passage in passages(edition):
            if passage.where == "text" and passage.block:
                self.said[passage.block.id].append(" ".join(passage.text.split()))

    def group(self, chains: Sequence[Chain]) -> Group:
        concern = chains[0].concern
        lines = tuple(self.line(each) for each in chains)
        return Group(self.named(concern.id, "text") if concern else None, lines)

    def line(self, chain: Chain) -> Line:
        asked = chain.recommendation
        return Line(
            tuple(self.named(each.id) for each in chain.evidence),
            tuple(self.named(each.id) for each in chain.obligations),
            self.named(asked.id, "text") if asked else None,
            tuple(self.past(each) for each in chain.earlier),
            self.reason(asked.id) if asked and not chain.earlier else "",
        )

    def named(self, id_: str, shown: Literal["text", ""] = "") -> Named:
        """Return a block with its number and title; its text where wanted, or for want of a title.

        Of a block that this document leaves out the words are not resolved, and not shown.
        """
        block = self.blocks[id_]
        at = Place(block.file, block.line)
        text = " ".join(self.said[id_])
        title = self.plain(block.title, at)
        if not title and not (shown and text):
            first = next((each for each in self.said[id_] if each), id_)
            title = shorten(first, SHORT, placeholder=" …")
        text = shorten(text, LONGEST, placeholder=" …") if shown else ""
        return Named(id_, self.number(block), title, text, at)

    def plain(self, text: str, at: Place) -> str:
        """Return a text that may ask for something from the registries."""
        return self.voice.say({"": text}, at) if "{" in text else text

    def number(self, block: Block) -> str:
        """Return "Recommendation 3, para. 45", "paras 27–29", or the section where none count."""
        numbers = self.edition.numbers
        if block.id not in numbers.home:
            return ABSENT
        named = []
        if block.id in numbers.recommendation:
            pattern = self.edition.language.terms["recommendation"]
            named.append(pattern.format(n=numbers.recommendation[block.id]).rstrip("."))
        counted = [
            numbers.paragraph[each.id]
            for each in block.content
            if isinstance(each, Paragraph) and each.id in numbers.paragraph
        ]
        one, more = self.voice.paragraph
        if len(counted) > 1:
            named.append(f"{more} {counted[0]}–{counted[-1]}")
        elif counted:
            named.append(f"{one} {counted[0]}")
        elif not named:
            sections = self.edition.document.sections
            home = next(each for each in sections if each.id == numbers.home[block.id])
            word = self.edition.language.terms["section"]
            named.append(f"{word} {self.edition.section_label(home)}")
        return ", ".join(named)

    def past(self, earlier: Earlier) -> Past:
        language, assessment = self.edition.language, earlier.assessment
        return Past(
            paragraph=earlier.paragraph,
            symbol=earlier.symbol,
            states=language.join([state_name(each, language.code) for each in earlier.states]),
            text=earlier.text,
            position=str(language.terms[earlier.position]) if earlier.position else "",
            words=earlier.words,
            level=assessment.level if assessment else "",
            assessment=self.voice.say(assessment.words, earlier.at) if assessment else "",
            at=earlier.at,
        )

    def reason(self, id_: str) -> str:
        return self.plain(self.registry.explained.get(id_, ""), Place())

    def alone(self, orphan: Orphan) -> Alone:
        item, at = orphan.label, Place()
        if orphan.id in self.blocks and orphan.side != "earlier recommendation":
            named = self.named(orphan.id)
            item, at = f"{named.title} ({named.number})", named.at
        elif orphan.side == "earlier recommendation":
            at = next((each.at for each in self.held(orphan)), at)
        else:
            at = self.blaming(orphan.id)
        explained = self.reason(orphan.id)
        return Alone(
            side=orphan.side,
            id=orphan.id,
            item=item,
            lacks=orphan.lacks,
            explained=explained,
            at=at,
        )

    def held(self, orphan: Orphan) -> Iterator[Earlier]:
        """Yield the earlier recommendation that `orphan` is; two reports may have its paragraph."""
        for each in self.registry.earlier.values():
            if each.paragraph == orphan.id and orphan.label.endswith(each.text):
                yield each

    def blaming(self, provision: str) -> Place:
        """Return where the first block stands that names a provision: alone, it has that orphan."""
        laws = Registry(sources=self.registry.sources)
        for block in self.blocks.values():
            if any(each.id == provision for each in trace((block,), laws, None).orphans):
                return Place(block.file, block.line)
        return Place()

    def counts(self, matrix: Matrix) -> Iterator[Count]:
        """Yield the sides in the order of the columns; of provisions only those alone are known."""
        lone: dict[tuple[Side, str], Standing] = {}
        for orphan in matrix.orphans:
            key = (orphan.side, self.key(orphan))
            if lone.get(key) != "open":
                lone[key] = "explained" if orphan.explained else "open"
        kinds: tuple[Side, ...] = ("concern", "evidence", "obligation", "recommendation")
        for kind in kinds:
            ids = [each.id for each in self.blocks.values() if each.kind == kind]
            yield Count(kind, tuple((each, lone.get((kind, each), "linked")) for each in ids))
        side: Side = "earlier recommendation"
        keys = [f"{symbol} {paragraph}".strip() for symbol, paragraph in self.registry.earlier]
        yield Count(side, tuple((each, lone.get((side, each), "linked")) for each in keys))
        left = tuple((id_, each) for (kind, id_), each in lone.items() if kind == "provision")
        if left:
            yield Count("provision", left)

    def key(self, orphan: Orphan) -> str:
        """Return what tells an orphan from all others of its side."""
        if orphan.side != "earlier recommendation":
            return orphan.id
        return next((f"{each.symbol} {each.paragraph}".strip() for each in self.held(orphan)), "")
