"""Trace a submission: concern → evidence → obligation → recommendation → earlier recommendation.

The links are those that authors write: `rests_on` and `follows_up` in the heads of blocks, and
cross-references in a concern to the evidence. What stands alone on either side is an orphan, a
provision of a law among them, unless `trace.yaml` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from dossier.model.document import Ask, Block, Paragraph, Reference
from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.law_provisions import covers, provisions_in, said_of
from dossier.model.registry import Earlier, Registry
from dossier.model.walk import everything, plain

Side: TypeAlias = Literal[
    "concern", "evidence", "obligation", "recommendation", "earlier recommendation", "provision"
]

BLAMING = ("evidence", "concern", "analysis")
"""Kinds of block that find fault; a provision they name asks for a recommendation."""


@frozen
class Link:
    """One end of a chain: the id of a block and what it says, in short."""

    id: str
    label: str


@frozen
class Chain:
    """One row of the matrix; a link or list is empty where the chain is broken."""

    concern: Link | None
    evidence: tuple[Link, ...]
    obligations: tuple[Link, ...]
    recommendation: Link | None
    earlier: tuple[Earlier, ...]


@frozen
class Orphan:
    """Something that stands alone: on which side, why that is a fault, and why it is meant.

    `blocks` are the ids of those that name a provision.
    """

    side: Side
    id: str
    label: str
    lacks: str
    explained: str = ""
    blocks: tuple[str, ...] = ()


@frozen
class Matrix:
    """The chains of a dossier in the order of its concerns, and what stands alone."""

    chains: tuple[Chain, ...]
    orphans: tuple[Orphan, ...]

    @property
    def open(self) -> tuple[Orphan, ...]:
        """The orphans that nobody explained."""
        return tuple(each for each in self.orphans if not each.explained)


def trace(blocks: Sequence[Block], registry: Registry, edition: Edition | None) -> Matrix:
    """Return the matrix of `blocks`, as authors wrote them; `edition` gives numbers and words."""
    tracer = _Tracer(blocks, registry, edition)
    return Matrix(tuple(tracer.chains()), tuple(tracer.orphans()))


def lone_provisions(blocks: Sequence[Block], registry: Registry) -> tuple[Orphan, ...]:
    """Return the provisions of laws that stand on one side alone, and that nobody explained."""
    lone = _Tracer(blocks, registry, None).lone_provisions()
    return tuple(each for each in lone if not each.explained)


@frozen
class _Named:
    """A provision: how it is called, and the ids of the blocks that name it."""

    label: str
    blocks: tuple[str, ...]


class _Tracer:
    """Looks up who rests on whom."""

    def __init__(
        self, blocks: Sequence[Block], registry: Registry, edition: Edition | None
    ) -> None:
        self.written = tuple(blocks)
        self.blocks = {each.id: each for each in blocks}
        self.registry = registry
        self.edition = edition

    @cached_property
    def paragraphs(self) -> Mapping[str, str]:
        """The block of each paragraph, by their ids."""
        return {
            part.id: block.id
            for block in self.written
            for part in everything(block)
            if isinstance(part, Paragraph)
        }

    def of(self, kind: str) -> list[Block]:
        return [each for each in self.blocks.values() if each.kind == kind]

    def chains(self) -> Iterator[Chain]:
        """Yield a row for each concern and recommendation that rests on it, then the broken."""
        for concern in self.of("concern"):
            asked = [each for each in self.of("recommendation") if concern.id in each.rests_on]
            for recommendation in (*asked,) or (None,):
                yield self.chain(concern, recommendation)
        concerns = {each.id for each in self.of("concern")}
        for recommendation in self.of("recommendation"):
            if not concerns & set(recommendation.rests_on):
                yield self.chain(None, recommendation)

    def chain(self, concern: Block | None, recommendation: Block | None) -> Chain:
        obligations = [each for each in (concern, recommendation) if each]
        rested = dict.fromkeys(id_ for each in obligations for id_ in each.rests_on)
        shown = [*(self.evidence(concern) if concern else ())]
        shown += self.known(recommendation.rests_on if recommendation else (), "evidence")
        evidence = {each.id: each for each in shown}
        return Chain(
            self.link(concern) if concern else None,
            tuple(self.link(each) for each in evidence.values()),
            tuple(self.link(each) for each in self.known(rested, "obligation")),
            self.link(recommendation) if recommendation else None,
            tuple(self.earlier(recommendation)) if recommendation else (),
        )

    def known(self, ids: Iterable[str], kind: str) -> Iterator[Block]:
        found = (self.blocks.get(each) for each in ids)
        return (each for each in found if each and each.kind == kind)

    def evidence(self, concern: Block) -> list[Block]:
        """Return the evidence a concern rests on: by its head, and by its cross-references."""
        ids = [*concern.rests_on]
        for part in everything(concern):
            match part:
                case Reference("paragraph", target):
                    ids.append(self.paragraphs.get(target, target))
                case Reference("section", target):
                    ids += [each.id for each in self.of("evidence") if each.section == target]
                    ids.append(target)
        return list(self.known(dict.fromkeys(ids), "evidence"))

    def earlier(self, block: Block) -> Iterator[Earlier]:
        for wanted in block.follows_up:
            paragraph = wanted.split()[-1]
            symbol = wanted.removesuffix(paragraph).strip()
            for (held, number), each in self.registry.earlier.items():
                if number == paragraph and symbol in ("", held):
                    yield each

    def link(self, block: Block) -> Link:
        """Return a block with its number, where it has one, and its title or first words."""
        words = block.title or next(
            (plain(each.content) for each in block.content if isinstance(each, Paragraph)), ""
        )
        if self.edition and block.id in self.edition.numbers.recommendation:
            number = self.edition.numbers.recommendation[block.id]
            return Link(block.id, f"{number}. {words}")
        return Link(block.id, words or block.id)

    # What stands alone

    def orphans(self) -> Iterator[Orphan]:
        yield from self.lone_concerns()
        yield from self.unused("evidence", "no concern rests on it")
        yield from self.unused("obligation", "nothing rests on it")
        yield from self.lone_recommendations()
        yield from self.lone_earlier()
        yield from self.lone_provisions()

    def orphan(self, side: Side, link: Link, lacks: str, blocks: tuple[str, ...] = ()) -> Orphan:
        explained = self.registry.explained.get(link.id, "")
        return Orphan(side, link.id, link.label, lacks, explained, blocks)

    def lone_concerns(self) -> Iterator[Orphan]:
        answered = {id_ for each in self.of("recommendation") for id_ in each.rests_on}
        for concern in self.of("concern"):
            if not self.evidence(concern):
                yield self.orphan("concern", self.link(concern), "it rests on no evidence")
            if concern.id not in answered:
                yield self.orphan("concern", self.link(concern), "no recommendation answers it")

    def unused(self, kind: Literal["evidence", "obligation"], lacks: str) -> Iterator[Orphan]:
        used = {id_ for each in self.blocks.values() for id_ in each.rests_on}
        used |= {each.id for concern in self.of("concern") for each in self.evidence(concern)}
        for block in self.of(kind):
            if block.id not in used:
                yield self.orphan(kind, self.link(block), lacks)

    def lone_recommendations(self) -> Iterator[Orphan]:
        for block in self.of("recommendation"):
            for kind in ("concern", "obligation"):
                if not list(self.known(block.rests_on, kind)):
                    yield self.orphan("recommendation", self.link(block), f"it rests on no {kind}")

    def lone_earlier(self) -> Iterator[Orphan]:
        """Yield earlier recommendations that nothing follows up, cites or assesses."""
        taken = {id(each) for block in self.of("recommendation") for each in self.earlier(block)}
        cited = {
            part.words.split()[0] if "/" in part.id and part.words else part.id
            for block in self.blocks.values()
            for part in everything(block)
            if isinstance(part, Ask) and part.kind == "upr"
        }
        for each in self.registry.earlier.values():
            if id(each) in taken or each.paragraph in cited or each.assessment:
                continue
            label = f"{each.paragraph} ({', '.join(each.states)}): {each.text}"
            yield self.orphan(
                "earlier recommendation", Link(each.paragraph, label), "nothing takes it up"
            )

    def lone_provisions(self) -> Iterator[Orphan]:
        blamed = self.provisions(BLAMING)
        asked = self.provisions(("recommendation",))
        for id_, named in blamed.items():
            if not any(covers(each, id_) for each in asked):
                lacks = "the evidence blames it and no recommendation mentions it"
                yield self.orphan("provision", Link(id_, named.label), lacks, named.blocks)
        for id_, named in asked.items():
            if not any(covers(each, id_) or covers(id_, each) for each in blamed):
                lacks = "a recommendation mentions it and no evidence blames it"
                yield self.orphan("provision", Link(id_, named.label), lacks, named.blocks)

    def provisions(self, kinds: tuple[str, ...]) -> dict[str, _Named]:
        """Return the provisions of laws that blocks of these kinds name, by their ids."""
        laws = [each for each in self.registry.sources.values() if each.kind == "law"]
        found: dict[str, _Named] = {}
        for block in self.blocks.values():
            said = said_of(block) if laws and block.kind in kinds else ()
            for law in laws if said else ():
                for id_, label in provisions_in(said, law).items():
                    earlier = found[id_].blocks if id_ in found else ()
                    found[id_] = _Named(label, (*earlier, block.id))
        return found
