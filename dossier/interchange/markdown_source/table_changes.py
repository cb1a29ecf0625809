"""Change the cells and rows of a table in its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.interchange.markdown_source.alignment import align
from dossier.interchange.markdown_source.markdown_context import MarkdownContext
from dossier.interchange.markdown_source.node_positions import Unplaced, row_line
from dossier.interchange.markdown_source.paragraph_edits import SourceSpan, changes
from dossier.interchange.markdown_source.splice_collector import SpliceCollector
from dossier.interchange.markdown_source.write import source_of_cell, source_of_row
from dossier.model.document import Cell, Row, Table

_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")


@dataclass
class TableChange:
    """Gathers the splices of tables."""

    edits: SpliceCollector
    context: MarkdownContext

    def table(self, old: Table, new: Table) -> None:
        """Change the cells and rows of a table that keeps its columns."""
        position = self.edits.positions[old]
        if self.edits.key(old.head) != self.edits.key(new.head):
            self.row(old.head, new.head, position.first)
        last = position.first + 1
        olds, news = old.rows, new.rows
        for run in align(
            olds, news, [self.edits.key(e) for e in olds], [self.edits.key(e) for e in news]
        ):
            if run.fate == "changed":
                one = olds[run.old[0]]
                self.row(one, news[run.new[0]], row_line(one))
            if run.fate != "replaced":
                last = row_line(olds[run.old[0]])
                continue
            stop = row_line(olds[run.old[-1]]) if run.old else last
            start = row_line(olds[run.old[0]]) - 1 if run.old else last
            rows = [f"\n{position.indent}{self.row_text(news[at], olds)}" for at in run.new]
            self.edits.splice(
                self.edits.positions.end(start), self.edits.positions.end(stop), "".join(rows)
            )
            last = stop

    def row_text(self, row: Row, olds: Sequence[Row]) -> str:
        for each in olds:
            if self.edits.key(each) == self.edits.key(row):
                return self.edits.positions.lines[row_line(each)].lstrip("> \t")
        return source_of_row(row, self.context)

    def row(self, old: Row, new: Row, number: int) -> None:
        spans = self.cells(number, len(old.cells))
        context = replace(self.context, cell=True, flat=True)
        for (start, end), one, other in zip(spans, old.cells, new.cells, strict=True):
            if self.edits.key(one) != self.edits.key(other):
                self.cell(one, other, start, end, context)

    def cell(self, old: Cell, new: Cell, start: int, end: int, context: MarkdownContext) -> None:
        text = self.edits.positions.text[start:end]
        at = start + len(text) - len(text.lstrip())
        stop = start + len(text.rstrip())
        found = None
        if old.content and new.content:
            line = SourceSpan(
                text=self.edits.positions.text, start=at, end=stop, indent="", depth=0, opens=False
            )
            found = changes(line, old.content, new.content, context)
        if found:
            self.edits.splices += found[0]
            return
        said = source_of_cell(new, self.context)
        if old.content:
            self.edits.splice(at, stop, said)
        else:
            self.edits.splice(start, end, f" {said} ")

    def cells(self, number: int, count: int) -> list[tuple[int, int]]:
        """Return from where to where each cell of a row stands between its bars."""
        line = self.edits.positions.lines[number]
        start = len(line) - len(line.lstrip("> \t"))
        bars = [found.end() - 1 for found in _BAR.finditer(line)]
        if bars and bars[0] == start:
            start, bars = bars[0] + 1, bars[1:]
        if not (bars and not line[bars[-1] + 1 :].strip()):
            bars.append(len(line))
        edges = [start, *(bar + 1 for bar in bars)]
        if len(bars) != count:
            raise Unplaced(line)
        at = self.edits.positions.starts[number]
        return [(at + edges[k], at + bars[k]) for k in range(count)]
