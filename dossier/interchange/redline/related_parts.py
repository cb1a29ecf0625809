"""Carry what the old text needs into the new file: relations, pictures, styles, lists."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from dossier.interchange.redline.comparison_keys import saying
from dossier.ooxml.names import R, q
from dossier.ooxml.package import Package
from dossier.ooxml.parts import Relation
from dossier.ooxml.style_names import ids_by_name, rename_styles

Pairs: TypeAlias = Sequence[tuple[etree._Element, etree._Element]]
"""Paragraphs that are one, the old and the new."""

_USES = tuple(q(name) for name in ("pStyle", "rStyle", "tblStyle"))
_NEEDS = tuple(q(name) for name in ("basedOn", "link", "next"))
_OWN = ("paraId", "textId", "rsid")


def adopter(
    old: tuple[Package, str], new: tuple[Package, str], number: Callable[[], int]
) -> Callable[[etree._Element], etree._Element]:
    """Return what copies an element of an old part so that it can stand in a new one."""
    relations = old[0].relations(old[1])

    def related(id_: str) -> str:
        relation = relations.get(id_)
        if relation is None:
            return id_
        if not relation.outside:
            relation = _brought(relation, old[0], new[0])
        return new[0].relate(new[1], relation)

    def adopt(element: etree._Element) -> etree._Element:
        made = deepcopy(element)
        for each in made.iter():
            for key, value in each.attrib.items():
                if key.startswith(f"{{{R}}}"):
                    each.set(key, related(value))
                elif any(name in key for name in _OWN):
                    del each.attrib[key]
            if each.tag.endswith("}docPr"):
                each.set("id", str(number()))
        return made

    return adopt


def _brought(relation: Relation, old: Package, new: Package) -> Relation:
    """Return where the content of an old part is in the new file; it is added if it is nowhere."""
    content = old.parts.get(relation.target, b"")
    for name, known in new.parts.items():
        if known and known == content:
            return Relation(relation.kind, name, False)
    stem, ending = posixpath.splitext(relation.target)
    names = (f"{stem}-{n}{ending}" if n else relation.target for n in range(len(new.parts) + 1))
    name = next(each for each in names if each not in new.parts)
    new.add(name, content, old.kind(relation.target))
    return Relation(relation.kind, name, False)


def unify_styles(old: Package, new: Package, roots: Sequence[etree._Element]) -> None:
    """Give the styles of the old file the ids that styles of the same names have in the new.

    Programs change ids when they save; the names stay. `roots` are the old texts.
    """
    theirs, ours = (_root(each, "styles") for each in (old, new))
    ids = ids_by_name(theirs, ours)
    rename_styles([e for e in (*roots, theirs, _root(old, "numbering")) if e is not None], ids)


def carry_styles(old: Package, new: Package, roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """Add the styles that only the old file has; return those that look different in the new."""
    theirs, ours = _styles(old), _styles(new)
    used = {str(each.get(q("val"))) for root in roots for each in root.iter(*_USES)}
    differing = tuple(
        sorted(
            each for each in used
            if each in theirs and each in ours and saying(theirs[each]) != saying(ours[each])
        )
    )  # fmt: skip
    part = new.related(new.main, "styles")
    waiting = [each for each in sorted(used) if each not in ours]
    while waiting and part is not None:
        name = waiting.pop()
        if name in theirs and name not in ours:
            ours[name] = deepcopy(theirs[name])
            ours[name].attrib.pop(q("default"), None)
            new.root(part).append(ours[name])
            waiting += (str(e.get(q("val"))) for tag in _NEEDS for e in theirs[name].findall(tag))
    return differing


def _styles(package: Package) -> dict[str, etree._Element]:
    root = _root(package, "styles")
    every = () if root is None else root.findall(q("style"))
    return {str(each.get(q("styleId"))): each for each in every}


def _root(package: Package, kind: str) -> etree._Element | None:
    part = package.related(package.main, kind)
    return None if part is None else package.root(part)


def carry_lists(old: Package, new: Package, roots: Sequence[etree._Element], pairs: Pairs) -> None:
    """Give the paragraphs of the old roots the lists of the new file, in place.

    A list that is the same is known by the paragraphs it shares; any other is added.
    """
    theirs, ours = _Lists(old), _Lists(new)
    used = {str(e.get(q("val"))) for root in roots for e in root.iter(q("numId"))} - {"0"}
    if not used or not theirs.lists:
        return
    found = _same(theirs, ours, pairs)
    shared = _shared(theirs, ours)
    for each in sorted(used - set(found)):
        if each in shared:
            found[each] = each
        else:  # a list that is broken shows no numbers
            found[each] = ours.add(theirs, each) if theirs.whole(each) else "0"
    for root in roots:
        for mark in root.iter(q("numId")):
            mark.set(q("val"), found.get(str(mark.get(q("val"))), str(mark.get(q("val")))))


class _Lists:
    """The lists of a file by their ids, and what they look like."""

    def __init__(self, package: Package) -> None:
        part = package.related(package.main, "numbering")
        self.package = package
        self.root = package.root(part) if part is not None else None
        every = () if self.root is None else self.root
        self.lists = {str(e.get(q("numId"))): e for e in every if e.tag == q("num")}
        self.forms = {str(e.get(q("abstractNumId"))): e for e in every if e.tag == q("abstractNum")}
        self.says_form = {_form(each): name for name, each in self.forms.items()}

    def form(self, list_: str) -> str:
        element = self.lists[list_].find(q("abstractNumId"))
        return "" if element is None else str(element.get(q("val")))

    def whole(self, list_: str) -> bool:
        """Whether the file has a list and says what it looks like."""
        return list_ in self.lists and self.form(list_) in self.forms

    def says(self, list_: str) -> object:
        """Return what a list looks like and where it begins, whatever its id."""
        own = tuple(saying(each) for each in self.lists[list_].findall(q("lvlOverride")))
        return _form(self.forms.get(self.form(list_))), own

    def add(self, other: _Lists, list_: str) -> str:
        """Add a list of another file; return its id here."""
        root = self.root
        if root is None:
            part = str(other.package.related(other.package.main, "numbering"))
            root = self.root = etree.Element(q("numbering"), nsmap=other.package.root(part).nsmap)
            self.package.add(part, root, other.package.kind(part))
            self.package.relate(self.package.main, Relation("numbering", part, False))
        wanted = other.forms[other.form(list_)]
        form = self.says_form.get(_form(wanted)) or self.add_form(wanted, root)
        id_ = _free(self.lists)
        made = deepcopy(other.lists[list_])
        made.set(q("numId"), id_)
        made.find(q("abstractNumId")).set(q("val"), form)
        after = [e for e in root if e.tag in (q("num"), q("abstractNum"), q("numPicBullet"))]
        root.insert(len(after), made)
        self.lists[id_] = made
        return id_

    def add_form(self, wanted: etree._Element, root: etree._Element) -> str:
        form = self.says_form[_form(wanted)] = _free(self.forms)
        made = deepcopy(wanted)
        made.set(q("abstractNumId"), form)
        for each in made.iter(q("pStyle"), q("nsid")):
            each.getparent().remove(each)
        first = [e for e in root if e.tag in (q("abstractNum"), q("numPicBullet"))]
        root.insert(len(first), made)
        self.forms[form] = made
        return form


def _form(element: etree._Element | None) -> object:
    """Return what an abstract list looks like, whatever its ids."""
    if element is None:
        return ()
    return tuple(saying(e) for e in element if e.tag not in (q("nsid"), q("tmpl")))


def _free(known: Mapping[str, object]) -> str:
    return str(1 + max((int(each) for each in known if each.isdecimal()), default=0))


def _same(theirs: _Lists, ours: _Lists, pairs: Pairs) -> dict[str, str]:
    """Return the new lists by the old ones they are, by the most paragraphs shared."""
    votes: Counter[tuple[str, str]] = Counter()
    for old, new in pairs:
        was, now = old.find(f"{q('pPr')}//{q('numId')}"), new.find(f"{q('pPr')}//{q('numId')}")
        if was is not None and now is not None:
            votes[str(was.get(q("val"))), str(now.get(q("val")))] += 1
    found: dict[str, str] = {}
    for (old, new), _ in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
        both = old in theirs.lists and new in ours.lists
        free = old not in found and new not in found.values()
        if both and free and theirs.says(old) == ours.says(new):
            found[old] = new
    return found


def _shared(theirs: _Lists, ours: _Lists) -> frozenset[str]:
    """Return the lists that both files have from their template: they begin nowhere anew."""
    return frozenset(
        each for each in theirs.lists
        if each in ours.lists
        and theirs.lists[each].find(q("lvlOverride")) is None
        and theirs.says(each) == ours.says(each)
    )  # fmt: skip
