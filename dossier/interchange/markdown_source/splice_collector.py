"""Collect the splices of a block's source."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from dossier.interchange.markdown_source.equality import key
from dossier.interchange.markdown_source.node_positions import NodePositions
from dossier.interchange.markdown_source.splices import Splice


@dataclass
class SpliceCollector:
    """The splices so far, and what they are found by: where the nodes of `block` stand."""

    positions: NodePositions
    block: str
    splices: list[Splice] = field(default_factory=list)
    keys: dict[int, Hashable] = field(default_factory=dict)

    def splice(self, start: int, end: int, text: str) -> None:
        self.splices.append(Splice(start, end, text))

    def key(self, part: object) -> Hashable:
        """Return the key of a part; those of whole nodes are asked for again and again."""
        if id(part) not in self.keys:
            self.keys[id(part)] = key(part, self.block)
        return self.keys[id(part)]

    def is_free(self, start: int, stop: int) -> bool:
        """Whether these lines are all blank."""
        return all(self.positions.is_blank(line) for line in range(start, stop))
