"""`facts`: each fact, where it is used, what is due, and numbers that should be a fact."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.fact_list import ListedFact, list_facts
from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import wrapped
from dossier.model.diagnostics import errors
from dossier.project.layout import places

EXAMPLES = """example:
  python build.py facts kazakhstan"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", nargs="*", metavar="DOSSIER", help="default: all")


def run(options: argparse.Namespace, root: Path) -> int:
    """List the facts of dossiers. Returns 0, or 1 when a dossier has errors."""
    where = places(root, options.content, options.templates, None)
    found = list_facts(where, options.wanted, date.today())
    if options.json:
        tell_json({"facts": [_row(each) for each in found.facts]}, found.findings)
    else:
        for line in _lines(found.facts):
            print(wrapped(line))
        tell_findings(found.findings)
    return 1 if errors(found.findings) else 0


def _row(fact: ListedFact) -> dict[str, Any]:
    return {**asdict(fact), "review_by": fact.review_by.isoformat() if fact.review_by else None}


def _lines(facts: Sequence[ListedFact]) -> Iterator[str]:
    for fact in facts:
        exact = "" if fact.exactness == "exactly" else f"{fact.exactness} "
        rivals = f"; others say {', '.join(fact.rivals)}" if fact.rivals else ""
        yield f"{fact.fact:<32} {exact}{fact.value} {fact.unit}{rivals}"
        for use in fact.used:
            yield f"    {use.at}  ({', '.join(use.documents) or 'no document'})"
        for name in fact.through:
            yield f"    through the {name}"
        if not fact.used and not fact.through:
            yield f"    used nowhere  ({fact.at})"
    if not facts:
        yield "no facts; docs/registries.md shows how facts.yaml is written"
