"""Make inlines of tokens again: what an author would have typed for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from dossier.interchange.pull.tokens import BREAK, REFERENCE_KEY, Token, Wrap, word
from dossier.model.document import Inline, Inlines, Phrase, Reference, Text


def inlines(row: Sequence[Token]) -> Inlines:
    """Return the inlines that `row` stands for; white space is folded, and bare at the ends."""
    return _built(_folded(_before_stops(row)), 0)


def _before_stops(row: Sequence[Token]) -> list[Token]:
    """Return tokens with each citation before its stop again, where that still precedes it."""
    done: list[Token] = []
    for token in row:
        if not token.stop and not token.gap:
            done.append(token)
            continue
        size = len(token.stop)
        stop = done[len(done) - size :] if size else []
        gap = [replace(word(token.gap), enclosures=token.enclosures)] if token.gap else []
        if "".join(each.text for each in stop) == token.stop and len(stop) == size:
            done[len(done) - size :] = [*gap, token, *stop]
        else:
            done += [*gap, token]
    return done


def _folded(row: Sequence[Token]) -> list[Token]:
    """Return tokens without doubled spaces, and with spaces outside of what ends beside them."""
    found: list[Token] = []
    for token in row:
        after_space = not found or found[-1].is_space or found[-1].key == BREAK.key
        if token.is_space and after_space:
            continue
        found.append(token)
    while found and (found[-1].is_space or found[-1].key == BREAK.key):
        found.pop()
    while found and found[0].key == BREAK.key:
        found.pop(0)
    return [_outward(found, at) if each.is_space else each for at, each in enumerate(found)]


def _outward(row: Sequence[Token], at: int) -> Token:
    """Return a space that stands in no more than what both of its neighbours stand in."""
    before = row[at - 1].enclosures if at else ()
    after = row[at + 1].enclosures if at + 1 < len(row) else ()
    both = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return replace(row[at], enclosures=tuple(each for each, _ in both))


def _built(row: Sequence[Token], depth: int) -> Inlines:
    found: list[Inline] = []
    for enclosure, group in groupby(
        row, lambda t: t.enclosures[depth] if depth < len(t.enclosures) else None
    ):
        held = list(group)
        if enclosure is None:
            found += _loose(held)
        else:
            found += _wrapped(enclosure.wrap, held, depth + 1)
    return _joined(found)


def _loose(held: Sequence[Token]) -> Iterator[Inline]:
    for token in held:
        yield from token.nodes or (Text(token.text),)


def _wrapped(wrap: Wrap, held: Sequence[Token], depth: int) -> Inlines:
    match wrap:
        case Reference():
            number = [each for each in held if each.key == REFERENCE_KEY]
            lead = _built([each for each in held if each.key != REFERENCE_KEY], depth)
            if not number:
                return lead
            trimmed = lead[:-1] if lead and lead[-1] == Text(" ") else lead
            return (replace(wrap, lead=_bare_end(trimmed)),)
        case Phrase() if wrap.content:
            return (replace(wrap, otherwise=_built(held, depth)),)
    inside = _built(held, depth)
    return (replace(wrap, content=inside),) if inside else ()


def _bare_end(lead: Inlines) -> Inlines:
    if lead and isinstance(lead[-1], Text):
        return (*lead[:-1], Text(lead[-1].text.rstrip(" ")))
    return lead


def _joined(found: Sequence[Inline]) -> Inlines:
    joined: list[Inline] = []
    for inline in found:
        if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + inline.text)
        elif inline != Text(""):
            joined.append(inline)
    return tuple(joined)
