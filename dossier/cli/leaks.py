"""`leaks`: look into finished files, and files from anywhere, for what may not be read."""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.build.leaks import SearchedFile, search_files
from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import errors
from dossier.model.faults import Fault
from dossier.model.registry import AUDIENCES, Audience
from dossier.project.layout import places

EXAMPLES = """examples:
  python build.py leaks report.pdf                  may everybody read all of it?
  python build.py leaks letter.docx photo.jpg --audience partners
  python build.py leaks output/kazakhstan/*.pdf --dossier kazakhstan

looks for names, protected phrases and what is not cleared, wherever a file can hide them. What
cannot be searched to its last part is an error: docs/audiences.md says what is not found."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("files", nargs="+", metavar="FILE", help="any file, of whatever kind")
    command.add_argument(
        "--audience", choices=AUDIENCES, default="public", help="who will read it (default: public)"
    )
    command.add_argument("--dossier", metavar="NAME", help="what this one protects (default: all)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Search files. Returns 0, 1 if anything leaks or is unsearchable, 2 for files not there."""
    where = places(root, options.content, options.templates, None)
    audience: Audience = options.audience
    found = search_files(where, options.files, audience, options.dossier)
    if not found.files:
        tell_findings(found.findings)
        return 2
    if options.json:
        files = [{"file": each.file, "found": len(each.findings)} for each in found.files]
        tell_json({"audience": audience, "files": files}, found.findings)
    else:
        for each in found.files:
            print(_line(each, audience))
        tell_findings(found.findings)
    return 1 if errors(found.findings) else 0


def _line(searched: SearchedFile, audience: Audience) -> str:
    if any(each.rule == Fault.UNSEARCHABLE for each in searched.findings):
        return f"{searched.file:<40} could not be searched"
    count = len(searched.findings)
    found = f"{count} found" if count else "nothing found"
    return f'{searched.file:<40} {found} that "{audience}" may not read'
