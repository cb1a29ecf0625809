"""Read `treaties.yaml`: what the State under review signed and ratified, and when."""

from __future__ import annotations

from typing import Any, Literal

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Place, Status
from dossier.model.remembered import remembered
from dossier.readers.registries.entries import Made, read_entries
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape

_ACTS: tuple[Literal["ratified", "acceded", "succeeded"], ...] = (
    "ratified", "acceded", "succeeded",
)  # fmt: skip

STATUS: Shape = {
    "signed": Key("day"),
    **{each: Key("day") for each in _ACTS},
    "in_force": Key("day"),
    "status": Key("text", choices=("party", "not a party", "signed only", "not known")),
    "as_of": Key("day"),
    "reservation": Key("words"),
    "sources": Key("cites"),
    "verified": Key("text", choices=("yes", "no", "in part")),
    "verified-on": Key("date"),
    "verified-by": Key("text"),
    "remark": Key("text"),
}


@remembered
def read_treaties(text: str, file: str) -> Made[Status]:
    """Return what the State did with each instrument, by the instrument's id."""
    return read_entries(text, file, "the treaty", STATUS, _status)


def _status(
    id_: str, taken: dict[str, Any], _: Keys, at: Place
) -> tuple[Status | None, list[Finding]]:
    acts = [each for each in _ACTS if each in taken]
    findings: list[Finding] = []
    if len(acts) > 1:
        message = f'"{id_}" was both {acts[0]} and {acts[1]}'
        hint = "keep the act by which the State became bound"
        findings.append(Finding(at.file, at.line, Fault.TWO_ACTS, message, hint))
    if acts and taken.get("status") not in (None, "party"):
        message = f'"{id_}" was {acts[0]}, and its status is "{taken["status"]}"'
        findings.append(Finding(at.file, at.line, Fault.TWO_ACTS, message, "keep one of the two"))
    if not acts and "status" not in taken:
        message = f'the treaty "{id_}" does not say whether the State is bound by it'
        hint = "add `ratified:` or `acceded:` with a date, or `status: not a party`"
        findings.append(Finding(at.file, at.line, Fault.MISSING_STATUS, message, hint))
    bound = taken.get(acts[0]) if acts else None
    signed = taken.get("signed")
    if bound and signed and bound.last() < signed.first():
        message = f'"{id_}" was {acts[0]} before it was signed'
        hint = "check both dates"
        findings.append(Finding(at.file, at.line, Fault.WRONG_ORDER, message, hint))
    unknown: Literal["party", "none"] = "party" if taken.get("status") == "party" else "none"
    return Status(
        instrument=id_,
        act=acts[0] if acts else unknown,
        signed=signed,
        bound=bound,
        in_force=taken.get("in_force"),
        reservation=taken.get("reservation", {}),
        sources=taken.get("sources", ""),
        verified=taken.get("verified", "no"),
        at=at,
        standing=taken.get("status", ""),
    ), findings
