"""Build a dossier for every State of the UN in one process, in two, and on a cluster of this machine.

`python -m benchmarks.cluster` makes 193 dossiers of the skeleton with three documents each and prints
documents per second; the same with a worker that is killed in the middle; what reading, searching and
handing out cost for each document; and from that, on paper, what 100 workers would give. It ends with
1 where two arrangements made different files.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from distributed import Client

from dossier.build.build_dossiers import build
from dossier.build.build_request import BuildRequest, Rebuild, build_request
from dossier.build.cluster import cluster_workers
from dossier.build.worker_processes import Processes
from dossier.build.workers import Nobody, Workers
from dossier.model.language import DATA
from dossier.project.layout import Places, places
from dossier.project.new_dossier import new_dossier

STATES = 193
DOCUMENTS = ("submission", "annex", "summary")
EMPTY_TASKS = 500
IDLE = 5
"""Seconds in which the scheduler is watched while it has nothing to do."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """What one arrangement took: wall seconds, and processor seconds by who spent them."""

    name: str
    documents: int
    wall: float
    coordinator: float
    scheduler: float
    workers: float
    files: str

    def __str__(self) -> str:
        each = 1000 / self.documents
        return (
            f"{self.name:<34} {self.documents / self.wall:8.2f} {self.wall:9.1f} "
            f"{self.coordinator * each:12.1f} {self.scheduler * each:10.1f} {self.workers * each:9.1f}"
        )


@dataclass(frozen=True)
class Machines:
    """A scheduler and its workers, each a process of this machine.

    `idle` are the processor seconds that the scheduler takes in a second in which nothing is asked.
    """

    address: str
    idle: float
    scheduler: int
    workers: tuple[int, ...]


def main() -> int:
    """Print the figures. Returns 1 where the files differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=STATES, help="dossiers (default: 193)")
    parser.add_argument("--format", default="pdf,docx,html,md", help="default: pdf,docx,html,md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = places(Path(folder), None, None, None)
        make_dossiers(where, options.count)
        request, _ = build_request(where, (), options.format.split(","), Rebuild.ALL)
        if request is None:
            raise SystemExit("nothing to build")
        print(f"{options.count} dossiers of {len(DOCUMENTS)} documents in {options.format}")
        print(f"{'':<34} {'docs/s':>8} {'seconds':>9}   {'processor ms for each document':>30}")
        print(f"{'':<52} {'coordinator':>12} {'scheduler':>10} {'workers':>9}")
        found = [*arrangements(where, request)]
    on_paper(found)
    same = {each.files for each in found}
    print("all made the same files" if len(same) == 1 else "THE FILES DIFFER")
    return 0 if len(same) == 1 else 1


def make_dossiers(where: Places, count: int) -> None:
    """Make a dossier of the skeleton for each of the first `count` States, with three documents."""
    for state in states()[:count]:
        name = re.sub(r"[^a-z]+", "-", plain(state).lower()).strip("-")
        new_dossier(where, name, date(2026, 11, 28))
        file = where.content / name / "dossier.yaml"
        head, _, first = file.read_text("utf-8").partition("  submission:\n")
        text = head + "".join(f"  {each}:\n{first}" for each in DOCUMENTS)
        file.write_text(re.sub(r"STATE|(?<=in )" + re.escape(name), state, text), "utf-8")


def states() -> list[str]:
    """Return the names of States in the order of their reviews, and invented ones up to 193."""
    sessions = yaml.safe_load((DATA / "sessions.yaml").read_text("utf-8"))["sessions"]
    listed = (each.get("states", ()) for each in sessions.values())
    named = dict.fromkeys(name for each in listed if isinstance(each, list) for name in each)
    more = (f"Ruritania {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(STATES))
    return [*named, *more][:STATES]


def plain(name: str) -> str:
    """Return a name without accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def arrangements(where: Places, request: BuildRequest) -> Iterator[Figures]:
    """Yield the figures of each arrangement as soon as they are there."""
    first = BuildRequest(dict([*request.documents.items()][:1]), request.formats, Rebuild.ALL)
    [*build(where, first, workers=Nobody())]  # what is imported once
    yield told(measured("one process", where, request, lambda: nullcontext(Nobody())))
    yield told(measured("two processes", where, request, lambda: Processes(2)))
    for number in (1, 2):
        with machines(number) as there:
            name = f"cluster, {number} worker{'s'[: number - 1]}"
            yield told(measured(name, where, request, cluster(there), there))
            print(f"{'':<4}an empty task takes {empty_task(there.address) * 1000:.2f} ms")
    with machines(2) as there:
        yield told(
            measured(
                "the same, one killed in the middle",
                where,
                request,
                cluster(there),
                there,
                there.workers[0],
            )
        )


def told(figures: Figures) -> Figures:
    """Print figures and return them."""
    print(figures, flush=True)
    return figures


def cluster(there: Machines) -> Callable[[], AbstractContextManager[Workers]]:
    """Return what opens a connection to a cluster."""
    return lambda: cluster_workers(there.address, "")


def measured(
    name: str,
    where: Places,
    request: BuildRequest,
    open_workers: Callable[[], AbstractContextManager[Workers]],
    there: Machines | None = None,
    victim: int = 0,
) -> Figures:
    """Return what a build takes; half way through it the process `victim` is killed."""
    with open_workers() as workers:
        if there:  # a worker that has imported all is what is measured
            first = dict([*request.documents.items()][:1])
            [*build(where, BuildRequest(first, request.formats, Rebuild.ALL), workers=workers)]
        pids = there.workers if there else ()
        before = [processor(each) for each in pids], processor(there.scheduler) if there else 0.0
        begun, own, others = time.perf_counter(), time.process_time(), children()
        for number, _ in enumerate(build(where, request, workers=workers)):
            if victim and number == len(request.documents) // 2:
                os.kill(victim, signal.SIGKILL)
                print(f"{'':<4}killed a worker after {number + 1} dossiers", flush=True)
        wall, spent = time.perf_counter() - begun, time.process_time() - own
        scheduler = processor(there.scheduler) - before[1] - there.idle * wall if there else 0.0
        at_work = sum(
            max(0.0, processor(each) - was) for each, was in zip(pids, before[0], strict=True)
        )
    documents = len(request.documents) * len(DOCUMENTS)
    at_work += children() - others if not there else 0.0
    return Figures(name, documents, wall, spent, max(0.0, scheduler), at_work, digest(where.output))


def children() -> float:
    """Return the processor seconds of the processes that this one began and that have ended."""
    took = os.times()
    return took.children_user + took.children_system


def processor(pid: int) -> float:
    """Return the processor seconds that a process took, 0 where it is gone or nobody tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def digest(folder: Path) -> str:
    """Return the digest of all finished files; the manifest says nothing of who made them."""
    found = hashlib.sha256()
    for file in sorted(folder.glob("[!.]*/*.*")):
        found.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return found.hexdigest()


@contextmanager
def machines(number: int) -> Iterator[Machines]:
    """Begin a scheduler and workers, and end them after the block."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        file = Path(folder) / "scheduler.json"
        asked = ["--scheduler-file", str(file), "--no-dashboard"]
        where = ["--host", "127.0.0.1", "--port", "0"]
        scheduler = opened.enter_context(running("scheduler", *asked, *where))
        while not file.exists():
            time.sleep(0.05)
        alone = ["--nthreads", "1", "--no-nanny", "--memory-limit", "0"]
        pids = [opened.enter_context(running("worker", *asked, *alone)) for _ in range(number)]
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(number)
            address = client.scheduler.address
        begun, before = time.perf_counter(), processor(scheduler)
        time.sleep(IDLE)
        idle = (processor(scheduler) - before) / (time.perf_counter() - begun)
        yield Machines(address, idle, scheduler, tuple(pids))


@contextmanager
def running(what: str, *words: str) -> Iterator[int]:
    """Run a program of Dask, silently, until the end of the block."""
    program = [sys.executable, "-m", f"distributed.cli.dask_{what}", *words]
    silent = subprocess.DEVNULL
    begun = subprocess.Popen(program, stdout=silent, stderr=silent)
    try:
        yield begun.pid
    finally:
        begun.terminate()
        begun.wait()


def empty_task(address: str) -> float:
    """Return how many seconds a task takes that does nothing."""
    with Client(address, set_as_default=False) as client:
        begun = time.perf_counter()
        client.gather([client.submit(int, pure=False) for _ in range(EMPTY_TASKS)])
        return (time.perf_counter() - begun) / EMPTY_TASKS


def on_paper(found: list[Figures]) -> None:
    """Print what 100 workers would give, by Amdahl's law and by who would be busy all the time."""
    one = next(each for each in found if each.name == "cluster, 1 worker")
    own, middle, work = (
        each / one.documents for each in (one.coordinator, one.scheduler, one.workers)
    )
    share = own / (own + work)
    print(f"\nOn paper, from one worker: {share:.1%} of the work cannot be shared out.")
    for workers in (1, 2, 10, 100):
        amdahl = 1 / (own + work / workers)
        most = min(1 / own, workers / work, *([1 / middle] if middle > 0 else []))
        print(
            f"{workers:>5} workers: {amdahl:7.2f} documents/s by Amdahl "
            f"({amdahl * (own + work):.1f} times), at most {most:.2f} as reading and writing overlap"
        )
    print(
        f"More than {work / own:.0f} workers have nothing to do: the coordinator takes {own * 1000:.0f} ms a document."
    )


if __name__ == "__main__":
    sys.exit(main())
