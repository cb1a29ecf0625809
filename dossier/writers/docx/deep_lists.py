"""Give a Word file the levels of lists that its styles lack, up to the nine that Word has.

Word names styles for five levels. Those below are made where a text needs them, each from the
level two above it, so that signs alternate and indents go on in equal steps.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from dossier.model.bookmark_names import DEEPEST_LIST
from dossier.model.document import (
    Block,
    BulletList,
    Document,
    Item,
    Nodes,
    Note,
    NumberedList,
    Quote,
)
from dossier.model.walk import blocks, everything
from dossier.ooxml.elements import make
from dossier.ooxml.names import q

NAMED = 5
"""Levels for which Word has names of styles, and `word.docx` styles."""

_LISTS = {"ListBullet": "List Bullet", "ListNumber": "List Number", "ListContinue": "List Continue"}
_FIRST = ("start", "numFmt", "lvlRestart")
"""What stands before the style in a level (ECMA-376, part 1, 17.9.6)."""


def items_of(document: Document) -> Iterator[tuple[Block, int, Item, bool]]:
    """Yield each item of a list: its block, its level from 1, and whether it has a number."""
    for block in blocks(document):
        notes = [part.content for part in everything(block) if isinstance(part, Note)]
        for nodes in (block.content, *notes):
            yield from ((block, *each) for each in _items(nodes, 1))


def _items(nodes: Nodes, level: int) -> Iterator[tuple[int, Item, bool]]:
    for node in nodes:
        match node:
            case BulletList() | NumberedList():
                for item in node.items:
                    yield level, item, isinstance(node, NumberedList)
                    yield from _items(item.content, level + 1)
            case Quote():
                yield from _items(node.content, level)
            case _:
                pass


def too_deep(document: Document) -> tuple[Block, Item] | None:
    """Return the first numbered item that Word cannot count, if there is one."""
    every = items_of(document)
    return next((
        (block, item) for block, level, item, numbered in every if numbered and level > DEEPEST_LIST
    ), None)  # fmt: skip


def add_levels(word: Any, document: Document) -> None:
    """Add the levels and styles that the document's lists need and the Word file lacks."""
    deepest = max((level for _, level, _, _ in items_of(document)), default=0)
    styles = {each.get(q("styleId")): each for each in word.styles.element.iter(q("style"))}
    for level in range(NAMED + 1, min(deepest, DEEPEST_LIST) + 1):
        for name, said in _LISTS.items():
            old, before = styles.get(f"{name}{level - 2}"), styles.get(f"{name}{level - 1}")
            id_ = f"{name}{level}"
            if old is None or before is None or id_ in styles:
                continue
            made = copy.deepcopy(old)
            made.set(q("styleId"), id_)
            made.find(q("name")).set(q("val"), f"{said} {level}")
            _shift(made, _left(before) - _left(old))
            before.addnext(made)
            styles[id_] = made
            _link(word, made, level - 1)


def _link(word: Any, style: Any, level: int) -> None:
    """Put a style on the level of its list that has its number, from 0."""
    listed = style.find(f"{q('pPr')}/{q('numPr')}")
    if listed is None:
        return
    place = listed.find(q("ilvl"))
    if place is not None:
        place.set(q("val"), str(level))
    root = word.part.numbering_part.element
    number = listed.find(q("numId")).get(q("val"))
    (name,) = root.xpath(f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val') or ("",)
    for abstract in root.xpath(f'w:abstractNum[@w:abstractNumId="{name}"]'):
        _name(_level(abstract, level), style.get(q("styleId")))


def _level(abstract: Any, level: int) -> Any:
    """Return a level of a list, made from the level two above where the list lacks it."""
    levels = {int(each.get(q("ilvl"))): each for each in abstract.iter(q("lvl"))}
    if level in levels:
        return levels[level]
    old, before = levels[level - 2], levels[level - 1]
    made = copy.deepcopy(old)
    made.set(q("ilvl"), str(level))
    said = made.find(q("lvlText"))
    said.set(q("val"), said.get(q("val")).replace(f"%{level - 1}", f"%{level + 1}"))
    _shift(made, _left(before) - _left(old))
    before.addnext(made)
    return made


def _name(level: Any, style: str) -> None:
    """Let a level name its style."""
    named = level.find(q("pStyle"))
    if named is None:
        named = make("pStyle")
        opening = [each for each in level if each.tag in [q(name) for name in _FIRST]]
        level.insert(len(opening), named)
    named.set(q("val"), style)


def _left(element: Any) -> int:
    """Return the indent of a style or a level, in twentieths of a point."""
    return next((int(each.get(q("left"), 0)) for each in element.iter(q("ind"))), 0)


def _shift(element: Any, step: int) -> None:
    """Indent a style or a level by two steps more."""
    for tag, key in (("ind", "left"), ("tab", "pos")):
        for each in element.iter(q(tag)):
            each.set(q(key), str(int(each.get(q(key), 0)) + 2 * step))
