"""`undo`: bring files back as they were before a command wrote them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.cli.report import tell_findings, tell_json
from dossier.model.diagnostics import errors
from dossier.project.layout import places, shown
from dossier.project.undo import OnChange, Undo, UndoRequest, plan_undo, undo

EXAMPLES = """examples:
  python build.py undo                              take back the last step that stands
  python build.py undo --dry-run                    show what that would do
  python build.py undo 12                           take back step 12 of `history` alone
  python build.py undo --to 9                       take back all steps after step 9

an undo is a step as well: `undo` with its number does again what it took back. A file that you
changed since stops it, except with `--force`. docs/history.md says more."""

_ACTIONS = {"changed": "brings back", "created": "brings back", "deleted": "removes"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    which = command.add_mutually_exclusive_group()
    which.add_argument("step", nargs="?", type=int, metavar="STEP", help="default: the last one")
    which.add_argument("--to", type=int, metavar="STEP", help="take back all steps after STEP")
    command.add_argument("--dry-run", action="store_true", help="say what would be done")
    command.add_argument(
        "--force", action="store_true", help="also files that were changed since, which are kept"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Take steps back. Returns 0, or 1 where something is in the way and nothing was written."""
    content = places(root, options.content, options.templates, None).content
    on_change: OnChange = "overwrite" if options.force else "refuse"
    plan = plan_undo(content, UndoRequest(options.step, options.to, on_change))
    if not options.json:
        for line in _plan(plan):
            print(line, flush=True)
        tell_findings(plan.findings)
    done = plan if options.dry_run else undo(plan)
    if options.json:
        tell_json(_record(done), done.findings)
    elif done.steps:
        print(_end(done))
    return 1 if errors(done.findings) else 0


def _plan(plan: Undo) -> Iterator[str]:
    """Yield what the undo does, before it does so."""
    for step in plan.steps:
        yield f"step {step.number}: {step.words}"
    for each in plan.files:
        yield f"  {_ACTIONS[each.kind]}  {shown(each.path)}"


def _end(done: Undo) -> str:
    if errors(done.findings):
        return "nothing was written"
    if done.made is None:
        return "nothing was written (--dry-run)"
    return f"done; `undo {done.made.number}` does it again"


def _record(done: Undo) -> dict[str, Any]:
    return {
        "step": done.made.number if done.made else None,
        "undoes": [each.number for each in done.steps],
        "files": [{"file": shown(each.path), "change": each.kind} for each in done.files],
        "written": done.made is not None,
    }
