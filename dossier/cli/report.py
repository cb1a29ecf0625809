"""Tell a person, or another program, what a command did and what it found."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from dossier.model.diagnostics import Finding, errors


def tell_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error, by file and line, then how many there are."""
    ordered = sorted(dict.fromkeys(findings))
    for finding in ordered:
        print(finding, file=sys.stderr)
    if ordered:
        faults = len(errors(ordered))
        parts = [_count(faults, "error"), _count(len(ordered) - faults, "warning")]
        print(", ".join(part for part in parts if part), file=sys.stderr)


def tell_json(what: Mapping[str, Any], findings: Sequence[Finding]) -> None:
    """Print one JSON object with `what` was done and the findings."""
    found = [each.as_json() for each in sorted(dict.fromkeys(findings))]
    print(json.dumps({**what, "findings": found}, indent=1, ensure_ascii=False))


def _count(number: int, noun: str) -> str:
    if number == 0:
        return ""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Progress:
    """Says on a terminal what is being made; silent when the output goes elsewhere."""

    def __init__(self) -> None:
        self.shows = sys.stderr.isatty()

    def __call__(self, what: str) -> None:
        if self.shows:
            print(f"\r\x1b[K  making {what} …", end="", file=sys.stderr, flush=True)

    def say(self, line: str) -> None:
        """Print a line that stays, in place of what is being made."""
        self.clear()
        print(line, flush=True)

    def clear(self) -> None:
        if self.shows:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def split(formats: str) -> tuple[str, ...]:
    """Return the names in a list such as "pdf,docx".

    >>> split("pdf, docx")
    ('pdf', 'docx')
    """
    return tuple(each.strip() for each in formats.split(",") if each.strip())
