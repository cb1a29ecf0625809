"""How much an SVG draws where its elements use one another: bounded, and without a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

MOST_ELEMENTS = 20_000
"""How many elements are drawn at most, those that are used again counted each time."""

MOST_LEVELS = 100

_USED = re.compile(r"#([^\s\"')]+)")


class _TooMuch(Exception):
    """Drawing would go on for too long, or for ever."""


def repeated(root: etree._Element) -> Iterator[str]:
    """Yield, in words, what makes a picture too much to draw, if anything does."""
    ids = {each.get("id", ""): each for each in root.iter(etree.Element)}
    try:
        if _count(root, ids, {}, 0) > MOST_ELEMENTS:
            yield f"more than {MOST_ELEMENTS:,} elements"
    except _TooMuch:
        yield f"elements that use themselves or are nested deeper than {MOST_LEVELS} levels"


def _count(
    element: etree._Element, ids: Mapping[str, etree._Element], known: dict[str, int], level: int
) -> int:
    """Return how many elements are drawn for `element`; `known` are the counts of those used."""
    if level > MOST_LEVELS:
        raise _TooMuch
    count = 1 + sum(_count(each, ids, known, level + 1) for each in element.iterchildren("*"))
    for value in element.attrib.values():
        for id_ in _USED.findall(value) if "#" in value else ():
            if id_ in ids and id_ not in known:
                known[id_] = _count(ids[id_], ids, known, level + 1)
            count += known.get(id_, 0)
    return count
