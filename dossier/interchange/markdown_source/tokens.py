"""Cut inlines into what a difference is told in: words, openings, closings, whole requests."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

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
from dossier.model.textdiff import tokens

Kind: TypeAlias = Literal["word", "open", "close", "whole", "call", "break"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line: `said` are its words, `inline` what it opens, closes or is whole."""

    kind: Kind
    key: Hashable
    said: str = ""
    inline: Inline | None = None


def cut(content: Inlines, block: str) -> Iterator[Token]:
    """Yield the tokens of `content`, in the block with this id."""
    for inline in _folded(content):
        match inline:
            case Text():
                for word in tokens(inline.text):
                    yield Token("word", word, word)
            case Emphasis() | Strong() | Link() | Reference() | Phrase() if not is_bare(inline):
                shell = _shell(inline, block)
                yield Token("open", ("open", *shell), inline=inline)
                held = inline.lead if isinstance(inline, Reference) else inline.content
                yield from cut(held, block)
                yield Token("close", ("close", *shell), inline=inline)
            case Note() | NoteAgain():
                label = inline.id.removeprefix(f"{block}/")
                yield Token("call", ("call", label), label, inline)
            case Break():
                yield Token("break", ("break",), inline=inline)
            case _:
                yield Token("whole", ("whole", key(inline, block)), inline=inline)


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


def _shell(inline: Inline, block: str) -> tuple[Hashable, ...]:
    """Return what an inline is besides the words it holds."""
    match inline:
        case Link():
            return ("link", inline.address)
        case Reference():
            return ("reference", inline.kind, inline.target)
        case Phrase():
            return ("phrase", inline.conditions, key(inline.otherwise, block))
        case _:
            return (type(inline).__name__,)


def partners(found: list[Token]) -> dict[int, int]:
    """Return for each opening where it is closed, and for each closing where it was opened."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for at, token in enumerate(found):
        if token.kind == "open":
            opened.append(at)
        elif token.kind == "close":
            other = opened.pop()
            pairs[at], pairs[other] = other, at
    return pairs
