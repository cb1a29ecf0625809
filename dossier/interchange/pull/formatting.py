"""Dress words that came back: put them into the emphasis, link or phrase that they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, takewhile

from dossier.interchange.pull.tokens import Around, RunFormat, Token, address_key
from dossier.model.document import Emphasis, Link, Phrase, Reference, Strong

_NEW = count(-1, -1)


def alike(one: RunFormat, other: RunFormat) -> bool:
    """Whether words look the same in Word."""
    if one == other:
        return True
    if (one.bold, one.italic) != (other.bold, other.italic):
        return False
    return address_key(one.address) == address_key(other.address)


def binding(way: Sequence[Around]) -> tuple[Around, ...]:
    """Return what words stand in that Word does not show: phrases, and cross-references."""
    return tuple(each for each in way if isinstance(each.wrap, Phrase | Reference))


def speaks_elsewhere(around: Around) -> bool:
    """Whether words stand in a phrase that says something else to other readers."""
    wrap = around.wrap
    return isinstance(wrap, Phrase) and bool(wrap.content or wrap.otherwise)


def is_for_others(row: Sequence[Token]) -> bool:
    """Whether a paragraph says something that does not stand in the file."""
    return any(each.key == ("hidden",) or any(map(speaks_elsewhere, each.way)) for each in row)


def shared(ways: Sequence[Sequence[Around]]) -> tuple[Around, ...]:
    """Return what all of some words stand in and Word does not show."""
    if not ways:
        return ()
    first, *rest = (binding(way) for way in ways)
    return tuple(each for each in first if all(each in other for other in rest))


def formatted(row: Sequence[Token]) -> list[Token]:
    """Return tokens of which the fresh ones have a way that gives them their look."""
    done: list[Token] = []
    for at, token in enumerate(row):
        if not token.fresh:
            done.append(token)
            continue
        before = done[-1] if done else None
        after = next((each for each in row[at + 1 :] if not each.fresh), None)
        done.append(replace(token, way=_way(token, before, after), fresh=False))
    return done


def _way(token: Token, before: Token | None, after: Token | None) -> tuple[Around, ...]:
    """Return the way of a token: that of a neighbour as far as it fits, and what lacks."""
    bound = token.way
    ways = [each.way for each in (before, after) if each and binding(each.way) == bound]
    for way, near in ((each.way, each) for each in (before, after) if each):
        if way in ways and alike(near.run_format, token.run_format):
            return way
    kept = [tuple(takewhile(lambda each: _fits(each, token.run_format), way)) for way in ways]
    kept = [way for way in kept if binding(way) == bound]
    best = max(kept, key=len, default=bound)
    return (*best, *_lacking(best, token.run_format))


def _fits(around: Around, run_format: RunFormat) -> bool:
    match around.wrap:
        case Strong():
            return run_format.bold
        case Emphasis():
            return run_format.italic
        case Link(address=address):
            return address_key(address) == address_key(run_format.address)
    return True


def _lacking(way: Sequence[Around], run_format: RunFormat) -> Iterator[Around]:
    kinds = {type(each.wrap) for each in way}
    if run_format.address and Link not in kinds:
        yield Around(Link(run_format.address, ()), next(_NEW))
    if run_format.bold and Strong not in kinds:
        yield Around(Strong(()), next(_NEW))
    if run_format.italic and Emphasis not in kinds:
        yield Around(Emphasis(()), next(_NEW))
