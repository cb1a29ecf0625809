"""Phrases that run the other way than the text around them, set apart for those who write files.

Unicode's bidirectional algorithm orders a line by its letters, and signs and digits by their
neighbours. It cannot know where a phrase ends: after Arabic words "211-V" prints as "V-211", and
two Latin names with an Arabic comma between them run on as one phrase. Here each phrase becomes
one `Foreign`, also where it goes on through italics, links and calls of notes. Only what is written
has them; the document itself keeps what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from unicodedata import category

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
from dossier.model.frozen import frozen
from dossier.model.scripts import (
    BY_LETTERS,
    CODES,
    RIGHT_TO_LEFT_LETTERS,
    Direction,
    direction_of,
    direction_of_letter,
    guessed_language,
)
from dossier.model.walk import changed, plain

_SYMBOL = re.compile(
    r"\+\d[\d \u00a0()./-]*\d"  # a telephone number
    r"|\d{1,3}(?:[ \u202f]\d{3})+(?:[.,]\d+)?(?!\d)"  # groups of digits
    r"|(?a:\w*\d\w*(?:[-/.:]\w+)+)"  # 124-34, 15/2009
)
"""What holds no letter of either kind and would print back to front in right-to-left text."""

_QUOTED = re.compile(r"(?<=«)[^«»\n]+(?=»)|(?<=“)[^“”\n]+(?=”)")
_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ɏ])[’'](?=[A-Za-zÀ-ɏ])")


@frozen
class _Atom:
    """A piece of a run of words that holds no other: what stands around it, and its words."""

    around: tuple[Inline, ...]
    inline: Inline
    text: str


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
            return replace(node, caption=self.inlines(node.caption))
        return changed(node, self.inlines)

    def inlines(self, content: Inlines) -> Inlines:
        atoms = [*_atoms(content, self)]
        text = "".join(each.text for each in atoms)
        told = [*_told(atoms)]
        if self.direction == "ltr" and not told and not _foreign_letters(self.code).search(text):
            return tuple(_whole(atoms))
        kinds = {direction_of_letter(letter) for letter in text} - {None}
        if kinds and self.direction not in kinds and not told:
            return (self.foreign(tuple(_whole(atoms))),)
        for first, end, _ in told:
            text = text[:first] + "\n" * (end - first) + text[end:]
        if self.direction == "rtl":
            text = _as_words(text, atoms)
        guessed = ((*span, "") for span in phrases(text, self.direction, self.code))
        made: list[Inline] = []
        at = -1
        for first, end, language in sorted([*told, *guessed]):
            made += _whole([*_between(atoms, at, first)])
            made.append(self.foreign(tuple(_whole([*_between(atoms, first, end)])), language))
            at = end
        return (*made, *_whole([*_between(atoms, at, len(text))]))

    def foreign(self, content: Inlines, told: str = "") -> Foreign:
        language = told or guessed_language(plain(content))
        if language:
            return Foreign(content, language, direction_of(language))
        return Foreign(content, "", "ltr")


def _told(atoms: Sequence[_Atom]) -> Iterator[tuple[int, int, str]]:
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


def _as_words(text: str, atoms: Sequence[_Atom]) -> str:
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


def _atoms(content: Inlines, own: _Own, around: tuple[Inline, ...] = ()) -> Iterator[_Atom]:
    for inline in content:
        match inline:
            case Emphasis() | Strong() | Link() | Mark():
                yield from _atoms(inline.content, own, (*around, inline))
            case Text():
                yield _Atom(around, inline, inline.text)
            case Reference():
                yield _Atom(around, inline, plain(inline.lead) or "0")
            case Break():
                yield _Atom(around, inline, "\n")
            case Note():
                notes = tuple(own.node(each) for each in inline.content)
                yield _Atom(around, replace(inline, content=notes), "")
            case _:
                yield _Atom(around, inline, "")


def phrases(text: str, base: Direction, code: str) -> Iterator[tuple[int, int]]:
    """Yield where phrases begin and end that are foreign to a language of this direction and code.

    >>> text = "القانون 211-V، (ILO 87)، و124-34 وA/HRC/9 12 أيار"
    >>> [text[first:end] for first, end in phrases(text, "rtl", "ar")]
    ['211-V', 'ILO', '124-34', 'A/HRC/9']
    >>> text = "«Grunt» (Lutzk، Law (New) of 2010) ثم"
    >>> [text[first:end] for first, end in phrases(text, "rtl", "ar")]
    ['Grunt', 'Lutzk', 'Law (New) of']
    >>> text = "the قانون 9 رقم (3) and Заң №5 «Об»."
    >>> [text[first:end] for first, end in phrases(text, "ltr", "en")]
    ['قانون 9 رقم', 'Заң №5 «Об']
    """
    if base == "ltr":
        kinds = "".join(_script(each, code) for each in text)
        yield from (found.span() for found in _OTHER_SCRIPT.finditer(kinds))
        return
    kinds = "".join(map(_kind, text))
    spans = [_trimmed(text, *found.span()) for found in _RIGHTWARD.finditer(kinds)]
    taken = {at for first, end in spans for at in range(first, end)}
    spans += [each.span() for each in _SYMBOL.finditer(text) if not taken & {*range(*each.span())}]
    yield from sorted(span for span in spans if span[0] < span[1])


_WORD = "[do]*l[ldo]*"
_RIGHTWARD = re.compile(rf"{_WORD}(?:[so]*s{_WORD}|s?p[ldso]*c(?:[ldo]+|(?=[so]*s[do]*l)|$))*")
_OTHER_SCRIPT = re.compile(r"([^ldsonpc])(?:(?:\1|[dsopc])*\1)?")
_SISTERS = (("ru", "uk", "kk"), ("ar", "fa"), ("zh", "ja"))
"""Languages that share a script."""


@cache
def _foreign_letters(code: str) -> re.Pattern[str]:
    """Return what finds a letter that may be foreign to a language which runs from left to right.

    It is asked first: nearly all texts hold none, and to look at each letter takes long.
    """
    own = next((each for each in _SISTERS if code in each), (code,))
    letters = "|".join(letters for language, letters in BY_LETTERS if language not in own)
    return re.compile(f"{letters}|{RIGHT_TO_LEFT_LETTERS}")


_PAIRS = {")": "(", "]": "[", "}": "{"}


def _script(letter: str, code: str) -> str:
    """Return a sign for the script of a letter that a language does not use; else its kind.

    Single Greek letters are signs of science.
    """
    found = guessed_language(letter) if not letter.isascii() else ""
    sisters = next((each for each in _SISTERS if found in each), (found,))
    if found in ("", "el") or code in sisters:
        return _kind(letter).replace("r", "l")
    return chr(0xE000 + CODES.index(sisters[0]))


def _kind(letter: str) -> str:
    """Return l or r for a letter by its direction, or d, s, n, p, c or o.

    These are digits, spaces, line ends, opening and closing brackets and quotation marks, others.
    """
    if letter == "\n":
        return "n"
    way = direction_of_letter(letter)
    if way:
        return "l" if way == "ltr" else "r"
    if letter.isdigit() or letter.isspace():
        return "d" if letter.isdigit() else "s"
    return {"Ps": "p", "Pi": "p", "Pe": "c", "Pf": "c"}.get(category(letter), "o")


def _trimmed(text: str, first: int, end: int) -> tuple[int, int]:
    """Return a phrase without signs at its ends that belong to the text around it."""
    while first < end and not (text[first].isalnum() or text[first] in "+#@/"):
        opened = text[first] in _PAIRS.values()
        if opened and any(_PAIRS.get(each) == text[first] for each in text[first:end]):
            break
        first += 1
    while first < end and not (text[end - 1].isalnum() or text[end - 1] in "%+"):
        if _PAIRS.get(text[end - 1], "\0") in text[first : end - 1]:
            break
        end -= 1
    numbered = re.compile(r"\.?[ \u00a0]?\d(?:[\w/.-]*\w)?").match(text, end)
    if numbered and re.search(r"(?i)\b(?:nos?|art|para|p|pp|vol)\.?$", text[first:end]):
        end = numbered.end()
    return first, end


def _between(atoms: Sequence[_Atom], first: int, end: int) -> Iterator[_Atom]:
    """Yield the atoms from one place in their words to another; a text is cut there.

    What has no words, such as the call of a note, stands with the words before it.
    """
    at = 0
    for atom in atoms:
        size = len(atom.text)
        if isinstance(atom.inline, Text):
            words = atom.text[max(first - at, 0) : max(end - at, 0)]
            if words:
                yield replace(atom, inline=replace(atom.inline, text=words), text=words)
        elif first < at + size <= end:
            yield atom
        at += size


def _whole(atoms: Iterator[_Atom] | Sequence[_Atom]) -> Iterator[Inline]:
    """Yield inlines again, those of one italics or link together."""
    waiting = [*atoms]
    while waiting:
        head = waiting[0]
        if not head.around:
            yield waiting.pop(0).inline
            continue
        outer = head.around[0]
        inner: list[_Atom] = []
        while waiting and waiting[0].around and waiting[0].around[0] is outer:
            each = waiting.pop(0)
            inner.append(replace(each, around=each.around[1:]))
        holder: Any = outer
        yield replace(holder, content=tuple(_whole(inner)))
