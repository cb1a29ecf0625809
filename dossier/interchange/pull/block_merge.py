"""Weave the paragraphs that came back into a block, or into a note, as its source is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.formatting import alike, is_for_others
from dossier.interchange.pull.matched_paragraphs import Cut, keys, seen
from dossier.interchange.pull.paragraph_matching import splits
from dossier.interchange.pull.results import PHRASE, Change, Conflict, Edit, Proposal
from dossier.interchange.pull.returned_text import LinkedParagraph, unglued
from dossier.interchange.pull.structure import Placed, Rows, fits, joined, seated, shapes
from dossier.interchange.pull.three_way_merge import Judge, merged
from dossier.interchange.pull.tokens import PARAGRAPH, Token, inlines, shown
from dossier.model.flat_paragraphs import FlatParagraph
from dossier.readers.exported_docx.paragraphs import Kind

NEW = 900_000
"""Numbers of new paragraphs begin here, until the file is read again."""


@dataclass(frozen=True)
class MergeContext:
    """What a weaving needs besides its paragraphs.

    `exported` gives a leaf's tokens as they were exported, `source` as they are typed now; `judge`
    decides what is no matter of words, for a leaf in a line. `depth` gives the level at which a
    heading prints. `note` is the note that is woven; `leaves` are all that were exported, by id.
    """

    block: str
    exported: Cut
    source: Cut
    judge: Callable[[str, int], Judge]
    tell: Callable[[Edit | Proposal | Conflict], None]
    depth: Callable[[FlatParagraph], int] = lambda flat: flat.level
    note: str = ""
    flats: Mapping[str, FlatParagraph] = field(default_factory=dict)


def merged_block(
    context: MergeContext,
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    rows: Sequence[LinkedParagraph],
    matched: Mapping[str, FlatParagraph],
    everywhere: frozenset[str],
) -> list[FlatParagraph]:
    """Return the leaves of a block, or a note, with what came back in them.

    `exported` are its leaves then, `source` now; `rows` the paragraphs that stand in it in the
    file that came back. `matched` gives the source's leaf for each exported one of the document,
    `everywhere` are the exported leaves that came back in any place.
    """
    found = _BlockMerge(context, exported, source, rows, matched).all()
    gone = _deleted(context, exported, matched, everywhere)
    kept = _with_the_rest(_ordered(found, exported, source, rows), source, gone)
    return joined(seated(kept), source)


class _BlockMerge:
    """Makes a leaf of each paragraph that came back, one after the other."""

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
        self.tables = Rows(
            (row.line.shape, matched[row.links[0]].path)
            for row in rows if row.line.shape.kind == "cell" and self.known(row)
        )  # fmt: skip
        self.count = NEW
        self.done: list[Placed] = []

    def all(self) -> list[Placed]:
        """Return what came back, in the order of the file."""
        for at, row in enumerate(self.rows):
            if at not in self.parted:
                self.row(row, [self.rows[n] for n, owner in self.parted.items() if owner == at])
        return self.done

    def row(self, row: LinkedParagraph, parts: Sequence[LinkedParagraph]) -> None:
        known = self.known(row)
        if row.links and not known:
            self.without_twin(row)
        elif not known:
            self.new(row)
        elif len(known) == 1 and not parts and self.same(known[0], row):
            self.put(row, known[0], self.matched[known[0]])
        else:
            self.change(row, known, parts)

    def known(self, row: LinkedParagraph) -> list[str]:
        """Return the exported leaves that a paragraph continues and the source still has."""
        return [id_ for id_ in row.links if id_ in self.matched]

    def same(self, id_: str, row: LinkedParagraph) -> bool:
        """Whether a paragraph came back as it was."""
        before = self.context.exported(self.flat(id_))
        came = unglued(row.tokens, before)
        if [each.key for each in before] != [each.key for each in came]:
            return False
        if not all(
            alike(one.run_format, two.run_format) for one, two in zip(before, came, strict=True)
        ):
            return False
        judge = self.context.judge(id_, row.line.number)
        called = [pair for pair in zip(before, came, strict=True) if pair[0].key[0] == "n"]
        return all(judge.unchanged(one, two) for one, two in called)

    def flat(self, id_: str) -> FlatParagraph:
        """Return an exported leaf, perhaps of another block."""
        return self.exported.get(id_) or self.context.flats[id_]

    def put(
        self, row: LinkedParagraph, id_: str, flat: FlatParagraph, own: FlatParagraph | None = None
    ) -> None:
        """Add a leaf of the source in the shape in which it came back."""
        matched, shape, before = self.matched[id_], row.line.shape, self.exported.get(id_)
        if shape.kind == "cell":
            flat = replace(flat, path=self.tables.path(shape))
        if before is None or fits(before, self.was[id_], shape):
            if before and shape.kind == "heading":
                level = max(1, flat.level + shape.level - self.context.depth(before))
                flat = replace(flat, level=level)
            kept = self.now.get(id(matched)) or self.kind(row)
            self.done.append(Placed(flat, own or matched, kept))
            return
        self.tell("reshaped", id_, (), row.tokens, row.line.number)
        flat = replace(flat, path=(), level=self.level(row))
        self.done.append(Placed(flat, own or matched, self.kind(row), shape.start))

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
        flat = FlatParagraph(id_, "paragraph", content, path, self.level(row))
        self.done.append(Placed(flat, None, self.kind(row), shape.start))

    def change(
        self, row: LinkedParagraph, known: Sequence[str], parts: Sequence[LinkedParagraph]
    ) -> None:
        """Merge a paragraph that was changed, parted or joined to others."""
        before = _stream([self.context.exported(self.flat(id_)) for id_ in known])
        now = _stream([self.context.source(self.matched[id_]) for id_ in known])
        came = unglued(_stream([row.tokens, *(each.tokens for each in parts)]), before)
        found = merged(before, now, came, self.context.judge(known[0], row.line.number))
        if _told(found) != _told(now):
            self.tell("changed", known[0], now, found, row.line.number)
        first, *rest = _pieces(found)
        own = self.matched[known[-1]]
        self.put(row, known[0], replace(self.matched[known[0]], content=inlines(first)), own)
        for n, piece in enumerate(rest):
            self.fresh(parts[n] if n < len(parts) else row, piece)

    def new(self, row: LinkedParagraph) -> None:
        """Add a paragraph that the export did not have."""
        tokens = merged((), (), row.tokens, self.context.judge("", row.line.number))
        count = len(self.done)
        self.fresh(row, tokens)
        if len(self.done) > count and tokens:
            self.tell("added", "", (), tokens, row.line.number)

    def without_twin(self, row: LinkedParagraph) -> None:
        """Tell of edits to what the source does not hold: made elsewhere, or deleted since."""
        id_ = row.links[0]
        before = self.context.exported(self.exported[id_]) if id_ in self.exported else None
        came = unglued(row.tokens, before or ())
        if before is None or [each.key for each in before] == [each.key for each in came]:
            return
        old, new = shown(before), shown(row.tokens)
        if all(each.origin for each in before if each.text.strip()):
            why, hint = "the program makes this paragraph", "change what it is made from"
            self.context.tell(
                Proposal(self.context.block, id_, old, new, why, hint, row.line.number)
            )
        else:
            self.context.tell(Conflict(self.context.block, id_, old, "", new, row.line.number))

    def tell(
        self, change: Change, id_: str, old: Sequence[Token], new: Sequence[Token], line: int
    ) -> None:
        self.context.tell(_edit(self.context, change, id_, old, new, line))


def _edit(
    context: MergeContext,
    change: Change,
    id_: str,
    old: Sequence[Token],
    new: Sequence[Token],
    line: int = 0,
) -> Edit:
    return Edit(context.block, id_, change, tuple(old), tuple(new), line, context.note)


def _told(row: Sequence[Token]) -> list[tuple[object, ...]]:
    return [(each.key, each.run_format) for each in row]


def _stream(rows: Sequence[Sequence[Token]]) -> list[Token]:
    """Return paragraphs as one, with a sign between two."""
    found: list[Token] = []
    for n, row in enumerate(rows):
        found += [PARAGRAPH, *row] if n else row
    return found


def _pieces(row: Sequence[Token]) -> Iterator[list[Token]]:
    piece: list[Token] = []
    for token in row:
        if token.key == PARAGRAPH.key:
            yield piece
            piece = []
        else:
            piece.append(token)
    yield piece


# What did not come back


def _deleted(
    context: MergeContext,
    exported: Sequence[FlatParagraph],
    matched: Mapping[str, FlatParagraph],
    everywhere: frozenset[str],
) -> set[int]:
    """Return which leaves of the source stand elsewhere now, or nowhere, and tell of the latter.

    What was deleted in the file but changed since the export is a conflict, and stays.
    """
    gone: set[int] = set()
    for flat in exported:
        now = matched.get(flat.id)
        if now is None or flat.id in everywhere:
            gone |= {id(now)}
            continue
        before, typed = context.exported(flat), context.source(now)
        if is_for_others(typed):
            context.tell(Proposal(context.block, flat.id, shown(before), "", *PHRASE))
        elif keys(before) == seen(typed):
            gone.add(id(now))
            if flat.id:
                context.tell(_edit(context, "deleted", flat.id, typed, ()))
        else:
            context.tell(Conflict(context.block, flat.id, shown(before), shown(typed), "", 0))
    return gone


def _ordered(
    done: Sequence[Placed],
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    rows: Sequence[LinkedParagraph],
) -> list[Placed]:
    """Return the leaves in the source's order, unless they were moved in the file."""
    order = {flat.id: n for n, flat in enumerate(exported) if flat.id}
    linked = [order[id_] for row in rows for id_ in row.links if id_ in order]
    if sorted(linked) != linked:
        return list(done)
    place = {id(flat): n for n, flat in enumerate(source)}
    groups: list[tuple[int, list[Placed]]] = [(-1, [])]
    for each in done:
        if id(each.own) in place:
            groups.append((place[id(each.own)], [each]))
        else:
            groups[-1][1].append(each)
    groups.sort(key=lambda group: group[0])
    return [each for _, group in groups for each in group]


def _with_the_rest(
    found: Sequence[Placed], source: Sequence[FlatParagraph], gone: set[int]
) -> list[Placed]:
    """Return the leaves with those that only the source has, each after what it follows there."""
    here = {id(each.own) for each in found}
    waiting: dict[int, list[Placed]] = {}
    last = 0
    for flat, shape in zip(source, shapes(source), strict=True):
        if id(flat) in here:
            last = id(flat)
        elif id(flat) not in gone:
            waiting.setdefault(last, []).append(Placed(flat, flat, shape))
    done = waiting.get(0, [])
    for each in found:
        done += [each, *waiting.pop(id(each.own), ())]
    return done
