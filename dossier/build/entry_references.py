"""Find what refers to each entry of the registries: blocks, other entries, explanations.

This is quick: no document is made. Which documents hold a block is `where_used`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from dossier.model.document import Ask, Block, Cite
from dossier.model.frozen import frozen
from dossier.model.registry import Earlier, Place, Registry, Words
from dossier.model.walk import whole
from dossier.readers.blocks.citation_syntax import read_cites
from dossier.readers.registries.instruments import instruments, known_id

ASKED: Mapping[str, str] = {
    "fact": "facts",
    "incident": "incidents",
    "person": "people",
    "org": "organisations",
    "source": "sources",
    "law": "sources",
    "treaty": "treaties",
    "quote": "treaties",
    "treaties": "treaties",
    "upr": "recommendations",
}
"""The registry that each kind of request asks."""

_ASK = re.compile(r"\{([A-Za-z]+):([^{}]+)\}")
_CITE = re.compile(r"\[([^\[\]]*@[^\[\]]*)\]")

EntryKey: TypeAlias = tuple[str, str]
"""The registry of an entry, and its id there."""


@frozen
class EntryReference:
    """What refers to an entry: the block `block`, or the entry `by` of another registry."""

    block: str = ""
    by: EntryKey = ("", "")
    at: Place = field(default_factory=Place)


def earlier_id(earlier: Earlier) -> str:
    """Return how a block can ask for a recommendation: its report, if it has one, and paragraph."""
    return f"{earlier.symbol} {earlier.paragraph}".strip()


def entry_references(
    blocks: Iterable[Block], registry: Registry
) -> Mapping[EntryKey, tuple[EntryReference, ...]]:
    """Return what refers to each entry, by registry and id."""
    found: dict[EntryKey, list[EntryReference]] = {}
    earlier = _earlier(registry)
    for block in blocks:
        for key, line in _of_block(block):
            reference = EntryReference(block=block.id, at=Place(block.file, line))
            for each in _meant(key, earlier):
                found.setdefault(each, []).append(reference)
    for by, at, keys in _of_entries(registry):
        for key in keys:
            for each in _meant(key, earlier):
                if each != by:
                    found.setdefault(each, []).append(EntryReference(by=by, at=at))
    return {key: tuple(dict.fromkeys(each)) for key, each in found.items()}


def _earlier(registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """Return the recommendations that each way to call one may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for each in registry.earlier.values():
        for name in (each.paragraph, earlier_id(each)):
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), earlier_id(each))))
    return found


def _meant(key: EntryKey, earlier: Mapping[str, tuple[str, ...]]) -> Iterator[EntryKey]:
    name, id_ = key
    if name == "recommendations":
        yield from ((name, each) for each in earlier.get(id_, (id_,)))
    elif name == "treaties":
        yield name, known_id(id_)
    else:
        yield name, id_


def _of_block(block: Block) -> Iterator[tuple[EntryKey, int]]:
    for part in whole(block):
        if isinstance(part, Ask):
            for key in _asked(part.kind, part.id, part.words):
                yield key, part.line
        elif isinstance(part, Cite):
            yield ("sources", part.key), part.line
    for each in block.follows_up:
        yield ("recommendations", each), block.line_of("follows_up")
    for each in block.rests_on:
        id_ = known_id(each.split()[0]) if each.split() else ""
        if id_ in instruments():
            yield ("treaties", id_), block.line_of("rests_on")


def _asked(kind: str, id_: str, words: str) -> Iterator[EntryKey]:
    """Yield what a request asks for: some name several, and an UN report may stand before."""
    name = ASKED.get(kind.lower())
    if name is None:
        return
    first, *rest = f"{id_} {words}".split() or [""]
    if kind == "treaties":
        yield from ((name, each) for each in (first, *rest))
    elif name == "recommendations" and "/" in first and rest:
        yield name, f"{first} {rest[0]}"
    else:
        yield name, first


def _of_entries(registry: Registry) -> Iterator[tuple[EntryKey, Place, list[EntryKey]]]:
    """Yield each entry that refers to others, and to which."""
    for fact in registry.facts.values():
        keys = [*_cited(fact.sources), *_in_words(fact.wording)]
        keys += [key for each in fact.rivals for key in _cited(each.sources)]
        yield ("facts", fact.id), fact.at, keys
    for each in registry.incidents.values():
        keys = [*_cited(each.sources)]
        keys += [
            k
            for said in (each.what, each.outcome, each.title, each.account, each.place)
            for k in _in_words(said)
        ]
        keys += [("people", id_) for id_ in each.people]
        keys += [("organisations", id_) for id_ in each.organisations]
        keys += [("treaties", right.split()[0]) for right in each.rights if right.split()]
        yield ("incidents", each.id), each.at, keys
    for person in registry.people.values():
        keys = [*_in_words(person.role), *_in_words(person.again)]
        yield ("people", person.id), person.at, keys
    for status in registry.treaties.values():
        keys = [*_cited(status.sources), *_in_words(status.reservation)]
        yield ("treaties", status.instrument), status.at, keys
    for one in registry.earlier.values():
        keys = list(_in_words(one.assessment.words)) if one.assessment else []
        keys += [("recommendations", each) for each in one.recurs]
        yield ("recommendations", earlier_id(one)), one.at, keys
    for said in registry.explained:
        keys = [("recommendations", said), ("sources", said.split()[0])]
        yield ("trace", said), Place(), keys


def _cited(cites: str) -> Iterator[EntryKey]:
    yield from (("sources", each.key) for each in read_cites(cites))


def _in_words(words: Words) -> Iterator[EntryKey]:
    for text in words.values():
        for kind, said in _ASK.findall(text):
            yield from _asked(kind, "", said)
        for cites in _CITE.findall(text):
            yield from _cited(cites)
