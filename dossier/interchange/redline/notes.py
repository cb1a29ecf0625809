"""The notes of two versions: those that stayed are merged in themselves, others come or go whole.

A note that went stays in the file as long as its call does, which is marked as taken out. In the
end notes stand in the order of their calls, with ids that count from the first: LibreOffice finds
them by their place.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from copy import deepcopy

from lxml import etree

from dossier.interchange.redline.merged_text import Merger
from dossier.interchange.redline.paragraph_atoms import ComparedInline
from dossier.interchange.redline.plan import Match, Planner, lone
from dossier.interchange.redline.tracking import Status
from dossier.model.frozen import frozen
from dossier.ooxml.names import q
from dossier.ooxml.package import Package
from dossier.ooxml.parts import Relation

KINDS = ("footnote", "endnote")
_TRACKED = frozenset(q(name) for name in ("ins", "del", "moveFrom", "moveTo"))
_HELD = frozenset(q(name) for name in ("p", "tbl", "sdt"))


@frozen
class NoteCall:
    """A call in the merged text: of an old note, a new one, or of one that stayed."""

    status: Status
    old: etree._Element | None
    new: etree._Element | None


class Notes:
    """The notes of one kind in both files, and what became of them."""

    def __init__(self, kind: str, old: Package, new: Package, planner: Planner) -> None:
        self.kind = kind
        self.old, self.new = old, new
        self.parts = (old.related(old.main, f"{kind}s"), new.related(new.main, f"{kind}s"))
        self.theirs, self.ours = _by_id(old, kind), _by_id(new, kind)
        self.planner = planner
        self.matches = self._matches()
        self.calls: dict[str, NoteCall] = {}

    def _matches(self) -> dict[tuple[str | None, str | None], Match]:
        """Return what became of each note, by its ids on both sides, in the order of calls."""
        old = [self.theirs[id_] for id_ in _order(self.old, self.kind) if id_ in self.theirs]
        new = [self.ours[id_] for id_ in _order(self.new, self.kind) if id_ in self.ours]
        found = {}
        for match in self.planner.listed(old, new):
            ids = tuple(str(side[0].get(q("id"))) if side else None for side in _sides(match))
            inner = self.planner.container(*_both(match)) if match.old and match.new else ()
            found[ids[0], ids[1]] = Match(match.old, match.new, inner)
        return found

    def keys(self) -> tuple[dict[str, Hashable], dict[str, Hashable]]:
        """Return what the calls of old and new notes are compared by."""
        old: dict[str, Hashable] = {}
        new: dict[str, Hashable] = {}
        for number, (was, now) in enumerate(self.matches):
            if was is not None:
                old[was] = (self.kind, number)
            if now is not None:
                new[now] = (self.kind, number)
        return old, new

    def call(self, status: Status, old: ComparedInline | None, new: ComparedInline | None) -> str:
        """Remember a call and return the id it bears until `write`."""
        was, now = (each.call[1] if each and each.call else "" for each in (old, new))
        key = f"{self.kind}-{len(self.calls)}"
        self.calls[key] = NoteCall(status, self.theirs.get(was), self.ours.get(now))
        return key

    def write(self, merger: Merger, part: str, roots: Iterable[etree._Element]) -> None:
        """Write the notes into a part, in the order of their calls in `roots`; number both."""
        root = self.new.root(part)
        kept = [each for each in root if each.get(q("type"))]
        taken = (str(each.get(q("id"))) for each in kept)
        first = 1 + max((int(each) for each in taken if each.isdecimal()), default=0)
        made: list[etree._Element] = []
        for mark in (each for one in roots for each in one.iter(q(f"{self.kind}Reference"))):
            called = self.calls.get(str(mark.get(q("id"))))
            if called is not None:
                id_ = str(first + len(made))
                mark.set(q("id"), id_)
                made.append(self.note(called, merger, id_))
        root[:] = [*kept, *made]

    def note(self, called: NoteCall, merger: Merger, id_: str) -> etree._Element:
        source = called.old if called.new is None else called.new
        made = etree.Element(q(self.kind), {q("id"): id_})
        if called.old is not None and called.new is not None:
            ids = str(called.old.get(q("id"))), str(called.new.get(q("id")))
            made.extend(merger.content(self.matches[ids].inner, called.new))
        elif source is not None:
            held = [each for each in source if each.tag in _HELD]
            inner = [lone((e,), ()) if called.new is None else lone((), (e,)) for e in held]
            made.extend(_last_stays(merger.content(inner, called.new, called.status)))
        return made

    def brought(self) -> str:
        """Return the name of a part for notes that only the old file has, made like its own."""
        theirs = str(self.parts[0])
        source = self.old.root(theirs)
        root = etree.Element(source.tag, nsmap=source.nsmap)
        root.extend(deepcopy(each) for each in source if each.get(q("type")))
        self.new.add(theirs, root, self.old.kind(theirs))
        self.new.relate(self.new.main, Relation(f"{self.kind}s", theirs, False))
        self._declare()
        return theirs

    def _declare(self) -> None:
        """Say in the settings which notes are the separators, without which Word loads none."""
        theirs, ours = (each.related(each.main, "settings") for each in (self.old, self.new))
        found = self.old.root(theirs).find(q(f"{self.kind}Pr")) if theirs else None
        if found is None or ours is None:
            return
        compat = self.new.root(ours).find(q("compat"))
        other = self.new.root(ours).find(q("footnotePr" if self.kind == "endnote" else "endnotePr"))
        if other is not None:
            place = other.addnext if self.kind == "endnote" else other.addprevious
        else:
            place = compat.addprevious if compat is not None else self.new.root(ours).append
        place(deepcopy(found))


def _last_stays(elements: list[etree._Element]) -> list[etree._Element]:
    """Take the mark off the end of a note's last paragraph, which goes only with the note."""
    marks = elements[-1].findall(f"{q('pPr')}/{q('rPr')}") if elements else []
    for mark in marks:
        for each in [e for e in mark if e.tag in _TRACKED]:
            mark.remove(each)
        if not len(mark):
            mark.getparent().remove(mark)
    return elements


def _by_id(package: Package, kind: str) -> dict[str, etree._Element]:
    part = package.related(package.main, f"{kind}s")
    every = () if part is None else package.root(part).findall(q(kind))
    return {str(each.get(q("id"))): each for each in every if not each.get(q("type"))}


def _order(package: Package, kind: str) -> Iterator[str]:
    calls = package.root(package.main).iter(q(f"{kind}Reference"))
    return iter(dict.fromkeys(str(each.get(q("id"))) for each in calls))


def _sides(match: Match) -> tuple[tuple[etree._Element, ...], tuple[etree._Element, ...]]:
    return match.old, match.new


def _both(match: Match) -> tuple[etree._Element, etree._Element]:
    return match.old[0], match.new[0]
