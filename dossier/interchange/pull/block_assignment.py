"""Say in which block each paragraph that came back stands.

A content control says it where the file kept it; elsewhere the paragraph's old block does, unless
it was moved among those of another block.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.model.bookmark_names import tag_name


def assigned(
    rows: Sequence[LinkedParagraph],
    sections: Sequence[str],
    frames: Sequence[int],
    base: Base,
    owner: Mapping[str, str],
    known: Set[str],
) -> list[LinkedParagraph]:
    """Return rows with the block that each stands in; "" where none can hold a new paragraph.

    `sections` are the sections of the rows, `frames` the lines of the title block, `owner` gives
    the block whose file holds an exported paragraph, `known` are the blocks that have a source.
    """
    controls = _Controls(base)
    owners = [owner.get(row.links[0], "") if row.links else "" for row in rows]
    strayed = _strayed(rows, owners, base)
    places = [(section, bisect_left(frames, row.line.number))
              for section, row in zip(sections, rows, strict=True)]  # fmt: skip
    near = _Near(base, places, owners, strayed, known)
    found: list[LinkedParagraph] = []
    last = ""
    for at, row in enumerate(rows):
        control, own = controls.block(row), owners[at]
        if own and control and base.block_of.get(row.links[0]) == control:
            last = own
        elif own and control not in known:
            last = near.moved(at, last) if at in strayed else own
        elif own:
            last = control
        else:
            last = near.new(at, control, last)
        found.append(replace(row, block=last))
    return [*_whole_tables(found)]


class _Controls:
    """The exported blocks by the tags of their controls, and by titles where tags were lost."""

    def __init__(self, base: Base) -> None:
        names = Counter(each.title or each.id for each in base.blocks.values())
        self.tags = {tag_name("block", id_): id_ for id_ in base.blocks}
        self.titles = {(each.title or each.id)[:64]: id_ for id_, each in base.blocks.items()
                       if names[each.title or each.id] == 1}  # fmt: skip

    def block(self, row: LinkedParagraph) -> str:
        """Return the block of the control around a row, or ""."""
        alias = "" if row.line.control else row.line.alias
        return self.tags.get(row.line.control) or self.titles.get(alias, "")


class _Near:
    """The blocks that paragraphs without a block of their own belong to."""

    def __init__(
        self,
        base: Base,
        places: Sequence[tuple[str, int]],
        owners: Sequence[str],
        strayed: Set[int],
        known: Set[str],
    ) -> None:
        self.places = places
        self.owners = owners
        self.known = known
        self.inside = {each.id: [block.id for block in each.blocks if block.id in known]
                       for each in base.embedded.document.sections}  # fmt: skip
        self.after = [""] * len(owners)
        coming, place = "", ("", 0)
        for at in range(len(owners) - 1, -1, -1):
            self.after[at] = coming if place == places[at] else ""
            if owners[at] and at not in strayed:
                coming, place = owners[at], places[at]

    def moved(self, at: int, before: str) -> str:
        """Return the block of a paragraph that was moved: of one beside it in its section."""
        inside = self.inside.get(self.places[at][0], self.known)
        beside = (each for each in (before, self.after[at]) if each in inside)
        return next(beside, self.owners[at])

    def new(self, at: int, control: str, before: str) -> str:
        """Return the block that a new paragraph belongs to: its control's, or one beside it.

        A title of a section, or the title block, parts it from what stands beyond.
        """
        if control in self.known:
            return control
        if not at or self.places[at - 1] != self.places[at]:
            before = ""
        beside = (before, self.after[at])
        return next((each for each in beside if each in self.known), "")


def _strayed(rows: Sequence[LinkedParagraph], owners: Sequence[str], base: Base) -> set[int]:
    """Return the rows that stand out of the order of the export, unless their block does whole."""
    order = {id_: n for n, id_ in enumerate(base.flat)}
    linked = [at for at, row in enumerate(rows) if row.links]
    kept = {linked[n] for n in _rising([order[rows[at].links[0]] for at in linked])}
    here = {owners[at] for at in kept}
    return {at for at in linked if at not in kept and owners[at] in here}


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest run of numbers, with gaps, that rises.

    >>> _rising([1, 5, 2, 3])
    [0, 2, 3]
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, each in enumerate(numbers):
        n = bisect_left(tops, each)
        tops[n : n + 1] = [each]
        ends[n : n + 1] = [at]
        before.append(ends[n - 1] if n else -1)
    found: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _whole_tables(rows: Sequence[LinkedParagraph]) -> Iterator[LinkedParagraph]:
    """Yield rows with each table in the block where most of its cells stand."""
    owners: dict[int, Counter[str]] = {}
    for row in rows:
        if row.line.shape.kind == "cell":
            owners.setdefault(row.line.shape.table, Counter())[row.block] += 1 + bool(row.links)
    for row in rows:
        own = owners.get(row.line.shape.table) if row.line.shape.kind == "cell" else None
        yield replace(row, block=own.most_common(1)[0][0]) if own else row
