"""The paragraphs of a source that did not come back in a file: which go, and where others stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier.interchange.pull.formatting import is_for_others
from dossier.interchange.pull.matched_paragraphs import keys, seen
from dossier.interchange.pull.merge_context import MergeContext
from dossier.interchange.pull.results import CELL, PHRASE, Conflict
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.interchange.pull.structure import PlacedParagraph, shapes
from dossier.interchange.pull.tokens import shown
from dossier.model.flat_paragraphs import FlatParagraph, Path


def deleted(
    context: MergeContext,
    exported: Sequence[FlatParagraph],
    matched: Mapping[str, FlatParagraph],
    everywhere: frozenset[str],
) -> set[int]:
    """Return which paragraphs of the source stand elsewhere now, or nowhere; tell of the latter.

    What was deleted in the file but changed since the export is a conflict, and stays. So does
    what is missing in a file that has lost its marks: it is a proposal.
    """
    gone: set[int] = set()
    wholes = _held_wholes(context, exported, matched, everywhere)
    for flat in exported:
        now = matched.get(flat.id)
        if flat.id in context.held:
            continue
        if now is None or flat.id in everywhere:
            gone |= {id(now)}
            continue
        before, typed = context.exported(flat), context.source(now)
        if is_for_others(typed):
            context.propose(flat.id, shown(before), "", *PHRASE)
        elif keys(before) == seen(typed):
            if context.missing == "proposed":
                context.policy(flat.id, 0).missing(before)
                continue
            if wholes.get(id(now)):
                context.propose(flat.id, shown(before), "", *CELL)
                continue
            gone.add(id(now))
            if flat.id:
                context.tell(context.edit("deleted", flat.id, typed, ()))
        else:
            context.tell(
                Conflict(
                    block=context.block,
                    flat=flat.id,
                    exported=shown(before),
                    source=shown(typed),
                    came="",
                    line=context.place(0),
                    called=context.called,
                )
            )
    return gone


def _held_wholes(
    context: MergeContext,
    exported: Sequence[FlatParagraph],
    matched: Mapping[str, FlatParagraph],
    everywhere: frozenset[str],
) -> dict[int, bool]:
    """Return of each cell that did not come back whether it stays for the sake of another one.

    Cells go with their row, or with the table where others of the row came back: one of them that
    stays alone would stand in another column. The head of a table stays with any row of it.
    """
    came = {matched[id_].path for id_ in everywhere if id_ in matched}
    whole: dict[int, Path] = {}
    heads: dict[Path, Path] = {}
    held: set[Path] = set()
    for flat in exported:
        now = matched.get(flat.id)
        if now is None or not now.path or now.path[-1].sort != "row":
            continue
        head = heads.setdefault(now.path[:-1], now.path)
        if flat.id in everywhere:
            continue
        whole[id(now)] = now.path[:-1] if now.path in came else now.path
        typed = context.source(now)
        if is_for_others(typed) or keys(context.exported(flat)) != seen(typed):
            held |= {whole[id(now)], head}
    return {cell: path in held for cell, path in whole.items()}


def in_order(
    done: Sequence[PlacedParagraph],
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    rows: Sequence[LinkedParagraph],
) -> list[PlacedParagraph]:
    """Return the paragraphs in the source's order, unless they were moved in the file."""
    order = {flat.id: n for n, flat in enumerate(exported) if flat.id}
    linked = [order[id_] for row in rows for id_ in row.links if id_ in order]
    if sorted(linked) != linked:
        return list(done)
    place = {id(flat): n for n, flat in enumerate(source)}
    groups: list[tuple[int, list[PlacedParagraph]]] = [(-1, [])]
    for each in done:
        if id(each.own) in place:
            groups.append((place[id(each.own)], [each]))
        else:
            groups[-1][1].append(each)
    groups.sort(key=lambda group: group[0])
    return [each for _, group in groups for each in group]


def with_the_rest(
    found: Sequence[PlacedParagraph], source: Sequence[FlatParagraph], gone: set[int]
) -> list[PlacedParagraph]:
    """Return the paragraphs and those that only the source has, each after what precedes it."""
    here = {id(each.own) for each in found}
    waiting: dict[int, list[PlacedParagraph]] = {}
    last = 0
    for flat, shape in zip(source, shapes(source), strict=True):
        if id(flat) in here:
            last = id(flat)
        elif id(flat) not in gone:
            waiting.setdefault(last, []).append(PlacedParagraph(flat, flat, shape))
    done = waiting.get(0, [])
    for each in found:
        done += [each, *waiting.pop(id(each.own), ())]
    return done
