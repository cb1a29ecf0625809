"""The connection to a cluster: open it, check who is there, hand out tasks, close it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from dossier.build.cluster.held_here import folder_must_stay, must_stay
from dossier.build.cluster.surroundings import differing, surroundings
from dossier.build.cluster.task import Done, Task, finished, task_of, work
from dossier.build.ready_document import ReadyDocument
from dossier.build.searched_file import make, searched
from dossier.build.workers import Pending, WorkersLost
from dossier.build.written_file import Result
from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.value_digest import value_digest
from dossier.project.share import Share, Unshared, share_at
from dossier.redaction.scan import Guard

_AHEAD = 3
"""Files that are under way for each thread of a worker, so that it need not wait for the next."""

_CONNECTING = 10
"""Seconds in which a scheduler must answer."""

_ALONE = 60
"""Seconds after which a cluster without workers counts as lost."""

_RETRIES = 2
"""How often a task is tried again that failed, such as for a share that did not answer."""


class Running(Protocol):
    """A task that somebody is at: a `Future` of Dask or of Python."""

    def result(self, timeout: float | None = None) -> Done:
        """Return what was made. Raises `TimeoutError` where it takes longer."""


class ClusterWorkers:
    """The workers of a cluster; `submit` hands out a task, `count` says how many threads there are.

    Documents that say what is guarded, and templates that do, are not handed out.
    """

    def __init__(
        self, submit: Callable[[Task], Running], count: Callable[[], int], share: Share
    ) -> None:
        self.submit = submit
        self.count = count
        self.share = share
        self.mark = value_digest(surroundings())
        self._stay: dict[tuple[int, Path], tuple[Guard, bool]] = {}

    @property
    def most(self) -> int:
        """How many files should be under way, so that no worker has to wait."""
        return _AHEAD * max(1, self.count())

    def prepare(self, documents: int) -> None:
        """Do nothing: a cluster is there already."""

    def take(self, format_: str, documents: int) -> bool:  # noqa: ARG002
        """Return True: they write every format."""
        return True

    def begin(
        self, document: ReadyDocument, folders: tuple[Path, ...], format_: str, guard: Guard
    ) -> Pending:
        """Let a worker write a file, or write it here where it says what `guard` knows."""
        if must_stay(document, guard) or any(self._stays(each, guard) for each in folders):
            return lambda: make(document, folders, format_, guard)
        with _in_reach(self.share):
            task = task_of(document, folders, format_, self.share, self.mark)
            running = self.submit(task)
        return lambda: searched(document, self._wait(task, running, folders), guard)

    def _stays(self, folder: Path, guard: Guard) -> bool:
        """Whether a folder of a template must not be sent; each is searched once for a guard."""
        key = id(guard), folder
        if key not in self._stay:
            self._stay[key] = guard, folder_must_stay(folder, guard)
        return self._stay[key][1]

    def _wait(self, task: Task, running: Running, folders: tuple[Path, ...]) -> Result:
        from distributed.scheduler import KilledWorker

        with _in_reach(self.share):
            try:
                done = self._result(running)
            except KilledWorker:
                return None, [_killed(task)]
            if done.differs:
                return None, [_other("that came later", "it is not like this machine")]
            return finished(task, done, folders)

    def _result(self, running: Running) -> Done:
        """Wait for a task while there are workers. Raises `WorkersLost` when there are none."""
        seen = time.monotonic()
        while True:
            try:
                return running.result(timeout=_CONNECTING)
            except TimeoutError:
                seen = time.monotonic() if self.count() else seen
                if time.monotonic() - seen > _ALONE:
                    raise WorkersLost(_lost("the cluster has no workers any more")) from None


@contextmanager
def _in_reach(share: Share) -> Iterator[None]:
    """Raise `WorkersLost` where scheduler or share cannot be reached any more."""
    from distributed.client import ClosedClientError
    from distributed.comm.core import CommClosedError

    try:
        yield
    except Unshared as error:
        raise WorkersLost(_unshared(share.address, str(error))) from error
    except (CancelledError, ClosedClientError, CommClosedError) as error:
        raise WorkersLost(_lost("the scheduler does not answer any more")) from error


@contextmanager
def cluster_workers(address: str, share: str) -> Iterator[ClusterWorkers]:
    """Yield the workers of the scheduler at `address`, which see what lies at the address `share`.

    What stops the block cancels what they are at. Raises `Refused` where the scheduler or the share
    cannot be reached, or where a worker would not write the same bytes.
    """
    with ExitStack() as opened:
        client = opened.enter_context(_client(address))
        place = opened.enter_context(_share(share))
        _check(client, address, place)
        running: list[Any] = []

        def submit(task: Task) -> Running:
            future = client.submit(work, task, pure=False, retries=_RETRIES)
            running.append(future)
            return future  # type: ignore[no-any-return]

        opened.callback(_cancel, client, running)
        yield ClusterWorkers(submit, lambda: _threads(client), place)


def _cancel(client: Any, running: Sequence[Any]) -> None:
    """Let the workers stop what they are at; where the scheduler is lost nobody can say so."""
    from distributed.client import ClosedClientError

    with suppress(ClosedClientError, OSError, TimeoutError):
        client.cancel(running, force=True)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Yield the connection to a scheduler; what Dask logs of it is not for authors."""
    try:
        from distributed import Client
    except ImportError as error:
        raise Refused(_without_library(error.name or "distributed")) from error
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        asyncio.run(_answer(address))
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise Refused(_unreachable(address, error)) from error
    with Client(  # type: ignore[no-untyped-call]
        address, timeout=_CONNECTING, set_as_default=False, name="upr-dossier"
    ) as client:
        yield client


async def _answer(address: str) -> None:
    """Connect to a scheduler and hang up: a `Client` that cannot connect prints tracebacks."""
    from distributed import Security
    from distributed.comm.core import connect

    security = Security()  # type: ignore[no-untyped-call]
    keys = security.get_connection_args("client")  # type: ignore[no-untyped-call]
    there = await connect(  # type: ignore[no-untyped-call]
        address, timeout=_CONNECTING, **keys
    )
    there.abort()


@contextmanager
def _share(address: str) -> Iterator[Share]:
    with ExitStack() as opened:
        try:
            place = opened.enter_context(share_at(address))
        except (ImportError, OSError, ValueError) as error:
            raise Refused(_unshared(address or "--share", str(error))) from error
        yield place


def _check(client: Any, address: str, share: Share) -> None:
    """Raise `Refused` unless there are workers, all of them like this machine and at the share."""
    try:
        client.wait_for_workers(1, timeout=_CONNECTING)
    except TimeoutError:
        raise Refused(_unreachable(address, "it has no workers")) from None
    probe = share.put(b"upr-dossier")
    here = surroundings()
    for worker, found in client.run(_looked(share.address, probe), on_error="return").items():
        if not isinstance(found, tuple):
            raise Refused(_other(worker, f"it cannot be asked: {found}"))
        there, unshared = found
        if why := differing(here, there):
            raise Refused(_other(worker, why if there else "it does not have this program"))
        if unshared:
            raise Refused(_unshared(share.address, f"the worker {worker} does not see it"))


def _looked(share: str, probe: str) -> Callable[[], tuple[Mapping[str, str], bool]]:
    """Return what a worker is asked: its surroundings, and whether it does not see the share.

    It is sent as code, so that a worker can answer that does not have this program.
    """

    def look() -> tuple[Mapping[str, str], bool]:
        try:
            from dossier.build.cluster.surroundings import surroundings as found
            from dossier.project.share import Share as There
            from dossier.project.share import Unshared as Missing
        except ImportError:
            return {}, False
        try:
            There(share).get(probe)
        except (Missing, ImportError, ValueError):
            return found(), True
        return found(), False

    return look


def _threads(client: Any) -> int:
    """Return how many threads the workers have together; none where the scheduler is lost."""
    from distributed.client import ClosedClientError

    try:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
    except (ClosedClientError, OSError, KeyError):
        return 0
    return sum(each["nthreads"] for each in workers)


def _without_library(name: str) -> Finding:
    message = f'the library "{name}" is missing, which --cluster needs'
    hint = 'install it: `.venv/bin/python -m pip install "upr-dossier[cluster]"`'
    return Finding("--cluster", 0, Fault.MISSING_LIBRARY, message, hint)


def _unreachable(address: str, why: object) -> Finding:
    message = f"the cluster at {address} cannot be used: {why}"
    hint = "start `dask scheduler` and `dask worker` there, or leave --cluster out to build here"
    return Finding("--cluster", 0, Fault.UNREACHABLE_CLUSTER, message, hint)


def _lost(why: str) -> Finding:
    hint = "build again: what is finished is kept; without --cluster this machine does the rest"
    return Finding("--cluster", 0, Fault.UNREACHABLE_CLUSTER, f"the build stopped: {why}", hint)


def _unshared(address: str, why: str) -> Finding:
    message = f"the share {address} cannot be used: {why}"
    hint = "name with --share a folder that this machine and all workers see, or an fsspec address"
    return Finding("--share", 0, Fault.UNREACHABLE_SHARE, message, hint)


def _other(worker: str, why: str) -> Finding:
    message = f"the worker {worker} would not write the same files: {why}"
    hint = "install the same version of the program there, with `requirements.txt` of this one"
    return Finding("--cluster", 0, Fault.WORKER_DIFFERS, message, hint)


def _killed(task: Task) -> Finding:
    name = f"{task.document.id}.{task.format}"
    message = f"worker after worker died while it wrote {task.document.dossier}/{name}"
    hint = "give the workers more memory, or build this document without --cluster"
    return Finding("--cluster", 0, Fault.WORKERS_DIED, message, hint)
