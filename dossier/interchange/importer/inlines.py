"""The words of a line: joined where they meet, with white space as Markdown can hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.model.document import (  # fmt: skip
    Break,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mark,
    Note,
    NoteAgain,
    Strong,
    Text,
)
from dossier.model.walk import plain
from dossier.readers.yaml import CONTROL

_SPACE = re.compile(r"[ \t\n]+")
_BREAK = Break()
SIGN = "•"
"""Stands for a sign of a symbol font, which is no letter anywhere else."""


def clean(text: str) -> str:
    r"""Return `text` without signs that no file of a dossier may hold.

    What Windows-1252 has at the places of control characters is taken for the letter it has there.

    >>> clean("the union\x92s \uf0b7")
    'the union’s •'
    """
    return CONTROL.sub(_letter, text) if CONTROL.search(text) else text


def _letter(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0x7F < code < 0xA0:
        return bytes([code]).decode("cp1252", "ignore")
    return SIGN if 0xE000 <= code <= 0xF8FF else ""


def add(found: list[Inline], inline: Inline) -> None:
    """Add an inline to others; words that meet are joined, and so is what is marked alike."""
    last = found[-1] if found else None
    match last, inline:
        case Text(), Text():
            found[-1] = Text(last.text + inline.text)
        case Emphasis(), Emphasis():
            found[-1] = Emphasis(_added(last.content, inline.content))
        case Strong(), Strong():
            found[-1] = Strong(_added(last.content, inline.content))
        case Break(), Break():
            pass
        case _ if inline != Text(""):
            found.append(inline)


def _added(content: Inlines, more: Inlines) -> Inlines:
    found = list(content)
    for each in more:
        add(found, each)
    return tuple(found)


def edges(content: list[Inline]) -> tuple[Inlines, list[Inline], Inlines]:
    """Return what is blank at the beginning, the rest, and what is blank at the end."""
    before: list[Inline] = []
    after: list[Inline] = []
    while content and _blank(content[0]):
        before.append(content.pop(0))
    while content and _blank(content[-1]):
        after.insert(0, content.pop())
    if content and isinstance(content[0], Text):
        words = content[0].text.lstrip(" ")
        before.append(Text(content[0].text[: len(content[0].text) - len(words)]))
        content[0] = Text(words)
    if content and isinstance(content[-1], Text):
        words = content[-1].text.rstrip(" ")
        after.insert(0, Text(content[-1].text[len(words) :]))
        content[-1] = Text(words)
    return tuple(before), content, tuple(after)


def _blank(inline: Inline) -> bool:
    """Whether an inline has no words: white space, a line break, the call of a note."""
    match inline:
        case Text():
            return not inline.text.strip(" ")
        case Break() | Note() | NoteAgain():
            return True
    return False


def spaced(content: Sequence[Inline]) -> list[Inline]:
    """Return inlines with white space folded, none of it beside a line break."""
    found: list[Inline] = []
    for at, inline in enumerate(content):
        if not isinstance(inline, Text):
            add(found, inline)
            continue
        text = _SPACE.sub(" ", inline.text)
        after = content[at + 1] if at + 1 < len(content) else None
        if _ends_blank(found):
            text = text.lstrip(" ")
        if after == _BREAK:
            text = text.rstrip(" ")
        add(found, Text(text))
    return found


def _ends_blank(found: Sequence[Inline]) -> bool:
    return bool(found) and (found[-1] == _BREAK or _last_words(found[-1]).endswith(" "))


def _last_words(inline: Inline) -> str:
    return plain((inline,))


def trimmed(content: Sequence[Inline]) -> Inlines:
    """Return inlines without white space and line breaks at both ends."""
    found = list(content)
    while found and (
        found[0] == _BREAK or (isinstance(found[0], Text) and not found[0].text.strip(" "))
    ):
        found.pop(0)
    while found and (
        found[-1] == _BREAK or (isinstance(found[-1], Text) and not found[-1].text.strip(" "))
    ):
        found.pop()
    if found and isinstance(found[0], Text):
        found[0] = Text(found[0].text.lstrip(" "))
    if found and isinstance(found[-1], Text):
        found[-1] = Text(found[-1].text.rstrip(" "))
    return tuple(found)


def unlinked(inline: Inline) -> Inlines:
    """Return the words of a link that stands in another, which leads where the outer one does."""
    match inline:
        case Link():
            return tuple(part for each in inline.content for part in unlinked(each))
        case Emphasis() | Strong():
            inner = tuple(part for each in inline.content for part in unlinked(each))
            return (replace(inline, content=inner),)
        case _:
            return (inline,)


def without_breaks(content: Inlines) -> Inlines:
    """Return inlines with spaces for line breaks."""
    found: list[Inline] = []
    for inline in content:
        match inline:
            case Break():
                found.append(Text(" "))
            case Emphasis() | Strong() | Link() | Mark():
                found.append(replace(inline, content=without_breaks(inline.content)))
            case _:
                found.append(inline)
    return tuple(found)
