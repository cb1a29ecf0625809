"""Build documents in a process of its own, so that pages answer meanwhile, and it can be stopped.

The process lives as long as the studio, and keeps what it read ready for the next build. It is
ended, and begun anew, where a build is stopped: what is built takes its place whole or not at all.
"""

from __future__ import annotations

import itertools
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Literal, TypeAlias

from dossier.model.frozen import frozen
from dossier.project.layout import Places
from dossier.studio.builder_process import Message, Order, Product, serve

State: TypeAlias = Literal["waiting", "building", "done", "stopped", "failed"]

_KEPT = 50
"""Jobs that are remembered."""


@frozen
class Job:
    """An order and how far it is; `doing` names what is being made."""

    id: int
    order: Order
    state: State = "waiting"
    doing: str = ""
    product: Product | None = None
    error: str = ""


class Builder:
    """Takes orders, one after the other. `changed` is called whenever a job ends."""

    def __init__(self, places: Places, changed: Callable[[], object]) -> None:
        self.places = places
        self._changed = changed
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting: SimpleQueue[int] = SimpleQueue()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._thread: threading.Thread | None = None

    def order(self, order: Order) -> Job:
        """Let something be built, after what was ordered before."""
        with self._lock:
            job = Job(next(self._numbers), order)
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                del self._jobs[next(iter(self._jobs))]
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="studio-builder")
                self._thread.start()
        self._waiting.put(job.id)
        return job

    def job(self, number: int) -> Job | None:
        """Return a job as it stands, or None where there is none of that number."""
        return self._jobs.get(number)

    def stop(self, number: int) -> Job | None:
        """Stop a job; one that has ended stays as it is."""
        with self._lock:
            job = self._jobs.get(number)
            if job and job.state in ("waiting", "building"):
                self._jobs[number] = replace(job, state="stopped")
                if job.state == "building":
                    self._end_process()
        return self._jobs.get(number)

    def close(self) -> None:
        """End the process, whatever it is at."""
        with self._lock:
            for number, job in self._jobs.items():
                if job.state in ("waiting", "building"):
                    self._jobs[number] = replace(job, state="stopped")
            self._end_process()
        self._waiting.put(0)
        if self._thread:
            self._thread.join()

    def _serve(self) -> None:
        while number := self._waiting.get():
            with self._lock:
                job = self._jobs.get(number)
                if job is None or job.state != "waiting":
                    continue
                self._jobs[number] = job = replace(job, state="building")
                pipe = self._ready()
            self._follow(job, pipe)
            self._changed()

    def _follow(self, job: Job, pipe: Connection) -> None:
        """Send a job to the process, and note what it says until it has ended."""
        try:
            pipe.send(job.order)
            while self._noted(job.id, pipe.recv()):
                pass
        except (EOFError, OSError):  # the process was ended, here or by the system
            with self._lock:
                now = self._jobs.get(job.id, job)
                if now.state == "building":
                    why = "the process that builds was ended"
                    self._jobs[job.id] = replace(now, state="failed", error=why)
                self._end_process(pipe)

    def _noted(self, number: int, message: Message) -> bool:
        """Note what the process says of a job; return whether it will say more."""
        kind, said = message
        with self._lock:
            job = self._jobs.get(number)
            if job and job.state == "building":
                match kind, said:
                    case "doing", str():
                        self._jobs[number] = replace(job, doing=said)
                    case "done", Product():
                        self._jobs[number] = replace(job, state="done", product=said)
                    case "failed", str():
                        self._jobs[number] = replace(job, state="failed", error=said)
        return kind == "doing"

    def _ready(self) -> Connection:
        """Return the pipe to the process, which is begun if there is none."""
        if self._process is None or self._pipe is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, there = context.Pipe()
            self._process = context.Process(
                target=serve, args=(there, self.places), name="studio-builder"
            )
            self._process.start()
            there.close()
        return self._pipe

    def _end_process(self, pipe: Connection | None = None) -> None:
        """End the process, or only that which `pipe` leads to."""
        if self._process is None or self._pipe is None or pipe not in (None, self._pipe):
            return
        self._process.terminate()
        self._process.join()
        self._pipe.close()
        self._process, self._pipe = None, None
