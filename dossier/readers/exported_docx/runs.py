"""The words of an edited Word file, run by run: looks, changes, links, fields, notes, remarks.

`Words` goes through a whole part in its order, since fields, bookmarks and the ranges of comments
may begin in one paragraph and end in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lxml import etree

from dossier.model.document import Break
from dossier.model.faults import Fault
from dossier.ooxml.elements import attribute, child
from dossier.ooxml.equations import linear, space_before
from dossier.ooxml.names import SPACE
from dossier.ooxml.parts import NOTHING, PackagePart
from dossier.ooxml.unseen import words_in
from dossier.readers.drafts.docx.signs import sign
from dossier.readers.drafts.docx.symbol_fonts import words_of
from dossier.readers.drafts.raised import raised
from dossier.readers.exported_docx.comments import Ranges
from dossier.readers.exported_docx.elements import DID, inner, revision
from dossier.readers.exported_docx.fields import Open, closed, is_remote
from dossier.readers.exported_docx.paragraphs import Atom, Call, Field, Picture, Revision
from dossier.readers.exported_docx.pictures import drawn
from dossier.readers.exported_docx.run_format import RunFormats

AROUND = 16
"""Bookmarks around the call of a note that are kept, the innermost ones."""

Aside: TypeAlias = tuple[etree._Element, tuple[Revision, ...]]
"""Text in a frame, with the changes that the frame stands in."""

_SPACES = str.maketrans("\t\r\n", "   ")
_KIND: dict[str, Literal["footnote", "endnote"]] = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
}
_PARTING = re.compile(r"\s*[,;،、，]\s*")
"""What is typed between the raised numbers of two notes. The program parts them itself."""


@dataclass(slots=True)
class Words:
    """Reads the words of one part, or of one note in it; `take` hands over what was read.

    `bookmarks` gives the own name of a bookmark that a program renamed, `warn` takes the rule of
    something that is not read.
    """

    part: PackagePart
    run_formats: RunFormats
    bookmarks: Mapping[str, str]
    warn: Callable[[Fault], None]
    whole: etree._Element
    ranges: Ranges = field(default_factory=Ranges)
    style: str = ""
    atoms: list[Atom] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    around: dict[str, tuple[str, int]] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    fields: list[Open] = field(default_factory=list)
    closed: frozenset[etree._Element] = frozenset()
    hidden: bool = False
    parting: int = -1
    """The place of a raised comma behind the call of a note; the next call takes it away."""

    def __post_init__(self) -> None:
        self.closed = closed(self.whole)

    def take(self) -> tuple[list[Atom], tuple[str, ...], list[Aside]]:
        """Return atoms, bookmarks that began, and frames since the last time, at a line's end."""
        taken = self.atoms, tuple(dict.fromkeys(self.begun)), self.aside
        self.parting = -1
        self.atoms, self.begun, self.aside, self.before = [], [], [], ()
        self.around = {id_: (name, -1) for id_, (name, _) in self.around.items()}
        self.fields = [each for each in self.fields if each.shown]
        return taken

    def read(self, element: etree._Element, run_format: Atom) -> None:
        """Read what stands below `element`, whose look is that of `run_format`."""
        for name, each in inner(element):
            match name:
                case "r":
                    self.run(each, run_format)
                case "t" | "delText":
                    self.say(each, run_format)
                case "ins" | "del" | "moveTo" | "moveFrom":
                    done = revision(each, DID[name])
                    self.read(each, replace(run_format, revisions=(*run_format.revisions, done)))
                case "hyperlink":
                    self.read(each, replace(run_format, address=self.address(each)))
                case "footnoteReference" | "endnoteReference":
                    if 0 <= self.parting == len(self.atoms) - 1:
                        self.atoms.pop()
                    self.put(
                        Call(_KIND[name], attribute(each, "id"), self.surrounding()), run_format
                    )
                case "drawing" | "pict" | "object" | "txbxContent":
                    self.picture(name, each, run_format)
                case "fldChar" | "fldSimple" | "instrText" | "delInstrText":
                    self.field(name, each, run_format)
                case "oMath":
                    text = linear(each)
                    self.put(space_before(each, text) + text, run_format)
                case _:
                    self.mark(name, each)
                    self.read(each, run_format)
                    self.put(sign(name, each), run_format)

    def run(self, element: etree._Element, run_format: Atom) -> None:
        properties = child(element, "rPr")
        own = self.run_formats.of(self.style, properties)
        change = child(properties, "rPrChange")
        if change is not None:
            was = self.run_formats.of(self.style, child(change, "rPr"))
            done = (*run_format.revisions, revision(change, "format"))
            run_format = replace(run_format, revisions=done, before=(was.bold, was.italic))
        if own.struck and not any(
            each.did in ("delete", "move-from") for each in run_format.revisions
        ):
            self.warn(Fault.STRUCK_WORDS)
        gone = own.hidden or self.hidden or not words_in(element).strip()
        if not gone and self.run_formats.unseen.has(element, self.style):
            self.warn(Fault.UNSEEN_WORDS)
        hidden, self.hidden = self.hidden, self.hidden or own.hidden
        if own.bold or own.italic or own.style:
            run_format = replace(run_format, bold=own.bold, italic=own.italic, style=own.style)
        self.read(element, run_format)
        self.hidden = hidden

    def say(self, element: etree._Element, run_format: Atom) -> None:
        text = words_of(element, self.run_formats.styles, self.style).translate(_SPACES)
        if element.get(SPACE) != "preserve":
            text = text.strip(" ")
        high, parts = raised(text), _PARTING.fullmatch(text) and self.follows_call()
        if (parts or high != text) and not self.fields:
            properties = child(element.getparent(), "rPr")
            if self.run_formats.raised(self.style, properties):
                text, self.parting = high, len(self.atoms) if parts else -1
        self.put(text, run_format)

    def follows_call(self) -> bool:
        """Whether the call of a note is what stands before."""
        return bool(self.atoms) and isinstance(self.atoms[-1].content, Call)

    def put(self, content: str | Break | Call | Picture, run_format: Atom) -> None:
        """Add an atom; words in the result of a field that is no link are the field's."""
        if content == "" or self.hidden or not all(each.shown for each in self.fields):
            return
        links = [each.link for each in self.fields]
        address = run_format.address or next((each for each in links if each), "")
        kept: str | Break | Call | Field | Picture = content
        if isinstance(content, str | Break):
            text = content if isinstance(content, str) else " "
            deleted = any(each.did in ("delete", "move-from") for each in run_format.revisions)
            self.ranges.hear(text, deleted=deleted)
            shows = next((each for each in self.fields if each.link is None), None)
            if shows is not None:
                kept = Field(shows.code, text, shows.has_other_look(run_format))
        for each in self.fields:
            each.said = True
        self.before = ()
        self.atoms.append(
            replace(run_format, content=kept, address=address, remarks=self.ranges.open)
        )

    def field(self, name: str, element: etree._Element, run_format: Atom) -> None:
        """Open a field, take its code, begin its result, or close it."""
        match name, attribute(element, "fldCharType"):
            case "fldSimple", _:
                code = [(attribute(element, "instr"), False)]
                self.fields.append(Open(run_format, code, simple=True))
                self.begin_result()
                self.read(element, run_format)
                self.close()
            case "fldChar", "begin" if element in self.closed:
                self.fields.append(Open(run_format))
            case "fldChar", "separate" if self.fields:
                self.begin_result()
            case "fldChar", "end" if self.fields:
                self.close()
            case "instrText" | "delInstrText", _ if self.fields and not self.fields[-1].shown:
                gone = any(each.did == "delete" for each in run_format.revisions)
                self.fields[-1].pieces.append((element.text or "", gone))

    def begin_result(self) -> None:
        self.fields[-1].shown = True
        self.fields[-1].settle()

    def close(self) -> None:
        """Close the innermost field; one that shows nothing is an atom all the same."""
        last = self.fields.pop()
        last.settle()
        if is_remote(last.code):
            self.warn(Fault.REMOTE_FIELD)
        if last.said or last.link is not None or not last.code or self.fields or self.hidden:
            return
        self.atoms.append(replace(last.run_format, content=Field(last.code, "")))

    def surrounding(self) -> tuple[str, ...]:
        """Return the bookmarks around what comes now, and empty ones that have just ended.

        LibreOffice ends the bookmark around a call at the end of a paragraph before the call.
        """
        return (*(name for name, _ in self.around.values()), *self.before)[-AROUND:]

    def address(self, element: etree._Element) -> str:
        address = self.part.relations.get(attribute(element, "id"), NOTHING).target
        place = attribute(element, "anchor")
        return f"{address}#{place}" if place else address

    def mark(self, sort: str, element: etree._Element) -> None:
        """Note where a bookmark or the range of a comment begins or ends."""
        id_ = attribute(element, "id")
        match sort:
            case "bookmarkStart" if attribute(element, "name") != "_GoBack":
                given = attribute(element, "name")
                self.begun.append(self.bookmarks.get(given, given))
                self.around[id_] = self.begun[-1], len(self.atoms)
            case "bookmarkEnd" if id_ in self.around:
                name, begun = self.around.pop(id_)
                if begun == len(self.atoms):
                    self.before = (*self.before, name)
            case "commentRangeStart":
                self.ranges.begin(id_)
            case "commentRangeEnd":
                self.ranges.end(id_)
            case "commentReference":
                self.ranges.point(id_)

    def picture(self, name: str, element: etree._Element, run_format: Atom) -> None:
        """Put text in frames aside; a picture is an atom, other things are left out."""
        found = drawn(name, element, self.part)
        self.aside += [(each, run_format.revisions) for each in found.frames]
        if found.rule:
            self.warn(found.rule)
        if found.picture:
            self.put(found.picture, run_format)
