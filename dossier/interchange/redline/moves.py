"""Paragraphs that went from one place and came, word for word, to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.interchange.redline.plan import Match, Planner

LEAST = 4
"""Words that a paragraph must have; a shorter one is as likely to be written twice."""


def with_moves(matches: Sequence[Match], planner: Planner) -> tuple[Match, ...]:
    """Return a plan in which paragraphs that moved are named, both where they were and are."""
    names: dict[int, str] = {}
    gone: dict[int, list[Match]] = defaultdict(list)
    for match in _movable(matches, planner):
        if match.old:
            gone[planner.item(match.old[0]).same].append(match)
    for match in _movable(matches, planner):
        same = planner.item(match.new[0]).same if match.new else 0
        if match.new and gone[same]:
            names[id(match)] = names[id(gone[same].pop(0))] = f"move{len(names) // 2 + 1}"
    return tuple(_named(each, names) for each in matches)


def _movable(matches: Sequence[Match], planner: Planner) -> Iterator[Match]:
    """Yield the paragraphs of one side."""
    for match in matches:
        alone = not (match.old and match.new)
        if match.kind == "sdt":
            yield from _movable(match.inner, planner)
        elif match.kind == "p" and alone:
            paragraph = (match.new or match.old)[0]
            if len(planner.item(paragraph).words) >= LEAST:
                yield match


def _named(match: Match, names: Mapping[int, str]) -> Match:
    inner = tuple(_named(each, names) for each in match.inner)
    return replace(match, inner=inner, move=names.get(id(match), ""))
