"""Tell what an import of recommendations did, counted row by row."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.recommendations.run import RecommendationsResult, changed
from dossier.model.diagnostics import errors
from dossier.readers.un_exports.merge import Difference

ROWS = (
    "read", "added", "same", "different", "repeats", "set aside", "of other reviews",
    "to other States", "unreadable",
)  # fmt: skip
"""All that is counted; the first is the sum of the others."""


def tell(result: RecommendationsResult, options: argparse.Namespace) -> None:
    """Print differences, counts and findings, or all of it as JSON."""
    failed = bool(errors(result.findings))
    if options.json:
        counts = {name: result.counts[name] for name in ROWS}
        differences = [_described(each) for each in result.differences]
        what = {
            **counts,
            "differences": differences,
            "named": result.named,
            "written": result.written,
        }
        tell_json(what, result.findings)
        return
    for line in () if failed else _lines(result, options):
        print(line)
    tell_findings(result.findings)
    if failed:
        print("nothing was written")


def _described(difference: Difference) -> dict[str, Any]:
    return {
        "paragraph": difference.here.paragraph,
        "symbol": difference.here.symbol,
        "here": {name: getattr(difference.here, name) for name in difference.fields},
        "there": changed(difference),
    }


def _lines(result: RecommendationsResult, options: argparse.Namespace) -> Iterator[str]:
    for each in result.differences:
        of = f" of {each.here.symbol}" if each.here.symbol else ""
        yield f"{each.here.paragraph}{of} differs:"
        for name in each.fields:
            yield f"  {name} here:  {_value(getattr(each.here, name))}"
            yield f"  {name} there: {_value(getattr(each.there, name))}"
    if result.differences:
        yield _kept(len(result.differences), options)
    if result.named:
        yield _named(result.named)
    for name in ROWS:
        what = (
            f"  ({', '.join(sorted(result.aside))})" if name == "set aside" and result.aside else ""
        )
        yield f"{result.counts[name]:>7} {name}{what}"
    if options.dry_run:
        yield "nothing was written (--dry-run)"


def _named(named: Sequence[str]) -> str:
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
