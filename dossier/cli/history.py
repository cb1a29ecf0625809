"""`history`: what commands wrote into the content, step by step."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from dossier.cli.report import tell_json
from dossier.project.history import Step, read_steps, undone
from dossier.project.layout import places, shown

EXAMPLES = """examples:
  python build.py history                           the last 20 steps, the newest first
  python build.py history --all                     all that are kept, with each of their files

`undo` takes steps back. docs/history.md says more."""

_LAST, _FILES = 20, 5
"""How many steps, and how many files of each, are listed where not all are asked for."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("--all", action="store_true", help="all steps, and all files of each")


def run(options: argparse.Namespace, root: Path) -> int:
    """List the steps that are kept. Returns 0."""
    content = places(root, options.content, options.templates, None).content
    steps = read_steps(content)
    gone = undone(steps)
    if options.json:
        tell_json({"steps": [_record(each, content, gone) for each in reversed(steps)]}, ())
        return 0
    if not steps:
        print(f"no command has written into {shown(content)} yet")
    shown_steps = steps if options.all else steps[-_LAST:]
    for each in reversed(shown_steps):
        for line in _lines(each, content, gone, len(each.files) if options.all else _FILES):
            print(line)
    if len(shown_steps) < len(steps):
        print(f"{len(steps) - len(shown_steps)} earlier steps; `--all` lists them")
    return 0


def _lines(step: Step, content: Path, gone: Mapping[int, int], most: int) -> Iterator[str]:
    back = f"  (taken back by step {gone[step.number]})" if step.number in gone else ""
    yield f"{step.number:>5}  {_moment(step.when)}  {step.words}{back}"
    for each in step.files[:most]:
        yield f"         {each.kind}  {shown(content / each.path)}"
    if len(step.files) > most:
        yield f"         … and {len(step.files) - most} more"


def _moment(when: str) -> str:
    """Return a moment to the minute, as the clock showed it where the step was made."""
    try:
        return datetime.fromisoformat(when).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return when


def _record(step: Step, content: Path, gone: Mapping[int, int]) -> dict[str, Any]:
    files = [{"file": shown(content / each.path), "change": each.kind} for each in step.files]
    return {
        "step": step.number,
        "when": step.when,
        "command": step.words,
        "files": files,
        "undoes": list(step.undoes),
        "undone_by": gone.get(step.number),
    }
