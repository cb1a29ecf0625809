"""The blocks that a document can take, and what its author chooses of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from dossier.model.document import Block
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.translation import Translation

ANY = "*"


@frozen
class BlockChoice:
    """What an author wants in a section: a block, or all of a kind, a theme or a tag.

    `place` is "" for the dossier's own blocks, or the name of the library or another dossier.
    """

    sort: str
    name: str
    form: str = "whole"
    part: str = ""
    heading: str = ""
    place: str = ""
    line: int = 0


@frozen
class BlockLibrary:
    """The blocks a document can take: the dossier's own, and those of other places by name.

    `unread` are the words of files whose block could not be read, its id among them; `ANY` is one
    of them where not even the words could be read. `translations` are of blocks of all places.
    """

    own: Sequence[Block]
    others: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    translations: Sequence[Translation] = ()

    def every(self) -> Iterator[Block]:
        """Yield the blocks of all places, in all languages."""
        for blocks in (self.own, *self.others.values()):
            yield from blocks
        yield from (each.block for each in self.translations)

    def translation(self, block: Block, place: str, code: str) -> Translation | None:
        """Return the translation of a block of a place into a language, if there is one."""
        held = (each for each in self.translations if each.language == code)
        return next((e for e in held if e.place == place and e.block.id == block.id), None)

    def in_language(self, code: str, first: str) -> BlockLibrary:
        """Return the library with blocks in a language, where they are written in or put into it.

        `first` is the language of blocks that do not say theirs.
        """

        def said(place: str, blocks: Sequence[Block]) -> Sequence[Block]:
            put = {e.block.id: e.block for e in self.translations
                   if e.language == code and e.place == place}  # fmt: skip
            return tuple(each if language_of(each, first) == code else put.get(each.id, each)
                         for each in blocks)  # fmt: skip

        others = {place: said(place, blocks) for place, blocks in self.others.items()}
        return replace(self, own=said("", self.own), others=others)

    def may_hold(self, word: str) -> bool:
        """Whether a block that could not be read may have this id, theme or tag."""
        return word in self.unread or ANY in self.unread

    def find(self, name: str, place: str = "") -> Block | None:
        """Return the block `name`: the dossier's own first, then the others' in order."""
        for blocks in self._places(place):
            for block in blocks:
                if block.id == name:
                    return block
        return None

    def known(self, place: str = "") -> tuple[str, ...]:
        """Return the ids of all blocks in a place, or everywhere."""
        return tuple(block.id for blocks in self._places(place) for block in blocks)

    def of(self, place: str) -> Sequence[Block]:
        """Return the blocks of a place; "" is the dossier itself."""
        return self.others.get(place, ()) if place else self.own

    def _places(self, place: str) -> Iterator[Sequence[Block]]:
        if place:
            yield self.of(place)
        else:
            yield self.own
            yield from self.others.values()


def language_of(block: Block, first: str) -> str:
    """Return the code of the language that a block is written in; `first` where it says none."""
    return code_of(block.language or first)
