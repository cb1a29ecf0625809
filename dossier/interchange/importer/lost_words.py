"""Hold the text of a new dossier against the draft it came from, word for word.

Both become one row of words, with each note where it is called; numbers that the program counts
are in neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from dossier.interchange.importer.inlines import clean
from dossier.interchange.importer.notes import MISSING
from dossier.model.document import (
    Break,
    Emphasis,
    Figure,
    Link,
    Mark,
    Note,
    NoteAgain,
    Phrase,
    Reference,
    Strong,
    Text,
)
from dossier.model.frozen import frozen
from dossier.model.textdiff import difference, tokens
from dossier.model.walk import Part, parts

Called: TypeAlias = tuple[str, ...]
"""The words of a note that is called here."""

Word: TypeAlias = tuple[str | Called, int]
"""A word or a note, and the line where it stands."""


@frozen
class Difference:
    """Where two texts part: what the draft has there, what the dossier has, the draft's line."""

    old: str
    new: str
    line: int
    number: int = 0


Label: TypeAlias = Callable[[Reference], str]
"""Gives the number that the program prints for a cross-reference."""


def _none(_: Reference) -> str:
    return ""


def words(
    parts_: Iterable[Part], label: Label = _none, met: dict[str, Called] | None = None
) -> list[Word]:
    """Return the words of nodes in the order of reading.

    `met` fills with the notes that were called, so that nodes read later may call them again.
    """
    reader = _Reader(label, {} if met is None else met)
    for part in parts_:
        reader.read(part)
        reader.close()
    return reader.found


def said(note: Note, label: Label = _none) -> Called:
    """Return the words of a note without the full stop at their end."""
    found = tuple(each for each, _ in words(note.content, label) if isinstance(each, str))
    return _stopped(found) or _MISSING


class _Reader:
    def __init__(self, label: Label, met: dict[str, Called]) -> None:
        self.label = label
        self.found: list[Word] = []
        self.held = ""
        self.line = 0
        self.notes = met

    def read(self, part: Part) -> None:
        own = getattr(part, "line", 0)
        if not isinstance(part, Text | Emphasis | Strong | Link | Break):
            self.line = own or self.line
        match part:
            case Text():
                self.held += part.text
            case Break():
                self.held += " "
            case Mark():
                pass
            case Note():
                self.notes[part.id] = said(part, self.label)
                self.call(part.id)
            case NoteAgain():
                self.call(part.id)
            case Reference():
                for word in part.lead:
                    self.read(word)
                self.held += f" {self.label(part)}"
            case Emphasis() | Strong() | Link() | Phrase():
                for word in part.content:
                    self.read(word)
            case _:
                self.close()
                for each in _inner(part):
                    self.read(each)
                    self.close_after(each)

    def close_after(self, part: Part) -> None:
        if not isinstance(part, _INLINES):
            self.close()

    def call(self, id_: str) -> None:
        self.close()
        self.found.append((self.notes.get(id_, ()), self.line))

    def close(self) -> None:
        """Take the words that are held; they end here."""
        told = (each for each in tokens(clean(self.held)) if each.strip())
        self.found += [(each, self.line) for each in told]
        self.held = ""


_INLINES = (
    Text, Break, Mark, Note, NoteAgain, Reference, Emphasis, Strong, Link, Phrase,
)  # fmt: skip


def _inner(part: Part) -> tuple[Part, ...]:
    return () if isinstance(part, Figure) else parts(part)


def _stopped(found: Called) -> Called:
    return found[:-1] if found[-1:] == (".",) else found


_MISSING = _stopped(tuple(each for each in tokens(MISSING) if each.strip()))


def differences(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Difference]:
    """Yield where two rows of words are not the same."""
    for kind, start, end, first, last in difference(
        [each for each, _ in old], [each for each, _ in new]
    ):
        if kind == "replace":
            at = old[min(start, len(old) - 1)][1] if old else 0
            yield Difference(_shown(old[start:end]), _shown(new[first:last]), at)


def _shown(found: Sequence[Word]) -> str:
    said = [each if isinstance(each, str) else f"[note: {' '.join(each)}]" for each, _ in found]
    text = " ".join(said)
    return text if len(text) <= 200 else f"{text[:200]} …"
