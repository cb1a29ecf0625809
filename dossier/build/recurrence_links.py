"""What `recurs` in recommendations.yaml says: which one repeats one of an earlier cycle."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Earlier, Registry

NONE = "none"
"""What an author writes who looked, and found that a recommendation repeats no other."""


@frozen
class RecurrenceLink:
    """`later` repeats `earlier`, as the author says."""

    later: Earlier
    earlier: Earlier


def named(earlier: Earlier) -> str:
    """Return how a recommendation is called: its report, if it has one, and its paragraph."""
    return f"{earlier.symbol} {earlier.paragraph}".strip()


def recurrence_links(registry: Registry) -> tuple[RecurrenceLink, ...]:
    """Return the links that can be followed; `wrong_links` says what is wrong with the others."""
    return tuple(each for each in _read(registry) if isinstance(each, RecurrenceLink))


def wrong_links(registry: Registry) -> tuple[Finding, ...]:
    """Return what is wrong with `recurs`: it names none, several, or none of an earlier cycle."""
    return tuple(each for each in _read(registry) if isinstance(each, Finding))


def _read(registry: Registry) -> Iterator[RecurrenceLink | Finding]:
    for later in registry.earlier.values():
        for said in later.recurs:
            if said != NONE:
                yield _link(later, said, registry)


def _link(later: Earlier, said: str, registry: Registry) -> RecurrenceLink | Finding:
    at, every = later.at, tuple(registry.earlier.values())
    found = [each for each in every if said in (named(each), each.paragraph) and each is not later]
    exact = [each for each in found if named(each) == said]
    found = exact or found
    if not found:
        message = f'"{later.paragraph}" recurs "{said}", which recommendations.yaml lacks'
        hint = did_you_mean(said, map(named, every), "write the report and the paragraph of one")
        return Finding(at.file, at.line, Fault.UNKNOWN_ID, message, hint)
    if len(found) > 1:
        message = f'paragraph "{said}" stands in several reports'
        hint = f'write `recurs: "{named(found[0])}"` or another report'
        return Finding(at.file, at.line, Fault.AMBIGUOUS_PARAGRAPH, message, hint)
    (earlier,) = found
    if not (earlier.cycle and later.cycle and earlier.cycle < later.cycle):
        message = f'"{later.paragraph}" recurs "{said}", which is of no earlier cycle'
        hint = "correct `cycle:` of both, or name one of an earlier cycle"
        return Finding(at.file, at.line, Fault.RECURS_NOT_EARLIER, message, hint)
    return RecurrenceLink(later, earlier)
