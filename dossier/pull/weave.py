"""Weave the paragraphs that came back into a block, or into a note, as its source is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from dossier.difference import difference, likeness
from dossier.leaf import Leaf, Path, Sort, Step
from dossier.pull.base import words_of
from dossier.pull.came import Came, unglued
from dossier.pull.dress import alike
from dossier.pull.link import LIKE, splits
from dossier.pull.merge import Judge, merged
from dossier.pull.place import fits, new_key, placed, shapes
from dossier.pull.report import Conflict, Edit, Proposal
from dossier.pull.token import PARAGRAPH, Key, Token, inlines, shown, spine

NEW = 900_000
"""Numbers of new paragraphs begin here, until the file is read again."""


@dataclass(frozen=True)
class Loom:
    """What a weaving needs besides its paragraphs.

    `exported` gives a leaf's tokens as they were exported, `source` as they are typed now; `judge`
    decides what is no matter of words, for a leaf in a line. `note` is the note that is woven.
    """

    block: str
    exported: Callable[[Leaf], Sequence[Token]]
    source: Callable[[Leaf], Sequence[Token]]
    judge: Callable[[str, int], Judge]
    tell: Callable[[Edit | Proposal | Conflict], None]
    depth: Callable[[Leaf], int] = lambda leaf: leaf.level
    note: str = ""


def twins(loom: Loom, exported: Sequence[Leaf], source: Sequence[Leaf]) -> dict[str, Leaf]:
    """Return the leaf of the source that each exported leaf is now, by the exported one's id."""
    before = [_keys(spine(loom.exported(leaf))) for leaf in exported]
    now = [_seen(loom.source(leaf)) for leaf in source]
    found: dict[str, Leaf] = {}
    for kind, one, two, three, four in difference(before, now):
        if kind == "equal":
            found |= {exported[one + n].id: source[three + n] for n in range(two - one)}
        else:
            found |= _paired(loom, exported[one:two], source[three:four])
    return found


def _keys(units: Sequence[tuple[int, int, Token]]) -> tuple[Key, ...]:
    return tuple(unit.key for _, _, unit in units)


def _seen(row: Sequence[Token]) -> tuple[Key, ...]:
    return tuple(each.key for each in row if each.key != ("hidden",))


def _paired(loom: Loom, exported: Sequence[Leaf], source: Sequence[Leaf]) -> dict[str, Leaf]:
    """Pair leaves that were changed since the export: by their words, or by their ids."""
    free = list(source)
    found: dict[str, Leaf] = {}
    for leaf in exported:
        said = words_of([unit for _, _, unit in spine(loom.exported(leaf))])
        ranked = sorted(free, key=lambda each: -likeness(said, words_of(loom.source(each))))
        best = ranked[0] if ranked else None
        if best and likeness(said, words_of(loom.source(best))) >= LIKE:
            found[leaf.id] = best
            free.remove(best)
    for leaf in exported:
        same = next((each for each in free if each.id == leaf.id), None)
        if (
            leaf.id not in found
            and same
            and same.sort == leaf.sort
            and len(exported) == len(source)
        ):
            found[leaf.id] = same
            free.remove(same)
    return found


def woven(
    loom: Loom,
    exported: Sequence[Leaf],
    source: Sequence[Leaf],
    rows: Sequence[Came],
    twin: Mapping[str, Leaf],
    everywhere: frozenset[str],
) -> list[Leaf]:
    """Return the leaves of a block, or a note, with what came back in them.

    `exported` are its leaves then, `source` now; `rows` the paragraphs that stand in it in the
    file that came back. `twin` gives the source's leaf for each exported one of the document,
    `everywhere` are the exported leaves that came back in any place.
    """
    return _Weaving(loom, exported, source, rows, twin, everywhere).leaves()


class _Weaving:
    def __init__(
        self,
        loom: Loom,
        exported: Sequence[Leaf],
        source: Sequence[Leaf],
        rows: Sequence[Came],
        twin: Mapping[str, Leaf],
        everywhere: frozenset[str],
    ) -> None:
        self.loom = loom
        self.exported = {leaf.id: leaf for leaf in exported if leaf.id}
        self.source = source
        self.twin = twin
        self.everywhere = everywhere
        self.shapes = dict(zip((leaf.id for leaf in exported), shapes(exported), strict=True))
        texts = {id_: words_of(loom.exported(leaf)) for id_, leaf in self.exported.items()}
        self.rows = rows
        self.parted = splits(rows, texts)
        self.count = NEW
        self.tables = self.known_tables()
        self.done: list[tuple[Leaf, Leaf | None]] = []

    def known_tables(self) -> dict[tuple[int, int], Path]:
        """Return the way to each row of the tables that came back, where it is known."""
        found: dict[tuple[int, int], Path] = {}
        for row in self.rows:
            shape = row.line.shape
            here = self.twin.get(row.links[0]) if row.links else None
            if shape.kind == "cell" and here and here.sort == "cell":
                found.setdefault((shape.table, shape.row), here.path)
                found.setdefault((shape.table, -1), here.path[:-1])
        return found

    def leaves(self) -> list[Leaf]:
        """Return the leaves in the order of the file, with those that only the source has."""
        for at, row in enumerate(self.rows):
            if at not in self.parted:
                self.row(at, row)
        self.find_deleted()
        return self.with_the_rest()

    # One paragraph

    def row(self, at: int, row: Came) -> None:
        parts = [n for n, owner in self.parted.items() if owner == at]
        known = [id_ for id_ in row.links if id_ in self.twin]
        if row.links and not known:
            self.without_twin(row)
        elif not known:
            self.new(at, row)
        elif len(known) == 1 and not parts and self.same(known[0], row):
            self.keep(at, row, known[0])
        else:
            self.change(at, row, known, [self.rows[n] for n in parts])

    def same(self, id_: str, row: Came) -> bool:
        """Whether a paragraph came back as it was."""
        before = self.loom.exported(self.leaf(id_))
        came = unglued(row.tokens, before)
        if [each.key for each in before] != [each.key for each in came]:
            return False
        if not all(alike(one.look, two.look) for one, two in zip(before, came, strict=True)):
            return False
        judge = self.loom.judge(id_, row.line.number)
        called = [pair for pair in zip(before, came, strict=True) if pair[0].key[0] == "n"]
        return all(judge.unchanged(one, two) for one, two in called)

    def leaf(self, id_: str) -> Leaf:
        return self.exported.get(id_) or replace(self.twin[id_], id=id_)

    def keep(self, at: int, row: Came, id_: str) -> None:
        self.done.append((self.shaped(at, row, id_, self.twin[id_]), self.twin[id_]))

    def shaped(self, at: int, row: Came, id_: str, leaf: Leaf) -> Leaf:
        """Return the leaf of the source in the shape in which it came back."""
        shape = row.line.shape
        was = self.shapes.get(id_, ("paragraph", 0))
        before = self.exported.get(id_)
        if before is None:
            return leaf
        if leaf.sort == "heading" and shape.kind == "heading":
            return replace(leaf, level=max(1, leaf.level + shape.level - self.loom.depth(before)))
        if fits(before, was, shape):
            return leaf
        sort, path = self.place(at, row)
        self.loom.tell(self.edit("reshaped", id_, (), row.tokens, row.line.number))
        level = max(1, shape.level - 1) if sort == "heading" else 0
        return replace(leaf, sort=sort, path=path, level=level)

    def place(self, at: int, row: Came) -> tuple[Sort, Path]:
        shape = row.line.shape
        if shape.kind == "cell":
            return "cell", self.cell(shape.table, shape.row)
        before = self.done[-1][0].path if self.done else ()
        after = next((self.twin[r.links[0]].path for r in self.rows[at + 1 :]
                      if r.links and r.links[0] in self.twin), ())  # fmt: skip
        return placed(shape, before, after)

    def cell(self, table: int, row: int) -> Path:
        if (table, row) not in self.tables:
            outer = self.tables.setdefault((table, -1), (Step("table", new_key()),))
            self.tables[table, row] = (*outer, Step("row", new_key()))
        return self.tables[table, row]

    def change(self, at: int, row: Came, known: Sequence[str], parts: Sequence[Came]) -> None:
        before = _stream([self.loom.exported(self.leaf(id_)) for id_ in known])
        now = _stream([self.loom.source(self.twin[id_]) for id_ in known])
        came = unglued(_stream([row.tokens, *(each.tokens for each in parts)]), before)
        judge = self.loom.judge(known[0], row.line.number)
        found = merged(before, now, came, judge)
        if [each.key for each in found] != [each.key for each in now] or _looks(found) != _looks(
            now
        ):
            self.loom.tell(self.edit("changed", known[0], now, found, row.line.number))
        first = self.twin[known[0]]
        pieces = list(_pieces(found))
        for n, (piece, part) in enumerate(zip_longest(pieces, [row, *parts])):
            if piece is None:
                continue
            content = inlines(piece)
            if n == 0:
                leaf = self.shaped(at, row, known[0], replace(first, content=content))
                self.done.append((leaf, first))
            elif part is not None:
                sort, path = self.place(at, part)
                self.done.append((Leaf(self.id(), sort, content, path), None))
            else:
                self.done.append((replace(first, id=self.id(), content=content), None))
        for id_ in known[1:]:
            self.done[-1] = (self.done[-1][0], self.twin[id_])

    def new(self, at: int, row: Came) -> None:
        """Add a paragraph that the export did not have."""
        shape = row.line.shape
        if not row.tokens and shape.kind != "cell":
            return
        judge = self.loom.judge("", row.line.number)
        tokens = merged((), (), row.tokens, judge)
        sort, path = self.place(at, row)
        level = 0
        if sort == "heading":
            near = next((e for e in self.exported.values() if e.sort == "heading"), None)
            shift = self.loom.depth(near) - near.level if near else 1
            level = max(1, shape.level - shift)
        content = inlines(tokens)
        if content or sort == "cell":
            self.done.append((Leaf(self.id(), sort, content, path, level), None))
            self.loom.tell(self.edit("added", "", (), tokens, row.line.number))

    def without_twin(self, row: Came) -> None:
        """Tell of edits to what the source does not hold: made elsewhere, or deleted since."""
        id_ = row.links[0]
        if id_ not in self.exported or self.same_as_before(id_, row):
            return
        before = self.loom.exported(self.exported[id_])
        said, came = shown(before), shown(row.tokens)
        if all(each.origin for each in before if each.text.strip()):
            why, hint = "the program makes this paragraph", "change what it is made from"
            self.loom.tell(Proposal(self.loom.block, id_, said, came, why, hint, row.line.number))
        else:
            self.loom.tell(Conflict(self.loom.block, id_, said, "", came, row.line.number))

    def same_as_before(self, id_: str, row: Came) -> bool:
        before = self.loom.exported(self.exported[id_])
        return [each.key for each in before] == [each.key for each in unglued(row.tokens, before)]

    def id(self) -> str:
        self.count += 1
        return f"{self.loom.block}.{self.count}"

    def edit(
        self, change: str, id_: str, old: Sequence[Token], new: Sequence[Token], line: int
    ) -> Edit:
        return Edit(self.loom.block, id_, change, tuple(old), tuple(new), line, self.loom.note)  # type: ignore[arg-type]

    # What is not among them

    def find_deleted(self) -> None:
        """Tell of leaves that did not come back; one changed since the export is a conflict."""
        for id_, leaf in self.exported.items():
            if id_ in self.everywhere or id_ not in self.twin:
                continue
            now = self.loom.source(self.twin[id_])
            before = self.loom.exported(leaf)
            if _keys(spine(before)) == _seen(now):
                self.loom.tell(self.edit("deleted", id_, now, (), 0))
            else:
                self.loom.tell(Conflict(self.loom.block, id_, shown(before), shown(now), "", 0))

    def gone(self) -> set[int]:
        """Return which leaves of the source stand elsewhere now, or nowhere."""
        used = {id(leaf) for _, leaf in self.done if leaf is not None}
        taken = set(used)
        for id_, leaf in self.twin.items():
            unchanged = id_ in self.exported and _keys(
                spine(self.loom.exported(self.exported[id_]))
            ) == _seen(self.loom.source(leaf))
            if id_ in self.everywhere or (id_ in self.exported and unchanged):
                taken.add(id(leaf))
        return taken

    def ordered(self) -> list[tuple[Leaf, Leaf | None]]:
        """Return the leaves in the source's order, unless they were moved in the file."""
        linked = [id_ for row in self.rows for id_ in row.links if id_ in self.exported]
        order = {id_: n for n, id_ in enumerate(self.exported)}
        if [*sorted(linked, key=lambda id_: order[id_])] != linked:
            return list(self.done)
        place = {id(leaf): n for n, leaf in enumerate(self.source)}
        groups: list[list[tuple[Leaf, Leaf | None]]] = [[]]
        for pair in self.done:
            if pair[1] is not None and id(pair[1]) in place:
                groups.append([pair])
            else:
                groups[-1].append(pair)
        first, *rest = groups
        rest.sort(key=lambda group: place[id(group[0][1])])
        return [*first, *(pair for group in rest for pair in group)]

    def with_the_rest(self) -> list[Leaf]:
        """Return the leaves with those that only the source has, each after what it follows."""
        gone = self.gone()
        found = self.ordered()
        for at, leaf in enumerate(self.source):
            if id(leaf) in gone:
                continue
            before = [id(each) for each in self.source[:at]]
            place = max(
                (
                    n + 1
                    for n, (_, own) in enumerate(found)
                    if own is not None and id(own) in before
                ),
                default=0,
            )
            found.insert(place, (leaf, leaf))
        return [leaf for leaf, _ in found]


def _looks(row: Sequence[Token]) -> list[object]:
    return [each.look for each in row]


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
