"""The tokens of a paragraph as its author typed it, in the order in which it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, takewhile
from typing import Any

from dossier.interchange.pull.tokens import (
    BREAK,
    CITATION_KEY,
    HIDDEN_KEY,
    PRINTED_KEY,
    REFERENCE_KEY,
    Enclosure,
    Key,
    KeyKind,
    RunFormat,
    Token,
    words,
)
from dossier.model.conditional_text import View, fits
from dossier.model.document import (
    Ask,
    Break,
    Citation,
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


def source_tokens(
    content: Inlines, view: View, in_note: bool = False, called: str = "after the stop"
) -> list[Token]:
    """Return the tokens of a paragraph as its author typed it, as it stands in `view`.

    A phrase that does not stand there is one token without words. A citation is the call of a
    note, which is `called` on one side of the stop by language; in a note it is words.
    """
    raw = [*_Source(view, in_note).all(content, (), RunFormat())]
    if in_note or all(each.key != CITATION_KEY for each in raw):
        return _with_hidden_spaces(raw)
    return _with_hidden_spaces([*_as_called(raw, called)])


def _with_hidden_spaces(row: list[Token]) -> list[Token]:
    """Return tokens with the spaces that do not print beside a hidden phrase hidden too."""
    if all(each.key != HIDDEN_KEY for each in row):
        return row
    found = list(row)
    after: Token | None = None
    for at in range(len(row) - 1, -1, -1):
        token = row[at]
        beside = at + 1 < len(row) and row[at + 1].key == HIDDEN_KEY
        if token.is_space and beside and (after is None or _closes(after)):
            found[at] = replace(token, key=HIDDEN_KEY)
        after = token if token.key != HIDDEN_KEY else after
    first = next((n for n, each in enumerate(found) if each.key != HIDDEN_KEY), 0)
    if first and found[first].is_space:
        found[first] = replace(found[first], key=HIDDEN_KEY)
    return found


def _closes(after: Token) -> bool:
    """Whether no space stands before a token where a phrase was taken out."""
    return (
        after.is_space
        or after.calls_note
        or after.key.kind is KeyKind.NOTE_AGAIN
        or after.text[:1] in tuple(".,;:!?)]”’")
    )


class _Source:
    def __init__(self, view: View, in_note: bool) -> None:
        self.view = view
        self.cited = PRINTED_KEY if in_note else CITATION_KEY
        self.numbers = count(1)

    def all(
        self, content: Inlines, enclosures: tuple[Enclosure, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        for inline in content:
            for each in self.one(inline, enclosures, run_format):
                yield (
                    replace(each, enclosures=enclosures)
                    if enclosures and not each.enclosures
                    else each
                )

    def one(
        self, inline: Inline, enclosures: tuple[Enclosure, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        match inline:
            case Text():
                yield from words(inline.text, run_format)
            case Emphasis():
                yield from self.inner(inline, enclosures, replace(run_format, italic=True))
            case Strong():
                yield from self.inner(inline, enclosures, replace(run_format, bold=True))
            case Link():
                yield from self.inner(
                    inline, enclosures, replace(run_format, address=inline.address)
                )
            case Phrase():
                yield from self.phrase(inline, enclosures, run_format)
            case Reference():
                here = (*enclosures, self.enclosure(inline, lead=()))
                yield from self.all(inline.lead, here, run_format)
                yield Token("", REFERENCE_KEY, run_format, here, (inline,))
            case Break():
                yield BREAK
            case Note():
                yield _call(KeyKind.NOTE, inline, run_format)
            case NoteAgain():
                yield _call(KeyKind.NOTE_AGAIN, inline, run_format)
            case Citation():
                yield Token("", self.cited, run_format, nodes=(inline,))
            case Ask():
                cites = "cite" in inline.words.split() or (
                    inline.kind == "source" and not inline.words
                )
                yield Token("", self.cited if cites else PRINTED_KEY, run_format, nodes=(inline,))

    def enclosure(self, inline: Any, **emptied: Any) -> Enclosure:
        return Enclosure(replace(inline, **emptied), next(self.numbers))

    def inner(
        self, inline: Any, enclosures: tuple[Enclosure, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        yield from self.all(
            inline.content, (*enclosures, self.enclosure(inline, content=())), run_format
        )

    def phrase(
        self, phrase: Phrase, enclosures: tuple[Enclosure, ...], run_format: RunFormat
    ) -> Iterator[Token]:
        shown = fits(phrase.conditions, self.view)
        content = phrase.content if shown else phrase.otherwise
        if not content:
            yield Token("", HIDDEN_KEY, run_format, enclosures, (phrase,))
            return
        empty = self.enclosure(phrase, **{"content" if shown else "otherwise": ()})
        yield from self.all(content, (*enclosures, empty), run_format)


def _call(kind: KeyKind, inline: Note | NoteAgain, run_format: RunFormat) -> Token:
    key = Key(kind, inline.id.partition("/")[2])
    return Token("", key, run_format, nodes=(inline,))


_STOP = re.compile(r"[.,;:!?…]|[”’\"')\]]")


def _as_called(raw: Sequence[Token], called: str) -> Iterator[Token]:
    """Yield tokens with each citation where it prints, such as after the stop that follows it."""
    waiting = list(raw)
    done: list[Token] = []
    while waiting:
        token = waiting.pop(0)
        if token.key != CITATION_KEY:
            done.append(token)
            continue
        gap = ""
        if done and done[-1].is_space:
            gap = done.pop().text
        group, waiting = _group(token, waiting)
        stop, waiting = _stop(waiting) if called == "after the stop" else ([], waiting)
        nodes = tuple(node for each in group for node in (each.nodes or (Text(each.text),)))
        labels = [each.key for each in group if each.key.kind is KeyKind.NOTE]
        key = labels[-1] if labels else token.key
        said = "".join(each.text for each in stop)
        done += [*stop, replace(token, key=key, nodes=nodes, stop=said, gap=gap)]
    yield from done


def _group(first: Token, waiting: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the calls that stand together from `first` on, and what is left."""
    group = [first]
    while waiting:
        blank = waiting[0].is_space and len(waiting) > 1 and waiting[1].calls_note
        if not blank and not waiting[0].calls_note:
            break
        size = 2 if blank else 1
        group += waiting[:size]
        waiting = waiting[size:]
    return group, waiting


def _stop(waiting: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the stop that `waiting` begins with, closing quotation marks after it too."""
    if not waiting or not re.match(r"[.,;:!?…]", waiting[0].text):
        return [], waiting
    stop = [*takewhile(lambda each: _STOP.fullmatch(each.text) and not each.nodes, waiting)]
    said = "".join(each.text for each in stop)
    found = re.match(r"[.,;:!?…]+[”’\"')\]]*", said)
    size = len(found[0]) if found else 0
    return waiting[:size], waiting[size:]
