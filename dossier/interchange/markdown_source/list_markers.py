"""The markers of items: as their author types them, with the numbers that they are to have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dossier.interchange.markdown_source.node_positions import NodePosition, Unplaced
from dossier.interchange.markdown_source.splice_collector import SpliceCollector
from dossier.model.document import BulletList, NumberedList
from dossier.model.list_numbers import PLAIN, item_label
from dossier.readers.blocks.lettered_items import MARKER

ListNode: TypeAlias = BulletList | NumberedList

_DIGITS = re.compile(r"\d+")
_MARKER = re.compile(rf"(?:[-*+•]|\d+[.)]|{MARKER})[ \t]+")


@dataclass
class ListMarkers:
    """Gathers the splices of markers."""

    edits: SpliceCollector

    def markers(
        self, positions: Sequence[NodePosition], old: ListNode, new: ListNode
    ) -> Sequence[str]:
        """Return the marker of each new item, with the space after it, as the author types them."""
        said = [self.marker(position) for position in positions]
        if not isinstance(new, NumberedList) or not isinstance(old, NumberedList):
            return [said[0]] * len(new.items)
        if new.form != PLAIN:
            gap = said[0][len(said[0].rstrip()) :]
            numbered = range(new.start, new.start + len(new.items))
            return [f"{item_label(new.form, each)}{gap}" for each in numbered]
        numbers = [int(_DIGITS.findall(each)[0]) for each in said]
        step = 0 if len(set(numbers)) < len(numbers) else 1
        return [_DIGITS.sub(str(new.start + step * at), said[0]) for at in range(len(new.items))]

    def marker(self, position: NodePosition) -> str:
        found = _MARKER.match(self.edits.positions.text, position.at)
        if not found:
            raise Unplaced(self.edits.positions.lines[position.first])
        return found[0]

    def number(self, position: NodePosition, marker: str) -> None:
        """Give an item its new number."""
        was, will = self.marker(position).rstrip(), marker.rstrip()
        if was != will:
            self.edits.splice(position.at, position.at + len(was), will)
