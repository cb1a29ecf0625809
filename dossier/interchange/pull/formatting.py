"""Put words that came back into the emphasis, link or phrase that they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, takewhile

from dossier.interchange.pull.tokens import HIDDEN_KEY, Enclosure, RunFormat, Token, address_key
from dossier.model.document import Emphasis, Link, Phrase, Reference, Strong

_NEW = count(-1, -1)


def alike(one: RunFormat, other: RunFormat) -> bool:
    """Whether words look the same in Word."""
    if one == other:
        return True
    if (one.bold, one.italic) != (other.bold, other.italic):
        return False
    return address_key(one.address) == address_key(other.address)


def binding(enclosures: Sequence[Enclosure]) -> tuple[Enclosure, ...]:
    """Return what words stand in that Word does not show: phrases, and cross-references."""
    return tuple(each for each in enclosures if isinstance(each.wrap, Phrase | Reference))


def speaks_elsewhere(enclosure: Enclosure) -> bool:
    """Whether words stand in a phrase that says something else to other readers."""
    wrap = enclosure.wrap
    return isinstance(wrap, Phrase) and bool(wrap.content or wrap.otherwise)


def is_for_others(row: Sequence[Token]) -> bool:
    """Whether a paragraph says something that does not stand in the file."""
    return any(
        each.key == HIDDEN_KEY or any(map(speaks_elsewhere, each.enclosures)) for each in row
    )


def shared(rows: Sequence[Sequence[Enclosure]]) -> tuple[Enclosure, ...]:
    """Return what all of some words stand in and Word does not show."""
    if not rows:
        return ()
    first, *rest = (binding(each) for each in rows)
    return tuple(each for each in first if all(each in other for other in rest))


def formatted(row: Sequence[Token]) -> list[Token]:
    """Return tokens of which the fresh ones stand in what gives them their format."""
    done: list[Token] = []
    for at, token in enumerate(row):
        if not token.fresh:
            done.append(token)
            continue
        before = done[-1] if done else None
        after = next((each for each in row[at + 1 :] if not each.fresh), None)
        enclosures = _enclosures(token, before, after)
        done.append(replace(token, enclosures=enclosures, fresh=False))
    return done


def _enclosures(token: Token, before: Token | None, after: Token | None) -> tuple[Enclosure, ...]:
    """Return what a token stands in: what a neighbour does as far as it fits, and what lacks."""
    bound = token.enclosures
    neighbours = [each for each in (before, after) if each and binding(each.enclosures) == bound]
    for each in neighbours:
        if alike(each.run_format, token.run_format):
            return each.enclosures
    kept = [
        tuple(takewhile(lambda one: _fits(one, token.run_format), each.enclosures))
        for each in neighbours
    ]
    kept = [each for each in kept if binding(each) == bound]
    best = max(kept, key=len, default=bound)
    return (*best, *_lacking(best, token.run_format))


def _fits(enclosure: Enclosure, run_format: RunFormat) -> bool:
    match enclosure.wrap:
        case Strong():
            return run_format.bold
        case Emphasis():
            return run_format.italic
        case Link(address=address):
            return address_key(address) == address_key(run_format.address)
    return True


def _lacking(enclosures: Sequence[Enclosure], run_format: RunFormat) -> Iterator[Enclosure]:
    kinds = {type(each.wrap) for each in enclosures}
    if run_format.address and Link not in kinds:
        yield Enclosure(Link(run_format.address, ()), next(_NEW))
    if run_format.bold and Strong not in kinds:
        yield Enclosure(Strong(()), next(_NEW))
    if run_format.italic and Emphasis not in kinds:
        yield Enclosure(Emphasis(()), next(_NEW))


def enclosed_between(row: Sequence[Token]) -> list[Token]:
    """Return tokens of which the fresh ones stand in what both of their neighbours stand in."""
    found: list[Token] = []
    for at, token in enumerate(row):
        if token.fresh and not token.enclosures:
            after = next((each for each in row[at + 1 :] if not each.fresh), None)
            before = next((each for each in reversed(found) if not each.fresh), None)
            both = [each.enclosures for each in (before, after) if each is not None]
            enclosures = shared(both) if len(both) == 2 else ()
            found.append(replace(token, enclosures=enclosures))
        else:
            found.append(token)
    return found
