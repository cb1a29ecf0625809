"""The evidence on earlier recommendations: blocks, and the sources, facts and incidents in them.

A block shows what became of a recommendation if its assessment names it, or if the trace leads
there: from the recommendation of ours that follows it up to a concern and its evidence. What the
audience may not read of is left out here, and looked for again in the finished files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from dossier.build.dossier import Dossier
from dossier.build.resolve import Setting
from dossier.build.resolve.phrase import phrase
from dossier.model.conditional_text import fits, vary
from dossier.model.document import Ask, Block, Cite, Paragraph
from dossier.model.edition import Edition
from dossier.model.follow_up import EvidenceItem
from dossier.model.registry import Earlier, Place, Source, Words
from dossier.model.traceability import Chain, trace
from dossier.model.walk import whole
from dossier.readers.blocks.citation_syntax import read_cites


class Known:
    """What a dossier knows of its earlier recommendations, as an audience may read it."""

    def __init__(self, dossier: Dossier, setting: Setting, edition: Edition) -> None:
        self.registry = setting.registry
        self.setting = setting
        self.edition = edition
        others = (each for many in dossier.library.others.values() for each in many)
        self.blocks = {
            each.id: vary(each, setting.view)
            for each in (*others, *dossier.blocks)
            if fits(each.conditions, setting.view)
        }

    @cached_property
    def _chains(self) -> Mapping[tuple[str, str], tuple[Chain, ...]]:
        """The chains of the trace that lead to each earlier recommendation."""
        found: dict[tuple[str, str], tuple[Chain, ...]] = {}
        for chain in trace(tuple(self.blocks.values()), self.registry, None).chains:
            for each in chain.earlier:
                key = (each.symbol, each.paragraph)
                found[key] = (*found.get(key, ()), chain)
        return found

    def say(self, words: Words, at: Place) -> str:
        """Return words of a registry in the document's language, or another, without citations."""
        if not self.setting.said(words):
            words = {"": next(iter(words.values()), "")}
        return phrase(words, at, self.setting, self.edition) if any(words.values()) else ""

    def answered_by(self, earlier: Earlier) -> tuple[str, ...]:
        """Return the ids of our recommendations that follow it up."""
        chains = self._chains.get((earlier.symbol, earlier.paragraph), ())
        return tuple(
            dict.fromkeys(each.recommendation.id for each in chains if each.recommendation)
        )

    def evidence(self, earlier: Earlier) -> tuple[EvidenceItem, ...]:
        """Return what shows what became of it: blocks first, then what stands in them."""
        blocks = [*self._showing(earlier)]
        cited = [*self._sources_in(earlier)]
        found = [
            EvidenceItem("block", each.id, self._title(each), Place(each.file, each.line))
            for each in blocks
        ]
        for block in blocks:
            for part in whole(block):
                if isinstance(part, Cite):
                    cited.append(part.key)
                elif isinstance(part, Ask):
                    asked = [*self._asked(part)]
                    found += (item for item, _ in asked)
                    cited += (key for _, keys in asked for key in keys)
        found += (item for key in dict.fromkeys(cited) for item in self._source(key))
        return tuple(dict.fromkeys(found))

    def _showing(self, earlier: Earlier) -> Iterator[Block]:
        named = earlier.assessment.blocks if earlier.assessment else ()
        chains = self._chains.get((earlier.symbol, earlier.paragraph), ())
        ids = dict.fromkeys((*named, *(link.id for each in chains for link in each.evidence)))
        return (self.blocks[each] for each in ids if each in self.blocks)

    def _sources_in(self, earlier: Earlier) -> Iterator[str]:
        """Yield the sources that the words of an assessment cite."""
        for text in earlier.assessment.words.values() if earlier.assessment else ():
            said = Paragraph(self.setting.read(text, earlier.at), "")
            yield from (
                each.key for each in whole(Block("", "", (said,))) if isinstance(each, Cite)
            )

    def _title(self, block: Block) -> str:
        return self.say({"": block.title}, Place(block.file, block.line)) or block.id

    def _asked(self, ask: Ask) -> Iterator[tuple[EvidenceItem, list[str]]]:
        """Yield a fact or an incident that a block asks for, with the sources it names."""
        if ask.kind == "fact" and ask.id in self.registry.facts:
            fact = self.registry.facts[ask.id]
            words = self.say({"": f"{{fact:{ask.id} uncited}}"}, fact.at)
            yield EvidenceItem("fact", ask.id, words, fact.at), _keys(fact.sources)
        elif ask.kind == "incident" and ask.id in self.registry.incidents:
            incident = self.registry.incidents[ask.id]
            if self.setting.may_read(incident.audience):
                when = self.setting.language.day(incident.date)
                words = f"{when}: {self.say(incident.title or incident.what, incident.at)}"
                yield EvidenceItem("incident", ask.id, words, incident.at), _keys(incident.sources)
        elif ask.kind in ("source", "law"):
            yield from ((item, []) for item in self._source(ask.id))

    def _source(self, key: str) -> Iterator[EvidenceItem]:
        source = self.registry.sources.get(key)
        if source and self.setting.may_read(source.audience):
            yield EvidenceItem("source", key, self._named(source), source.at)

    def _named(self, source: Source) -> str:
        """Return what a source is called; who gave an interview is never named."""
        fields = source.fields
        if source.kind == "interview":
            said: Iterable[str] = (
                "interview",
                fields.get("role", ""),
                fields.get("event-place", ""),
            )
        else:
            who = ", ".join(source.authors) or fields.get("publisher", "")
            said = (who, source.title, fields.get("number", ""))
        day = self.setting.language.day(source.issued) if source.issued else ""
        unseen = "" if source.verified == "yes" else "not verified"
        address = "" if source.kind == "interview" else fields.get("URL", "")
        return ", ".join(each for each in (*said, day, address, unseen) if each)


def _keys(cites: str) -> list[str]:
    return [each.key for each in read_cites(cites)]
