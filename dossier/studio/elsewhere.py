"""Notice what other programs change in the project: an editor, a folder that is kept in step.

What a file held before is kept as a step of the history, so that it can be looked at and taken
back. Pages are told once of each change.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from dossier.model.frozen import frozen
from dossier.project.history import Step, read_steps
from dossier.project.journal import content_digest
from dossier.project.seen_changes import record_seen
from dossier.project.stray_files import visible_files

_KINDS = (".md", ".yaml", ".yml")
_MOST = 2_000_000
_NEWS = 50
"""How many changes are told to a page that opens late."""


@frozen
class Elsewhere:
    """A change that another program made: its number, the files, and the step that keeps it."""

    number: int
    files: tuple[str, ...]
    step: int


class Watcher:
    """Knows what the files of a content folder hold, and notices what others write there."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._held: dict[Path, bytes] = {}
        self._news: list[Elsewhere] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._learned = 0
        for path in visible_files(content) if content.is_dir() else ():
            held = _read(path)
            if held is not None:
                self._held[path] = held

    def since(self, number: int) -> Sequence[Elsewhere]:
        """Return the changes after one."""
        return [each for each in self._news if each.number > number]

    @property
    def last(self) -> int:
        """The number of the last change."""
        return self._news[-1].number if self._news else 0

    def learn(self) -> None:
        """Look at what steps of ours wrote, so that it is not taken for another program's."""
        with self._lock, suppress(OSError):
            for step in read_steps(self._content):
                if step.number > self._learned:
                    self._learned = step.number
                    self._hold(step)

    def _hold(self, step: Step) -> None:
        for file in step.files:
            path = self._content / file.path
            now = _read(path)
            if now is not None and content_digest(now) == file.after:
                self._held[path] = now
            elif not file.after and now is None:
                self._held.pop(path, None)

    def notice(self, saved: Iterable[Path]) -> None:
        """Look at files that were saved; what no step of ours wrote is kept, and told."""
        with self._lock:
            before: dict[Path, bytes | None] = {}
            for path in saved:
                if path.suffix not in _KINDS:
                    continue
                now, old = _read(path), self._held.get(path)
                if now == old:
                    continue
                before[path] = old
                if now is None:
                    self._held.pop(path, None)
                else:
                    self._held[path] = now
            if not before:
                return
            try:
                step = record_seen(self._content, before)
            except OSError:  # the history is another person's, or the disk is full
                return
            if step:
                names = tuple(each.path for each in step.files)
                self._news = [
                    *self._news[-_NEWS:], Elsewhere(next(self._numbers), names, step.number)
                ]  # fmt: skip


def _read(path: Path) -> bytes | None:
    try:
        small = path.suffix in _KINDS and path.stat().st_size <= _MOST
        return path.read_bytes() if small else None
    except OSError:
        return None
