"""Take back steps of the history: the files that they wrote become what they were before.

`plan_undo` reads and writes nothing; `undo` writes what it found, as a step of its own. What
somebody wrote after a step stops it, unless it is to be overwritten; then it is kept, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias

from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.word_merge import merged_words
from dossier.project.history import (
    ChangedFile,
    Kind,
    Step,
    content_after,
    content_before,
    read_steps,
    undone,
    write_content,
)
from dossier.project.journal import digest_of
from dossier.project.layout import shown

OnChange: TypeAlias = Literal["refuse", "overwrite", "merge"]
"""What becomes of a file that was changed after the step that is to be taken back.

"merge" takes back the words of the step, and refuses where the same words were changed since.
"""


@frozen
class UndoRequest:
    """What is asked for: one step, all steps after `to`, or (both None) the last that stands."""

    step: int | None = None
    to: int | None = None
    on_change: OnChange = "refuse"


@frozen
class FileBack:
    """A file and its content as it comes back, or None where it goes; `kind` says what happens."""

    path: Path
    content: bytes | None
    mode: int
    kind: Kind


@frozen
class Undo:
    """What is taken back: steps (the newest first), their files, and folders that they made.

    `made` is the step that was written, None where none was.
    """

    content: Path
    steps: tuple[Step, ...] = ()
    files: tuple[FileBack, ...] = ()
    folders: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    made: Step | None = None


def plan_undo(content: Path, request: UndoRequest) -> Undo:
    """Return what taking steps back will do; where a finding is an error, nothing can be."""
    known = read_steps(content)
    chosen, wrong = _chosen(known, request)
    if wrong:
        return Undo(content, findings=(replace(wrong, file=shown(content)),))
    files: list[FileBack] = []
    findings: list[Finding] = []
    for history in _by_file(chosen).values():
        back, fault = _back(content, history, known, request)
        files += [back] if back else []
        findings += [fault] if fault else []
    folders = {content / each for step in chosen for each in step.folders}
    return Undo(
        content, chosen, tuple(files), tuple(sorted(folders, reverse=True)), tuple(findings)
    )


def undo(plan: Undo) -> Undo:
    """Write what a plan says, all files or none, and return it with the step that was made.

    Raises `OSError` where a file cannot be written.
    """
    if errors(plan.findings) or not plan.steps:
        return plan
    numbers = tuple(each.number for each in plan.steps)
    made = write_content(
        plan.content,
        {each.path: each.content for each in plan.files},
        f"undo of {_listed(numbers)}",
        modes={each.path: each.mode for each in plan.files if each.mode},
        emptied=plan.folders,
        undoes=numbers,
    )
    return replace(plan, made=made)


def _listed(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"step {numbers[0]}"
    return f"steps {numbers[-1]} to {numbers[0]}"


def _chosen(known: Sequence[Step], request: UndoRequest) -> tuple[tuple[Step, ...], Finding | None]:
    """Return the steps that are asked for, the newest first, or why there are none."""
    found: Sequence[Step]
    if request.to is not None:
        found = [each for each in known if each.number > request.to]
        kept = not known or request.to >= known[0].number - 1
        missing = "" if found and kept else f"no steps after step {request.to} can be taken back"
    elif request.step is not None:
        found = [each for each in known if each.number == request.step]
        missing = "" if found else f"there is no step {request.step}"
    else:
        gone = undone(known)
        found = [each for each in known if not each.undoes and each.number not in gone][-1:]
        missing = "" if found else "there is no step that could be taken back"
    if not missing:
        return tuple(reversed(found)), None
    hint = "no command has written here yet"
    if known:
        first, last = known[0].number, known[-1].number
        hint = f"steps {first} to {last} are kept; `python build.py history` lists them"
    return (), Finding("", 0, Fault.UNKNOWN_STEP, missing, hint)


def _by_file(steps: Sequence[Step]) -> Mapping[str, list[tuple[Step, ChangedFile]]]:
    """Return by path what steps did with a file, the newest first."""
    found: dict[str, list[tuple[Step, ChangedFile]]] = {}
    for step in steps:
        for each in step.files:
            found.setdefault(each.path, []).append((step, each))
    return found


def _back(
    content: Path,
    history: Sequence[tuple[Step, ChangedFile]],
    known: Sequence[Step],
    request: UndoRequest,
) -> tuple[FileBack | None, Finding | None]:
    """Return how a file comes back (None where it has already), and what is in the way."""
    oldest, first = history[-1]
    path = content / first.path
    now = digest_of(path)
    if now == first.before:
        return None, None
    if request.on_change == "merge" and len(history) == 1 and first.before and now != first.after:
        merged = _merged(content, oldest, first, known)
        if merged is not None:
            return FileBack(path, merged, first.mode, "changed"), None
    fault = next(_changes_since(path, now, history, known), None)
    if fault and request.on_change == "overwrite":
        fault = replace(fault, severity="warning", hint="what was there is kept as a step")
    if not first.before:
        return FileBack(path, None, 0, "deleted"), fault
    old = content_before(content, oldest, first)
    if old is None:
        message = f"step {oldest.number} does not hold the file any more"
        hint = "take it from a copy of the project, or from Git"
        return None, Finding(shown(path), 0, Fault.BROKEN_FILE, message, hint)
    return FileBack(path, old, first.mode, "changed" if now else "created"), fault


def _merged(content: Path, step: Step, file: ChangedFile, known: Sequence[Step]) -> bytes | None:
    """Return a file without the words of a step, with what was changed elsewhere since."""
    path = content / file.path
    left, old = content_after(content, step, file, known), content_before(content, step, file)
    if left is None or old is None or not path.is_file():
        return None
    try:
        texts = [each.decode("utf-8") for each in (left, path.read_bytes(), old)]
    except UnicodeDecodeError:
        return None
    made = merged_words(*texts)
    return None if made is None else made.encode("utf-8")


def _changes_since(
    path: Path, now: str, history: Sequence[tuple[Step, ChangedFile]], known: Sequence[Step]
) -> Iterator[Finding]:
    """Find where a file is not as a step left it: a later step, or a person, changed it."""
    (newest, file), *_ = history
    if file.after != now:
        later = [step for step in known if step.number > newest.number and _left(step, file, now)]
        yield _by_step(path, newest, later[-1]) if later else _by_hand(path, newest)
    for (_, newer), (step, older) in pairwise(history):
        if older.after != newer.before:
            yield _by_hand(path, step)


def _left(step: Step, file: ChangedFile, now: str) -> bool:
    """Whether a step left a file as it is now."""
    return any(each.path == file.path and each.after == now for each in step.files)


def _by_step(path: Path, step: Step, later: Step) -> Finding:
    message = f"step {later.number} changed the file after step {step.number}"
    hint = f"take back step {later.number} first, or all since: `undo --to {step.number - 1}`"
    return Finding(shown(path), 0, Fault.CHANGED_SINCE, message, hint)


def _by_hand(path: Path, step: Step) -> Finding:
    message = f"the file was changed by hand after step {step.number}"
    hint = "`--force` brings the old file back all the same, and keeps yours as a step"
    return Finding(shown(path), 0, Fault.CHANGED_SINCE, message, hint)
