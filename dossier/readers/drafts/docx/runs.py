"""The words of a paragraph: runs, links, fields and calls of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from lxml import etree

from dossier.model.document import (
    Break,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    NoteAgain,
    Reference,
    Strong,
    Text,
)
from dossier.model.frozen import frozen
from dossier.ooxml.elements import attribute, child, number, switch, visible
from dossier.ooxml.equations import linear, space_before
from dossier.ooxml.names import local
from dossier.ooxml.parts import NOTHING, Relation
from dossier.ooxml.styles import Styles
from dossier.ooxml.unseen import UnseenWords, words_in
from dossier.readers.drafts.docx.field_signs import equation_of, prints_alone, sign_of
from dossier.readers.drafts.docx.notes import NoteSource
from dossier.readers.drafts.docx.references import reference_of
from dossier.readers.drafts.docx.signs import sign
from dossier.readers.drafts.docx.symbol_fonts import unknown, words_of
from dossier.readers.drafts.docx.words_apart import Apart
from dossier.readers.drafts.raised import raised

_SPACE = re.compile(r"[ \t\r\n]+")
_APART: tuple[tuple[str, Literal["hidden", "struck"]], ...] = (
    ("vanish", "hidden"),
    ("strike", "struck"),
    ("dstrike", "struck"),
)
_WEB = re.compile(r"(?i:https?://|mailto:).")


@frozen
class DraftInline:
    """Words or something that is no words, with how they look and where they lead."""

    content: str | Break | Note | NoteAgain | Reference
    bold: bool = False
    italic: bool = False
    address: str = ""
    size: int = 0
    apart: Literal["", "hidden", "struck"] = ""
    raised: bool = False
    font: str = ""


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, whether its result has begun, and whether it was read.

    `spoken` says whether it has words; `result` are those of one that is a cross-reference.
    """

    code: str = ""
    shown: bool = False
    done: bool = False
    spoken: bool = False
    result: str = ""


@dataclass(slots=True)
class Words:
    """Reads the words of one paragraph; frames and pictures are put aside in `aside`.

    `apart` fills with hidden and struck words and equations; `line` is the paragraph's number.
    """

    styles: Styles
    relations: Mapping[str, Relation]
    notes: NoteSource
    unseen: UnseenWords
    style: str = ""
    line: int = 0
    apart: list[Apart] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    aside: list[etree._Element] = field(default_factory=list)

    def atoms(self, element: etree._Element, run_format: DraftInline) -> Iterator[DraftInline]:
        """Yield the atoms below `element`, whose look is that of `run_format`."""
        for each in visible(element):
            match local(each):
                case "r":
                    own = self.run_format(child(each, "rPr"), run_format)
                    if not own.apart and self.unseen.has(each, self.style):
                        self.apart.append(Apart("unseen", words_in(each), self.line))
                    yield from self.atoms(each, own)
                case "t":
                    yield from self.say(words_of(each, self.styles, self.style), run_format)
                case "footnoteReference" | "endnoteReference" as name:
                    yield from self.call(name.removesuffix("Reference"), each, run_format)
                case "hyperlink":
                    address = self.relations.get(attribute(each, "id"), NOTHING).target
                    yield from self.atoms(each, replace(run_format, address=_web(address)))
                case "txbxContent" | "drawing" | "pict" | "object":
                    self.put_aside(each, run_format)
                case "oMath":
                    yield from self.equation(each, run_format)
                case "fldChar" | "instrText" | "fldSimple" as name:
                    yield from self.field(name, each, run_format)
                case name:
                    stands_for = sign(name, each)
                    yield from self.atoms(each, run_format)
                    yield from self.kept(stands_for, run_format) if stands_for else ()

    def field(
        self, name: str, element: etree._Element, run_format: DraftInline
    ) -> Iterator[DraftInline]:
        """Open a field, take its code, begin its result, or close it."""
        match name, attribute(element, "fldCharType"):
            case "fldSimple", _:
                self.fields.append(_Field(attribute(element, "instr"), shown=True))
                yield from self.atoms(element, run_format)
                yield from self.closed(run_format)
            case "fldChar", "begin":
                self.fields.append(_Field())
            case "fldChar", "separate" if self.fields:
                self.fields[-1].shown = True
            case "fldChar", "end" if self.fields:
                yield from self.closed(run_format)
            case "instrText", _ if self.fields and not self.fields[-1].shown:
                self.fields[-1].code += element.text or ""

    def closed(self, run_format: DraftInline) -> Iterator[DraftInline]:
        """Close the innermost field, and yield the cross-reference that it is."""
        last = self.fields.pop()
        found = reference_of(last.code)
        if found and last.result.strip():
            lead = (Text(last.result.strip()),)
            yield replace(run_format, content=Reference(*found, lead, self.line))
        elif prints_alone(last.code) and not last.spoken:
            yield from self.bare(last.code, run_format)

    def bare(self, code: str, run_format: DraftInline) -> Iterator[DraftInline]:
        """Yield what a field prints that has no words, or tell of it."""
        text = equation_of(code)
        if not run_format.apart and not sign_of(code):
            self.apart.append(Apart("equation" if text else "field", text or code, self.line))
        yield from self.kept(text or sign_of(code), run_format)

    def say(self, text: str, run_format: DraftInline) -> Iterator[DraftInline]:
        """Yield words, with the link of the field they are the result of, or the note it calls."""
        for each in self.fields:
            code = each.code.split()
            again = (
                self.notes.again(code[1], self.line)
                if code[:1] == ["NOTEREF"] and r"\f" in code
                else None
            )
            if again:
                yield from () if each.done else [DraftInline(again)]
                each.done = True
                return
        asked = next((each for each in self.fields if reference_of(each.code)), None)
        if asked and not run_format.apart:
            asked.result += text
            return
        codes = [each.code.split() for each in self.fields]
        pages = [each[1] for each in codes if each[:1] == ["PAGEREF"] and each[1:]]
        if pages:
            self.apart.append(Apart("page", text, self.line, pages[0]))
        links = [each[1].strip('"') for each in codes if each[:1] == ["HYPERLINK"] and each[1:]]
        address = run_format.address or _web("".join(links[:1]))
        text = raised(text) if run_format.raised else text
        yield from self.kept(text, replace(run_format, address=address))

    def kept(self, content: str | Break, run_format: DraftInline) -> Iterator[DraftInline]:
        """Yield words, if they are part of the text; others are told of."""
        for each in self.fields:
            each.spoken = True
        if run_format.apart:
            words = content if isinstance(content, str) else " "
            self.apart.append(Apart(run_format.apart, words, self.line))
        else:
            if self.apart and self.apart[-1].why != "shown":
                self.apart.append(Apart("shown", "", self.line))
            if isinstance(content, str) and unknown(content):
                self.apart.append(Apart("sign", unknown(content), self.line))
            yield replace(run_format, content=content)

    def equation(self, element: etree._Element, run_format: DraftInline) -> Iterator[DraftInline]:
        text = linear(element)
        if not run_format.apart:
            self.apart.append(Apart("equation", text, self.line))
        yield from self.kept(space_before(element, text) + text, run_format)

    def put_aside(self, element: etree._Element, run_format: DraftInline) -> None:
        """Keep a picture or a frame for later; the words of a hidden one are told of."""
        named = (each for each in element.iter() if local(each) == "docPr")
        hidden = any(attribute(each, "hidden") in ("1", "true", "on") for each in named)
        if hidden or run_format.apart == "hidden":
            words = " ".join(each.text or "" for each in element.iter() if local(each) == "t")
            self.apart.append(Apart("hidden", words or "[a picture]", self.line))
        else:
            self.aside.append(element)

    def call(
        self, kind: str, element: etree._Element, run_format: DraftInline
    ) -> Iterator[DraftInline]:
        if run_format.apart:
            words = f" {self.notes.words(kind, attribute(element, 'id'))} "
            self.apart.append(Apart(run_format.apart, words, self.line))
            return
        note = self.notes.call(kind, attribute(element, "id"), self.line)
        if note:
            yield DraftInline(note)

    def run_format(self, properties: etree._Element | None, above: DraftInline) -> DraftInline:
        style = attribute(child(properties, "rStyle"))
        bold, italic = switch(properties, "b"), switch(properties, "i")
        return replace(
            above,
            bold=self.styles.bold(style) if bold is None else bold,
            italic=self.styles.italic(style) if italic is None else italic,
            size=number(child(properties, "sz")) or self.styles.size(style or self.style),
            apart=above.apart or self.why_apart(properties, style),
            raised=self.styles.raised(properties, style, self.style),
        )

    def why_apart(
        self, properties: etree._Element | None, style: str
    ) -> Literal["", "hidden", "struck"]:
        """Return why words are no part of the text, "" where they are."""
        for name, why in _APART:
            if self.styles.shows(name, properties, style, self.style):
                return why
        return ""


def inlines(atoms: list[DraftInline]) -> Inlines:
    """Return the inlines that `atoms` make: white space is folded, ends are bare."""
    found: list[Inline] = []
    space = True
    for (bold, italic, address), group in groupby(atoms, lambda a: (a.bold, a.italic, a.address)):
        words: list[Inline] = []
        for atom in group:
            space = _take(atom.content, words, space)
        if words:
            found += _wrapped(tuple(words), bold, italic, address)
    return _trimmed(tuple(found))


def _take(
    content: str | Break | Note | NoteAgain | Reference, words: list[Inline], space: bool
) -> bool:
    """Add to `words`, and return whether they end with white space."""
    if not isinstance(content, str):
        words.append(content)
        return isinstance(content, Break) or (space and not isinstance(content, Reference))
    text = _SPACE.sub(" ", content)
    text = text.lstrip(" ") if space else text
    last = words[-1] if words else None
    if isinstance(last, Text):
        words[-1] = Text(last.text + text)
    elif text:
        words.append(Text(text))
    return text.endswith(" ") if text else space


def _wrapped(words: Inlines, bold: bool, italic: bool, address: str) -> Inlines:
    spoken = any(
        isinstance(each, Reference) or (isinstance(each, Text) and each.text.strip())
        for each in words
    )
    if italic and spoken:
        words = (Emphasis(words),)
    if bold and spoken:
        words = (Strong(words),)
    return (Link(address, words),) if address and spoken else words


def _trimmed(found: Inlines) -> Inlines:
    """Drop the line breaks and the white space at both ends."""
    while found and found[-1] in (Break(), Text(" ")):
        found = found[:-1]
    while found and found[0] in (Break(), Text(" ")):
        found = found[1:]
    if found and isinstance(found[-1], Text):
        found = (*found[:-1], Text(found[-1].text.rstrip(" ")))
    return found


def _web(address: str) -> str:
    return address if _WEB.match(address) else ""
