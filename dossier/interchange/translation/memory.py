"""The memory of sentences that were translated: what is identical is proposed, and never more.

It is made of the translations that the dossiers hold, and of TMX files of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from dossier.interchange.translation.coded_text import (
    Part,
    UnknownCode,
    inlines_of,
    known_codes,
    parts_of,
    text_of,
)
from dossier.interchange.translation.typed_codes import typed_parts
from dossier.interchange.translation.wanted_translations import TranslatedBlock, TranslatedDossier
from dossier.lint.sentences import sentences
from dossier.model.document import Inlines
from dossier.model.frozen import frozen
from dossier.model.marked_text import codes
from dossier.model.translation import Unit, has_words, units

_CALLS = re.compile(r"(?<=[.!?…])(?:\[[^\[\]]*\])+")
"""Notes and citations behind a stop."""


@frozen
class Translated:
    """A unit in two languages."""

    source: tuple[Part, ...]
    target: tuple[Part, ...]


@frozen
class Memory:
    """Texts and their translations, whole units and sentences; the first one seen counts.

    `space` stands between two sentences of the language into which they are translated.
    """

    texts: Mapping[str, str] = field(hash=False)
    space: str = " "

    def proposal(self, unit: Unit) -> Inlines | None:
        """Return what a unit of an original was translated as, with its codes, or None."""
        said = self._said(unit.text)
        if not said or said == unit.text:
            return None
        try:
            made = inlines_of(
                typed_parts(said, known_codes(unit.content)), known_codes(unit.content)
            )
        except UnknownCode:
            return None
        return made if codes(made) == codes(unit.content) else None

    def _said(self, text: str) -> str:
        if text in self.texts:
            return self.texts[text]
        known = [self.texts.get(each, "") for each in _sentences(text)]
        return self.space.join(known) if known and all(known) else ""


def memory_of(translated: Iterable[Translated], space: str = " ") -> Memory:
    """Return the memory of units in two languages, and of their sentences where they are as many.

    >>> memory_of([Translated(("It rose. It fell.",), ("Il monta. Il tomba.",))]).texts["It fell."]
    'Il tomba.'
    """
    texts: dict[str, str] = {}
    for each in translated:
        source, target = text_of(each.source), text_of(each.target)
        texts.setdefault(source, target)
        first, other = _sentences(source), _sentences(target)
        if len(first) == len(other) > 1:
            for one, said in zip(first, other, strict=True):
                texts.setdefault(one, said)
    return Memory(texts, space)


def _sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a unit, the notes behind a stop with the sentence before.

    >>> _sentences("It rose.[^why] It fell.")
    ('It rose.[^why]', 'It fell.')
    >>> _sentences("罢工。冲突结束。")
    ('罢工。', '冲突结束。')
    """
    masked = _CALLS.sub(lambda found: "”" * len(found[0]), text)
    found: list[str] = []
    end = 0
    for each in sentences(masked):
        start = masked.index(each, end)
        end = start + len(each)
        found.append(text[start:end])
    return tuple(found)


def translated_units(held: TranslatedDossier) -> Iterator[Translated]:
    """Yield the units of a dossier that somebody translated from their present originals."""
    for block in held.blocks:
        yield from _of_block(block)


def _of_block(block: TranslatedBlock) -> Iterator[Translated]:
    if block.translation is None:
        return
    own = {each.key: each for each in units(block.translation.block)}
    now = {each.key: each for each in units(block.original)}
    for each in block.units:
        if each.standing == "current" and has_words(now[each.source].content):
            yield Translated(
                parts_of(now[each.source].content), parts_of(own[each.key].content)
            )  # fmt: skip
