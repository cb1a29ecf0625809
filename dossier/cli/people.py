"""`people`: who may be named to whom, who agreed, and what of each name is guarded."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dossier.build.guarded_people import ListedPerson, list_people
from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import wrapped
from dossier.model.diagnostics import errors
from dossier.project.layout import places

EXAMPLES = """example:
  python build.py people kazakhstan

prints names: do not pass the list on. docs/audiences.md says what no search finds."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", nargs="*", metavar="DOSSIER", help="default: all")


def run(options: argparse.Namespace, root: Path) -> int:
    """List the people of dossiers. Returns 0, or 1 when a registry has errors."""
    where = places(root, options.content, options.templates, None)
    found = list_people(where, options.wanted, date.today())
    if options.json:
        tell_json({"people": [_row(each) for each in found.people]}, found.findings)
    else:
        for line in _lines(found.people):
            print(wrapped(line))
        tell_findings(found.findings)
    return 1 if errors(found.findings) else 0


def _row(person: ListedPerson) -> dict[str, Any]:
    row = asdict(person)
    words = row.pop("coverage")
    return {**row, **words}


def _lines(people: Sequence[ListedPerson]) -> Iterator[str]:
    for each in people:
        tongue = f", {each.language}" if each.language else ""
        yield f"{each.person:<32} {each.name}{tongue}  (named to: {each.named})"
        if each.consent:
            yield f"    consent {each.consent}"
        if each.flaw:
            yield f'    NO consent to be named to "{each.named}": {each.flaw}'
        found = each.coverage
        for what, words in (
            ("found alone", found.alone),
            ("found beside a title", found.beside_a_title),
            ("found with another part of the name", found.together),
        ):
            if words:
                yield f"    {what}: {', '.join(words)}"
        if found.not_found:
            yield f"    NOT found: {found.not_found}"
    if not people:
        yield "no people; docs/registries.md shows how people.yaml is written"
