"""Take recommendations that the library of the UN has into a dossier's registry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dossier.interchange.recommendations.run import (
    RecommendationsRequest,
    RecommendationsResult,
    import_read,
    write_recommendations,
)
from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.registry import Earlier
from dossier.model.un_record import UnRecord
from dossier.project.layout import Places, read_files
from dossier.readers.un_exports.columns import UHRI
from dossier.readers.un_exports.export import PLEDGES, UPR, Export, Row
from dossier.readers.un_exports.uhri import OTHER_BODIES

NAME = "the library of the UN"


def take_from_library(
    places: Places, dossier: str, records: Iterable[UnRecord]
) -> RecommendationsResult:
    """Add recommendations of the UPR to a dossier's registry, and return what became of each.

    What other bodies said and what a State pledged is set aside, and counted, since the registry
    holds recommendations with a position. What is there already is not added again.
    """
    files, found = read_files(places, dossier)
    if files is None or errors(found):
        return RecommendationsResult(files, findings=found)
    export = export_of(records)
    result = import_read(files, export, NAME, RecommendationsRequest(()))
    if not export.entries and export.aside:
        message = "none of what was found is a recommendation of the UPR"
        hint = "recommendations.yaml holds these alone; cite others as sources, by their symbol"
        nothing = Finding(NAME, 0, Fault.NOTHING_TO_TAKE, message, hint, severity="warning")
        result = replace(result, findings=(*result.findings, nothing))
    return write_recommendations(
        replace(result, command="un search", findings=(*found, *result.findings))
    )


def export_of(records: Iterable[UnRecord]) -> Export:
    """Return records as an export; what other bodies said and what a State pledged is aside."""
    entries: list[Row] = []
    aside: Counter[str] = Counter()
    for each in records:
        if each.is_recommendation_of_upr:
            entries.append(_row(each))
        else:
            aside[PLEDGES if each.mechanism == UPR else OTHER_BODIES] += 1
    rows = len(entries) + aside.total()
    return Export(UHRI.name, tuple(entries), rows=rows, aside=dict(aside))


def _row(record: UnRecord) -> Row:
    earlier = Earlier(
        paragraph=record.paragraph,
        symbol=record.symbol,
        text=record.text,
        states=record.recommending,
        position=record.position,
        cycle=record.cycle,
        words=record.words,
        themes=record.themes,
        sdgs=record.sdgs,
        origin=record.origin,
    )
    state, *also = record.states or ("",)
    return Row(earlier, state, record.session, record.line, also=tuple(also))
