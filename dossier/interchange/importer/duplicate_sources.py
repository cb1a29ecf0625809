"""Tell when two notes of a draft cite one source, so that it gets one entry in `sources.yaml`."""

from __future__ import annotations

from dossier.interchange.importer.source_recognition import Candidate


def same_source(one: Candidate, other: Candidate) -> bool:
    """Whether two sources are one; the day on which somebody looked does not matter."""
    first, second = ({k: v for k, v in each.fields if k != "accessed"} for each in (one, other))
    return first == second
