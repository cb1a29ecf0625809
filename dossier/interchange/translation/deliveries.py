"""Deliveries of one file: a later one stands in the place of an earlier one nobody touched since.

The record says of each unit which words a file brought, and of which export that file was. So what
somebody here wrote or changed meanwhile, or another translator sent, is never taken for a delivery.
"""

from __future__ import annotations

from dossier.interchange.translation.coded_text import text_of
from dossier.interchange.translation.exchange import SHORT_DIGEST, ExchangedUnit, begins_digest
from dossier.interchange.translation.export import target_digest
from dossier.model.translation import RecordedUnit, Unit, UnitState
from dossier.project.journal import content_digest


def supersedes(came: ExchangedUnit, held: RecordedUnit, mine: Unit) -> bool:
    """Whether an earlier delivery of the same export stands in `mine`, and nobody touched it since.

    Words that somebody saw and confirmed are theirs: then the record names no delivery. A file
    that names no export, as of an earlier version, is none that is known.
    """
    same = bool(came.export) and held.sent == came.export
    return (
        same
        and held.source == text_of(came.source)
        and begins_digest(held.delivered, target_digest(mine))
    )


def delivered(
    came: ExchangedUnit, held: RecordedUnit, mine: Unit, after: str, state: UnitState
) -> RecordedUnit:
    """Return what is recorded of a unit that came home with the words `after`."""
    digest, sent = held.delivered, held.sent
    if after != mine.text:
        digest = content_digest(after.encode("utf-8"))[:SHORT_DIGEST]
        sent = came.export
    return RecordedUnit(held.key or mine.key, text_of(came.source), state, "", digest, sent)
