"""Make notes of citations that stand in the text.

A citation may stand before or after a full stop; its note is called where the language calls notes:
in English after the stop, as in pandoc, in French before it. What meets at one place becomes one
note, so that no two calls read as one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossier.build.resolve.inline_splices import joined
from dossier.model.document import (
    Block,
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Nodes,
    Note,
    NoteAgain,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from dossier.model.language import Language
from dossier.model.origin import Origin, OriginKind
from dossier.model.walk import changed, everything

_STOP = re.compile(r"[.,;:!?…،؛؟，。；：！？、]+[”’\"')\]»）」』]*")
_LAST_STOP = re.compile(r"(?:^|(?<=[^.…\s]))[.,;:،؛，。；：、]$")
"""A stop after which a citation was typed; it is none of several, and ends no quotation."""


def with_notes(block: Block, language: Language) -> Block:
    """Return `block` with a note for each citation in its text."""
    maker = _Maker(block, language)
    return replace(block, content=tuple(changed(each, maker.inlines) for each in block.content))


def unnoted(block: Block) -> Block:
    """Return `block` without its notes and what leads to them, as it is spoken."""
    return replace(block, content=tuple(changed(each, _spoken) for each in block.content))


def _spoken(content: Inlines) -> Inlines:
    found: list[Inline] = []
    for inline in content:
        match inline:
            case Note() | NoteAgain() | Citation() | Reference("note"):
                continue
            case Emphasis() | Strong() | Link():
                found.append(replace(inline, content=_spoken(inline.content)))
            case _:
                found.append(inline)
    return joined(found)


class _Maker:
    """Makes the notes of one block and gives them ids that no other note there has."""

    def __init__(self, block: Block, language: Language) -> None:
        self.block = block.id
        self.language = language
        self.taken = {each.id for each in everything(block) if isinstance(each, Note)}
        self.made: set[str] = set()
        self.count = 0

    def inlines(self, content: Inlines) -> Inlines:
        waiting = list(content)
        found: list[Inline] = []
        while waiting:
            inline = waiting.pop(0)
            if not isinstance(inline, Citation):
                found.append(self.inner(inline))
                continue
            if found and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].text.rstrip(" "), found[-1].origin)
            group, waiting = _group(inline, waiting)
            notes = [self.note(each) if isinstance(each, Citation) else each for each in group]
            if self.language.note_call == "before the stop":
                more, waiting = _beyond_stop(waiting)
                found = [*_before_stop(found, [*notes, *more])]
                continue
            stop, waiting = _after_stop(waiting)
            found += [Text(stop), *notes] if stop else notes
        return joined(list(_apart(self.merged(joined(found)))))

    def inner(self, inline: Inline) -> Inline:
        match inline:
            case Emphasis() | Strong() | Link():
                return replace(inline, content=self.inlines(inline.content))
            case Reference():
                return replace(inline, lead=self.inlines(inline.lead))
        return inline

    def note(self, citation: Citation) -> Note:
        self.count += 1
        while f"{self.block}/cite-{self.count}" in self.taken:
            self.count += 1
        id_ = f"{self.block}/cite-{self.count}"
        self.made.add(id_)
        paragraph = Paragraph((citation, Text(self.language.stop)), f"{id_}.1", citation.line)
        return Note(id_, (paragraph,), citation.line, (citation.origin,))

    def merged(self, content: Inlines) -> Iterator[Inline]:
        """Yield `content` with notes that meet made one, where we made one of them."""
        held: Note | None = None
        for inline in content:
            if held and isinstance(inline, Note) and self.made & {held.id, inline.id}:
                held = self.merge(held, inline)
                continue
            if held:
                yield held
            held = inline if isinstance(inline, Note) else None
            if held is None:
                yield inline
        if held:
            yield held

    def merge(self, first: Note, second: Note) -> Note:
        """Return one note of both texts; the label that an author gave is kept."""
        id_ = second.id if first.id in self.made else first.id
        origin = (*(first.origin or (None,)), *(second.origin or (None,)))
        return Note(id_, _run_on(first.content, second.content, self.language), first.line, origin)


def _group(first: Inline, waiting: list[Inline]) -> tuple[list[Inline], list[Inline]]:
    """Return the citations and notes that stand together from `first` on, and what is left."""
    group = [first]
    while waiting:
        ahead = waiting[0]
        blank = isinstance(ahead, Text) and not ahead.text.strip()
        if blank and len(waiting) > 1 and isinstance(waiting[1], Citation | Note):
            waiting = waiting[1:]
        elif isinstance(ahead, Citation | Note):
            group.append(ahead)
            waiting = waiting[1:]
        else:
            break
    return group, waiting


def _apart(content: Iterable[Inline]) -> Iterator[Inline]:
    """Yield `content` with a space between two calls, so that 1 and 3 do not read as 13."""
    last: Inline | None = None
    for inline in content:
        if isinstance(inline, Note | NoteAgain) and isinstance(last, Note | NoteAgain):
            yield Text("\u00a0", Origin(OriginKind.SPACER))
        yield inline
        last = inline


def _after_stop(waiting: list[Inline]) -> tuple[str, list[Inline]]:
    """Return the stop that follows a citation, and what is left after it."""
    if waiting and isinstance(waiting[0], Text):
        found = _STOP.match(waiting[0].text)
        if found:
            rest = Text(waiting[0].text[found.end() :], waiting[0].origin)
            return found[0], [rest, *waiting[1:]]
    return "", waiting


def _beyond_stop(waiting: list[Inline]) -> tuple[list[Inline], list[Inline]]:
    """Return notes that an author called after the stop, and what is left, the stop first."""
    stop, rest = _after_stop(waiting)
    called: list[Inline] = []
    while stop and rest[0] == Text("") and isinstance(rest[1] if rest[1:] else None, Note):
        called.append(rest[1])
        rest = [rest[0], *rest[2:]]
    return (called, [Text(stop), *rest]) if called else ([], waiting)


def _before_stop(found: list[Inline], notes: list[Inline]) -> Iterator[Inline]:
    """Yield what was found and then notes; a stop that ends it comes after them."""
    last = found[-1] if found else None
    stop = _LAST_STOP.search(last.text) if isinstance(last, Text) else None
    if not isinstance(last, Text) or stop is None:
        yield from (*found, *notes)
        return
    yield from (*found[:-1], Text(last.text[: stop.start()], last.origin), *notes)
    yield Text(stop[0])


def _unsaid(second: Inlines, first: list[Inline]) -> Inlines:
    """Return a citation without the sources that the note before it cites at the same place."""
    said = {each for part in first if isinstance(part, Citation) for each in part.cites}
    if not second or not isinstance(second[0], Citation):
        return second
    cites = tuple(each for each in second[0].cites if each not in said)
    return (replace(second[0], cites=cites), *second[1:]) if cites else second[1:]


def _run_on(first: Nodes, second: Nodes, language: Language) -> Nodes:
    """Return two notes' texts as one: a citation goes on, an author's words begin anew."""
    *before, last = first
    opening, *after = second
    if not (isinstance(last, Paragraph) and isinstance(opening, Paragraph)):
        return (*first, *second)
    content = list(last.content)
    opening = replace(opening, content=_unsaid(opening.content, content))
    if opening.content == (Text(language.stop),):
        return (*first, *after)
    cites = isinstance(opening.content[0], Citation)
    if cites and isinstance(content[-1], Text):
        said = content[-1].text.rstrip().removesuffix(language.stop)
        content[-1] = Text(said, content[-1].origin)
    joint = joined([*content, Text(language.list_words.parted if cites else " "), *opening.content])
    return (*before, replace(last, content=joint), *after)
