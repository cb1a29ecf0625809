"""What an import of recommendations did, counted row by row, and how it is told."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import Finding, errors
from dossier.model.registry import Earlier
from dossier.readers.un_exports.merge import Difference

ROWS = (
    "read", "added", "same", "different", "repeats", "set aside", "of other reviews",
    "to other States", "unreadable",
)  # fmt: skip
"""All that is counted; the first is the sum of the others."""


@dataclass(slots=True)
class Tally:
    """The entries so far, of which the first `old` were there before, and what became of rows.

    `aside` says what was set aside; `named` are paragraphs that were made up.
    """

    entries: tuple[Earlier, ...] = ()
    old: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: bool = False


def changed(difference: Difference) -> dict[str, Any]:
    """Return what an export gives otherwise, by the names of the fields."""
    return {name: getattr(difference.there, name) for name in difference.fields}


def tell(done: Tally, options: argparse.Namespace) -> None:
    """Print differences, counts and findings, or all of it as JSON."""
    failed = bool(errors(done.findings))
    if options.json:
        counts = {name: done.counts[name] for name in ROWS}
        differences = [_described(each) for each in done.differences]
        what = {**counts, "differences": differences, "named": done.named, "written": done.written}
        tell_json(what, done.findings)
        return
    for line in () if failed else _lines(done, options):
        print(line)
    tell_findings(done.findings)
    if failed:
        print("nothing was written")


def _described(difference: Difference) -> dict[str, Any]:
    return {
        "paragraph": difference.here.paragraph,
        "symbol": difference.here.symbol,
        "here": {name: getattr(difference.here, name) for name in difference.fields},
        "there": changed(difference),
    }


def _lines(done: Tally, options: argparse.Namespace) -> Iterator[str]:
    for each in done.differences:
        of = f" of {each.here.symbol}" if each.here.symbol else ""
        yield f"{each.here.paragraph}{of} differs:"
        for name in each.fields:
            yield f"  {name} here:  {_value(getattr(each.here, name))}"
            yield f"  {name} there: {_value(getattr(each.there, name))}"
    if done.differences:
        yield _kept(len(done.differences), options)
    if done.named:
        yield _named(done.named)
    for name in ROWS:
        what = f"  ({', '.join(sorted(done.aside))})" if name == "set aside" and done.aside else ""
        yield f"{done.counts[name]:>7} {name}{what}"
    if options.dry_run:
        yield "nothing was written (--dry-run)"


def _named(named: list[str]) -> str:
    many = f"{named[0]} to {named[-1]}" if len(named) > 1 else named[0]
    came = "recommendations came" if len(named) > 1 else "recommendation came"
    return (
        f"{len(named)} {came} without the number of a paragraph, and will be known as {many}; "
        "look up the number in the report"
    )


def _kept(number: int, options: argparse.Namespace) -> str:
    if options.replace:
        return f"{number} {'would be ' if options.dry_run else ''}taken from the file"
    return f"{number} kept as they are; `--replace` takes text, States and position from the file"


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value) or "–"
