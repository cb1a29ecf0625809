"""Kill each command that writes at each of its steps on the disk, and look at what is left.

A command runs in a child process that kills itself with SIGKILL before, or right after, its step k
of the file system: an opening for writing, a replacing, a deleting, a making of a folder, an fsync.
After the next command the files must be all as they were, or all as the whole command leaves them,
and no other file may be there. A trial is one step; `--seed` is the first step that is tried.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import pkgutil
import shutil
from collections.abc import Mapping
from pathlib import Path

from benchmarks.stress.kill_cases import CASES, Case
from benchmarks.stress.killed_child import run_command
from benchmarks.stress.trials import Outcome, folder, parser, run

Snapshot = Mapping[str, bytes | None]
"""Files by their path with their content; folders have none."""

NEXT = ("list",)
"""The command that runs after the killed one, as a person's next one would."""


def main() -> int:
    """Kill the commands that are asked for at each step."""
    command = parser(__doc__, 10_000)
    command.add_argument(
        "--only", default="", help="one command: " + ", ".join(each.name for each in CASES)
    )
    options = command.parse_args()
    _import_all()
    failed = 0
    for case in CASES:
        if options.only in ("", case.name):
            failed += _killed_everywhere(case, options)
    return int(failed > 0)


def _import_all() -> None:
    """Import every module of the package once, so that no child has to."""
    import dossier

    for each in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)
    gc.freeze()


def _killed_everywhere(case: Case, options: argparse.Namespace) -> int:
    """Kill one command at each step that is asked for, and return how many trials failed."""
    with folder() as made:
        source = made / "ready"
        (source / "content").mkdir(parents=True)
        case.ready(source)
        whole = Path(shutil.copytree(source, made / "whole"))
        steps = run_command(whole, case.words, None)
        print(f"{case.name}: {steps} steps", flush=True)
        before, after = _snapshot(source), _snapshot(whole)
        if before == after:
            print(f"{case.name}: writes nothing")
            return 1
        last = min(steps, options.seed + options.count - 1)
        chosen = argparse.Namespace(**{**vars(options), "count": max(0, last - options.seed + 1)})
        trial = functools.partial(_trial, case.name, source, before, after)
        return run(chosen, trial).failed


def _trial(name: str, source: Path, before: Snapshot, after: Snapshot, step: int) -> Outcome:
    """Kill the command at one step, and judge what is left."""
    case = next(each for each in CASES if each.name == name)
    with folder() as made:
        root = Path(shutil.copytree(source, made / "project"))
        run_command(root, case.words, step)
        torn = [f"{case.name}: torn: {name}" for name in _torn(_snapshot(root), before, after)]
        run_command(root, NEXT, None)
        left = _snapshot(root)
        failures = [*torn, *_half(case, left, before, after)]
        if case.again and case.words[0] == "build":
            run_command(root, case.words, None)
            failures += [
                f"{case.name}, again: {each}" for each in _differing(_snapshot(root), after)
            ]
        state = "between" if failures else "old" if left == before else "new"
        return Outcome(failures, [f"left {state}"])


def _torn(left: Snapshot, before: Snapshot, after: Snapshot) -> list[str]:
    """Return files that are known by name and have neither their old nor their new content."""
    return [
        f"{name} ({len(content or b'')} bytes)"
        for name, content in left.items()
        if name in {*before, *after}
        and content not in (before.get(name), after.get(name))
        and not name.endswith("manifest.json")
    ]


def _half(case: Case, left: Snapshot, before: Snapshot, after: Snapshot) -> list[str]:
    """Return what is between old and new, and what is there besides."""
    found = [
        f"{case.name}: left behind: {each}" for each in left.keys() - before.keys() - after.keys()
    ]
    states: dict[str, dict[str, list[str]]] = {}
    for name in before.keys() | after.keys():
        old, new, now = (each.get(name, b"(none)") for each in (before, after, left))
        group = case.together(name)
        if old == new or not group or None in (old, new):
            continue  # a folder is made by whoever needs it first
        state = "old" if now == old else "new" if now == new else "neither"
        states.setdefault(group, {}).setdefault(state, []).append(name)
    for group, by_state in states.items():
        if len(by_state) > 1 or "neither" in by_state:
            said = "; ".join(
                f"{state}: {', '.join(sorted(names)[:4])}" for state, names in by_state.items()
            )
            found.append(f"{case.name}: half ({group}): {said}")
    return found


def _differing(left: Snapshot, after: Snapshot) -> list[str]:
    return [
        name for name in left.keys() | after.keys()
        if left.get(name, b"(none)") != after.get(name, b"(none)") and not name.endswith("manifest.json")
    ]  # fmt: skip


def _snapshot(root: Path) -> Snapshot:
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }


if __name__ == "__main__":
    raise SystemExit(main())
