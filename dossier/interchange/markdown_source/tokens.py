"""Cut inlines into what a difference is told in: words, openings, closings, whole requests."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from enum import StrEnum

from dossier.interchange.markdown_source.equality import key
from dossier.model.document import (
    Break,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    NoteAgain,
    Phrase,
    Reference,
    Strong,
    Text,
)
from dossier.model.frozen import frozen
from dossier.model.textdiff import tokens


class SourceTokenKind(StrEnum):
    """What a token is: a word, the beginning or end of an inline with words, or a whole one."""

    WORD = "word"
    OPEN = "open"
    CLOSE = "close"
    WHOLE = "whole"
    CALL = "call"
    BREAK = "break"


@frozen
class SourceKey:
    """What makes two tokens the same: their kind, and the word, label or inline that they are.

    All kinds are one class, since RapidFuzz compares by hashes: the kind must be in the hash.
    """

    kind: SourceTokenKind
    value: Hashable = None


@frozen
class EnclosingInline:
    """What an inline is besides the words it holds: its class, and what else it says."""

    cls: type[Inline]
    details: tuple[Hashable, ...] = ()


@frozen
class SourceToken:
    """A token of a paragraph: `said` are its words, `inline` what it opens, closes or is whole."""

    key: SourceKey
    said: str = ""
    inline: Inline | None = None

    @property
    def kind(self) -> SourceTokenKind:
        return self.key.kind


def cut(content: Inlines, block: str) -> Iterator[SourceToken]:
    """Yield the tokens of `content`, in the block with this id."""
    for inline in _folded(content):
        match inline:
            case Text():
                for word in tokens(inline.text):
                    yield SourceToken(SourceKey(SourceTokenKind.WORD, word), word)
            case Emphasis() | Strong() | Link() | Reference() | Phrase() if not is_bare(inline):
                enclosing = _enclosing(inline, block)
                yield SourceToken(SourceKey(SourceTokenKind.OPEN, enclosing), inline=inline)
                held = inline.lead if isinstance(inline, Reference) else inline.content
                yield from cut(held, block)
                yield SourceToken(SourceKey(SourceTokenKind.CLOSE, enclosing), inline=inline)
            case Note() | NoteAgain():
                label = inline.id.removeprefix(f"{block}/")
                yield SourceToken(SourceKey(SourceTokenKind.CALL, label), label, inline)
            case Break():
                yield SourceToken(SourceKey(SourceTokenKind.BREAK), inline=inline)
            case _:
                whole = SourceKey(SourceTokenKind.WHOLE, key(inline, block))
                yield SourceToken(whole, inline=inline)


def _folded(content: Inlines) -> Iterator[Inline]:
    """Yield inlines with neighbouring words joined and white space folded, as the reader does."""
    words = ""
    for inline in (*content, None):
        if isinstance(inline, Text):
            words += inline.text
            continue
        if words:
            yield Text(" ".join(re.split(r"[ \t\n]+", words)))
        words = ""
        if inline is not None:
            yield inline


def is_bare(inline: Inline) -> bool:
    """Whether a link's words are its address."""
    return isinstance(inline, Link) and inline.content == (
        Text(inline.address.removeprefix("mailto:")),
    )


def _enclosing(inline: Inline, block: str) -> EnclosingInline:
    match inline:
        case Link():
            return EnclosingInline(Link, (inline.address,))
        case Reference():
            return EnclosingInline(Reference, (inline.kind, inline.target))
        case Phrase():
            return EnclosingInline(Phrase, (inline.conditions, key(inline.otherwise, block)))
        case _:
            return EnclosingInline(type(inline))


def partners(found: list[SourceToken]) -> dict[int, int]:
    """Return for each opening where it is closed, and for each closing where it was opened."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for at, token in enumerate(found):
        if token.kind is SourceTokenKind.OPEN:
            opened.append(at)
        elif token.kind is SourceTokenKind.CLOSE:
            other = opened.pop()
            pairs[at], pairs[other] = other, at
    return pairs
