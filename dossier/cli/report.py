"""Tell a person, or another program, what a command did and what it found."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dossier.cli.terminal import coloured, counted, wrapped
from dossier.model.diagnostics import Finding, errors


def tell_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error, by file and line, then how many there are."""
    ordered = sorted(dict.fromkeys(findings))
    for finding in ordered:
        print(coloured(str(finding)), file=sys.stderr)
    if ordered:
        faults = len(errors(ordered))
        numbers = {"error": faults, "warning": len(ordered) - faults}
        said = (counted(number, noun) for noun, number in numbers.items() if number)
        print(", ".join(said), file=sys.stderr)


def tell_json(what: Mapping[str, Any], findings: Sequence[Finding]) -> None:
    """Print one JSON object with `what` was done and the findings."""
    found = [each.as_json() for each in sorted(dict.fromkeys(findings))]
    print(json.dumps({**what, "findings": found}, indent=1, ensure_ascii=False))


def tell_list(
    options: argparse.Namespace,
    rows: Mapping[str, Iterable[Any]],
    lines: Iterable[str],
    findings: Sequence[Finding],
) -> int:
    """Tell a list and what is wrong, as `rows` for programs or `lines` for people.

    Returns 0, or 1 where a finding is an error: the exit status of a command that lists.
    """
    if options.json:
        tell_json({name: [*each] for name, each in rows.items()}, findings)
    else:
        for line in lines:
            print(wrapped(line))
        tell_findings(findings)
    return 1 if errors(findings) else 0


def split(formats: str) -> tuple[str, ...]:
    """Return the names in a list such as "pdf,docx".

    >>> split("pdf, docx")
    ('pdf', 'docx')
    """
    return tuple(each.strip() for each in formats.split(",") if each.strip())
