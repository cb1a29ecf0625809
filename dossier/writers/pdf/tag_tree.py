"""The tree of tags of a PDF: one for each element, and notes after what calls them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

from dossier.writers.pdf.page_elements import PageElements
from dossier.writers.pdf.tag_kinds import (
    attributes_of,
    ends_a_sentence,
    holds_notes,
    tags_of,
)


class TagTree:
    """Makes the tags of an element when they are asked for the first time."""

    def __init__(self, pdf: Any, elements: PageElements) -> None:
        self.pdf, self.elements = pdf, elements
        self.made: dict[tuple[etree.Element, str], Any] = {}
        self.notes: dict[str, Any] = {}
        self.level = 0
        self.root = self.added("StructTreeRoot", S=None, P=None)
        self.document = self.tag("Document", self.root)

    def added(self, kind: str, **values: Any) -> Any:
        """Return a new object of the file that holds others."""
        import pydyf

        said = {name: value for name, value in values.items() if value is not None}
        made = pydyf.Dictionary({"Type": f"/{kind}", **said, "K": pydyf.Array()})
        self.pdf.add_object(made)
        return made

    def tag(self, name: str, parent: Any) -> Any:
        """Return a new tag, the last in `parent`."""
        made = self.added("StructElem", S=f"/{name}", P=parent.reference)
        parent["K"].append(made.reference)
        return made

    def innermost(self, element: etree.Element | None, is_bullet: bool) -> Any:
        """Return the tag that takes what stands in `element`, made with those around it."""
        if element is None:
            return self.document
        names = tags_of(element)
        if is_bullet and names[:1] == ("LI",):
            names = ("LI", "Lbl")
        tag = None
        for name in names:
            tag = self.made.get((element, name)) or self.new(element, name, tag)
        return tag or self.innermost(self.elements.around.get(element), False)

    def new(self, element: etree.Element, name: str, parent: Any) -> Any:
        """Return the new tag `name` of `element`, in its tag `parent` or in that around it."""
        import pydyf

        if name == "Note":
            made = self.note(element, parent)
        else:
            around = self.elements.around.get(element)
            made = self.tag(self.with_level(name), parent or self.innermost(around, False))
        self.made[element, name] = made
        if attributes := attributes_of(element, name):
            made["A"] = pydyf.Dictionary(attributes)
        if language := element.get("lang"):
            made["Lang"] = pydyf.String(language)
        if said := element.get("aria-label") if name == "Link" else element.get("alt"):
            made["Alt"] = pydyf.String(said)
        return made

    def with_level(self, name: str) -> str:
        """Return `name`, of a heading one level below the last at most (ISO 14289-1, 7.4.2)."""
        if name[0] != "H" or not name[1:].isdigit():
            return name
        self.level = min(int(name[1:]), self.level + 1)
        return f"H{self.level}"

    def note(self, element: etree.Element, parent: Any) -> Any:
        """Return the tag of a note; without a `parent` it will stand after what calls it."""
        import pydyf

        name = element.get("id") or f"note-tag-{len(self.notes)}"
        made = self.tag("Note", parent) if parent else self.added("StructElem", S="/Note")
        made["ID"] = pydyf.String(name)
        self.notes[name] = made
        return made

    def finish(self) -> None:
        """Put notes after the paragraphs that call them, and list them by their ids."""
        import pydyf

        placed: dict[bytes, int] = {}
        for name, note in self.notes.items():
            if "P" not in note:
                self.place(
                    note, self.elements.named.get(f"call-{name.removeprefix('note-')}"), placed
                )
        if self.notes:
            listed = [
                (pydyf.String(name), note.reference) for name, note in sorted(self.notes.items())
            ]
            names = pydyf.Dictionary(
                {"Names": pydyf.Array(each for pair in listed for each in pair)}
            )
            self.pdf.add_object(names)
            self.root["IDTree"] = names.reference

    def place(self, note: Any, call: etree.Element | None, placed: dict[bytes, int]) -> None:
        """Put `note` after the sentence that holds `call`, and the notes `placed` there."""
        parent, at = self.document, len(self.document["K"])
        for each in [] if call is None else self.elements.ancestors(call):
            if holds_notes(each):
                parent = self.innermost(each, False)
                at = len(parent["K"])
                break
            sentence = self.made.get((each, tags_of(each)[0])) if ends_a_sentence(each) else None
            if sentence is not None:
                parent = self.innermost(self.elements.around.get(each), False)
                placed[sentence.reference] = placed.get(sentence.reference, 0) + 1
                at = parent["K"].index(sentence.reference) + placed[sentence.reference]
                break
        note["P"] = parent.reference
        parent["K"].insert(at, note.reference)
