"""Lay what stayed, went and came out as Word's paragraphs, runs and tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from lxml import etree

from dossier.interchange.redline.paragraph_atoms import Bit, ComparedInline, Shells, Step
from dossier.interchange.redline.tracking import Marker, Status
from dossier.model.frozen import frozen
from dossier.ooxml.elements import make
from dossier.ooxml.names import SPACE, q


@frozen
class MergedStep:
    """A step of a line, on both sides where it stayed, and what became of it."""

    status: Status
    old: Step | None
    new: Step | None

    @property
    def here(self) -> Step:
        """The step as it will stand: the new one, or the old one where there is no other."""
        step = self.new or self.old
        assert step is not None  # noqa: S101 (a piece has a side)
        return step

    @property
    def ends(self) -> bool:
        """Whether this is the end of a paragraph."""
        return self.here.atom is None


@frozen
class Whole:
    """What stands between paragraphs as it is: a table, a control, a mark."""

    element: etree._Element


@frozen
class RangeMark:
    """The start or the end of what moved: between paragraphs, or in the one that has begun."""

    element: etree._Element


Laid: TypeAlias = MergedStep | Whole | RangeMark
Call: TypeAlias = Callable[[Status, ComparedInline | None, ComparedInline | None], str]
"""Notes a call of a note and gives the id that it bears until the notes are put in order."""


class Layout:
    """Makes elements of pieces. `adopt` makes an old element one of the new file."""

    def __init__(
        self, marker: Marker, call: Call, adopt: Callable[[etree._Element], etree._Element]
    ) -> None:
        self.marker = marker
        self.call = call
        self.adopt = adopt
        self.content: list[etree._Element] = []
        self.shells: Shells = ()
        self.open: list[etree._Element] = []
        self.group: list[MergedStep] = []

    def elements(self, laid: Iterable[Laid]) -> list[etree._Element]:
        """Return the paragraphs that pieces make, and whole elements between them."""
        found: list[etree._Element] = []
        for each in laid:
            match each:
                case Whole():
                    found.append(each.element)
                case RangeMark():
                    self.flush()
                    self.close(0)
                    (self.content if self.content else found).append(each.element)
                case MergedStep():
                    self.pins(each)
                    if each.ends:
                        found.append(self.end(each))
                    else:
                        self.take(each)
        return found

    def end(self, piece: MergedStep) -> etree._Element:
        """Close the paragraph and return it."""
        self.flush()
        self.close(0)
        old = piece.old.paragraph if piece.old else None
        new = piece.new.paragraph if piece.new else None
        made = self.marker.paragraph(piece.status, old, new)
        made.extend(self.content)
        self.content = []
        return made

    def pins(self, piece: MergedStep) -> None:
        """Put in the ends of ranges that stand before a piece, on either side."""
        pins = [pin for step in (piece.old, piece.new) if step for pin in step.pins]
        if pins:
            self.flush()
            self.close(0)
            self.content += (self.marker.part(each, "") for each in pins)

    def take(self, piece: MergedStep) -> None:
        """Add an atom to the run that is being made, or begin another."""
        if self.group and not _alike(self.group[-1], piece):
            self.flush()
        self.group.append(piece)

    def flush(self) -> None:
        """Write the run of the pieces that were taken."""
        if not self.group:
            return
        first = self.group[0]
        atom = first.here.atom
        assert atom is not None  # noqa: S101 (ends are not taken)
        self.frame(atom.shells, first.new is None)
        place = self.open[-1] if self.open else self.content
        made = [*self.runs(atom, first)]
        if first.status:
            place.append(self.marker.mark(first.status, *made))
        else:
            place.extend(made)
        self.group = []

    def runs(self, atom: ComparedInline, first: MergedStep) -> Iterable[etree._Element]:
        if atom.text and len(atom.bits) == 1:
            words = make("t")
            words.set(SPACE, "preserve")
            words.text = "".join(each.here.atom.text for each in self.group if each.here.atom)
            yield self.run(Bit(words, atom.bits[0].properties, ()), first)
            return
        for each in self.group:
            here = each.here.atom
            for bit in here.bits if here else ():
                yield self.run(bit, each)

    def run(self, bit: Bit, piece: MergedStep) -> etree._Element:
        atom = piece.here.atom
        element = self.adopt(bit.element) if piece.new is None else bit.element
        if bit.bare:
            return self.marker.part(element, piece.status)
        if atom and atom.call:
            element = self.marker.part(element, "")
            old = piece.old.atom if piece.old else None
            new = piece.new.atom if piece.new else None
            element.set(q("id"), self.call(piece.status, old, new))
        if piece.old and piece.new and piece.old.atom and len(piece.old.atom.bits) == 1:
            before = piece.old.atom.bits[0].properties
            return self.marker.run([element], bit.properties, piece.status, before)
        return self.marker.run([element], bit.properties, piece.status)

    def frame(self, shells: Shells, old: bool) -> None:
        """Open and close frames, such as links, so that those of `shells` are open."""
        same = 0
        for mine, wanted in zip(self.shells, shells, strict=False):
            if mine is not wanted:
                break
            same += 1
        self.close(same)
        for each in shells[same:]:
            made, inner = self.shell(each, old)
            (self.open[-1] if self.open else self.content).append(made)
            self.open.append(inner)
        self.shells = shells

    def shell(self, element: etree._Element, old: bool) -> tuple[etree._Element, etree._Element]:
        """Return an empty frame like `element`, and what in it takes its content."""
        bare = etree.Element(element.tag, dict(element.attrib))
        bare.extend([self.marker.part(e, "") for e in element.findall(q("sdtPr"))])
        for number in bare.findall(f"{q('sdtPr')}/{q('id')}"):
            number.getparent().remove(number)  # the frame may be parted in two, with one id
        made = self.adopt(bare) if old else bare
        if element.tag != q("sdt"):
            return made, made
        content = etree.SubElement(made, q("sdtContent"))
        return made, content

    def close(self, depth: int) -> None:
        self.open = self.open[:depth]
        self.shells = self.shells[:depth]


def _alike(one: MergedStep, other: MergedStep) -> bool:
    """Whether two pieces can stand in one run."""
    first, second = one.here.atom, other.here.atom
    if first is None or second is None or not (_worded(first) and _worded(second)):
        return False
    return (
        one.status == other.status
        and (one.new is None) == (other.new is None)
        and first.look == second.look
        and first.shells == second.shells
        and _before(one) == _before(other)
    )


def _worded(atom: ComparedInline) -> bool:
    return bool(atom.text) and len(atom.bits) == 1 and atom.bits[0].element.tag == q("t")


def _before(piece: MergedStep) -> object:
    """Return how a piece that stayed looked before."""
    return piece.old.atom.look if piece.old and piece.old.atom and piece.new else None
