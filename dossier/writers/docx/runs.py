"""A story of a Word file (its text, its notes): runs, links, fields and bookmarks in it.

Cross-references are Word's own fields with the right number already in them, so that they are
right at opening and stay right after an edit (see docs/word/references.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import assert_never

from lxml import etree

from dossier.model.bookmark_names import bookmark_name
from dossier.model.document import (
    Ask,
    Break,
    Citation,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    Mark,
    Note,
    NoteAgain,
    Phrase,
    Reference,
    Strong,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.numbering import Numbers, mark_of
from dossier.ooxml.elements import make
from dossier.ooxml.names import NAMES, SPACE, R, q
from dossier.writers.docx.directions import AFTER, BEFORE, foreign_marks, set_run
from dossier.writers.docx.stable_ids import StableIds

_SWITCHES = {
    "section": r"REF {} \r \h",
    "paragraph": r"REF {} \r \h",
    "recommendation": r"REF {} \h",
    "note": r"NOTEREF {} \h",
    "page": r"PAGEREF {} \h",
}


class Story:
    """Makes the content of paragraphs. `relate` gives the relationship id of a web address.

    Links have the style `link_style`, or look as the words around them.
    """

    def __init__(
        self,
        edition: Edition,
        relate: Callable[[str], str],
        ids: StableIds,
        link_style: str = "Hyperlink",
    ) -> None:
        self.edition = edition
        self.relate = relate
        self.ids = ids
        self.link_marks = (link_style,) if link_style else ()
        self.addresses: dict[str, str] = {}
        self.kind = edition.document.settings.notes.removesuffix("s")

    def inlines(self, content: Inlines, *marks: str) -> Iterator[etree._Element]:
        """Yield the elements of `content`; `marks` are run properties such as "b" and "i"."""
        for inline in content:
            yield from self.inline(inline, marks)

    def inline(self, inline: Inline, marks: tuple[str, ...]) -> Iterator[etree._Element]:
        match inline:
            case Text():
                yield text_run(inline.text, *marks)
            case Emphasis():
                yield from self.inlines(inline.content, *marks, "i")
            case Strong():
                yield from self.inlines(inline.content, *marks, "b")
            case Mark():
                yield from self.inlines(inline.content, *marks, "highlight")
            case Link():
                yield self.link(inline, marks)
            case Foreign():
                yield from self.foreign(inline, marks)
            case Break():
                yield run(make("br"), *marks)
            case Reference():
                yield from self.reference(inline, marks)
            case Note():
                yield from self.bookmark("n", inline.id, [self.call(inline)])
            case NoteAgain():
                yield from self.again(inline)
            case Citation() | Ask() | Phrase():
                raise TypeError(inline)
            case _:
                assert_never(inline)

    def foreign(self, foreign: Foreign, marks: tuple[str, ...]) -> Iterator[etree._Element]:
        """Yield words of another direction or language; marks of direction hold their ends."""
        if foreign.direction == self.edition.language.direction and not foreign.language:
            yield from self.inlines(foreign.content, *marks)
            return
        own = foreign_marks(foreign.language, foreign.direction)
        turned = foreign.direction == "ltr" and self.edition.language.direction == "rtl"
        if turned:
            yield text_run(BEFORE, *marks, own)
        yield from self.inlines(foreign.content, *marks, own)
        if turned:
            yield text_run(AFTER, *marks, own)

    def link(self, link: Link, marks: tuple[str, ...]) -> etree._Element:
        if link.address not in self.addresses:
            self.addresses[link.address] = self.relate(link.address)
        element = etree.Element(q("hyperlink"), {f"{{{R}}}id": self.addresses[link.address]})
        element.extend(self.inlines(link.content, *marks, *self.link_marks))
        return element

    def reference(self, reference: Reference, marks: tuple[str, ...]) -> Iterator[etree._Element]:
        yield from self.inlines(reference.lead, *marks)
        if reference.lead:
            yield text_run(self.edition.reference_space(reference), *marks)
        goal = target_bookmark(self.edition.numbers, reference)
        title = self.edition.section_title(reference)
        if title:
            before, after = self.edition.language.quotes
            yield text_run(before, *marks)
            yield from field(rf"REF {goal} \h", title, *marks)
            yield text_run(after, *marks)
            return
        code = _SWITCHES[reference.kind].format(goal)
        label = self.edition.reference_label(reference)
        if reference.kind != "page":
            yield from field(code, label, *marks)
        elif label:
            number = self.edition.numbers.of(reference)
            before, _, after = label.partition(number)
            yield text_run(before, *marks)
            opening, *rest = field(code, number, *marks)
            opening[-1].set(q("dirty"), "true")  # only Word knows the page, when it opens the file
            yield from (opening, *rest)
            yield text_run(after, *marks)

    def call(self, note: Note) -> etree._Element:
        number = self.edition.numbers.note[note.id]
        mark = make(f"{self.kind}Reference", id=number)
        own = mark_of(note.id)
        if own:
            mark.set(q("customMarkFollows"), "1")
        made = run(mark, f"{self.kind.capitalize()}Reference")
        made.extend(text_run(own).iterchildren(q("t")) if own else ())
        return made

    def again(self, note: NoteAgain) -> Iterator[etree._Element]:
        code = rf"NOTEREF {bookmark_name('n', note.id)} \f \h"
        number = self.edition.numbers.sign(note.id)
        yield from field(code, number, f"{self.kind.capitalize()}Reference")

    def bookmark(
        self, kind: str, id_: str, content: list[etree._Element]
    ) -> Iterator[etree._Element]:
        """Yield `content` between the two ends of a bookmark for the thing `id_`."""
        name = bookmark_name(kind, id_)
        number = self.ids.number(name)
        yield make("bookmarkStart", id=number, name=name)
        yield from content
        yield make("bookmarkEnd", id=number)


def target_bookmark(numbers: Numbers, reference: Reference) -> str:
    """Return the bookmark that a cross-reference leads to."""
    goal = numbers.goal(reference) or ""
    return bookmark_name(reference.kind[0], goal)


def field(code: str, shown: str, *marks: str) -> Iterator[etree._Element]:
    """Yield the runs of a field with its code and the text it shows until it is updated."""
    yield run(make("fldChar", fldCharType="begin"), *marks)
    instruction = make("instrText")
    instruction.set(SPACE, "preserve")
    instruction.text = f" {code} "
    yield run(instruction, *marks)
    yield run(make("fldChar", fldCharType="separate"), *marks)
    yield text_run(shown, *marks)
    yield run(make("fldChar", fldCharType="end"), *marks)


def text_run(text: str, *marks: str) -> etree._Element:
    """Return a run of words; soft hyphens become Word's own."""
    element = run(None, *marks)
    for position, piece in enumerate(text.split("\u00ad")):
        if position:
            element.append(make("softHyphen"))
        if piece or not position:
            words = etree.SubElement(element, q("t"))
            words.set(SPACE, "preserve")
            words.text = piece
    return element


def run(content: etree._Element | None, *marks: str) -> etree._Element:
    """Return a run; a mark with a capital is a character style, others are direct."""
    element = etree.Element(q("r"), nsmap=NAMES)
    if marks:
        properties = etree.SubElement(element, q("rPr"))
        styles = [mark for mark in marks if re.match("[A-Z]", mark)]
        if styles:
            properties.append(make("rStyle", val=styles[-1]))
        for mark in ("b", "i"):
            if mark in marks:
                properties.append(make(mark))
        if "highlight" in marks:
            properties.append(make("highlight", val="yellow"))
        for mark in marks:
            if mark.startswith("in "):
                set_run(properties, mark)
    if content is not None:
        element.append(content)
    return element
