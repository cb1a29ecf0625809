"""`leaks`: look into finished files, and files from anywhere, for what may not be read."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from dossier.build.leaks import LookedFor, SearchedFile, search_files
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
cannot be searched to its last part is an error, and so is an empty list of what to look for:
docs/audiences.md says what is not found."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("files", nargs="+", metavar="FILE", help="any file, of whatever kind")
    command.add_argument(
        "--audience", choices=AUDIENCES, default="public", help="who will read it (default: public)"
    )
    command.add_argument("--dossier", metavar="NAME", help="what this one protects (default: all)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Search files. Returns 0, 1 if anything leaks or is unsearchable, 2 for files not there.

    Where nothing is protected, nothing is searched, and 1 is returned.
    """
    where = places(root, options.content, options.templates, None)
    audience: Audience = options.audience
    found = search_files(where, options.files, audience, options.dossier)
    missing = {Fault.MISSING_FILE, Fault.UNKNOWN_DOSSIER, Fault.NO_DOSSIERS}
    if not found.files and missing & {each.rule for each in found.findings}:
        tell_findings(found.findings)
        return 2
    if options.json:
        files = [{"file": each.file, "found": len(each.findings)} for each in found.files]
        sought = [asdict(each) for each in found.looked_for]
        tell_json({"audience": audience, "files": files, "looked_for": sought}, found.findings)
    else:
        for each in found.files:
            print(_line(each, audience))
        for one in found.looked_for:
            print(_sought(one))
        tell_findings(found.findings)
    return 1 if errors(found.findings) else 0


def _sought(looked_for: LookedFor) -> str:
    names, phrases = _many(looked_for.names, "name"), _many(looked_for.phrases, "phrase")
    spellings = _many(looked_for.spellings, "spelling")
    return f"looked for what {looked_for.dossier} keeps: {names} in {spellings}, {phrases}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _line(searched: SearchedFile, audience: Audience) -> str:
    if any(each.rule == Fault.UNSEARCHABLE for each in searched.findings):
        return f"{searched.file:<40} could not be searched"
    count = len(searched.findings)
    found = f"{count} found" if count else "nothing found"
    return f'{searched.file:<40} {found} that "{audience}" may not read'
