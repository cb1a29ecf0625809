"""The guard of a dossier: what finished files are searched for, by the audience they are for.

Besides names of persons and protected words these are the words that were taken out of the
documents: phrases and blocks that are not cleared, incidents and sources that are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.block_library import BlockLibrary
from dossier.model.conditional_text import View, vary
from dossier.model.document import Block, Paragraph, Phrase
from dossier.model.registry import Audience, Place, Registry, may_read
from dossier.model.walk import everything, folded, plain, whole
from dossier.redaction.scan import Guard

LEAST = 4
"""Words of a sentence that is looked for where a whole block is not cleared."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")

Guarded = tuple[str, str, Place]
"""Words, what they are, and where they stand."""


def guard(registry: Registry, library: BlockLibrary, audience: Audience) -> Guard:
    """Return what a file for `audience` must not hold."""
    return Guard(
        registry.guarded,
        tuple(registry.protected.values()),
        tuple(dict.fromkeys(guarded(registry, library, audience))),
        audience,
    )


def guarded(registry: Registry, library: BlockLibrary, audience: Audience) -> Iterator[Guarded]:
    """Yield the words of blocks, phrases and entries that are not cleared for `audience`."""
    every = [*library.every()]
    held = [each for block in every for each in _of_block(block, audience)]
    whole_blocks = any(what.startswith("the block") for _, what, _ in held)
    said = folded(" ".join(_said(each, audience) for each in every)) if whole_blocks else ""
    for text, what, at in held:
        # A sentence may stand in another block that is cleared; a phrase is held anyway.
        if not what.startswith("the block") or folded(text) not in said:
            yield text, what, at
    for incident in registry.incidents.values():
        if not may_read(audience, incident.audience):
            for text in (*incident.what.values(), *incident.title.values(),
                         *incident.account.values(), *incident.outcome.values()):  # fmt: skip
                yield from _clauses(text, f'the incident "{incident.id}"', incident.at)
    for source in registry.sources.values():
        if not may_read(audience, source.audience):
            fields = (source.fields.get(name, "") for name in ("URL", "title-short"))
            for text in (source.title, *fields, *source.excerpt.values()):
                yield from _clauses(text, f'the source "{source.id}"', source.at)


def _said(block: Block, audience: Audience) -> str:
    """Return the words of a block that `audience` may read."""
    if not may_read(audience, block.conditions.audience):
        return ""
    varied = vary(block, View("", audience, ""))
    return " ".join(plain(part.content) for part in whole(varied) if isinstance(part, Paragraph))


def _of_block(block: Block, audience: Audience) -> Iterator[Guarded]:
    if not may_read(audience, block.conditions.audience):
        yield from _sentences(block)
    for part in whole(block):
        if isinstance(part, Phrase) and not may_read(audience, part.conditions.audience):
            at = Place(block.file, part.line)
            yield from _words(plain(part.content), "a phrase that is not cleared", at, 1)


def _sentences(block: Block) -> Iterator[Guarded]:
    what = f'the block "{block.id}"'
    for part in everything(block):
        if isinstance(part, Paragraph):
            for sentence in _SENTENCE.split(plain(part.content)):
                yield from _words(sentence, what, Place(block.file, part.line), LEAST)


def _clauses(text: str, what: str, at: Place) -> Iterator[Guarded]:
    """Yield the pieces of a registry's words between what they ask for and cite."""
    for piece in re.split(r"\{[^{}]*\}|\[[^\[\]]*\]|(?<=[.;:])\s", text):
        least = 1 if "://" in piece else LEAST
        yield from _words(piece, what, at, least)


def _words(text: str, what: str, at: Place, least: int) -> Iterator[Guarded]:
    said = " ".join(text.split()).strip(" .,;:")
    if len(said.split()) >= least and len(said) > 2:
        yield said, what, at
