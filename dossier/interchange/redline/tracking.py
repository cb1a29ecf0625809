"""Mark what came and what went, as Word's tracked changes by one author at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime
from itertools import count
from typing import Literal, TypeAlias

from lxml import etree

from dossier.interchange.redline.comparison_keys import FormatKeys
from dossier.ooxml.elements import make
from dossier.ooxml.names import SPACE, q

Status: TypeAlias = Literal["", "ins", "del", "moveFrom", "moveTo"]
"""What became of something: "" where it stayed."""

_DELETED = {q("t"): q("delText"), q("instrText"): q("delInstrText")}
_UNTRACKED = frozenset(q(name) for name in ("rPr", "sectPr", "pPrChange"))


class Marker:
    """Makes the elements of tracked changes; `ids` are those that no other mark has."""

    def __init__(self, author: str, date: datetime, ids: count[int], looks: FormatKeys) -> None:
        self.author = author[:255]
        self.date = date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.ids = ids
        self.looks = looks

    def mark(self, name: str, /, *children: etree._Element, **more: str) -> etree._Element:
        """Return an element `name` around `children`, with author, date and an id of its own."""
        id_ = next(self.ids)
        return make(name, *children, id=id_, author=self.author, date=self.date, **more)

    def run(
        self,
        parts: Iterable[etree._Element],
        properties: etree._Element | None,
        status: Status,
        before: etree._Element | Literal["same"] | None = "same",
    ) -> etree._Element:
        """Return a run of `parts`; `before` are the properties it had, where they changed."""
        made = make("r")
        look = self.changed(properties, before, "rPr")
        if look is not None and len(look):
            made.append(look)
        made.extend(self.part(each, status) for each in parts)
        return made

    def part(self, element: etree._Element, status: Status) -> etree._Element:
        found = deepcopy(element)
        found.tail = None
        if status == "del" and found.tag in _DELETED:
            found.tag = _DELETED[found.tag]
            found.set(SPACE, "preserve")
        return found

    def changed(
        self,
        now: etree._Element | None,
        before: etree._Element | Literal["same"] | None,
        name: str,
    ) -> etree._Element | None:
        """Return the properties `now` with a mark that says what they were, where they changed."""
        found = deepcopy(now) if now is not None else None
        if isinstance(before, str) or self.looks(now) == self.looks(before):
            return found
        found = make(name) if found is None else found
        was = make(name, *(deepcopy(e) for e in _kept(before)))
        found.append(self.mark(f"{name}Change", was))
        return found

    def paragraph(
        self, status: Status, old: etree._Element | None, new: etree._Element | None
    ) -> etree._Element:
        """Return a paragraph without words: that of one side, or of both with what changed."""
        source = old if new is None else new
        assert source is not None  # noqa: S101 (a paragraph stands on one side at least)
        made = make("p")
        for key, value in source.attrib.items():
            if new is not None and "rsid" not in key:
                made.set(key, value)
        was, now = _properties(old), _properties(new)
        look = self.changed(was if new is None else now, "same", "pPr")
        if old is not None and new is not None:
            look = self.changed(now, was, "pPr")
        look = make("pPr") if look is None else look
        if new is None:
            _drop(look, "sectPr")
        self._end(look, status, was, (old is None, new is None))
        if len(look):
            made.append(look)
        return made

    def _end(
        self,
        look: etree._Element,
        status: Status,
        was: etree._Element | None,
        lone: tuple[bool, bool],
    ) -> None:
        """Mark the end of a paragraph as put in or taken out, and how it looked before."""
        own = look.find(q("rPr"))
        if not any(lone):
            before = was.find(q("rPr")) if was is not None else None
            changed = self.changed(own, before, "rPr")
        else:
            changed = deepcopy(own) if own is not None else None
        if status:
            changed = make("rPr") if changed is None else changed
            changed.insert(0, self.mark(status))
        if own is not None:
            look.remove(own)
        if changed is not None and len(changed):
            after = [each for each in look if each.tag in (q("sectPr"), q("pPrChange"))]
            look.insert(look.index(after[0]) if after else len(look), changed)


def _properties(paragraph: etree._Element | None) -> etree._Element | None:
    return paragraph.find(q("pPr")) if paragraph is not None else None


def _kept(properties: etree._Element | None) -> list[etree._Element]:
    """Return what a mark of a change may say of the properties before it."""
    every = [] if properties is None else list(properties)
    if properties is not None and properties.tag == q("pPr"):
        return [each for each in every if each.tag not in _UNTRACKED]
    return [each for each in every if not str(each.tag).endswith("Change")]


def _drop(look: etree._Element, name: str) -> None:
    for each in look.findall(q(name)):
        look.remove(each)
