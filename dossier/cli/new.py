"""`new`: begin a dossier from a commented skeleton that builds at once."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from dossier.cli.report import tell_findings, tell_json
from dossier.project.layout import places, shown
from dossier.project.new_dossier import new_dossier

EXAMPLES = """example:
  python build.py new uzbekistan && python build.py build uzbekistan"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("name", metavar="DOSSIER", help="its name: small letters, digits, hyphens")


def run(options: argparse.Namespace, root: Path) -> int:
    """Make `content/NAME`. Returns 0, or 1 when the name cannot be used or is taken."""
    name = options.name.strip("/")
    where = places(root, options.content, options.templates, None)
    made = new_dossier(where, name, date.today())
    if made.findings:
        tell_findings(made.findings)
        return 1
    if options.json:
        tell_json({"dossier": name, "files": [shown(path) for path in made.files]}, ())
        return 0
    for path in made.files:
        print(shown(path))
    print(f"\nWrite into these files, then run: python build.py build {name}")
    return 0
