"""Blocks in another order in a Word file: they are told, since no block says its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Proposal
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.model.textdiff import difference


def moved_blocks(
    rows: Sequence[LinkedParagraph], base: Base, owner: Mapping[str, str]
) -> Iterator[Proposal]:
    """Yield the blocks that stand behind another block in the file than in the export.

    `owner` is the block of each exported paragraph. A block stands where the middle one of its
    paragraphs is, so that a single one that was moved moves no block.
    """
    known = [row for row in rows if row.links and row.sure == 1]
    linked = [id_ for row in known for id_ in row.links if id_ in owner]
    came = set(linked)
    before = _order((id_ for id_ in base.flat if id_ in came), owner)
    after = _order(linked, owner)
    for kind, _, _, first, last in difference(before, after):
        for at in range(first, last) if kind != "equal" else ():
            where = f'behind "{after[at - 1]}"' if at else "before all others"
            yield Proposal(
                block=after[at],
                flat="",
                old="",
                new="",
                why=f"the block was moved: it stands {where}",
                hint="name its file so that it stands there, or use `blocks:` in dossier.yaml",
                line=next(e.line.number for e in known if owner.get(e.links[0]) == after[at]),
            )


def _order(paragraphs: Iterable[str], owner: Mapping[str, str]) -> list[str]:
    """Return the blocks of some paragraphs, each at the middle one of its own."""
    places: dict[str, list[int]] = {}
    for at, id_ in enumerate(paragraphs):
        places.setdefault(owner[id_], []).append(at)
    return sorted(places, key=lambda block: _middle(places[block]))


def _middle(places: Sequence[int]) -> int:
    """Return twice the middle of places in order; of an even number it lies between two."""
    return places[(len(places) - 1) // 2] + places[len(places) // 2]
