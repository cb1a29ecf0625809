"""Define notes in the source of a block, and take definitions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.interchange.markdown_source.node_positions import DEFINITION
from dossier.interchange.markdown_source.splice_collector import SpliceCollector
from dossier.model.document import Note


@dataclass
class NoteDefinitions:
    """Gathers the splices of definitions."""

    edits: SpliceCollector

    def together(self, went: Sequence[Note]) -> list[tuple[int, int]]:
        """Return the first and last lines of definitions, those below each other as one."""
        found: list[tuple[int, int]] = []
        for position in sorted(
            (self.edits.positions[note] for note in went), key=lambda each: each.first
        ):
            if found and self.edits.is_free(found[-1][1] + 1, position.first):
                found[-1] = (found[-1][0], position.last)
            else:
                found.append((position.first, position.last))
        return found

    def undefine(self, first: int, last: int) -> None:
        """Take out definitions, with the blank lines that follow them or, at the end, precede."""
        positions = self.edits.positions
        end = last + 1
        while (
            positions.is_blank(first - 1) and end < len(positions.lines) and positions.is_blank(end)
        ):
            end += 1
        if end < len(positions.lines):
            self.edits.splice(positions.starts[first], positions.starts[end], "")
            return
        while positions.is_blank(first - 1):
            first -= 1
        self.edits.splice(positions.end(first - 1), positions.end(last), "")

    def define(self, fresh: Sequence[str], went: Sequence[Note]) -> None:
        """Put definitions behind the last one, or at the end of the file."""
        positions = self.edits.positions
        gone = {self.edits.positions[note].first for note in went}
        lines = [
            at
            for at, line in enumerate(positions.lines)
            if positions.starts[at] >= positions.body and DEFINITION.match(line)
            if at not in gone and not positions.is_gone(at)
        ]
        if not lines:
            end = len(positions.text.rstrip())
            self.edits.splice(end, end, "\n\n" + "\n".join(fresh))
            return
        last = at = lines[-1]
        while at + 1 < len(positions.lines):
            at += 1
            if positions.lines[at].startswith("    ") or (
                last == at - 1 and positions.lines[at].strip()
            ):
                last = at if positions.lines[at].strip() else last
            elif positions.lines[at].strip():
                break
        self.edits.splice(positions.end(last), positions.end(last), "\n" + "\n".join(fresh))
