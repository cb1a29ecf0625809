"""Tokens: a paragraph as words, and as things among words, so that two of them can be compared.

Three texts meet in a pull: the one that was exported (`exported_tokens`), the one that came back
(`returned_text`), and the author's source as it is now (`source_tokens`). Those of the source know
what they stand for, so that a citation stays a citation wherever the words around it go
(`token_inlines` makes inlines of them again).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import field, replace
from enum import StrEnum
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from dossier.model.document import Break, Emphasis, Inlines, Link, Phrase, Reference, Strong
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.origin import Origin
from dossier.model.textdiff import tokens as cut
from dossier.model.unbroken_spaces import NARROW, NO_BREAK, positions
from dossier.model.walk import plain
from dossier.readers.exported_docx.paragraphs import ReturnedParagraph

Wrap: TypeAlias = Emphasis | Strong | Link | Phrase | Reference


class KeyKind(StrEnum):
    """What a token is, as far as two of them are compared."""

    WORD = "word"
    """A word, a space or a sign; the name is its text."""
    NOTE = "note"
    """The call of a note; the name is its id, or in the text of one block its label."""
    NEW_NOTE = "new-note"
    """The call of a note that was never exported; the name is that of the Word file."""
    NOTE_AGAIN = "note-again"
    """A later call of a note; the name is that of the first."""
    CITATION = "citation"
    """The call of a note that the program made of citations."""
    PICTURE = "picture"
    """A picture; the name is its alternative text."""
    PRINTED = "printed"
    """Something that the program printed, or in the source what asks for it."""
    REFERENCE = "reference"
    """The number of a cross-reference; the name is its bookmark, where it is known."""
    HIDDEN = "hidden"
    """A phrase that does not stand in the document, and a space beside it."""
    ABSORBED = "absorbed"
    """What belongs to the words before it and is not compared by itself."""
    LINE_BREAK = "line-break"
    PARAGRAPH_BREAK = "paragraph-break"
    END = "end"


class Key(NamedTuple):
    """What makes two tokens the same.

    All kinds are one class, since RapidFuzz compares by hashes: the kind must be in the hash. Keys
    are compared so often that they are tuples, which Python compares without calling a function.
    """

    kind: KeyKind
    name: str = ""


DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""A mark for the direction of writing. It does not print."""

SPACE_KEY = Key(KeyKind.WORD, " ")
HIDDEN_KEY = Key(KeyKind.HIDDEN)
CITATION_KEY = Key(KeyKind.CITATION)
PRINTED_KEY = Key(KeyKind.PRINTED)
REFERENCE_KEY = Key(KeyKind.REFERENCE)


@frozen
class RunFormat:
    """How words look: what formatting in Word can say of them."""

    bold: bool = False
    italic: bool = False
    address: str = ""


@frozen
class Enclosure:
    """An inline that words stand in, emptied; `number` tells two of one kind apart."""

    wrap: Wrap
    number: int


@frozen
class Token:
    """A word, a space, a sign, or a thing among words.

    `key` is what makes it the same as another, `origin` says what printed it. In the source,
    `nodes` are the inlines that it stands for where it is no word, and `enclosures` the inlines
    that it stands in, the outermost first. `stop` is the stop that prints before a citation and
    stands after it in the source, `gap` the space before it there. `note_paragraphs` are the text
    of a note that came back, `note_name` is what the file calls it. A `fresh` token has yet to get
    its enclosures.
    """

    text: str
    key: Key
    run_format: RunFormat = RunFormat()
    enclosures: tuple[Enclosure, ...] = ()
    nodes: Inlines = ()
    origin: Origin | None = None
    stop: str = ""
    gap: str = ""
    note_paragraphs: tuple[ReturnedParagraph, ...] = field(default=(), compare=False)
    note_name: str = field(default="", compare=False)
    fresh: bool = field(default=False, compare=False)

    @property
    def is_space(self) -> bool:
        """Whether the token is white space that folds."""
        return self.key == SPACE_KEY

    @property
    def is_word(self) -> bool:
        """Whether the token is a word, a space or a sign."""
        return self.key.kind is KeyKind.WORD

    @property
    def calls_note(self) -> bool:
        """Whether the token is the first call of a note, or a citation that prints as one."""
        return self.key.kind in (KeyKind.NOTE, KeyKind.NEW_NOTE, KeyKind.CITATION)


class _Words(dict[str, Token]):
    """The tokens of one format and origin by their text; each is made when it is asked for."""

    def __init__(self, run_format: RunFormat, origin: Origin | None) -> None:
        self.run_format = run_format
        self.origin = origin

    def __missing__(self, text: str) -> Token:
        shown = " " if text.isspace() and text not in "\u00a0\u202f" else text
        token = Token(shown, Key(KeyKind.WORD, shown), self.run_format, origin=self.origin)
        self[text] = token
        return token


_of_look = cache(_Words)


def word(text: str, run_format: RunFormat = RunFormat(), origin: Origin | None = None) -> Token:
    """Return the token of a word, a space or a sign."""
    return _of_look(run_format, origin)[text]


def words(
    text: str, run_format: RunFormat = RunFormat(), origin: Origin | None = None
) -> list[Token]:
    """Return the tokens of a text, letters with accents as one sign: some programs part them."""
    known = _of_look(run_format, origin)
    return [known[each] for each in cut(unicodedata.normalize("NFC", text))]


def with_plain_spaces(row: Sequence[Token], language: Language) -> tuple[Token, ...]:
    """Return tokens of a printed text with plain spaces where the program put no-break spaces.

    A no-break space anywhere else is an author's, or that of a reader.
    """
    if all(each.key.name not in (NO_BREAK, NARROW) for each in row):
        return tuple(row)
    begins = [0, *accumulate(len(each.text) for each in row)]
    ours = positions("".join(each.text for each in row), language)
    after = [*(each.key.kind for each in row[1:]), KeyKind.END]
    return tuple(
        replace(each, text=" ", key=SPACE_KEY)
        if _is_ours(each, ours.get(begin, ""), next_)
        else each
        for each, begin, next_ in zip(row, begins, after, strict=False)
    )


def _is_ours(space: Token, printed: str, next_: KeyKind) -> bool:
    """Whether the program put a space that no line ends at, where it has `printed` one or none."""
    if space.key.name == NO_BREAK:
        return bool(printed) or next_ is KeyKind.REFERENCE
    return space.key.name == NARROW and printed == NARROW


def shown(row: Sequence[Token]) -> str:
    """Return the words of tokens; what is generated shows as its source where it has no words."""
    return "".join(each.text or plain(each.nodes) for each in row)


def address_key(address: str) -> str:
    """Return an address as programs agree on it: some add a slash after a bare host.

    >>> address_key("https://www.ictur.org/")
    'https://www.ictur.org'
    """
    bare = _HOST.fullmatch(address) if address else None
    return bare[1] if bare else address


_HOST = re.compile(r"([a-z]+://[^/?#]+)/")
BREAK = Token("\n", Key(KeyKind.LINE_BREAK), nodes=(Break(),))
PARAGRAPH = Token("¶", Key(KeyKind.PARAGRAPH_BREAK))
"""Stands between two paragraphs that are compared together."""


def on_one_line(row: Sequence[Token]) -> tuple[Token, ...]:
    """Return tokens with a space where a line ends among them, as in cells and headings.

    >>> shown(on_one_line((word("appealed"), BREAK, word("in"))))
    'appealed in'
    """
    if all(each.key != BREAK.key for each in row):
        return tuple(row)
    found: list[Token] = []
    for token in row:
        ends = token.key == BREAK.key
        if found and found[-1].is_space and (ends or token.is_space):
            continue
        look = found[-1].run_format if found else token.run_format
        found.append(word(" ", look) if ends else token)
    return tuple(found)
