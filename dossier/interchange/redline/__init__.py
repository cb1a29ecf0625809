"""A redline: what changed between two Word files, as changes that Word tracks.

The law: who accepts all changes has the new file, who rejects all has the old one, to the letter,
in text, structure, formatting and notes. The new file carries the redline, with its styles, running
heads and settings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from hashlib import sha256
from itertools import count

from lxml import etree

from dossier.interchange.redline.accepted_changes import settle
from dossier.interchange.redline.bookmarks import carry_bookmarks, drop_remarks
from dossier.interchange.redline.comparison_keys import FormatKeys, saying
from dossier.interchange.redline.content_controls import Keys
from dossier.interchange.redline.layout import Layout
from dossier.interchange.redline.merged_text import Merger
from dossier.interchange.redline.moves import with_moves
from dossier.interchange.redline.notes import KINDS, Notes
from dossier.interchange.redline.paragraph_atoms import ComparedInline, Lines
from dossier.interchange.redline.plan import Planner
from dossier.interchange.redline.related_parts import (
    adopter,
    carry_lists,
    carry_styles,
    unify_styles,
)
from dossier.interchange.redline.restored_controls import frame
from dossier.interchange.redline.summary import Change, summary, total
from dossier.interchange.redline.tracking import Marker, Status
from dossier.interchange.redline.web_page import draw
from dossier.interchange.redline.web_page_content import PageBlock
from dossier.interchange.redline.web_page_reader import sheet
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.ooxml.elements import make
from dossier.ooxml.names import R, q
from dossier.ooxml.package import Package, read_package

__all__ = ["Redline", "Refused", "redline"]

_STORIES = ("footnotes", "endnotes", "header", "footer")


@frozen
class Redline:
    """A redline as a Word file and as a page, what changed by block, and what is to be known."""

    docx: bytes
    html: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> Change:
        """What changed in all blocks together."""
        return total(self.changes)


def redline(
    old: bytes, new: bytes, author: str, date: datetime, names: tuple[str, str] = ("old", "new")
) -> Redline:
    """Return the redline between two Word files, by `author` at `date`.

    `names` are the files' as messages show them. Raises `Refused` for a file that cannot be read.
    """
    try:
        return _redline(old, new, author, date, names)
    except RecursionError as error:
        message = "tables or controls are nested too deeply"
        hint = "copy the text into a new Word file"
        raise Refused(Finding(names[1], 0, Fault.TOO_DEEP, message, hint)) from error


def _redline(
    old: bytes, new: bytes, author: str, date: datetime, names: tuple[str, str]
) -> Redline:
    packages = read_package(old, names[0]), read_package(new, names[1])
    comparison = _Comparison(*packages, author, date)
    comparison.write()
    parts = sheet(packages[1])
    changes = summary(parts)
    about = (("From", names[0]), ("To", names[1]), ("By", author), ("At", f"{date:%Y-%m-%d %H:%M}"))
    made = packages[1].packed()
    page = draw(parts, changes, _title(parts) or names[1], about, sha256(made).hexdigest())
    return Redline(made, page, changes, tuple(comparison.findings))


def _title(parts: Sequence[PageBlock]) -> str:
    return next((each.title for each in parts if each.id == "title-block"), "")


class _Comparison:
    """Two packages, of which the new one becomes the redline."""

    def __init__(self, old: Package, new: Package, author: str, date: datetime) -> None:
        self.old, self.new = old, new
        self.findings: list[Finding] = []
        for package in (old, new):
            self.settle(package)
        unify_styles(old, new, [old.root(each) for each in _parts(old)])
        self.looks = FormatKeys()
        self.ids = count(1 + max(_ids(new), default=0))
        self.marker = Marker(author, date, self.ids, self.looks)
        self.bodies = _body(old), _body(new)
        self.planner = Planner(Keys(*self.bodies))
        frame(*self.bodies, self.planner)
        self.notes = {kind: Notes(kind, old, new, self.planner) for kind in KINDS}
        self.plan = with_moves(self.planner.container(*self.bodies), self.planner)

    def settle(self, package: Package) -> None:
        """Accept what a file tracks itself, and take old remarks out."""
        roots = [package.root(each) for each in _parts(package)]
        tracked = [settle(root) for root in roots]
        if any(tracked):
            message = "the file tracks changes itself: they were taken as accepted"
            hint = "accept or reject them in Word first, if not all are meant"
            self.findings.append(
                Finding(package.file, 0, Fault.TRACKED_CHANGES, message, hint, severity="warning")
            )
        if package is self.old:
            drop_remarks(roots)

    def write(self) -> None:
        """Turn the new package into the redline."""
        self.carry()
        old, new = self.bodies
        merger = self.merger(self.old.main, self.new.main)
        made = merger.content(self.plan, new)
        ending = self.ending(old.find(q("sectPr")), new.find(q("sectPr")))
        new[:] = [*made, *ending]
        roots = [new, *self.heads(old.find(q("sectPr")), new.find(q("sectPr")))]
        for notes in self.notes.values():
            if notes.calls:
                ours = notes.parts[1] or notes.brought()
                part = self.merger(notes.parts[0] or self.old.main, ours)
                notes.write(part, ours, [new])
                roots.append(self.new.root(ours))
        self.differing(carry_styles(self.old, self.new, roots))

    def heads(
        self, old: etree._Element | None, new: etree._Element | None
    ) -> Iterator[etree._Element]:
        """Merge the running heads and feet that both files have, and yield them."""
        theirs, ours = _heads(self.old, old), _heads(self.new, new)
        for place in sorted(theirs.keys() & ours.keys()):
            was, now = self.old.root(theirs[place]), self.new.root(ours[place])
            merger = self.merger(theirs[place], ours[place])
            now[:] = merger.content(self.planner.container(was, now), now)
            yield now
        if theirs.keys() != ours.keys():
            message = "one of the files has a running head or foot that the other has not"
            hint = "Word does not track this; the redline has those of the new file"
            self.findings.append(
                Finding(self.old.file, 0, Fault.RUNNING_HEAD, message, hint, severity="warning")
            )

    def carry(self) -> None:
        """Give the old text the lists and bookmarks of the new, before the two are compared."""
        noted = (each for notes in self.notes.values() for each in notes.matches.values())
        every = [each for match in (*self.plan, *noted) for each in match.each()]
        pairs = [
            (old, new)
            for match in every
            if match.kind == "p"
            for old, new in zip(match.old, match.new, strict=False)
        ]
        old, new = ([each.root(name) for name in _parts(each)] for each in (self.old, self.new))
        carry_lists(self.old, self.new, old, pairs)
        carry_bookmarks(old, new, pairs, lambda: next(self.ids))

    def merger(self, old: str, new: str) -> Merger:
        """Return what merges an old and a new part."""
        keys = [notes.keys() for notes in self.notes.values()]
        theirs, ours = ({kind: each[side] for kind, each in zip(KINDS, keys, strict=True)}
                        for side in (0, 1))  # fmt: skip
        adopt = adopter((self.old, old), (self.new, new), lambda: next(self.ids))
        sides = (
            Lines(self.old, old, self.looks, _called(theirs)),
            Lines(self.new, new, self.looks, _called(ours)),
        )
        return Merger(sides, self.marker, lambda: Layout(self.marker, self.call, adopt), adopt)

    def call(self, status: Status, old: ComparedInline | None, new: ComparedInline | None) -> str:
        atom = new or old
        kind = atom.call[0] if atom and atom.call else ""
        return self.notes[kind].call(status, old, new)

    def ending(
        self, old: etree._Element | None, new: etree._Element | None
    ) -> Iterator[etree._Element]:
        """Yield the properties of the paper, with a mark of what they were."""
        if new is None:
            return
        was = make("sectPr", *(deepcopy(each) for each in _paper(old)))
        made = deepcopy(new)
        if old is not None and saying(was) != saying(make("sectPr", *map(deepcopy, _paper(new)))):
            made.append(self.marker.mark("sectPrChange", was))
        yield made

    def differing(self, styles: Sequence[str]) -> None:
        if styles:
            message = f"styles look different in the new file: {', '.join(styles)}"
            hint = "Word does not track what a style looks like; the redline shows the new look"
            self.findings.append(
                Finding(self.old.file, 0, Fault.STYLE_DIFFERS, message, hint, severity="warning")
            )


def _called(keys: dict[str, dict[str, Hashable]]) -> Callable[[str, str], Hashable]:
    return lambda kind, id_: keys[kind].get(id_, (kind, id_, "lost"))


def _body(package: Package) -> etree._Element:
    return package.root(package.main).find(q("body"))


def _heads(package: Package, section: etree._Element | None) -> dict[tuple[str, str], str]:
    """Return the parts of running heads and feet, by what they are and the pages they are for."""
    relations = package.relations(package.main)
    found = {}
    for each in () if section is None else section:
        relation = relations.get(str(each.get(f"{{{R}}}id")))
        if relation is not None and relation.target in package.parts:
            found[str(each.tag), str(each.get(q("type")))] = relation.target
    return found


def _paper(section: etree._Element | None) -> list[etree._Element]:
    every = [] if section is None else list(section)
    return [each for each in every if not str(each.tag).endswith(("Reference", "Change"))]


def _parts(package: Package) -> list[str]:
    """Return the parts in which text stands, the main one first."""
    relations = package.relations(package.main).values()
    found = [each.target for each in relations if each.kind in _STORIES]
    return list(dict.fromkeys((package.main, *(each for each in found if each in package.parts))))


def _ids(package: Package) -> Iterator[int]:
    """Yield the ids of a file's bookmarks, remarks and pictures."""
    for name in _parts(package):
        for each in package.root(name).iter():
            text = each.get(q("id"), "") or (each.get("id", "") if "docPr" in str(each.tag) else "")
            if text.isdecimal() and len(text) < 9:
                yield int(text)
