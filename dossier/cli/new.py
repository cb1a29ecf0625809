"""`new`: begin a dossier from a commented skeleton that builds at once."""

from __future__ import annotations

import argparse
import re
import shutil
from datetime import date
from pathlib import Path

from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import SKELETON
from dossier.project.layout import places, shown
from dossier.readers.blocks.nodes import ID


def run(options: argparse.Namespace, root: Path) -> int:
    """Make `content/NAME`. Returns 0, or 1 when the name cannot be used or is taken."""
    name = options.name.strip("/")
    content = places(root, options.content, options.templates, None).content
    folder = content / name
    finding = _obstacle(name, folder)
    if finding:
        tell_findings([finding])
        return 1
    made = _copy(folder, name)
    if options.json:
        tell_json({"dossier": name, "files": [shown(path) for path in made]}, ())
        return 0
    for path in made:
        print(shown(path))
    print(f"\nWrite into these files, then run: python build.py build {name}")
    return 0


def _obstacle(name: str, folder: Path) -> Finding | None:
    if not ID.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as `uzbekistan-2028`"
        message = f'"{name}" cannot be the name of a dossier'
        return Finding(shown(folder.parent), 0, Fault.WRONG_ID, message, hint)
    if name == "library":
        message, hint = '"library" is where dossiers share blocks', "choose another name"
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    if folder.exists():
        hint = "choose another name; nothing was changed"
        message = f'there is a dossier "{name}" already'
        return Finding(shown(folder), 0, Fault.TAKEN_NAME, message, hint)
    return None


def _copy(folder: Path, name: str) -> list[Path]:
    """Copy the skeleton whole or not at all, with today's date and the State's name in it."""
    state = re.sub(r"[\W\d_]+", " ", name).strip().title() or "STATE"
    temporary = folder.with_name(f".{name}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    shutil.copytree(SKELETON, temporary)
    for path in temporary.rglob("*.*"):
        text = path.read_text("utf-8")
        filled = text.replace("STATE", state).replace("TODAY", date.today().isoformat())
        path.write_text(filled, "utf-8")
    temporary.rename(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())
