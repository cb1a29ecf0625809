"""Run whole commands: how long they take, and how much memory their largest process takes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """A version of the program: its folder, and the Python that has what it needs.

    `texts` is the folder of other content than its own.
    """

    root: Path
    python: str
    texts: Path | None = None

    @property
    def content(self) -> Path:
        """The folder of the content that it reads."""
        return self.texts or self.root / "content"

    def command(self, name: str, *words: str) -> list[str]:
        """Return a command of its program."""
        content = ["--content", str(self.texts)] if self.texts else []
        return [self.python, str(self.root / "build.py"), name, *content, *words]


@dataclass(frozen=True)
class Run:
    """What one run took: wall seconds, and the MiB of its largest process."""

    seconds: float
    megabytes: float


def run(command: list[str], folder: Path, *, may_fail: bool = False, kept: str = "none") -> Run:
    """Run a command in `folder`, silently. Raises `SystemExit` where it fails and may not.

    `kept` is the folder of the results that earlier runs kept; without one each run is the first.
    """
    surroundings = {**os.environ, "UPR_DOSSIER_CACHE": kept}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program keeps its bytecode
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=surroundings,
    )
    largest = _Largest(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    found = max(largest.stop(), _peak(usage))
    if status and not may_fail:
        raise SystemExit(f"{' '.join(command)} failed")
    return Run(seconds, found)


def _peak(usage: resource.struct_rusage) -> float:
    """Return the peak memory in MiB; Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


class _Largest:
    """Watches the processes that a command starts, where the system tells of them (`/proc`)."""

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.peak = 0.0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def stop(self) -> float:
        """Return the peak in MiB of the largest process that was seen."""
        self.done.set()
        self.thread.join()
        return self.peak

    def _watch(self) -> None:
        while not self.done.wait(0.05):
            children = Path(f"/proc/{self.parent}/task/{self.parent}/children")
            try:
                pids = children.read_text().split()
            except OSError:
                continue
            for pid in pids:
                self.peak = max(self.peak, _high_water(pid))


def _high_water(pid: str) -> float:
    """Return the most memory that a process has had, in MiB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    found = [each.split()[1] for each in lines if each.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else 0.0
