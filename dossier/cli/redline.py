"""`redline`: what changed between two versions of a document, as a Word file that tracks it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import __version__
from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.redline.run import (
    RedlineFiles,
    RedlineRequest,
    RedlineResult,
    make_redline,
    write_redline,
)
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.project.layout import places, shown

if TYPE_CHECKING:
    from dossier.interchange.redline import Redline


EXAMPLES = """examples:
  python build.py redline sent.docx edited.docx
  python build.py redline v1 HEAD --document kazakhstan/submission     two revisions in Git
  python build.py redline sent.docx WORKTREE                           against the content as it is

makes a Word file with tracked changes, and a page to read. docs/redline.md says more."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("old", metavar="OLD", help="a Word file, or a revision in Git")
    command.add_argument("new", metavar="NEW", help="the same, or WORKTREE")
    command.add_argument(
        "--document", metavar="DOSSIER/DOCUMENT", help="which one, where no file says it"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="default: in output/")
    command.add_argument("--author", metavar="NAME", help="whose changes (default: yours in Git)")
    command.add_argument("--date", metavar="DATE", help="when (default: now)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Write a redline. Returns 0, 1 with errors, 2 for a request that makes no sense."""
    try:
        where = places(root, options.content, options.templates, None)
        result = make_redline(where, _request(options))
    except Refused as refused:
        tell_findings([refused.finding])
        return 2
    result = write_redline(result)
    if result.redline is None or result.files is None:
        _tell_failure(options, result.findings)
        return 1
    _tell(options, result, result.redline, result.files)
    return 0


def _request(options: argparse.Namespace) -> RedlineRequest:
    return RedlineRequest(
        old=options.old,
        new=options.new,
        document=options.document or "",
        author=options.author or "",
        date=_moment(options.date),
        output=options.output,
    )


def _moment(text: str | None) -> datetime | None:
    """Return the moment that changes bear; a time without a zone is taken as UTC."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        message = f'"{text}" is no date'
        hint = "write it as 2026-11-22 or 2026-11-22T10:30"
        raise Refused(Finding("--date", 0, Fault.WRONG_DATE, message, hint)) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _tell_failure(options: argparse.Namespace, findings: Sequence[Finding]) -> None:
    if options.json:
        tell_json({"program": f"upr-dossier {__version__}", "files": []}, findings)
    else:
        tell_findings(findings)


def _tell(
    options: argparse.Namespace, result: RedlineResult, made: Redline, files: RedlineFiles
) -> None:
    old, new = result.versions
    paths = [shown(files.docx), shown(files.html)]
    if options.json:
        blocks = [asdict(each) for each in made.changes]
        told = {
            "program": f"upr-dossier {__version__}",
            "old": old.name,
            "new": new.name,
            "files": paths,
            "blocks": blocks,
            "total": asdict(made.total),
        }
        tell_json(told, result.findings)
        return
    print(*paths, sep="\n")
    print(f"{old.name} → {new.name}: {made.total}")
    for line in _lines(made):
        print(line)
    tell_findings(result.findings)


def _lines(made: Redline) -> Iterator[str]:
    for each in made.changes:
        if each.changed:
            yield f"  {each.id or 'between blocks':<30} {each}"
