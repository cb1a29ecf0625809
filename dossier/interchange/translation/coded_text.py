"""A unit as translators' tools know it: words, codes that stand for one thing, and codes in pairs.

A code is named by what an author types for it, such as `{fact:dead}`, `[^why]` or `[@hrw, p. 3]`.
What comes back from a tool may hold the codes of its unit and emphasis, and nothing else: so nobody
can put a request or a note into a text that was not there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from dossier.model.document import (
    Ask,
    Break,
    Citation,
    Cite,
    Emphasis,
    Inline,
    Inlines,
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
from dossier.model.marked_text import code_of, marked_text, with_single_spaces


@frozen
class Code:
    """One thing among words; `text` is what an author types for it."""

    text: str


@frozen
class Span:
    """Words between two codes, such as emphasis or the words of a link."""

    begin: str
    end: str
    content: tuple[Part, ...]


Part: TypeAlias = str | Code | Span


class UnknownCode(ValueError):
    """A code that the unit does not have, or that stands where it cannot be."""


@frozen
class KnownCodes:
    """The codes of a unit: what each stands for."""

    codes: Mapping[str, Inline | Cite] = field(hash=False)
    spans: Mapping[tuple[str, str], Inline] = field(hash=False)


_ELSE = ("else: ", "")
_CITES = ("[", "]")
_NEXT = Code("; ")
_FREE: Mapping[tuple[str, str], Inline] = {("*", "*"): Emphasis(()), ("**", "**"): Strong(())}
"""Spans that whoever translates may make."""


def parts_of(content: Inlines) -> tuple[Part, ...]:
    """Return words and codes of a unit.

    >>> parts_of((Text("At "), Emphasis((Ask("fact", "dead"),))))
    ('At ', Span(begin='*', end='*', content=(Code(text='{fact:dead}'),)))
    """
    return joined_parts(part for inline in content for part in _parts(inline))


def _parts(inline: Inline) -> Iterator[Part]:
    match inline:
        case Text():
            yield inline.text
        case Mark():
            yield from parts_of(inline.content)
        case Citation() if not any(each.before or each.after for each in inline.cites):
            yield Code(marked_text((inline,)))
        case Citation():
            yield Span(*_CITES, joined_parts(_cites(inline.cites)))
        case Phrase():
            other = (Span(*_ELSE, parts_of(inline.otherwise)),) if inline.otherwise else ()
            yield Span(*_pair(inline), (*parts_of(inline.content), *other))
        case Reference() if inline.lead:
            yield Span(*_pair(inline), parts_of(inline.lead))
        case Emphasis() | Strong() | Link():
            yield Span(*_pair(inline), parts_of(inline.content))
        case _:
            yield Code(marked_text((inline,)).strip())


def _cites(cites: Sequence[Cite]) -> Iterator[Part]:
    for at, cite in enumerate(cites):
        yield from (_NEXT,) if at else ()
        yield from (*parts_of(cite.before), " ") if cite.before else ()
        yield Code(code_of(cite))
        yield from (" ", *parts_of(cite.after)) if cite.after else ()


def _pair(inline: Inline) -> tuple[str, str]:
    match inline:
        case Emphasis():
            return "*", "*"
        case Strong():
            return "**", "**"
        case Link():
            return "[", f"]({inline.address})"
        case _:
            return "[", f"]{code_of(inline)}"


def joined_parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts with texts that touch made one."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)


def text_of(parts: Sequence[Part]) -> str:
    """Return parts as one line, as `marked_text` writes their content."""
    return with_single_spaces("".join(map(_text, parts)))


def _text(part: Part) -> str:
    match part:
        case str():
            return part
        case Code():
            return f"{part.text} " if part.text == "\\" else part.text
        case Span():
            own = "".join(_text(each) for each in part.content if not _is_else(each))
            other = "".join(_text(each) for each in part.content if _is_else(each))
            end = f"{part.end[:-1]}, {other}{part.end[-1]}" if other else part.end
            return f"{part.begin}{own}{end}"


def known_codes(*contents: Inlines) -> KnownCodes:
    """Return the codes that stand in any of some units, the first of each name."""
    codes: dict[str, Inline | Cite] = {}
    spans: dict[tuple[str, str], Inline] = dict(_FREE)
    waiting = deque(each for content in contents for each in content)
    while waiting:
        inline = waiting.popleft()
        for part in _parts(inline):
            if isinstance(part, Code):
                codes.setdefault(part.text, inline)
            elif isinstance(part, Span):
                spans.setdefault((part.begin, part.end), inline)
        match inline:
            case Emphasis() | Strong() | Link() | Mark():
                waiting += inline.content
            case Phrase():
                waiting += (*inline.content, *inline.otherwise)
            case Reference():
                waiting += inline.lead
            case Citation():
                for each in inline.cites:
                    codes.setdefault(code_of(each), each)
                waiting += [e for each in inline.cites for e in (*each.before, *each.after)]
            case _:
                pass
    return KnownCodes(codes, spans)


def inlines_of(parts: Sequence[Part], known: KnownCodes) -> Inlines:
    """Return the content of a unit. Raises `UnknownCode` for a code that is not known."""
    return tuple(_inline(part, known) for part in parts if part != "")


def _inline(part: Part, known: KnownCodes) -> Inline:
    match part:
        case str():
            return Text(part)
        case Code():
            found = known.codes.get(part.text)
            if isinstance(found, Note | NoteAgain | Ask | Citation | Break | Reference):
                return found
            raise UnknownCode(part.text)
        case Span():
            return _span(part, known)


def _span(span: Span, known: KnownCodes) -> Inline:
    found = known.spans.get((span.begin, span.end))
    match found:
        case Citation():
            return Citation(tuple(_cites_of(span.content, known)))
        case Emphasis() | Strong() | Link():
            return replace(found, content=inlines_of(span.content, known))
        case Reference():
            return replace(found, lead=inlines_of(span.content, known))
        case Phrase():
            other = [each for each in span.content if _is_else(each)]
            own = [each for each in span.content if not _is_else(each)]
            content = inlines_of(own, known)
            return replace(found, content=content, otherwise=_otherwise(other, known))
        case _:
            raise UnknownCode(f"{span.begin}…{span.end}")


def _trimmed(parts: Sequence[Part]) -> list[Part]:
    """Return parts without white space at their ends."""
    found = [*parts]
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return [each for each in found if each != ""]


def _is_else(part: Part) -> bool:
    return isinstance(part, Span) and (part.begin, part.end) == _ELSE


def _otherwise(parts: Sequence[Part], known: KnownCodes) -> Inlines:
    held = [part.content for part in parts if isinstance(part, Span)]
    return inlines_of(held[0], known) if held else ()


def _cites_of(parts: Sequence[Part], known: KnownCodes) -> Iterator[Cite]:
    """Yield the sources of a citation with the words around each."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        if part == _NEXT:
            groups.append([])
        else:
            groups[-1].append(part)
    for group in groups:
        found = [
            (at, cite)
            for at, part in enumerate(group)
            for cite in (known.codes.get(part.text) if isinstance(part, Code) else None,)
            if isinstance(cite, Cite)
        ]
        if len(found) != 1:
            raise UnknownCode(text_of(group))
        at, cite = found[0]
        before, after = _trimmed(group[:at]), _trimmed(group[at + 1 :])
        yield replace(cite, before=inlines_of(before, known), after=inlines_of(after, known))
