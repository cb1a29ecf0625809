"""Write findings as SARIF 2.1.0, which editors and code hosts read (OASIS, 27 March 2020)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dossier import __version__
from dossier.model.diagnostics import Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write_sarif(
    findings: Sequence[tuple[Finding, str]], manuals: Mapping[str, tuple[str, str]]
) -> str:
    """Return one SARIF run; each finding comes with the reason for which it is allowed, or "".

    `manuals` gives, by rule, what it finds in a sentence and its whole manual page.
    """
    names = sorted({finding.rule for finding, _ in findings} | set(manuals))
    driver = {
        "name": "upr-dossier",
        "version": __version__,
        "rules": [_rule(name, *manuals.get(name, ("", ""))) for name in names],
    }
    results = [_result(finding, reason, names) for finding, reason in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False)


def _rule(name: str, what: str, manual: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name}
    if what:
        rule["shortDescription"] = {"text": what}
    if manual:
        rule["help"] = {"text": manual, "markdown": manual}
    return rule


def _result(finding: Finding, reason: str, names: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": finding.file.replace(" ", "%20")}}
    if finding.line > 0:
        place["region"] = {"startLine": finding.line}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "level": finding.severity,
        "message": {"text": f"{finding.message}\n{finding.hint}"},
        "locations": [{"physicalLocation": place}],
    }
    if finding.excerpt or finding.data:
        result["properties"] = {"excerpt": finding.excerpt, "data": dict(finding.data)}
    if reason:
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    return result
