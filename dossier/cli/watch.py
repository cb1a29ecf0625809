"""`watch`: build again on every save, and show the page in a browser as it is now."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dossier.build.build_request import BuildRequest, build_request
from dossier.build.page_server import PageServer
from dossier.build.watch import Round, rounds, saves_in
from dossier.build.workspace import Workspace
from dossier.cli.port import add_port, listening
from dossier.cli.progress import Progress
from dossier.cli.report import split, tell_findings, tell_json
from dossier.model.diagnostics import Refused
from dossier.project.layout import Places, places

EXAMPLES = """examples:
  python build.py watch kazakhstan/submission        the web page, as it is after each save
  python build.py watch kazakhstan --format html,docx
  python build.py watch --port 8000                  all dossiers, at an address of one's own"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", nargs="*", metavar="DOSSIER[/DOCUMENT]", help="default: all")
    command.add_argument(
        "--format", default="html", help="some of pdf,docx,html,md (default: html)"
    )
    command.add_argument("--output", type=Path, metavar="DIR", help="default: output")
    add_port(command)


def run(options: argparse.Namespace, root: Path) -> int:
    """Build on every save until Ctrl-C, which `main` answers. Returns 2 for a wrong request."""
    where = places(root, options.content, options.templates, options.output)
    request, wrong = build_request(where, options.wanted, split(options.format))
    if request is None:
        tell_findings(wrong)
        return 2
    try:
        with listening(options.port):
            server = PageServer(where.output, options.port)
    except Refused as stop:
        tell_findings([stop.finding])
        return 2
    with closing(server) as pages, Workspace(where) as workspace:
        progress = Progress()
        for number, each in enumerate(_rounds(workspace, request, where, progress)):
            progress.clear()
            pages.reload()
            if options.json:
                tell_json(_as_json(each, pages, number), each.left)
            else:
                _tell(each, pages, number)
            sys.stdout.flush()
    return 0


def _rounds(
    workspace: Workspace, request: BuildRequest, where: Places, progress: Progress
) -> Iterator[Round]:
    return rounds(workspace, request, saves_in(where), progress)


def _tell(each: Round, pages: PageServer, number: int) -> None:
    """Print what came of one build."""
    for file in each.files:
        if number:
            print(f"built  {file.file}  {file.words} words  {file.seconds:.2f} s")
    for finding in each.came:
        print(f"new    {finding}")
    for finding in each.went:
        print(f"gone   {finding.file}: [{finding.rule}]: {finding.message}")
    if number == 0:
        for address in _addresses(each, pages):
            print(f"page   {address}")
        print("Saved files are built at once. Ctrl-C ends this.")


def _addresses(each: Round, pages: PageServer) -> list[str]:
    found = (Path(file.file) for file in each.files if file.file.endswith(".html"))
    return [f"{pages.address}{file.parent.name}/{file.name}" for file in found]


def _as_json(each: Round, pages: PageServer, number: int) -> dict[str, object]:
    return {
        "build": number + 1,
        "files": [file.file for file in each.files],
        "pages": _addresses(each, pages),
        "came": [finding.as_json() for finding in each.came],
        "went": [finding.as_json() for finding in each.went],
    }
