"""Change what stands side by side in one container: nodes, or items of a list.

Blank lines are put between what is new and its neighbours, and taken out with what goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.interchange.markdown_source.alignment import Run
from dossier.interchange.markdown_source.node_positions import Unplaced
from dossier.interchange.markdown_source.splice_collector import SpliceCollector


@dataclass
class NeighbourChanges:
    """Gathers the splices of one container; `gap` is what stands between two neighbours."""

    edits: SpliceCollector
    gap: str

    def splice(
        self,
        old: Sequence[Any],
        new: Sequence[Any],
        runs: Sequence[Run],
        change: Callable[[Any, Any], None],
        write: Callable[[Any, int], str],
    ) -> None:
        """Change, put in and take out the parts of one container."""
        before: int | None = None
        for run in runs:
            if run.fate == "changed":
                change(old[run.old[0]], new[run.new[0]])
            if run.fate != "replaced":
                before = run.old[0]
                continue
            texts = [write(new[at], at) for at in run.new]
            if run.old and run.new:
                first, last = (self.edits.positions[old[at]] for at in (run.old[0], run.old[-1]))
                said = self.joined(texts, first.indent)
                self.edits.splice(first.at, self.edits.positions.end(last.last), said)
            elif run.new:
                self.insert(old, before, texts)
            else:
                self.delete(old, run.old)

    def joined(self, texts: Sequence[str], indent: str) -> str:
        lines = indent.rstrip() if self.gap == "\n\n" else ""
        return ("\n" + (f"{lines}\n" if self.gap == "\n\n" else "") + indent).join(texts)

    def insert(self, old: Sequence[Any], before: int | None, texts: list[str]) -> None:
        """Put texts behind the part `before`, or before the first."""
        if not old:
            self.edits.splice(
                len(self.edits.positions.text),
                len(self.edits.positions.text),
                "\n\n".join(texts) + "\n",
            )
            return
        position = self.edits.positions[old[0 if before is None else before]]
        if before is None:
            self.edits.splice(position.at, position.at, self.joined([*texts, ""], position.indent))
            return
        end = self.edits.positions.end(position.last)
        said = self.joined(["", *texts], position.indent)
        following = position.last + 1
        if self.gap == "\n\n" and following < len(self.edits.positions.lines) - 1:
            said += (
                "" if self.edits.positions.is_blank(following) else f"\n{position.indent.rstrip()}"
            )
        self.edits.splice(end, end, said)

    def delete(self, old: Sequence[Any], went: Sequence[int]) -> None:
        """Take out neighbours, and the blank lines that parted them from what follows."""
        positions = self.edits.positions
        first, last = positions[old[went[0]]], positions[old[went[-1]]]
        if went[-1] + 1 < len(old):
            after = positions[old[went[-1] + 1]]
            if self.edits.is_free(last.last + 1, after.first):
                self.edits.splice(first.at, after.at, "")
                return
        elif went[0]:
            before = positions[old[went[0] - 1]]
            if self.edits.is_free(before.last + 1, first.first):
                self.edits.splice(positions.end(before.last), positions.end(last.last), "")
                return
        if positions.text[positions.starts[first.first] : first.at].strip("> \t"):
            raise Unplaced(positions.lines[first.first])
        end = last.last + 1
        while end < len(positions.lines) - 1 and positions.is_blank(end):
            end += 1
        self.edits.splice(
            positions.starts[first.first], min(positions.starts[end], len(positions.text)), ""
        )
