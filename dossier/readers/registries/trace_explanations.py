"""Read `trace.yaml`: why the matrix of traceability leaves something open."""

from __future__ import annotations

from dossier.model.diagnostics import Finding
from dossier.readers.yaml_keys import Key, Shape, take
from dossier.readers.yaml_parts import read_parts_of_keys

_REASON: Shape = {"ids": Key("texts", "needed"), "why": Key("text", "needed")}
_TRACE: Shape = {"explained": Key("list", "needed", shape=_REASON)}


def read_explained(text: str, file: str) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Return the reason for each id that stands alone for a reason."""
    keys, broken = read_parts_of_keys(text, file)
    unread = broken and not keys.values
    taken, wrong = ({}, []) if unread else take(keys, _TRACE, file, "the file")
    reasons = [each for each in taken.get("explained", ()) if {"ids", "why"} <= set(each)]
    found = {id_: each["why"] for each in reasons for id_ in each["ids"]}
    return found, (*broken, *wrong)
