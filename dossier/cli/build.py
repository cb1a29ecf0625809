"""`build`: make documents, each format read back before it is kept."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import __version__
from dossier.build.build_dossiers import build
from dossier.build.build_request import BuildRequest, Rebuild, Report, build_request, no_templates
from dossier.build.output_records import FileReport
from dossier.cli.progress import Progress
from dossier.cli.report import split, tell_findings, tell_json
from dossier.cli.terminal import NARROW, columns, counted, fitted
from dossier.model.diagnostics import Finding, Refused, errors
from dossier.model.faults import Fault
from dossier.model.progress_callback import silent
from dossier.project.layout import Places, places

if TYPE_CHECKING:  # it is slow to import, and most builds find nothing to do
    from dossier.build.workers import Workers

EXAMPLES = """examples:
  python build.py                                   everything, in all formats
  python build.py build kazakhstan/submission --format docx
  python build.py build --output drafts --force     anew, somewhere else
  python build.py build --cluster tcp://10.0.0.5:8786 --share /mnt/all    with many machines"""


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
    who = command.add_mutually_exclusive_group()
    who.add_argument(
        "--workers", type=_number, metavar="N", help="processes that write files (default: cores)"
    )
    who.add_argument(
        "--cluster", default="", metavar="ADDRESS", help="let the workers of a Dask scheduler write"
    )
    command.add_argument(
        "--share", default="", metavar="ADDRESS", help="a folder that the cluster sees, too"
    )


def _number(text: str) -> int:
    """Return a number of processes. Raises `ArgumentTypeError` for what is none."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f'"{text}" is no number of processes')
    return int(text)


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
    try:
        with _workers(options) as workers:
            for result in build(where, request, progress, explain, workers):
                progress.clear()
                if not options.json:
                    for file in result.files:
                        print(_line(file), flush=True)
                files += result.files
                findings += result.findings
    except Refused as stop:  # the cluster
        findings.append(stop.finding)
    if options.json:
        told = {"program": f"upr-dossier {__version__}", "files": [asdict(each) for each in files]}
        tell_json(told, findings)
    else:
        tell_findings(findings)
    return 1 if errors(findings) else 0


def _workers(options: argparse.Namespace) -> AbstractContextManager[Workers | None]:
    """Return those who write files, as the options say; without options there are none named."""
    if options.cluster:
        from dossier.build.cluster import cluster_workers

        return cluster_workers(options.cluster, options.share)
    if options.workers is None:
        return nullcontext()
    if options.workers == 0:
        from dossier.build.workers import Nobody

        return nullcontext(Nobody())
    from dossier.build.worker_processes import Processes

    return Processes(options.workers)


def _request(
    options: argparse.Namespace, where: Places
) -> tuple[BuildRequest | None, Sequence[Finding]]:
    """Return what is asked for, or None and why it makes no sense."""
    lost = no_templates(options.templates) if options.templates else _without_cluster(options)
    if lost:
        return None, [lost]
    return build_request(
        where,
        options.wanted,
        split(options.format),
        Rebuild.ALL if options.force else Rebuild.CHANGED,
        Report.CHANGED if options.changed else Report.ALL,
    )


def _without_cluster(options: argparse.Namespace) -> Finding | None:
    """Return a finding where a share is named, and no cluster."""
    if options.cluster or not options.share:
        return None
    message, hint = "a share is for a cluster, and none is named", "add --cluster ADDRESS"
    return Finding("--share", 0, Fault.UNREACHABLE_SHARE, message, hint)


def _line(file: FileReport) -> str:
    pages = counted(file.pages, "page") if file.pages is not None and _has_pages(file) else ""
    took = f"{file.seconds:.2f} s" if file.state == "built" else "unchanged"
    width = columns()
    notes = f" {counted(file.notes, 'note'):>10}" if width >= NARROW else ""
    rest = f" {pages:>9} {counted(file.words, 'word'):>12}{notes} {took:>9}"
    return f"{fitted(file.file, min(width - len(rest), 48))}{rest}"


def _has_pages(file: FileReport) -> bool:
    """Whether a file has pages of its own: those of a Word file depend on who opens it."""
    return file.file.endswith(".pdf")
