"""Read what an author allows: rules by name, each with the reason why it is allowed here."""

from __future__ import annotations

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.readers.yaml import Keys


def read_allowances(keys: Keys | None, file: str) -> tuple[dict[str, str], list[Finding]]:
    """Return the reason for each rule that is allowed; one without a reason is a finding."""
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for name, value in (keys.values if keys else {}).items():
        reason = " ".join(value.typed.split())
        if reason:
            found[name] = reason
            continue
        message, hint = f'"{name}" is allowed without a reason', "say why after the colon"
        line = keys.lines[name] if keys else 0
        findings.append(Finding(file, line, Fault.ALLOWANCE_WITHOUT_REASON, message, hint))
    return found, findings
