"""`follow-up`: what became of each earlier recommendation, by what we know it, what changed."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from textwrap import shorten

from dossier import __version__
from dossier.build.follow_up.run import (
    FollowedUp,
    FollowUpRequest,
    follow_up,
    keep,
    write_follow_up,
)
from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import counted, wrapped
from dossier.model.action_category import label
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.figures import Positions
from dossier.model.follow_up import STATUSES, FollowUp, FollowUpRow
from dossier.model.language import language
from dossier.model.registry import AUDIENCES
from dossier.project.layout import places
from dossier.writers.follow_up.open_data import as_json

EXAMPLES = """examples:
  python build.py follow-up kazakhstan
  python build.py follow-up kazakhstan --keep               what the next one is compared with
  python build.py follow-up kazakhstan --since 2024.csv --audience partners

writes output/DOSSIER/follow-up.csv (open data) with follow-up-dictionary.csv, .json, .xlsx, and
charts by theme and category of action as SVG. What the audience may not read is in none of them."""

_WIDE = 100
"""Characters of a recommendation's text in the list."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", metavar="DOSSIER[/DOCUMENT]", help="the words of which document")
    command.add_argument(
        "--audience", choices=AUDIENCES, default="public", help="who may read it (default: public)"
    )
    command.add_argument(
        "--since", type=Path, metavar="FILE", help="compare with this follow-up (JSON or CSV)"
    )
    command.add_argument("--licence", default="", metavar="NAME", help="default: dossier.yaml’s")
    command.add_argument(
        "--keep", action="store_true", help="keep it in the dossier, for the next to compare with"
    )
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    command.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="its day")


def run(options: argparse.Namespace, root: Path) -> int:
    """Follow up a dossier. Returns 0, or 1 where something stands in the way."""
    where = places(root, options.content, options.templates, options.output)
    name, _, document = options.wanted.strip("/").partition("/")
    request = FollowUpRequest(
        dossier=name,
        today=options.today or date.today(),
        document=document,
        audience=options.audience,
        since=options.since,
        licence=options.licence,
    )
    try:
        made, findings = follow_up(where, request)
    except Refused as refused:
        return _tell(options, None, (), (refused.finding,))
    written: tuple[str, ...] = ()
    if made:
        written, left = write_follow_up(where, made)
        findings = (*findings, *left)
        if options.keep and made.files:
            written = (*written, keep(where, made))
    return _tell(options, made if made and made.files else None, written, findings)


def _tell(
    options: argparse.Namespace,
    made: FollowedUp | None,
    written: tuple[str, ...],
    findings: tuple[Finding, ...],
) -> int:
    if options.json:
        said = as_json(made.follow_up) if made else {}
        program = f"upr-dossier {__version__}"
        tell_json({"program": program, "files": list(written), **said}, findings)
    else:
        for line in _lines(made.follow_up, written) if made else ():
            print(wrapped(line))
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _lines(found: FollowUp, written: tuple[str, ...]) -> Iterator[str]:
    yield from written
    day = language("en-GB").long_date
    yield f"{found.dossier}: {len(found.rows)} recommendations to {found.state}, {day(found.day)}"
    said = Counter(each.status for each in found.rows)
    yield "  " + ", ".join(f"{each} {said[each]}" for each in STATUSES if said[each])
    if found.since:
        changes = Counter(each.change for each in found.rows)
        told = ", ".join(f"{name} {n}" for name, n in changes.items())
        yield f"  since {day(found.since)}: {told}"
    for id_ in found.gone:
        yield f"  no longer in recommendations.yaml: {id_}"
    yield from _counted("theme", found.by_theme())
    yield from _counted("action", found.by_action(label))
    for row in found.rows:
        yield from _row(row)
    yield from _recurring(found)


def _counted(what: str, counts: Positions) -> Iterator[str]:
    yield f"by {what}:"
    for name, said in counts.rows:
        yield f"  {name}: " + ", ".join(f"{status} {n}" for status, n in said if n)


def _recurring(found: FollowUp) -> Iterator[str]:
    if found.recurrences:
        yield "recurring from cycle to cycle:"
    for chain in found.chains():
        steps = (
            f"cycle {cycle}: {'; '.join(map(_named, rows))}"
            for cycle, rows in groupby(chain, lambda row: row.cycle)
        )
        yield "  " + " → ".join(steps)
        ids = {row.id for row in chain}
        for each in found.recurrences:
            if each.later in ids:
                how = "confirmed" if each.confirmed else "proposed"
                yield f"    {how}, score {each.score:.2f}: {each.later} repeats {each.earlier}"
    if any(not each.confirmed for each in found.recurrences):
        yield '  to confirm one, write `recurs: "REPORT PARAGRAPH"` in the later recommendation, or'
        yield "  `recurs: none` if it repeats none of them"


def _named(row: FollowUpRow) -> str:
    by = f" ({', '.join(row.states)})" if row.states else ""
    return f"{row.id}{by}{f', {row.position}' if row.position else ''}"


def _row(row: FollowUpRow) -> Iterator[str]:
    was = f"was {row.before}: " if row.change != "unchanged" else ""
    before = f"; {was}{row.change}" if row.before else ""
    new = "; new" if row.change == "new" else ""
    yield f"{_named(row)}: {row.status}{before}{new}"
    yield f"    {shorten(row.text, _WIDE, placeholder=' …')}"
    if row.assessment:
        yield f"    we say: {row.assessment}"
    shown = [each.words for each in row.evidence if each.kind == "block"]
    if shown:
        yield f"    shown by: {'; '.join(shown)}"
    held = Counter(each.kind for each in row.evidence if each.kind != "block")
    if held:
        yield "    evidence: " + ", ".join(counted(n, kind) for kind, n in held.items())
