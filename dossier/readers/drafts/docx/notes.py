"""The notes of a Word file, read where they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from lxml import etree

from dossier.model.document import Note, NoteAgain
from dossier.model.frozen import frozen
from dossier.model.numbering import mark_of
from dossier.ooxml.accept_changes import accept_changes
from dossier.ooxml.custom_marks import take_marks
from dossier.ooxml.elements import attribute
from dossier.ooxml.names import local
from dossier.ooxml.parts import PackagePart
from dossier.readers.drafts.docx.words_apart import Apart
from dossier.readers.drafts.piece import Piece
from dossier.readers.drafts.structure import note_nodes

KINDS = ("footnote", "endnote")


@frozen
class NoteSource:
    """Where the words of a part find their notes, by kind ("footnote") and id.

    `call` gives the note that is called at a line, `again` one that was called before by the
    bookmark at its call, `words` what a note says that only words which are left out call.
    """

    call: Callable[[str, str, int], Note | NoteAgain | None]
    again: Callable[[str, int], NoteAgain | None]
    words: Callable[[str, str], str]


NO_NOTES = NoteSource(lambda *_: None, lambda *_: None, lambda *_: "")


class Notes:
    """Footnotes and endnotes; `read` makes pieces of what stands in a part, at a line.

    `changed` fills with the marks of notes that no note has here.
    """

    def __init__(
        self, main: PackagePart, read: Callable[[etree._Element, PackagePart, int], Sequence[Piece]]
    ) -> None:
        self.read = read
        self.parts = {kind: main.related(f"{kind}s") for kind in KINDS}
        for part in self.parts.values():
            if part is not None:
                accept_changes(part.root)
        roots = {kind: part.root for kind, part in self.parts.items() if part is not None}
        self.own = take_marks(main.root, roots)
        self.texts = {kind: _by_id(part, kind) for kind, part in self.parts.items()}
        self.marks = _marks(main.root)
        self.called: dict[tuple[str, str], Note] = {}
        self.changed: list[Apart] = []

    def call(self, kind: str, id_: str, line: int) -> Note | NoteAgain | None:
        """Return the note that is called; None where the file has none, or leaves all of it out."""
        part, text = self.parts[kind], self.texts[kind].get(id_)
        if part is None or text is None:
            return None
        if (kind, id_) in self.called:
            return NoteAgain(self.called[kind, id_].id, line)
        pieces = self.read(text, part, line)
        if not pieces and "".join(_shown(text)).strip():
            return None
        name = f"{kind}-{len(self.called) + 1}"
        mark = self.own.get((kind, id_), "")
        if mark and not mark_of(mark):
            self.changed.append(Apart("mark", mark, line))
        name = f"{name}/{mark if mark_of(mark) else '*'}" if mark else name
        note = Note(name, note_nodes(pieces, name), line)
        self.called[kind, id_] = note
        return note

    def words(self, kind: str, id_: str) -> str:
        """Return the words of a note that only words which are left out call, hidden ones too."""
        text = self.texts[kind].get(id_)
        if text is None or (kind, id_) in self.called:
            return ""
        paragraphs = ("".join(_shown(each)) for each in text.iter() if local(each) == "p")
        return " ".join(each for each in paragraphs if each) or "[a note]"

    def again(self, mark: str, line: int) -> NoteAgain | None:
        """Return the note that was called at a bookmark, if it has been read."""
        note = self.called.get(self.marks.get(mark, ("", "")))
        return NoteAgain(note.id, line) if note else None

    def name_at(self, mark: str) -> str | None:
        """Return the id of the note that is called at a bookmark."""
        note = self.called.get(self.marks.get(mark, ("", "")))
        return note.id if note else None

    def place(self) -> Literal["footnotes", "endnotes"]:
        """Return where most of the notes stand."""
        kinds = [kind for kind, _ in self.called]
        more = kinds.count("endnote") > kinds.count("footnote")
        return "endnotes" if more else "footnotes"


def _shown(paragraph: etree._Element) -> Iterator[str]:
    yield from (each.text or "" for each in paragraph.iter() if local(each) == "t")


def _by_id(part: PackagePart | None, kind: str) -> Mapping[str, etree._Element]:
    every = [] if part is None else [each for each in part.root if local(each) == kind]
    return {attribute(each, "id"): each for each in every}


def _marks(root: etree._Element) -> Mapping[str, tuple[str, str]]:
    """Return the notes that are called inside bookmarks, by the bookmarks' names."""
    opened: dict[str, str] = {}
    found: dict[str, tuple[str, str]] = {}
    for each in root.iter():
        match local(each):
            case "bookmarkStart":
                opened[attribute(each, "id")] = attribute(each, "name")
            case "bookmarkEnd":
                opened.pop(attribute(each, "id"), None)
            case "footnoteReference" | "endnoteReference" as name:
                called = (name.removesuffix("Reference"), attribute(each, "id"))
                found |= dict.fromkeys(opened.values(), called)
                opened.clear()  # a bookmark stands for the first note that is called in it
    return found
