"""A paragraph as a line of atoms: words, signs and pictures, whole fields, calls of notes.

Between atoms stand pins: bookmarks and other ends of ranges, which take no room and are not
compared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TypeAlias

from lxml import etree

from dossier.interchange.redline.comparison_keys import FormatKeys, saying
from dossier.model.frozen import frozen
from dossier.model.textdiff import tokens
from dossier.model.unbroken_spaces import NARROW, NO_BREAK
from dossier.ooxml.names import q
from dossier.ooxml.package import Package

_SHELLS = frozenset(q(name) for name in ("hyperlink", "sdt", "sdtContent", "dir", "bdo"))
_PINS = frozenset(
    q(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
                         "permStart", "permEnd", "commentReference", "annotationRef")
)  # fmt: skip
_PROPERTIES = frozenset(q(name) for name in ("pPr", "rPr", "sdtPr", "sdtEndPr"))
_CALLS = {q(f"{kind}Reference"): kind for kind in ("footnote", "endnote")}

Shells: TypeAlias = tuple[etree._Element, ...]
NoteKey: TypeAlias = Callable[[str, str], Hashable]
"""Gives what a note of a kind ("footnote") and an id is compared by."""


@frozen
class Bit:
    """One child of a run with the run's properties, or what stands in a line without a run."""

    element: etree._Element
    properties: etree._Element | None
    shells: Shells
    bare: bool = False


@frozen
class ComparedInline:
    """What is compared as one. `text` are its words; `bits` what it was made of.

    `look` is what its properties say; a field's is part of what it is.
    """

    key: Hashable
    text: str
    bits: tuple[Bit, ...]
    shells: Shells = ()
    look: tuple[object, ...] = ()
    call: tuple[str, str] | None = None


@frozen
class Step:
    """An atom of a line, or (None) the end of the paragraph, with the pins before it."""

    atom: ComparedInline | None
    pins: tuple[etree._Element, ...]
    paragraph: etree._Element

    @property
    def key(self) -> Hashable:
        return self.atom.key if self.atom else ("end",)


class Lines:
    """Reads the paragraphs of one part of a package."""

    def __init__(self, package: Package, part: str, looks: FormatKeys, called: NoteKey) -> None:
        self.relations = package.relations(part)
        self.package = package
        self.looks = looks
        self.called = called
        self.frames: dict[etree._Element, tuple[object, ...]] = {}

    def line(self, paragraph: etree._Element) -> list[Step]:
        """Return the atoms of a paragraph in order, and its end."""
        found: list[Step] = []
        pins: list[etree._Element] = []
        group: list[Bit] = []
        for each in (*_bits(paragraph, ()), None):
            if isinstance(each, Bit):
                group.append(each)
                continue
            for atom in self.atoms(group):
                found.append(Step(atom, tuple(pins), paragraph))
                pins = []
            group = []
            pins += [] if each is None else [each]
        return [*found, Step(None, tuple(pins), paragraph)]

    def atoms(self, bits: list[Bit]) -> Iterator[ComparedInline]:
        """Yield what stands between two pins: fields, words, and everything else one by one."""
        at = 0
        while at < len(bits):
            end = _field_end(bits, at)
            if end > at:
                yield self.field(tuple(bits[at:end]))
            elif bits[at].element.tag == q("t"):
                end = self.words_end(bits, at)
                yield from self.words(bits[at:end])
            else:
                end = at + 1
                yield self.sign(bits[at])
            at = end

    def words_end(self, bits: list[Bit], at: int) -> int:
        """Return where words end that look alike and stand in the same frames."""
        first, end = bits[at], at + 1
        look = self.looks(first.properties)
        while (
            end < len(bits)
            and bits[end].element.tag == q("t")
            and bits[end].shells == first.shells
            and self.looks(bits[end].properties) == look
        ):
            end += 1
        return end

    def words(self, bits: list[Bit]) -> Iterator[ComparedInline]:
        first = bits[0]
        look, frame = self.looks(first.properties), self.frame(first.shells)
        for word in tokens("".join(each.element.text or "" for each in bits)):
            same = " " if word in (NARROW, NO_BREAK) else word  # an earlier version may lack it
            key: Hashable = (same, frame) if frame else same
            yield ComparedInline(key, word, (first,), first.shells, look)

    def sign(self, bit: Bit) -> ComparedInline:
        frame = self.frame(bit.shells)
        look = self.looks(bit.properties)
        kind = _CALLS.get(bit.element.tag)
        if kind:
            id_ = bit.element.get(q("id"), "")
            key: Hashable = (self.called(kind, id_), frame)
            return ComparedInline(
                key=key, text="", bits=(bit,), shells=bit.shells, look=look, call=(kind, id_)
            )
        said = saying(bit.element, self.target)
        return ComparedInline((said, frame), "", (bit,), bit.shells, look)

    def field(self, bits: tuple[Bit, ...]) -> ComparedInline:
        """Return a field as one: what it computes, what it shows, and how."""
        codes = (each.element.text or "" for each in bits if each.element.tag == q("instrText"))
        code = " ".join("".join(codes).split())
        said = (code, *((saying(e.element), self.looks(e.properties)) for e in _shown(bits)))
        shown = "".join(each.element.text or "" for each in bits if each.element.tag == q("t"))
        shells = bits[0].shells
        return ComparedInline(("field", said, self.frame(shells)), shown, bits, shells)

    def frame(self, shells: Shells) -> tuple[object, ...]:
        """Return what the frames around a bit say, such as where a link leads."""
        return tuple(self.shell(each) for each in shells)

    def shell(self, element: etree._Element) -> tuple[object, ...]:
        if element not in self.frames:
            bare = etree.Element(element.tag, dict(element.attrib))
            bare.extend([_copy(each) for each in element if each.tag in _PROPERTIES])
            self.frames[element] = saying(bare, self.target)
        return self.frames[element]

    def target(self, id_: str) -> str:
        """Return what a relation stands for: an address, or the content of a part."""
        from hashlib import sha256

        relation = self.relations.get(id_)
        if relation is None or relation.outside:
            return relation.target if relation else ""
        return sha256(self.package.parts.get(relation.target, b"")).hexdigest()


def _bits(element: etree._Element, shells: Shells) -> Iterator[Bit | etree._Element]:
    """Yield bits, and pins as they are."""
    for each in element:
        if each.tag == q("r"):
            yield from _of_run(each, shells)
        elif each.tag in _PINS:
            yield each
        elif each.tag in _SHELLS:
            inner = each.find(q("sdtContent")) if each.tag == q("sdt") else each
            yield from _bits(inner if inner is not None else each, (*shells, each))
        elif each.tag not in _PROPERTIES:
            yield Bit(each, None, shells, bare=True)


def _of_run(run: etree._Element, shells: Shells) -> Iterator[Bit | etree._Element]:
    properties = run.find(q("rPr"))
    for each in run:
        if each.tag in _PINS:
            yield run if len(run) - (properties is not None) == 1 else each
        elif each is not properties and not (each.tag == q("t") and not each.text):
            yield Bit(each, properties, shells)


def _field_end(bits: list[Bit], at: int) -> int:
    """Return where the field that begins at a bit ends, in the same frames; `at` for no field."""
    depth = 0
    for end in range(at, len(bits)):
        bit = bits[end]
        if bit.element.tag == q("fldChar"):
            kind = bit.element.get(q("fldCharType"))
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
        if depth <= 0 or bit.shells != bits[at].shells:
            return end + 1 if depth == 0 and end > at else at
    return at


def _shown(bits: tuple[Bit, ...]) -> Iterator[Bit]:
    """Yield what a field shows; one in another with the code that it has."""
    codes = (q("instrText"), q("fldChar"))
    inner = sum(each.element.get(q("fldCharType")) == "begin" for each in bits) > 1
    return (each for each in bits if inner or each.element.tag not in codes)


def _copy(element: etree._Element) -> etree._Element:
    from copy import deepcopy

    return deepcopy(element)
