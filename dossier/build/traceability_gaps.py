"""Gaps of the matrix as findings: what stands alone, and reasons that explain nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.build.dossier import Dossier
from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.registry import Place
from dossier.model.traceability import Matrix, Side
from dossier.project.layout import Files
from dossier.readers.yaml import Keys, Value, read_yaml
from dossier.writers.trace.sheet import Alone

_HINTS: Mapping[tuple[Side, str], str] = {
    ("concern", "evidence"): "add `rests_on:` with the evidence, or refer to it in the text",
    ("concern", "recommendation"): "name it under `rests_on:` in a recommendation",
    ("evidence", ""): "name it under `rests_on:` in a concern, or refer to it there",
    ("obligation", ""): "name it under `rests_on:` in a recommendation",
    ("recommendation", "concern"): "add the concern it answers to its `rests_on:`",
    ("recommendation", "obligation"): "add the obligation it rests on to its `rests_on:`",
    ("earlier recommendation", ""): "add it to `follows_up:` of a recommendation, or assess it",
    ("provision", "blames"): "name it in a recommendation",
    ("provision", "mentions"): "name it in the evidence",
}


def gap(alone: Alone) -> Finding:
    """Return the finding that something stands alone, where its author can mend it."""
    sides = {wanted: hint for (side, wanted), hint in _HINTS.items() if side == alone.side}
    hint = next((each for wanted, each in sides.items() if wanted in alone.lacks), "link it")
    message = f'the {alone.side} "{alone.id}" stands alone: {alone.lacks}'
    hint += "; or explain it in trace.yaml"
    return Finding(alone.at.file, alone.at.line, Fault.ORPHAN, message, hint, severity="warning")


def reasons_of(files: Files) -> dict[str, Place]:
    """Return where each id stands in trace.yaml, which was read without fault."""
    path = next((each for each in ("trace.yaml", "trace.yml") if each in files.content), "")
    if not path:
        return {}
    keys = read_yaml(files.text(path)[0], files.shown(path))[0]
    found: dict[str, Place] = {}
    for reason in keys.values.get("explained", Value([], 0)).content:
        ids = reason.content.values["ids"] if isinstance(reason.content, Keys) else Value([], 0)
        for each in ids.content if isinstance(ids.content, list) else ():
            found[each.typed] = Place(files.shown(path), each.line)
    return found


def idle(matrix: Matrix, dossier: Dossier, reasons: Mapping[str, Place]) -> Iterator[Finding]:
    """Yield a finding for each reason that explains nothing."""
    alone = {each.id for each in matrix.orphans}
    alone |= {
        each.recommendation.id
        for each in matrix.chains
        if each.recommendation and not each.earlier and dossier.registry.earlier
    }
    known = {each.id for each in dossier.blocks}
    known |= {each.paragraph for each in dossier.registry.earlier.values()}
    for id_ in dossier.registry.explained:
        if id_ in alone:
            continue
        at = reasons.get(id_, Place())
        message, hint = f'"{id_}" is explained and does not stand alone', "remove it from here"
        if id_ not in known and id_.partition(" ")[0] not in dossier.registry.sources:
            message = f'"{id_}" is explained and there is no such thing'
            hint = did_you_mean(id_, known | alone, "remove it from here")
        yield Finding(at.file, at.line, Fault.IDLE_EXPLANATION, message, hint, severity="warning")
