"""`build`: make documents, each format read back before it is kept."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from dossier import __version__
from dossier.build.build_dossiers import build
from dossier.build.build_request import BuildRequest, Rebuild, Report, build_request, no_templates
from dossier.build.output_records import FileReport
from dossier.cli.progress import Progress
from dossier.cli.report import split, tell_findings, tell_json
from dossier.model.diagnostics import Finding, errors
from dossier.model.progress_callback import silent
from dossier.project.layout import Places, places

EXAMPLES = """examples:
  python build.py                                   everything, in all formats
  python build.py build kazakhstan/submission --format docx
  python build.py build --output drafts --force     anew, somewhere else"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", nargs="*", metavar="DOSSIER[/DOCUMENT]", help="default: all")
    command.add_argument(
        "--format", default="", help="some of pdf,docx,html,md,xlsx (default: all)"
    )
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    command.add_argument("--force", action="store_true", help="build anew, and over edited files")
    command.add_argument(
        "--changed", action="store_true", help="tell only of what a change touches, and why"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Build what is asked for. Returns 0, 1 with errors, 2 for a request that makes no sense."""
    where = places(root, options.content, options.templates, options.output)
    request, wrong = _request(options, where)
    if request is None:
        tell_findings(wrong)
        return 2
    files: list[FileReport] = []
    findings: list[Finding] = []
    progress = Progress()
    explain = silent if options.json else progress.say
    for result in build(where, request, progress, explain):
        progress.clear()
        if not options.json:
            for file in result.files:
                print(_line(file), flush=True)
        files += result.files
        findings += result.findings
    if options.json:
        told = {"program": f"upr-dossier {__version__}", "files": [asdict(each) for each in files]}
        tell_json(told, findings)
    else:
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _request(
    options: argparse.Namespace, where: Places
) -> tuple[BuildRequest | None, Sequence[Finding]]:
    """Return what is asked for, or None and why it makes no sense."""
    lost = no_templates(options.templates) if options.templates else None
    if lost:
        return None, [lost]
    return build_request(
        where,
        options.wanted,
        split(options.format),
        Rebuild.ALL if options.force else Rebuild.CHANGED,
        Report.CHANGED if options.changed else Report.ALL,
    )


def _line(file: FileReport) -> str:
    pages = f"{file.pages:>4} pages" if file.pages is not None else " " * 10
    took = f"{file.seconds:6.2f} s" if file.state == "built" else " unchanged"
    return f"{file.file:<44} {pages} {file.words:>6} words {file.notes:>5} notes {took}"
