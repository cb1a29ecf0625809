"""Link the paragraphs that came back to those that were exported.

A bookmark says it where the file kept it; elsewhere the words do, with a degree of certainty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.returned_text import LinkedParagraph
from dossier.interchange.pull.tokens import Token
from dossier.model.textdiff import likeness

LIKE = 0.55
"""How much two paragraphs have in common, from 0 to 1, that are taken for one."""

SURE = 0.8
"""Below this the author is asked to look."""

_FAR = 40_000
"""Pairs of paragraphs that are compared at most; beyond it only neighbours are."""


def linked(
    rows: Sequence[LinkedParagraph],
    texts: Mapping[str, Sequence[str]],
    marks: Mapping[str, str],
    cells: Set[str] = frozenset(),
) -> list[LinkedParagraph]:
    """Return paragraphs with the exported ones that they continue.

    `texts` are the words of each exported paragraph by its id, in reading order; `marks` the
    bookmarks; `cells` are those that stand in tables: elsewhere the same words are not the same.
    """
    found = [_by_bookmark(each, texts, marks) for each in rows]
    found = _settled(found, texts)
    found = _by_words(found, texts, cells)
    found = _by_likeness(found, texts, cells)
    found = _by_parts(_by_first_part(found, texts), texts, cells)
    return _merged(found, texts, cells)


def _is_cell(each: LinkedParagraph) -> bool:
    return each.line.shape.kind == "cell"


def _by_bookmark(
    each: LinkedParagraph, texts: Mapping[str, Sequence[str]], marks: Mapping[str, str]
) -> LinkedParagraph:
    ids = dict.fromkeys(marks[name] for name in each.line.bookmarks if name in marks)
    return replace(each, links=tuple(id_ for id_ in ids if id_ in texts))


def _settled(
    rows: list[LinkedParagraph], texts: Mapping[str, Sequence[str]]
) -> list[LinkedParagraph]:
    """Return paragraphs of which no two have one link, and none a link of its neighbour.

    A paragraph that is typed before another may take its bookmark with it.
    """
    seen: set[str] = set()
    found: list[LinkedParagraph] = []
    for each in rows:
        kept = tuple(id_ for id_ in each.links if id_ not in seen)
        seen |= set(kept)
        found.append(replace(each, links=kept))
    for at, each in enumerate(found[:-1]):
        after = found[at + 1]
        if not each.links or after.links:
            continue
        id_, told = each.links[-1], texts[each.links[-1]]
        here, there = (likeness(words_of(e.tokens), told) for e in (each, after))
        if there > here and there >= LIKE and here < LIKE and not _is_part(each, after, told):
            found[at] = replace(each, links=each.links[:-1])
            found[at + 1] = replace(after, links=(id_,))
    return found


def _is_part(each: LinkedParagraph, other: LinkedParagraph, told: Sequence[str]) -> bool:
    """Whether a paragraph says, for the most part, what another one lacks of an exported one."""
    said = Counter(words_of(each.tokens))
    left = Counter(told) - Counter(words_of(other.tokens))
    return 2 * sum((left & said).values()) > sum(said.values())


def _free(
    rows: Sequence[LinkedParagraph], texts: Mapping[str, Sequence[str]]
) -> tuple[list[int], list[str]]:
    taken = {id_ for each in rows for id_ in each.links}
    lines = [at for at, each in enumerate(rows) if not each.links and words_of(each.tokens)]
    return lines, [id_ for id_ in texts if id_ not in taken and texts[id_]]


def _by_words(
    rows: list[LinkedParagraph], texts: Mapping[str, Sequence[str]], cells: Set[str]
) -> list[LinkedParagraph]:
    """Link paragraphs whose words are just those of an exported one, in their order."""
    lines, ids = _free(rows, texts)
    waiting: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for id_ in ids:
        waiting.setdefault((id_ in cells, tuple(texts[id_])), []).append(id_)
    for at in lines:
        same = waiting.get((_is_cell(rows[at]), words_of(rows[at].tokens)))
        if same:
            rows[at] = replace(rows[at], links=(same.pop(0),))
    return rows


def _by_likeness(
    rows: list[LinkedParagraph], texts: Mapping[str, Sequence[str]], cells: Set[str]
) -> list[LinkedParagraph]:
    """Link paragraphs to the exported ones that they are most like, the most alike first."""
    lines, ids = _free(rows, texts)
    order = {id_: n for n, id_ in enumerate(texts)}
    near = len(lines) * len(ids) > _FAR
    bags = {id_: Counter(texts[id_]) for id_ in ids}
    pairs = []
    for at in lines:
        said = words_of(rows[at].tokens)
        bag = Counter(said)
        for id_ in _around(rows, at, order, ids) if near else ids:
            if _is_cell(rows[at]) != (id_ in cells):
                continue
            most = 2 * sum((bag & bags[id_]).values()) / max(1, len(said) + len(texts[id_]))
            if most >= LIKE:
                same = likeness(said, texts[id_])
                if same >= LIKE:
                    pairs.append((same, -at, id_))
    for same, minus, id_ in sorted(pairs, reverse=True):
        if not rows[-minus].links and id_ in ids:
            ids.remove(id_)
            rows[-minus] = replace(rows[-minus], links=(id_,), sure=same)
    return rows


def _around(
    rows: Sequence[LinkedParagraph], at: int, order: Mapping[str, int], ids: Sequence[str]
) -> list[str]:
    """Return the exported paragraphs between those of the nearest linked neighbours."""
    before = next((order[e.links[-1]] for e in reversed(rows[:at]) if e.links), -1)
    after = next((order[e.links[0]] for e in rows[at + 1 :] if e.links), len(order))
    return [id_ for id_ in ids if before < order[id_] < after][:200]


def _by_first_part(
    rows: list[LinkedParagraph], texts: Mapping[str, Sequence[str]]
) -> list[LinkedParagraph]:
    """Link the first part of a paragraph that was parted where its longer second part is linked."""
    for at in range(len(rows) - 2, -1, -1):
        each, after = rows[at], rows[at + 1]
        if each.links or len(after.links) != 1 or not words_of(each.tokens):
            continue
        if _is_cell(each) or _is_cell(after):
            continue
        if _is_part(each, after, texts[after.links[0]]):
            rows[at] = replace(each, links=after.links, sure=after.sure)
            rows[at + 1] = replace(after, links=(), sure=1.0)
    return rows


def _by_parts(
    rows: list[LinkedParagraph], texts: Mapping[str, Sequence[str]], cells: Set[str]
) -> list[LinkedParagraph]:
    """Link the first of some paragraphs that together are like an exported one that is gone."""
    lines, ids = _free(rows, texts)
    free = {at for at in lines if not _is_cell(rows[at])}
    order = {id_: n for n, id_ in enumerate(texts)}
    bags = {id_: Counter(texts[id_]) for id_ in ids if id_ not in cells}
    for at in sorted(free):
        if at + 1 not in free or at not in free:
            continue
        for id_ in (each for each in _around(rows, at, order, ids) if each in bags):
            count = _parts(rows, at, free, bags[id_])
            if count:
                said = [word for each in rows[at : at + count] for word in words_of(each.tokens)]
                rows[at] = replace(rows[at], links=(id_,), sure=likeness(said, texts[id_]))
                ids.remove(id_)
                free -= {*range(at, at + count)}
                break
    return rows


def _parts(rows: Sequence[LinkedParagraph], at: int, free: Set[int], told: Counter[str]) -> int:
    """Return how many paragraphs from one on are the parts of an exported one; 0 if they are none.

    Each says for the most part what those before it lack, and together they say most of it.
    """
    left, end = told, at
    while end in free:
        own = Counter(words_of(rows[end].tokens))
        if 2 * sum((left & own).values()) <= sum(own.values()):
            break
        left, end = left - own, end + 1
    said = sum(told.values()) - sum(left.values())
    return end - at if end - at > 1 and said >= LIKE * sum(told.values()) else 0


def _merged(
    rows: list[LinkedParagraph], texts: Mapping[str, Sequence[str]], cells: Set[str]
) -> list[LinkedParagraph]:
    """Return paragraphs that took in a neighbour's words linked to it too."""
    _, ids = _free(rows, texts)
    order = list(texts)
    places = {id_: n for n, id_ in enumerate(order)}
    holders = {id_: n for n, each in enumerate(rows) for id_ in each.links}
    for id_ in ids:
        at = places[id_]
        for beside, before in ((order[at - 1 : at], False), (order[at + 1 : at + 2], True)):
            n = holders.get(beside[0]) if beside and id_ not in cells else None
            if n is None or not _holds(rows[n], texts[id_], texts[beside[0]]):
                continue
            links = (id_, *rows[n].links) if before else (*rows[n].links, id_)
            rows[n] = replace(rows[n], links=links)
            holders[id_] = n
            break
    return rows


def _holds(each: LinkedParagraph, gone: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a paragraph holds the words of one that is gone besides its own."""
    left = Counter(words_of(each.tokens)) - Counter(own)
    return 2 * sum((left & Counter(gone)).values()) > len(gone)


def splits(rows: Sequence[LinkedParagraph], texts: Mapping[str, Sequence[str]]) -> dict[int, int]:
    """Return the paragraphs that were parted from the linked one before them, and which that is."""
    found: dict[int, int] = {}
    for at, each in enumerate(rows):
        if each.links or not words_of(each.tokens) or not at:
            continue
        owner = found.get(at - 1, at - 1)
        if len(rows[owner].links) != 1 or rows[owner].links[0] not in texts:
            continue
        told = Counter(texts[rows[owner].links[0]])
        kept: list[Token] = [t for n in range(owner, at) for t in rows[n].tokens]
        left = told - Counter(words_of(kept))
        said = Counter(words_of(each.tokens))
        if 2 * sum((left & said).values()) > sum(said.values()):
            found[at] = owner
    return found
