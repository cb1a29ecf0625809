"""The blocks that a document can take, and what its author chooses of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from dossier.model.document import Block
from dossier.model.frozen import frozen

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
    of them where not even the words could be read.
    """

    own: Sequence[Block]
    others: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

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
