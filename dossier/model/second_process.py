"""Work that a second process does meanwhile, so that a command uses both cores of a small machine.

The process is a copy of this one (`fork`): it begins within milliseconds, knows all that this one
knows, and gives back one value. Where it would not help, the work is done here as its result is
waited for: in a process that lives on, beside other threads, on one core, where there is no `fork`,
and where as many processes are at work as there are cores. So the result is the same everywhere,
and who asks cannot tell.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from dossier.model.kept_code import write_code
from dossier.model.kept_patterns import write_patterns

Made = TypeVar("Made")

_commands: list[str] = []
"""The command that this process is, if it is one that ends."""

_running: set[int] = set()
"""The processes that were begun and not waited for; a second process counts itself."""


@contextmanager
def helped(command: str) -> Iterator[None]:
    """Let second processes help the command that runs within, which ends."""
    _commands.append(command)
    try:
        yield
    finally:
        _commands.remove(command)
        _stop_others()


def _stop_others() -> None:
    """End the processes whose value nobody waited for, so that none outlives the command."""
    for process in [*_running]:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    _running.clear()


def meanwhile(make: Callable[[], Made]) -> Callable[[], Made]:
    """Begin to make something, and return what waits for it; what fails there is tried here."""
    if not _helps():
        return make
    try:
        source, target = os.pipe()
    except OSError:  # too many files are open
        return make
    with undisturbed():
        try:
            process = os.fork()
        except OSError:  # no process or memory is left for a copy
            os.close(source)
            os.close(target)
            return make
        if not process:
            _give(make, source, target)
    _running.add(process)
    os.close(target)
    return lambda: _taken(process, source, make)


def cores() -> int:
    """Return how many processes can work at once on this machine."""
    every = os.cpu_count() or 1
    return min(every, len(os.sched_getaffinity(0))) if sys.platform == "linux" else every


@contextmanager
def undisturbed() -> Iterator[None]:
    """Begin processes to which Ctrl-C says nothing: the first process stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _helps() -> bool:
    return bool(
        sys.platform == "linux"
        and _commands
        and _alone()
        and not _of_a_pool()
        and len(_running) + 1 < cores()
    )


def _of_a_pool() -> bool:
    """Whether `multiprocessing` began this process; it need not be imported to know."""
    pools = sys.modules.get("multiprocessing.process")
    return pools is not None and pools.parent_process() is not None


def _alone() -> bool:
    """Whether this process has one thread; a copy would have locks that others hold."""
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def _give(make: Callable[[], object], source: int, target: int) -> None:
    """Do the work in the second process, and end it; an error leaves the pipe without a value."""
    status = 1
    try:
        os.close(source)
        _running.add(os.getpid())
        with open(target, "wb") as pipe:
            pipe.write(pickle.dumps(make(), pickle.HIGHEST_PROTOCOL))
        write_patterns()
        write_code()
        status = 0
    finally:
        os._exit(status)


def _taken(process: int, source: int, make: Callable[[], Made]) -> Made:
    with open(source, "rb") as pipe:
        packed = pipe.read()
    with suppress(ChildProcessError):  # whoever started us has its children waited for
        os.waitpid(process, 0)
    _running.discard(process)
    with suppress(Exception):  # it was ended, or gave what cannot be unpacked: made here
        made: Made = pickle.loads(packed)  # noqa: S301 (a process of ours packed it)
        return made
    return make()
