"""Run a command in a child process that kills itself at one of its steps on the disk."""

from __future__ import annotations

import builtins
import functools
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
MOVES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}


def run_command(root: Path, words: Sequence[str], step: int | None) -> int:
    """Run a command in a child, killed at `step`; return how many steps it made, or -1."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _in_child(root, words, step, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return int(told) if told else -1


def _in_child(root: Path, words: Sequence[str], step: int | None, pipe: int) -> None:
    status = 1
    try:
        os.setpgid(0, 0)
        os.chdir(root)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        if not os.environ.get("SHOW"):
            os.dup2(nothing, 2)
        from dossier.cli.main import main as command

        steps = _Steps(step, root)
        steps.watch()
        command([*words], root=root)
        steps.stop()
        os.write(pipe, str(steps.made).encode())
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


class _Steps:
    """Counts steps on the disk below a folder, and kills the process at the one that was chosen."""

    def __init__(self, last: int | None, root: Path) -> None:
        self.last = last
        self.root = str(root)
        self.made = 0
        self.process = os.getpid()
        self.on = True

    def stop(self) -> None:
        self.on = False

    def step(self, path: object) -> None:
        """Count a step; what is written elsewhere, or by another process, is none."""
        if not self.on or os.getpid() != self.process:
            return
        if isinstance(path, str | os.PathLike):
            where = os.path.abspath(os.fspath(path))  # noqa: PTH100 (may be called from pathlib)
            if not str(where).startswith(self.root):
                return
        self.made += 1
        if self.made == self.last:
            os.killpg(0, signal.SIGKILL)

    def watch(self) -> None:
        """Watch what the process does from now on."""
        sys.addaudithook(self._heard)
        _after(builtins, "open", self)
        _after(io, "open", self)
        _after(os, "open", self)
        fsync = os.fsync

        def synced(descriptor: Any) -> None:
            self.step(None)
            fsync(descriptor)

        os.fsync = synced

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITES:
                self.step(path)
        elif event in MOVES:
            self.step(arguments[0])


def _after(module: Any, name: str, steps: _Steps) -> None:
    """Make the moment right after a file was opened for writing, and is empty, a step too."""
    plain = getattr(module, name)

    @functools.wraps(plain)
    def opened(path: Any, mode: Any = "r", *rest: Any, **more: Any) -> Any:
        file = plain(path, mode, *rest, **more)
        writes = mode & WRITES if isinstance(mode, int) else set(str(mode)) & set("wax+")
        if writes and not isinstance(path, int):
            steps.step(path)
        return file

    setattr(module, name, opened)
