"""`where`: show every document that uses a block, or an entry of a registry, and how."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from dossier.build.where_used import DocumentUse, find_uses
from dossier.cli.report import tell_findings, tell_json
from dossier.project.layout import places, shown

EXAMPLES = """examples:
  python build.py where dissolution                 every document that uses this block
  python build.py where zhanaozen-dead              the same for a fact, an incident, a source …"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("wanted", metavar="BLOCK", help="its id; DOSSIER/BLOCK narrows it down")


def run(options: argparse.Namespace, root: Path) -> int:
    """Show where something is used.

    Returns 0, 1 where a document has errors and may use it, 2 where nothing has that id.
    """
    where = places(root, options.content, options.templates, None)
    found = find_uses(where, options.wanted)
    if found.unknown:
        tell_findings([found.unknown])
        return 2
    if options.json:
        tell_json({"id": found.id, "uses": [asdict(each) for each in found.uses]}, [])
    else:
        for each in found.uses:
            print(_line(each))
        if not found.uses:
            print(f"{found.id}: no document in {shown(where.content)} uses it")
    return 1 if any(each.unread for each in found.uses) else 0


def _line(use: DocumentUse) -> str:
    through = f"  through {use.block}" if use.block else ""
    return f"{use.document:<40} {use.section:<40} {use.form}{through}"
