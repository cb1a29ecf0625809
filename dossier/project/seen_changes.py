"""Keep as steps of the history what other programs changed in the content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from dossier.project.folder_lock import locked
from dossier.project.history import (
    ChangedFile,
    Step,
    content_before,
    history_folder,
    kept_from_git,
    path_inside,
    read_steps,
    step_path,
    zipped_step,
)
from dossier.project.journal import content_digest, digest_of
from dossier.project.replace_files import replace_all

ELSEWHERE = "changed elsewhere"
"""The words of a step that another program made: an editor, a folder that is kept in step."""

_TOGETHER = timedelta(minutes=1)
"""How long after a change that another program made a further one counts as the same step."""


def record_seen(content: Path, before: Mapping[Path, bytes | None]) -> Step | None:
    """Keep as a step that files were changed by another program, and return it.

    `before` is what they held, None where there was none. What steps wrote themselves is left out.
    A step of the same kind shortly before goes on: editors save often.
    """
    with locked(history_folder(content)):
        steps = read_steps(content)
        own = {each.path: each.after for step in steps for each in step.files}
        now = {path_inside(path, content): digest_of(path) for path in before}
        kept = {
            path_inside(path, content): old or b""
            for path, old in before.items()
            if own.get(path_inside(path, content)) != now[path_inside(path, content)]
            and _digest(old) != now[path_inside(path, content)]
        }
        if not kept:
            return None
        return _seen(content, steps, kept, now)


def _seen(
    content: Path, steps: Sequence[Step], kept: Mapping[str, bytes], now: Mapping[str, str]
) -> Step:
    """Write the step of files that were changed elsewhere, as part of the last one of this kind."""
    last = steps[-1] if steps and _goes_on(steps[-1]) else None
    held = {each.path: each for each in last.files} if last else {}
    olds = {}
    if last:
        olds = {each.path: content_before(content, last, each) or b"" for each in last.files}
    files = dict(held)
    for path, old in kept.items():
        before = held[path].before if path in held else _digest(old or None)
        files[path] = ChangedFile(path, before, now[path], 0o644)
        olds.setdefault(path, old)
    number = last.number if last else (steps[-1].number + 1 if steps else 1)
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    step = Step(number, when, ELSEWHERE, tuple(files.values()))
    home = content.resolve().parent
    own = kept_from_git(home)
    own[step_path(content, number)] = zipped_step(step, [olds[path] for path in files])
    replace_all(own, home)
    return step


def _goes_on(step: Step) -> bool:
    """Whether a step is one of files changed elsewhere, and not long ago."""
    if step.words != ELSEWHERE:
        return False
    with suppress(ValueError):
        return datetime.now().astimezone() - datetime.fromisoformat(step.when) < _TOGETHER
    return False


def _digest(content: bytes | None) -> str:
    """Return the digest of what a file held, "" where there was none."""
    return content_digest(content) if content else ""
