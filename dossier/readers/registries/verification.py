"""Read `verification.yaml`: which sources somebody has verified, when, and who it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault
from dossier.model.registry import Source
from dossier.readers.registries.sources import Sources
from dossier.readers.yaml import Keys
from dossier.readers.yaml_keys import Key, Shape, take
from dossier.readers.yaml_parts import read_parts_of_keys

_VERIFICATION: Shape = {
    "verified": Key("text", "needed", choices=("yes", "no", "in part")),
    "on": Key("date"),
    "by": Key("text"),
}


def read_verification(text: str, file: str, sources: Mapping[str, Source]) -> Sources:
    """Return the sources of which `verification.yaml` says whether they are verified."""
    keys, broken = read_parts_of_keys(text, file)
    findings = list(broken)
    found: dict[str, Source] = {}
    for id_, value in keys.values.items():
        if id_ not in sources:
            hint = did_you_mean(id_, sources, "delete the line")
            message, at = f'there is no source "{id_}"', keys.lines[id_]
            rule = Fault.UNKNOWN_SOURCE
            findings.append(Finding(file, at, rule, message, hint, excerpt=id_))
            continue
        inner = value.content
        if not isinstance(inner, Keys):
            inner = Keys({"verified": value}, {}, value.line)
        taken, wrong = take(inner, _VERIFICATION, file, f'the verification of "{id_}"')
        findings += wrong
        if "verified" in taken:
            found[id_] = replace(
                sources[id_], verified=taken["verified"],
                verified_on=taken.get("on"), verified_by=taken.get("by", ""),
            )  # fmt: skip
    return found, tuple(findings)
