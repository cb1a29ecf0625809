"""Phrases that run the other way than the text around them, set apart for those who write files.

Unicode's bidirectional algorithm orders a line by its letters, and signs and digits by their
neighbours. It cannot know where a phrase ends: after Arabic words "211-V" prints as "V-211", and
two Latin names with an Arabic comma between them run on as one phrase. Here each phrase becomes
one `Foreign`, also where it goes on through italics, links and calls of notes. Only what is written
has them; the document itself keeps what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dossier.model.document import (
    Block,
    Break,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Inlines,
    Link,
    Mark,
    Node,
    Note,
    Reference,
    Strong,
    Text,
)  # fmt: skip
from dossier.model.edition import Edition
from dossier.model.foreign_spans import foreign_letters, phrases
from dossier.model.frozen import frozen
from dossier.model.inline_atoms import Atom, between, extents_of, whole
from dossier.model.scripts import (
    Direction,
    direction_of,
    direction_of_letter,
    guessed_language,
)
from dossier.model.walk import changed, plain

_QUOTED = re.compile(r"(?<=«)[^«»\n]+(?=»)|(?<=“)[^“”\n]+(?=”)")
_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ɏ])[’'](?=[A-Za-zÀ-ɏ])")


def with_foreign_phrases(edition: Edition) -> Edition:
    """Return an edition as it is written: phrases of another script or direction are `Foreign`."""
    own = _Own(edition.language.direction, edition.language.code)
    document = edition.document

    def block(each: Block) -> Block:
        return replace(each, content=tuple(own.node(node) for node in each.content))

    sections = tuple(
        replace(each, blocks=tuple(block(one) for one in each.blocks)) for each in document.sections
    )
    cover = tuple(replace(each, content=own.inlines(each.content)) for each in document.cover)
    return replace(edition, document=replace(document, sections=sections, cover=cover))


@frozen
class _Own:
    """The direction and the language of a document, against which its phrases are held."""

    direction: Direction
    code: str

    def node(self, node: Node) -> Node:
        if isinstance(node, Figure):
            node = replace(node, caption=self.inlines(node.caption))
        return changed(node, self.inlines)

    def inlines(self, content: Inlines) -> Inlines:
        atoms = [*_atoms(content, self)]
        text = "".join(each.text for each in atoms)
        told = [*_told(atoms)]
        latin = [*_latin(text, atoms)] if self.code in _EAST_ASIAN else []
        own = not (told or latin) and self.direction == "ltr"
        if own and not foreign_letters(self.code).search(text):
            return tuple(whole(atoms))
        kinds = {direction_of_letter(letter) for letter in text} - {None}
        if kinds and self.direction not in kinds and not told:
            return (self.foreign(tuple(whole(atoms))),)
        for first, end, _ in told:
            text = text[:first] + "\n" * (end - first) + text[end:]
        if self.direction == "rtl":
            text = _as_words(text, atoms)
        extents = [*extents_of(atoms)]
        links = [
            span for each, span in extents
            if isinstance(each, Link) and not any(_meet(span, other[:2]) for other in told)
        ]  # fmt: skip
        found = phrases(text, self.direction, self.code)
        spans = [*told, *((*span, "") for span in _with_whole_links(found, links))]
        apart = [
            (*each, "") for each in latin if not any(_meet(each, other[:2]) for other in spans)
        ]
        return tuple(whole([*self.parted(atoms, sorted([*spans, *apart]), extents)]))

    def parted(
        self,
        atoms: Sequence[Atom],
        spans: Iterable[tuple[int, int, str]],
        extents: Sequence[tuple[Inline, tuple[int, int]]],
    ) -> Iterator[Atom]:
        """Yield atoms, phrases as one each; `extents` are where what is around them ends."""
        at = -1
        for first, end, language in spans:
            yield from between(atoms, at, first)
            beyond = [one for one, span in extents if span[0] < first or end < span[1]]
            yield self.set_apart([*between(atoms, first, end)], beyond, language)
            at = end
        yield from between(atoms, at, sum(len(each.text) for each in atoms))

    def set_apart(self, phrase: Sequence[Atom], beyond: Sequence[Inline], told: str) -> Atom:
        """Return a phrase as one atom; what goes `beyond` it, such as a link, stays whole."""
        around: list[Inline] = []
        for each in zip(*(each.around for each in phrase), strict=False):
            if not all(one is each[0] for one in each) or not any(each[0] is b for b in beyond):
                break
            around.append(each[0])
        inner = [replace(each, around=each.around[len(around) :]) for each in phrase]
        return Atom((*around,), self.foreign(tuple(whole(inner)), told), "")

    def foreign(self, content: Inlines, told: str = "") -> Foreign:
        language = told or guessed_language(plain(content))
        if language:
            return Foreign(content, language, direction_of(language))
        return Foreign(content, "", "ltr")


_EAST_ASIAN = ("zh", "ja", "ko")


def _latin(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Yield what stands in Latin letters of their own in an East Asian text.

    That are words in italics, which Chinese letters do not have, and apostrophes in Latin words,
    which are as wide as a letter in a Chinese font.
    """
    at, slanted = 0, list[tuple[int, int]]()
    for atom in atoms:
        if any(isinstance(each, Emphasis) for each in atom.around):
            slanted.append((at, at + len(atom.text)))
        at += len(atom.text)
    plain_ = [span for span in slanted if not guessed_language(text[slice(*span)])]
    found = (each.span() for each in _APOSTROPHE.finditer(text))
    yield from sorted(
        [*plain_, *(each for each in found if not any(_meet(each, o) for o in plain_))]
    )


def _meet(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans have a sign in common."""
    return span[0] < other[1] and other[0] < span[1]


def _told(atoms: Sequence[Atom]) -> Iterator[tuple[int, int, str]]:
    """Yield where words begin and end of which the author says the language, and which it is."""
    at, begun, language = 0, 0, ""
    for atom in atoms:
        if atom.text:
            own = atom.inline.language if isinstance(atom.inline, Text) else ""
            if own != language and language:
                yield begun, at, language
            if own != language:
                begun, language = at, own
        at += len(atom.text)
    if language:
        yield begun, at, language


def _as_words(text: str, atoms: Sequence[Atom]) -> str:
    """Return a text of the same length; what runs rightward as a whole stands in it as one word.

    That are the words of a link, with the slash at the end of an address, and those between
    quotation marks, with the brackets and signs of a title; and what an apostrophe joins.
    """
    at, spans = 0, [found.span() for found in _QUOTED.finditer(text)]
    for atom in atoms:
        if any(isinstance(each, Link) for each in atom.around):
            spans.append((at, at + len(atom.text)))
        at += len(atom.text)
    for first, end in spans:
        ways = {direction_of_letter(each) for each in text[first:end]}
        if "ltr" in ways and "rtl" not in ways:
            text = text[:first] + "a" * (end - first) + text[end:]
    return _APOSTROPHE.sub("a", text)


def _atoms(content: Inlines, own: _Own, around: tuple[Inline, ...] = ()) -> Iterator[Atom]:
    for inline in content:
        match inline:
            case Emphasis() | Strong() | Link() | Mark():
                yield from _atoms(inline.content, own, (*around, inline))
            case Text():
                yield Atom(around, inline, inline.text)
            case Reference():
                yield Atom(around, inline, plain(inline.lead) or "0")
            case Break():
                yield Atom(around, inline, "\n")
            case Note():
                notes = tuple(own.node(each) for each in inline.content)
                yield Atom(around, replace(inline, content=notes), "")
            case _:
                yield Atom(around, inline, "")


def _with_whole_links(
    spans: Iterable[tuple[int, int]], links: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield phrases, longer ones where a link goes beyond one of their ends; none meets another.

    A link that was parted would print its address twice. A phrase that begins inside of a link and
    ends beyond it takes all of the link, and so the phrases that stand before it there.
    """
    waiting: tuple[int, int] | None = None
    for first, end in sorted(_longer(span, links) for span in spans):
        if waiting and first < waiting[1]:
            waiting = (waiting[0], max(end, waiting[1]))
            continue
        if waiting:
            yield waiting
        waiting = (first, end)
    if waiting:
        yield waiting


def _longer(span: tuple[int, int], links: Sequence[tuple[int, int]]) -> tuple[int, int]:
    first, end = span
    for begin, stop in links:
        if begin < end and first < stop and not (begin <= first and end <= stop):
            first, end = min(first, begin), max(end, stop)
    return first, end
