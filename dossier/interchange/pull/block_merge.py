"""Merge the paragraphs that came back into a block, or into a note, as its source is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.formatting import alike
from dossier.interchange.pull.merge_context import MergeContext
from dossier.interchange.pull.paragraph_ends import apart, in_one
from dossier.interchange.pull.paragraph_matching import splits
from dossier.interchange.pull.results import MADE, STANDS, Change, Conflict
from dossier.interchange.pull.returned_text import LinkedParagraph, unglued
from dossier.interchange.pull.structure import (
    PlacedParagraph,
    TableRowPaths,
    fits,
    joined,
    shapes,
    with_paths,
)
from dossier.interchange.pull.table_columns import aligned, in_columns
from dossier.interchange.pull.three_way_merge import merged
from dossier.interchange.pull.token_inlines import inlines
from dossier.interchange.pull.tokens import BREAK, Token, on_one_line, shown
from dossier.interchange.pull.unreturned_paragraphs import deleted, in_order, with_the_rest
from dossier.model.flat_paragraphs import FlatParagraph
from dossier.readers.exported_docx.paragraphs import Kind, Shape

_ON_ONE_LINE = ("cell", "heading")
"""Paragraphs in which no line ends."""

NEW = 900_000
"""Numbers of new paragraphs begin here, until the file is read again."""


def merged_block(
    context: MergeContext,
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    rows: Sequence[LinkedParagraph],
    matched: Mapping[str, FlatParagraph],
    everywhere: frozenset[str],
) -> list[FlatParagraph]:
    """Return the paragraphs of a block, or a note, with what came back in them.

    `exported` are its paragraphs then, `source` now; `rows` those that stand in it in the file
    that came back. `matched` gives the source's paragraph for each exported one of the document,
    `everywhere` are the exported ones that came back in any place.
    """
    parts = merged_texts(context, exported, source, rows, matched, everywhere)
    return [flat for _, part in parts for flat in part]


def merged_texts(
    context: MergeContext,
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    rows: Sequence[LinkedParagraph],
    matched: Mapping[str, FlatParagraph],
    everywhere: frozenset[str],
) -> list[tuple[int, list[FlatParagraph]]]:
    """Return the paragraphs of a block as `merged_block`, those of each new one behind it apart.

    Each comes with the number of the paragraph of the file that begins it; 0 for the block's own.
    """
    merge = _BlockMerge(context, exported, source, rows, matched)
    found = merge.all()
    gone = deleted(context, exported, matched, everywhere)
    kept = with_the_rest(in_order(found, exported, source, rows), source, gone)
    placed = aligned(with_paths(kept), kept, source)

    def homeless(cell: FlatParagraph, first: FlatParagraph) -> None:
        words, row = (shown(context.source(each)).strip() for each in (cell, first))
        if words:
            why = f'the column that it stood in, in the row "{row}", is in the table no longer'
            hint = "put it where it belongs in the block, or settle this"
            context.propose("", "", words, why, hint)

    flats = joined(in_columns(placed, kept, source, homeless), source)
    parts: list[tuple[int, list[FlatParagraph]]] = [(0, [])]
    for flat in flats:
        if flat.id in merge.opening:
            parts.append((merge.opening[flat.id], []))
        parts[-1][1].append(flat)
    return parts


class _BlockMerge:
    """Makes a source paragraph of each one that came back, one after the other."""

    def __init__(
        self,
        context: MergeContext,
        exported: Sequence[FlatParagraph],
        source: Sequence[FlatParagraph],
        rows: Sequence[LinkedParagraph],
        matched: Mapping[str, FlatParagraph],
    ) -> None:
        self.context = context
        self.exported = {flat.id: flat for flat in exported if flat.id}
        self.matched = matched
        self.was = dict(zip((flat.id for flat in exported), shapes(exported), strict=True))
        self.now = dict(zip(map(id, source), shapes(source), strict=True))
        self.rows = rows
        texts = {id_: words_of(context.exported(flat)) for id_, flat in self.exported.items()}
        self.parted = splits(rows, texts)
        self.tables = TableRowPaths(
            (row.line.shape, matched[row.links[0]].path)
            for row in rows if row.line.shape.kind == "cell" and self.known(row)
        )  # fmt: skip
        self.count = NEW
        self.opening: dict[str, int] = {}
        self.done: list[PlacedParagraph] = []

    def all(self) -> list[PlacedParagraph]:
        """Return what came back, in the order of the file."""
        for at, row in enumerate(self.rows):
            if at not in self.parted:
                self.row(row, [self.rows[n] for n, owner in self.parted.items() if owner == at])
        return self.done

    def row(self, row: LinkedParagraph, parts: Sequence[LinkedParagraph]) -> None:
        known = self.known(row)
        if row.line.shape.kind in _ON_ONE_LINE and not self.has_lines(row, known):
            row = replace(row, tokens=on_one_line(row.tokens))
        if row.links and not known:
            self.unmatched(row)
        elif not known:
            self.new(row)
        elif len(known) == 1 and not parts and self.same(known[0], row):
            self.put(row, known[0], self.matched[known[0]])
        else:
            self.change(row, known, parts)

    def has_lines(self, row: LinkedParagraph, known: Sequence[str]) -> bool:
        """Whether lines of a paragraph were exported so: words of a registry may have several."""
        return BREAK in row.tokens and any(
            BREAK in self.context.exported(self.flat(id_)) for id_ in known
        )

    def known(self, row: LinkedParagraph) -> list[str]:
        """Return the exported paragraphs that one continues and the source still has."""
        return [id_ for id_ in row.links if id_ in self.matched]

    def same(self, id_: str, row: LinkedParagraph) -> bool:
        """Whether a paragraph came back as it was."""
        before = self.context.exported(self.flat(id_))
        returned = unglued(row.tokens, before)
        if [each.key for each in before] != [each.key for each in returned]:
            return False
        if not all(
            alike(one.run_format, two.run_format) for one, two in zip(before, returned, strict=True)
        ):
            return False
        policy = self.context.policy(id_, row.line.number)
        called = [pair for pair in zip(before, returned, strict=True) if pair[0].calls_note]
        return all(policy.unchanged(one, two) for one, two in called)

    def flat(self, id_: str) -> FlatParagraph:
        """Return an exported paragraph, perhaps of another block."""
        return self.exported.get(id_) or self.context.flats[id_]

    def put(
        self, row: LinkedParagraph, id_: str, flat: FlatParagraph, own: FlatParagraph | None = None
    ) -> None:
        """Add a paragraph of the source in the shape in which it came back."""
        matched, shape, before = self.matched[id_], row.line.shape, self.exported.get(id_)
        column = _column(shape)
        self.opening |= {flat.id: row.line.number} if row.opens else {}
        if shape.kind == "cell":
            flat = replace(flat, path=self.tables.path(shape))
        if before is None or fits(before, self.was[id_], shape):
            if before and shape.kind == "heading":
                level = max(1, flat.level + shape.level - self.context.depth(before))
                flat = replace(flat, level=level)
            kept = self.now.get(id(matched)) or self.kind(row)
            self.done.append(PlacedParagraph(flat, own or matched, kept, column=column))
            return
        self.tell("reshaped", id_, (), row.tokens, row.line.number)
        flat = replace(flat, path=(), level=self.level(row))
        kind = self.kind(row)
        self.done.append(PlacedParagraph(flat, own or matched, kind, shape, column=column))

    def kind(self, row: LinkedParagraph) -> tuple[Kind, int]:
        return row.line.shape.kind, row.line.shape.level

    def level(self, row: LinkedParagraph) -> int:
        """Return the level of a heading that was none before, by that of others."""
        if row.line.shape.kind != "heading":
            return 0
        near = next((e for e in self.exported.values() if e.sort == "heading"), None)
        shift = self.context.depth(near) - near.level if near else 1
        return max(1, row.line.shape.level - shift)

    def fresh(self, row: LinkedParagraph, tokens: Sequence[Token]) -> None:
        """Add a paragraph that the source does not have."""
        shape = row.line.shape
        content = inlines(tokens)
        if not content and shape.kind != "cell":
            return
        self.count += 1
        path = self.tables.path(shape) if shape.kind == "cell" else ()
        id_ = f"{self.context.block}.{self.count}"
        self.opening |= {id_: row.line.number} if row.opens else {}
        flat = FlatParagraph(id_, "paragraph", content, path, self.level(row))
        kind = self.kind(row)
        self.done.append(PlacedParagraph(flat, None, kind, shape, column=_column(shape)))

    def change(
        self, row: LinkedParagraph, known: Sequence[str], parts: Sequence[LinkedParagraph]
    ) -> None:
        """Merge a paragraph that was changed, parted or joined to others."""
        before = in_one([self.context.exported(self.flat(id_)) for id_ in known])
        now = in_one([self.context.source(self.matched[id_]) for id_ in known])
        returned = unglued(in_one([row.tokens, *(each.tokens for each in parts)]), before)
        found = merged(before, now, returned, self.context.policy(known[0], row.line.number))
        if _told(found) != _told(now):
            self.tell("changed", known[0], now, found, row.line.number)
        first, *rest = pieces = [*apart(found)]
        if len(known) > 1 and not parts and len(pieces) == len(known):
            for id_, each in zip(known, pieces, strict=True):
                if id_ not in self.context.held:
                    self.stay(row, self.matched[id_], each)
            return
        own = self.matched[known[-1]]
        self.put(row, known[0], replace(self.matched[known[0]], content=inlines(first)), own)
        for n, each in enumerate(rest):
            self.fresh(parts[n] if n < len(parts) else row, each)

    def stay(self, row: LinkedParagraph, own: FlatParagraph, tokens: Sequence[Token]) -> None:
        """Add a paragraph of the source that stays what it is, though another one took it in."""
        flat = replace(own, content=inlines(tokens))
        self.done.append(PlacedParagraph(flat, own, self.now.get(id(own)) or self.kind(row)))

    def new(self, row: LinkedParagraph) -> None:
        """Add a paragraph that the export did not have."""
        if self.context.stands(row.tokens):
            self.context.propose("", "", shown(row.tokens), *STANDS, row.line.number)
            return
        tokens = merged((), (), row.tokens, self.context.policy("", row.line.number))
        count = len(self.done)
        self.fresh(row, tokens)
        if len(self.done) > count and tokens:
            self.tell("added", "", (), tokens, row.line.number)

    def unmatched(self, row: LinkedParagraph) -> None:
        """Tell of edits to what the source does not hold: made elsewhere, or deleted since."""
        id_ = row.links[0]
        before = self.context.exported(self.exported[id_]) if id_ in self.exported else None
        returned = unglued(row.tokens, before or ())
        if before is None:
            return
        self.context.policy(id_, row.line.number).unheld_notes(before, row.tokens)
        if [each.key for each in before] == [each.key for each in returned]:
            return
        old, new = shown(before), shown(row.tokens)
        if all(each.origin for each in before if each.text.strip()):
            self.context.propose(id_, old, new, *MADE, row.line.number)
        else:
            self.context.tell(
                Conflict(
                    block=self.context.block,
                    flat=id_,
                    exported=old,
                    source="",
                    came=new,
                    line=self.context.place(row.line.number),
                    called=self.context.called,
                )
            )

    def tell(
        self, change: Change, id_: str, old: Sequence[Token], new: Sequence[Token], line: int
    ) -> None:
        self.context.tell(self.context.edit(change, id_, old, new, line))


def _column(shape: Shape) -> int:
    """Return the column of a cell, -1 for what is none."""
    return shape.column if shape.kind == "cell" else -1


def _told(row: Sequence[Token]) -> list[tuple[object, ...]]:
    return [(each.key, each.run_format) for each in row]
