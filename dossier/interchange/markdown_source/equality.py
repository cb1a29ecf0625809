"""What two nodes must share to read alike: everything but automatic ids, lines and loose space."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import fields
from typing import Any

from dossier.model.document import (
    Ask,
    Break,
    Cell,
    Cite,
    Conditions,
    Heading,
    Nodes,
    Note,
    NoteAgain,
    Paragraph,
    Phrase,
    Text,
)
from dossier.model.walk import below

_TRIMMED = (Paragraph, Heading, Cell, Phrase, Cite)
_FIELDS: dict[type, tuple[str, ...]] = {}
_SPACE = re.compile(r"[ \t\n]+")


def key(part: Any, block: str) -> Hashable:
    """Return what stands for `part`, of the block with this id, in comparisons.

    A note is its id alone: its text is compared by itself (`same`).
    """
    if isinstance(part, tuple):
        return tuple(_run(part, block))
    if isinstance(part, Note | NoteAgain):
        return (NoteAgain, part.id)
    if isinstance(part, Ask | Break | Conditions | str | int | Text):
        return part
    cls = type(part)
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(each.name for each in fields(part) if each.compare)
    trims = isinstance(part, _TRIMMED)
    return (cls, *(_field(part, name, block, trims) for name in _FIELDS[cls]))


def _field(part: Any, name: str, block: str, trims: bool) -> Hashable:
    value = getattr(part, name)
    if name == "id":
        return "" if isinstance(part, Cell) else given(value, block)
    if isinstance(value, tuple) and name != "places":
        run = list(_run(value, block))
        return _trimmed(run) if trims else tuple(run)
    return key(value, block) if name != "places" else value


def given(id_: str, block: str) -> str:
    """Return an id that an author gave, or nothing for an automatic one."""
    start, _, number = id_.rpartition(".")
    return "" if start == block and number.isdecimal() else id_


def _run(parts: tuple[Any, ...], block: str) -> Iterator[Hashable]:
    words = ""
    for part in parts:
        if isinstance(part, Text):
            words += part.text
            continue
        if words:
            yield _SPACE.sub(" ", words)
        words = ""
        yield key(part, block)
    if words:
        yield _SPACE.sub(" ", words)


def _trimmed(run: list[Hashable]) -> Hashable:
    if run and isinstance(run[0], str):
        run[0] = run[0].lstrip(" ")
    if run and isinstance(run[-1], str):
        run[-1] = run[-1].rstrip(" ")
    return tuple(each for each in run if each != "")


def notes(nodes: Nodes) -> dict[str, Note]:
    """Return the notes that `nodes` call, by their ids, in the order of their calls."""
    found = (part for node in nodes for part in below(node))
    return {part.id: part for part in found if isinstance(part, Note)}


def same(one: Nodes, other: Nodes, block: str) -> bool:
    """Whether two texts of a block read alike, their notes too."""
    if key(one, block) != key(other, block):
        return False
    ones, others = notes(one), notes(other)
    return list(ones) == list(others) and all(
        key(note.content, block) == key(others[id_].content, block) for id_, note in ones.items()
    )
